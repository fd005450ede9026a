"""Makes the rows of a large file rows of their table, once it is known which of them are under review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from validator.engine.bulk import Bulk
from validator.engine.database import literal
from validator.pack.stand_ins import base_table
from validator.plan.columns import COUNTED, ROW_COLUMNS, SQL_TYPES
from validator.plan.scope import Lot

if TYPE_CHECKING:
    from validator.engine.loading import LoadedRow

__all__ = ["join_bulk"]

SEVERAL = 3
"""From so many queries on, villages that are numbers of a list pay: they are grouped and joined by village."""
_OWN = ("_village", "_year", "_date", "_review", "_stale", "_written", "_older", "_bad_code")


def join_bulk(bulk: Bulk, rows: Sequence[LoadedRow], sizes: Mapping[int, int], listed: int) -> list[tuple[int, int]]:
    """Attaches the rows of `bulk`, of which each of `rows` stands for as many as `sizes` says by its line.

    Returns (spreadsheet row, year) of the first `listed` rows that are not under review.
    """
    tables = bulk.tables
    first, tables.next_row = tables.next_row, tables.next_row + bulk.read
    shown = _shown(bulk, rows, first)
    lots = Counter[Lot]()
    for row in rows:
        placed = row.placed
        lots[Lot(bulk.table.name, bulk.number, placed.village, placed.year, placed.review)] += sizes[placed.line]
    bulk.mark_firsts(_firsts(bulk, rows))
    tables.attach(bulk.table, shown, lots)
    if any(row.placed.review for row in rows):
        _keep_problems(bulk, shown, first)
    if all(row.placed.review for row in rows):
        return []
    compared = f"SELECT _line, _year FROM ({shown}) WHERE NOT _review ORDER BY _row LIMIT {listed}"
    return bulk.connection.execute(compared).fetchall()


def _firsts(bulk: Bulk, rows: Sequence[LoadedRow]) -> list[int]:
    """The places of the first rows under review of their village and year; each of `rows` is the first of its like."""
    reviewed = sorted((row.placed for row in rows if row.placed.review), key=lambda placed: placed.line)
    begins = bulk.tables.begins
    return [p.line - bulk.line(0) for p in reviewed if begins(bulk.table.name, p.village, p.year)]


def _shown(bulk: Bulk, rows: Sequence[LoadedRow], first: int) -> str:
    present = {s.field.name for s in bulk.shortcuts}
    answers = {s.field.name for s in bulk.shortcuts if s.field.codelist and not s.field.multiple}
    own, relation = _places(bulk, {row.placed.line: _own_columns(row) for row in rows})
    fixed = {
        "_row": f"{first} + {bulk.name}.rowid",
        "_src": str(bulk.number),
        "_line": f"{bulk.name}.rowid + {bulk.line(0)}",
        "_first": f"{bulk.name}._first",
        "_copies": "1",
        "_rank": "1",
    }
    types = {**ROW_COLUMNS, **COUNTED}
    columns = [f"({sql})::{types[name]} AS {name}" for name, sql in fixed.items()]
    columns += [f"{sql} AS {name}" for name, sql in own.items()]
    columns += [
        f.name if f.name in answers else f"{f.name if f.name in present else 'NULL'}::{SQL_TYPES[f.type]} AS {f.name}"
        for f in bulk.table.fields
    ]
    return f"SELECT {', '.join(columns)} FROM {relation}"


def _own_columns(row: LoadedRow) -> tuple[Any, ...]:
    placed = row.placed
    written = placed.written or placed.year
    return placed.village, placed.year, placed.date, placed.review, placed.stale, written, row.older, row.bad_code


def _places(bulk: Bulk, units: Mapping[int, tuple[Any, ...]]) -> tuple[dict[str, str], str]:
    """SQL for the columns that say whose a row is, and the relation to take them from."""
    if len({unit[1:] for unit in units.values()}) == 1 and not bulk.united:
        own = _literals(next(iter(units.values())))
        if len(units) > 1:
            own["_village"] = f"{bulk.name}.kode_desa::{_kind_of_village(bulk, units)}"
        return own, bulk.name
    if not bulk.united:
        bulk.unite(units, [unit[0] for unit in units.values()], names=["kode_desa"])
    kind = _kind_of_village(bulk, units)
    names = ["_unit", *_OWN]
    kinds = {name: ROW_COLUMNS.get(name, "INTEGER") for name in names} | {"_village": kind}
    bulk.connection.execute(f"CREATE TABLE _units_{bulk.number} ({', '.join(map(' '.join, kinds.items()))})")
    columns = [list(column) for column in zip(*((line, *unit) for line, unit in units.items()), strict=True)]
    if columns:
        unnested = ", ".join(f"unnest(?::{kind}[])" for kind in kinds.values())
        bulk.connection.execute(f"INSERT INTO _units_{bulk.number} SELECT {unnested}", columns)
    return {name: name for name in _OWN}, f"{bulk.name} JOIN _units_{bulk.number} USING (_unit)"


def _kind_of_village(bulk: Bulk, units: Mapping[int, tuple[Any, ...]]) -> str:
    """The SQL type of `_village`."""
    pack = bulk.tables.pack
    asked = {rule.table for rule in pack.rules if base_table(pack.derived, rule.table) == bulk.table.name}
    few = len(asked) < SEVERAL or not units
    return ROW_COLUMNS["_village"] if few else bulk.know_villages({unit[0] for unit in units.values()})


def _literals(unit: tuple[Any, ...]) -> dict[str, str]:
    texts = {name: "NULL" if value is None else literal(str(value)) for name, value in zip(_OWN, unit, strict=True)}
    return {name: f"{text}::{ROW_COLUMNS[name]}" for name, text in texts.items()}


def _keep_problems(bulk: Bulk, shown: str, first: int) -> None:
    """What is wrong with single cells of rows under review, blank ones included."""
    tables, table = bulk.tables, bulk.table
    number = tables.numbers[table.name]
    required = [i for i, f in enumerate(table.fields) if f.required]
    expected = [i for i, f in enumerate(table.fields) if f.expected]
    optional = f"problem = 'blank' AND field NOT IN ({_list(required)})"
    bulk.connection.execute(
        f"INSERT INTO _cells SELECT {number}, _row, field, problem, shown, _village, {optional} FROM {bulk.odd} "
        f"JOIN (SELECT _row, _village FROM ({shown}) WHERE _review) ON _row = {first} + place "
        f"WHERE problem <> '' AND (problem <> 'blank' OR field IN ({_list(expected)}))"
    )
    fields = [s.field for s in bulk.shortcuts if s.field.expected]
    counted = ", ".join(["count(*)", *(f"count({f.name})" for f in fields)])
    total, *filled = bulk.connection.execute(f"SELECT {counted} FROM {bulk.name}").fetchall()[0]
    for field in (f for f, count in zip(fields, filled, strict=True) if count < total):
        place = table.names.index(field.name)
        bulk.connection.execute(
            f"INSERT INTO _cells SELECT {number}, _row, {place}, 'blank', '', _village, {not field.required} "
            f"FROM ({shown}) WHERE {field.name} IS NULL AND _review AND _row - {first} NOT IN "
            f"(SELECT place FROM {bulk.odd} WHERE field = {place})"
        )
        tables.note_blank(table, place)


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, [*numbers, -1]))
