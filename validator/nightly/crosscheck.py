"""A second opinion: every constraint of the schemas asked again by pandera, compared cell for cell with the engine.

What counts is typed as the engine read it; where the engine made nothing of a cell, pandera sees the text as found. Two
answers that differ are a fault of the program, never of a village.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from validator.cells.values import JOINT
from validator.findings.frames import Frames
from validator.findings.table_files import as_found
from validator.messages.sentences import Sentences, Worded
from validator.messages.sentences import sentence as _
from validator.nightly.extras import MissingExtraError
from validator.pack.models import CodeList, Field, Pack, Table

os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

__all__ = ["CrossCheckError", "Disagreement", "Opinion", "compared", "crosscheck", "schema_of"]

Cell = tuple[int, str, str]
"""(row number of the run, field, constraint); the field is '' for a key that is not unique."""

BLANK, TYPE, ENUM, UNIQUE = "blank", "type", "enum", "unique"
TYPED = ("integer", "number", "year", "date")
PLAIN = {"integer": "-?[0-9]{1,18}", "number": "-?[0-9]{1,17}", "year": "1[0-9]{3}|20[0-9]{2}|2100"}
LISTED = 20


class Disagreement(Struct, frozen=True):
    """A cell of which one says that it breaks a constraint and the other that it keeps it."""

    table: str
    field: str
    constraint: str
    place: str
    engine: bool
    pandera: bool

    def worded(self, lang: str = "id") -> str:
        """Both answers: they differ, so that one of them decides which is which."""
        field = {"table": self.table, "field": self.field or _("kunci"), "constraint": self.constraint}
        said = _(
            "{place}: {table}.{field} syarat {constraint}: mesin mengatakan sah, pandera mengatakan melanggar",
            place=self.place,
            **field,
        )
        if self.engine:
            said = _(
                "{place}: {table}.{field} syarat {constraint}: mesin mengatakan melanggar, pandera mengatakan sah",
                place=self.place,
                **field,
            )
        return said.worded(lang)

    def __str__(self) -> str:
        return self.worded()


class Opinion(Struct, frozen=True):
    """What both agree on: by (table, field, constraint), how many cells break it. `asked` counts constraints."""

    counts: Mapping[tuple[str, str, str], int]
    asked: int


class CrossCheckError(Exception):
    """The engine and pandera do not say the same; `disagreements` names both answers."""

    def __init__(self, disagreements: Sequence[Disagreement]) -> None:
        lines: list[Worded] = [*disagreements[:LISTED]]
        if len(disagreements) > LISTED:
            lines.append(_("… dan {n} lagi", n=len(disagreements) - LISTED))
        head = _("Mesin dan pandera tidak sependapat; laporkan kesalahan ini.")
        super().__init__(Sentences((head, *lines)))
        self.disagreements = tuple(disagreements)


def crosscheck(frames: Frames, pack: Pack) -> Opinion:
    """Asks pandera about every table under review.

    Raises `CrossCheckError` if it disagrees with the engine, `MissingExtraError` if it is not installed.
    """
    try:
        import pandera.pandas  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("pandera") from error
    counts: dict[tuple[str, str, str], int] = {}
    found: list[Disagreement] = []
    asked = 0
    for name in frames.tables:
        table = pack.tables[name]
        constraints = [found for f in table.fields for found in _constraints(f, pack.codelists)]
        asked += len(constraints) + (table.layout != "records")
        agreed, differing = compared(frames, table, pack.codelists)
        found += differing
        for _place, field, constraint in agreed:
            counts[name, field, constraint] = counts.get((name, field, constraint), 0) + 1
    if found:
        raise CrossCheckError(found)
    return Opinion(counts, asked)


def compared(frames: Frames, table: Table, codelists: Mapping[str, CodeList]) -> tuple[set[Cell], list[Disagreement]]:
    """The violations on which both agree, and what they do not agree on, for one table."""
    rows, cells = frames.rows(table.name), frames.cells(table.name)
    engine, other = _engine(table, rows, cells)
    seen = as_found(rows, cells, table)
    pandera = {c for c in _pandera(frames, table, seen, codelists) if c[:2] not in other}
    if table.layout != "records":
        pandera |= set(_repeated(table, rows.set_index("_row")))
    places = dict(zip(rows["_row"], zip(rows["_src"], rows["_line"], strict=True), strict=True))
    differing = []
    for cell in sorted(engine ^ pandera):
        source, line = places[cell[0]]
        place = f"{frames.place(source)} baris {line}"
        differing.append(Disagreement(table.name, cell[1], cell[2], place, cell in engine, cell in pandera))
    return engine & pandera, differing


def schema_of(
    table: Table, codelists: Mapping[str, CodeList], columns: Sequence[str] | None = None
) -> pa.DataFrameSchema:
    """The constraints of a table as a pandera schema for frames of its rows as found; see `as_found`.

    `columns`: only these fields, those that a sheet has; a field that is not there keeps and breaks nothing.
    """
    import pandera.pandas as pa

    wanted = [f for f in table.fields if columns is None or f.name in columns]
    return pa.DataFrameSchema(
        {
            f.name: pa.Column(
                None,
                [_check(f, kind, codelists) for kind in _constraints(f, codelists) if kind != BLANK],
                nullable=not f.expected,
                title=f.title,
            )
            for f in wanted
        },
        name=table.name,
    )


def _constraints(field: Field, codelists: Mapping[str, CodeList]) -> Iterator[str]:
    if field.expected:
        yield BLANK
    if field.type in TYPED:
        yield TYPE
    if field.codelist in codelists:
        yield ENUM
    if field.minimum is not None:
        yield "minimum"
    if field.maximum is not None:
        yield "maximum"


def _check(field: Field, kind: str, codelists: Mapping[str, CodeList]) -> pa.Check:
    import pandera.pandas as pa

    if kind == ENUM:
        labels = [item.label for item in codelists[field.codelist].items]
        if field.multiple:
            return pa.Check(lambda answers: answers.str.split(JOINT).map(set(labels).issuperset), name=ENUM)
        return pa.Check.isin(labels, error=ENUM)
    if kind == TYPE:
        return pa.Check(lambda column: _typed(column, field), name=TYPE)
    if kind == "minimum":
        return pa.Check(lambda column: ~(_numbers(column) < field.minimum), name=kind)
    return pa.Check(lambda column: ~(_numbers(column) > field.maximum), name=kind)


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """The numbers of a column, NaN for texts."""
    import pandas as pd

    return pd.to_numeric(column.mask(_texts(column)), errors="coerce").astype("float64")


def _texts(column: pd.Series[Any]) -> pd.Series[bool]:
    return column.map(lambda value: isinstance(value, str)).astype(bool)


def _typed(column: pd.Series[Any], field: Field) -> pd.Series[Any]:
    """Whether each value is of the field's type, or a text that plainly writes one."""
    import pandas as pd

    is_text = _texts(column)
    if not is_text.any():
        return ~is_text
    texts = column[is_text].astype(str)
    if field.type == "date":
        plain = pd.to_datetime(texts, format="%d/%m/%Y", errors="coerce").notna()
    else:
        plain = texts.str.fullmatch(PLAIN[field.type]).astype(bool)
    return (~is_text) | plain.reindex(column.index, fill_value=False)


def _pandera(frames: Frames, table: Table, seen: pd.DataFrame, codelists: Mapping[str, CodeList]) -> Iterator[Cell]:
    """The cells that break a constraint, in pandera's opinion; blanks only where the field applies to the record."""
    applicable = frames.applicable(table.name).set_index("_row")
    for columns, part in _by_columns(frames, table, seen):
        for row, field, kind in _failures(schema_of(table, codelists, columns), part):
            if kind == BLANK and field in applicable and not applicable[field][row]:
                continue
            yield row, field, kind


def _by_columns(frames: Frames, table: Table, seen: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    """The rows, together where their sheets have the same columns."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for source in seen["_src"].unique():
        present = frames.present(int(source))
        groups.setdefault(tuple(n for n in table.names if n in present), []).append(source)
    for columns, sources in groups.items():
        yield columns, seen[seen["_src"].isin(sources)]


def _failures(schema: pa.DataFrameSchema, part: pd.DataFrame) -> Iterator[Cell]:
    from pandera.errors import SchemaErrors

    try:
        schema.validate(part, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        for row, field, kind in zip(cases["index"], cases["column"], cases["check"], strict=True):
            yield int(row), str(field), BLANK if kind == "not_nullable" else str(kind)


def _repeated(table: Table, rows: pd.DataFrame) -> Iterator[Cell]:
    import pandera.pandas as pa

    key = ["_village", "_year", *table.key]
    schema = pa.DataFrameSchema({name: pa.Column(None, nullable=True) for name in key}, unique=key, name=table.name)
    for row, _column, _check in _failures(schema, rows[key]):
        yield row, "", UNIQUE


def _engine(table: Table, rows: pd.DataFrame, cells: pd.DataFrame) -> tuple[set[Cell], set[tuple[int, str]]]:
    """What the engine says in the same words, and the cells of which it says something that no schema asks."""
    fields = {f.name: f for f in table.fields}
    values = rows.set_index("_row")
    found: set[Cell] = set()
    other: set[tuple[int, str]] = set()
    for row, name, problem in zip(cells["_row"], cells["field"], cells["problem"], strict=True):
        kind = _kind(fields[name], problem, known=not _missing(values.at[row, name]))
        if kind:
            found.add((int(row), name, kind))
        else:
            other.add((int(row), name))
    if table.layout != "records":
        found |= {(int(row), "", UNIQUE) for row in rows["_row"][rows["_copies"] > 1]}
    return found, other


def _kind(field: Field, problem: str, *, known: bool) -> str:
    """The constraint that a problem breaks, '' if it is about spelling only."""
    if problem in (BLANK, "minimum", "maximum"):
        return problem
    if known:
        return ""
    if field.codelist:
        return ENUM
    return TYPE if field.type in TYPED else ""


def _missing(value: object) -> bool:
    import pandas as pd

    return bool(pd.isna(value))  # type: ignore[call-overload]
