"""The typed tables of a check as files, for other tools: what the exported schemas `--for table` describe.

`TABLE.csv` holds text: days as 2026-03-07, decimals with a point, labels as the code list has them, and a cell that
could not be read as it was found, so that another validator finds it too. `TABLE.parquet` holds types, null where there
is no value. `TABLE.masalah.csv` names every such cell. Rows are those under review; values are not masked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.findings.frames import Frames
from validator.pack.models import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_found", "canonical_texts", "write_table"]

PLACE = {"_village": "_desa", "_year": "_tahun", "_file": "_berkas", "_line": "_baris"}
"""Where a row came from, before its fields."""
_PARQUET = {"integer": "BIGINT", "year": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def write_table(frames: Frames, table: Table, folder: Path) -> None:
    """Writes the three files of one table, each whole or not at all. Raises `OSError`."""
    rows, cells = frames.rows(table.name), frames.cells(table.name)
    places = rows.set_index("_row")
    places["_file"] = [frames.place(source) for source in places["_src"]]
    texts = canonical_texts(as_found(rows, cells, table), table)
    with _appearing(folder / f"{table.name}.csv") as path:
        placed = places[list(PLACE)].rename(columns=PLACE)
        placed.join(texts).to_csv(path, index=False, lineterminator="\n")
    wrong = cells[cells["_row"].isin(places.index)]
    told = places.loc[wrong["_row"], list(PLACE)].rename(columns=PLACE).reset_index(drop=True)
    listed = wrong[["field", "problem", "text"]].reset_index(drop=True)
    with _appearing(folder / f"{table.name}.masalah.csv") as path:
        told.join(listed.set_axis(["isian", "masalah", "tertulis"], axis=1)).to_csv(
            path, index=False, lineterminator="\n"
        )
    _write_parquet(places.rename(columns=PLACE), table, folder / f"{table.name}.parquet")


def as_found(rows: pd.DataFrame, cells: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The rows with, in place of what the engine could make nothing of, the text of the cell."""
    seen = rows.set_index("_row")
    for name, group in cells[cells["problem"] != "blank"].groupby("field"):
        texts = group.drop_duplicates("_row").set_index("_row")["text"]
        column = seen[name].astype(object)
        empty = column.index[column.isna()].intersection(texts.index)
        column.loc[empty] = texts.loc[empty]
        seen[name] = column
    return seen[["_src", "_village", "_year", "_copies", *table.names]]


def canonical_texts(seen: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The fields as text: days as ISO writes them, whole numbers without decimals, blanks as nothing."""
    return seen[list(table.names)].astype(object).map(_text)


def _text(value: Any) -> str:  # noqa: ANN401 - a typed value, or a text as found
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return ""
    if hasattr(value, "strftime"):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    return str(int(value)) if value == int(value) else repr(float(value))


def _write_parquet(rows: pd.DataFrame, table: Table, target: Path) -> None:
    """Through DuckDB, which needs no other package for Parquet."""
    import duckdb

    kinds = dict.fromkeys(PLACE.values(), "VARCHAR") | {"_tahun": "BIGINT", "_baris": "BIGINT"}
    kinds |= {field.name: _PARQUET.get(field.type, "VARCHAR") for field in table.fields}
    frame = rows.reset_index(drop=True)[list(kinds)]
    typed = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in kinds.items())
    with _appearing(target) as path, duckdb.connect() as connection:
        connection.register("rows_", frame)
        connection.sql(f"SELECT {typed} FROM rows_").write_parquet(str(path))


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A path beside the target, moved into its place once it is written."""
    made = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield made
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
