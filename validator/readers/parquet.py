"""Parquet files through DuckDB; the column names become the first row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from validator.readers.contents import Contents
from validator.readers.errors import Rejected
from validator.readers.limits import Budget, Limits
from validator.readers.patterns import exact
from validator.readers.sheets import Cell, Sheet

__all__ = ["read_parquet"]

_KEPT = (str, int, float, date)


def read_parquet(path: Path, file: str, limits: Limits) -> Contents:
    """One sheet: a header row and a row for each record.

    Raises:
        Rejected: `truncated` where DuckDB cannot read the file, `too_many_cells`.
    """
    import duckdb

    with duckdb.connect() as connection:
        try:
            source = connection.read_parquet(exact(path))
            columns = list(zip(source.columns, source.types, strict=True))
            count = source.aggregate("count(*)").fetchall()[0][0]
            Budget(limits).spend((count + 1) * len(columns))
            picked = ", ".join(_expression(name, str(kind)) for name, kind in columns)
            records = source.project(picked).fetchall()
        except duckdb.Error as error:
            raise Rejected("truncated", str(error).splitlines()[0][:200]) from error
    rows: list[list[Cell]] = [[name for name, _ in columns]]
    rows.extend([_cell(value) for value in record] for record in records)
    return Contents((Sheet(file, Path(file).stem, rows),))


def _expression(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"{quoted}::TIMESTAMP AS {quoted}"
    return f"{quoted}::DOUBLE AS {quoted}" if kind.startswith("DECIMAL") else quoted


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever type a Parquet column has
    return value if value is None or isinstance(value, _KEPT) else str(value)
