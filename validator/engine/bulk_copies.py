"""Rows that came in twice where some of the sheets are large files: the same as `records.copies`, asked of DuckDB."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from validator.engine.bulk import Bulk
from validator.forms.column_parser import Typed
from validator.pack.models import Table
from validator.plan.columns import SQL_TYPES
from validator.records.copies import ODD_LIMIT, Home, compared_fields, copied, copy_notes, odd_cells, odd_text, without
from validator.records.placing import LISTED, LeftRow, Placed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Whole", "drop_twice"]


class Whole(NamedTuple):
    """All rows of a sheet, small or large."""

    home: Home
    placed: Placed
    typed: Typed | Bulk


def drop_twice(
    connection: DuckDBPyConnection, table: Table, parts: Sequence[Whole]
) -> list[tuple[Placed, Typed | Bulk]]:
    """The rows of every part, in the order of their ranks, without those that an earlier one holds too."""
    held = [dict.fromkeys(p.typed.columns) for p in parts]
    names = compared_fields(table, held)
    sheets = {(p.home.file, p.home.sheet): n for n, p in reversed(list(enumerate(parts)))}
    rows = [_rows(connection, table, names, n, sheets[p.home.file, p.home.sheet], p) for n, p in enumerate(parts)]
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE _twice AS
        SELECT part, line, keyless, kept FROM (
            SELECT part, line, keyless, sheet, min(part) OVER same AS kept,
                   arg_min(sheet, part) OVER same AS first FROM (
                SELECT *, row_number() OVER (PARTITION BY sheet, digest ORDER BY part, line) AS nth
                FROM ({" UNION ALL ".join(rows)}))
            WINDOW same AS (PARTITION BY digest, nth)) WHERE sheet <> first""")
    counts = dict(connection.execute("SELECT part, count(*) FROM _twice GROUP BY ALL").fetchall())
    found = []
    for number, part in enumerate(parts):
        if counts.get(number, 0) < _size(part.placed):
            connection.execute("DELETE FROM _twice WHERE keyless AND part = ?", [number])
        found.append(_dropped(connection, parts, number, part))
    connection.execute("DROP TABLE _twice")
    return found


def _size(placed: Placed) -> int:
    return sum(placed.sizes.get(row.line, 1) for row in placed.rows)


def _dropped(
    connection: DuckDBPyConnection, parts: Sequence[Whole], number: int, part: Whole
) -> tuple[Placed, Typed | Bulk]:
    counts = connection.execute(
        "SELECT kept, count(*) FROM _twice WHERE part = ? GROUP BY kept ORDER BY kept", [number]
    ).fetchall()
    if not counts:
        return part.placed, part.typed
    if isinstance(part.typed, Typed):
        gone = dict(
            connection.execute("SELECT line, kept FROM _twice WHERE part = ? ORDER BY line", [number]).fetchall()
        )
        homes = {line: parts[kept].home for line, kept in gone.items()}
        return without(part.placed, part.home, homes), part.typed.without(gone)
    return _without(connection, part, part.typed, number, parts, dict(counts)), part.typed


def _without(
    connection: DuckDBPyConnection,
    part: Whole,
    bulk: Bulk,
    number: int,
    parts: Sequence[Whole],
    counts: Mapping[int, int],
) -> Placed:
    """The places of a large file without its copies, which are taken out of its table."""
    placed, copies = part.placed, sum(counts.values())
    listed = connection.execute(
        f"SELECT line, kept FROM _twice WHERE part = ? ORDER BY line LIMIT {LISTED}", [number]
    ).fetchall()
    left = [LeftRow(bulk.line(place), copied(part.home, parts[kept].home)) for place, kept in listed]
    note = copy_notes(part.home, [(parts[kept].home, n) for kept, n in counts.items()], copies == _size(placed))
    connection.execute(f"DELETE FROM {bulk.name} WHERE rowid IN (SELECT line FROM _twice WHERE part = ?)", [number])
    lines, sizes = _remaining(connection, bulk)
    rows = [row._replace(line=lines[row.line]) for row in placed.rows if row.line in lines]
    return replace(
        placed,
        rows=tuple(sorted(rows, key=lambda row: row.line)),
        left_out=tuple(sorted([*placed.left_out, *left], key=lambda row: row.line)),
        bad_codes=tuple((lines[line], text) for line, text in placed.bad_codes if line in lines),
        notes=(note, *placed.notes),
        sizes=sizes,
        unlisted=placed.unlisted + copies - len(left),
        copies=copies,
    )


def _remaining(connection: DuckDBPyConnection, bulk: Bulk) -> tuple[dict[int, int], dict[int, int]]:
    """What the units that still have rows are called now, for a unit is called by its first row; and their sizes."""
    found = connection.execute(f"SELECT _unit, min(rowid), count(*) FROM {bulk.name} GROUP BY ALL").fetchall()
    lines = {unit: bulk.line(place) for unit, place, _ in found}
    connection.execute(
        f"UPDATE {bulk.name} SET _unit = new.line "
        "FROM (SELECT unnest(?::INTEGER[]) AS unit, unnest(?::INTEGER[]) AS line) AS new "
        f"WHERE new.unit = {bulk.name}._unit AND new.unit <> new.line",
        [list(lines), list(lines.values())],
    )
    return lines, {bulk.line(place): rows for _, place, rows in found}


def _rows(
    connection: DuckDBPyConnection, table: Table, names: Sequence[str], number: int, sheet: int, part: Whole
) -> str:
    """SELECT of part, sheet, line, whether nothing names it, and a digest of all that is compared, for each row."""
    source = (
        _large(connection, part, part.typed)
        if isinstance(part.typed, Bulk)
        else _small(connection, table, number, part)
    )
    present = part.typed.columns.keys()
    texts = ["_home", "_wrote::VARCHAR", "_day::VARCHAR", "_odds"]
    kinds = {name: SQL_TYPES[table.field(name).type] for name in names}
    texts += [f"{name}::{kinds[name]}::VARCHAR" if name in present else "NULL" for name in names]
    joined = ", ".join(f"coalesce({text}, chr(30))" for text in texts)
    return (
        f"SELECT {number} AS part, {sheet} AS sheet, _at AS line, {_keyless(table, present)} AS keyless, "
        f"md5_number(concat_ws(chr(29), {joined})) AS digest FROM ({source})"
    )


def _keyless(table: Table, present: Collection[str]) -> str:
    if not table.key:
        return str(table.layout == "records")
    blank = [f"{name} IS NULL" for name in table.key if name in present]
    plain = [f"NOT list_contains(coalesce(_odd_fields, []), {table.names.index(name)})" for name in table.key]
    return f"({' AND '.join([*blank, *plain])})"


def _large(connection: DuckDBPyConnection, part: Whole, bulk: Bulk) -> str:
    """The rows of a large file; each says its unit from here on."""
    rows = part.placed.rows
    if not bulk.united:
        lines = [row.line for row in rows]
        if len(rows) == 1:
            bulk.unite(lines, names=[])
        else:
            bulk.unite(lines, [row.village for row in rows], names=["kode_desa"])
    units = f"_homes_{bulk.number}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {units} AS SELECT unnest(?::INTEGER[]) AS unit, unnest(?::VARCHAR[]) AS _home, "
        "unnest(?::INTEGER[]) AS _wrote, unnest(?::DATE[]) AS _day",
        [
            [r.line for r in rows],
            [r.village for r in rows],
            [r.written or r.year for r in rows],
            [r.date for r in rows],
        ],
    )
    odd = (
        "SELECT place, list(field) AS _odd_fields, "
        f"string_agg(field || chr(31) || problem || chr(31) || shown[:{ODD_LIMIT}], chr(30) ORDER BY field) AS _odds "
        f"FROM {bulk.odd} WHERE problem NOT IN ('', 'blank') GROUP BY place"
    )
    return (
        f"SELECT own.rowid AS _at, u._home, u._wrote, u._day, o._odds, o._odd_fields, own.* FROM {bulk.name} AS own "
        f"JOIN {units} AS u ON u.unit = own._unit LEFT JOIN ({odd}) AS o ON o.place = own.rowid"
    )


def _small(connection: DuckDBPyConnection, table: Table, number: int, part: Whole) -> str:
    """The rows of a sheet held in memory, as a table of their own; `_at` is their number."""
    assert isinstance(part.typed, Typed)
    rows, columns = part.placed.rows, part.typed.columns
    odd = odd_cells(part.typed)
    texts = [odd_text(odd[i]) if i in odd else None for i in range(len(rows))]
    fields = [[c[0] for c in odd.get(i, ())] for i in range(len(rows))]
    kinds = {"_at": "BIGINT", "_home": "VARCHAR", "_wrote": "INTEGER", "_day": "DATE", "_odds": "VARCHAR"}
    kinds |= {"_odd_fields": "INTEGER[]"} | {name: SQL_TYPES[table.field(name).type] for name in columns}
    own = ([*range(len(rows))], [r.village for r in rows], [r.written or r.year for r in rows], [r.date for r in rows])
    values = [*own, texts, fields, *columns.values()]
    picked = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in kinds.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _few_{number} AS SELECT {picked}", [list(v) for v in values])
    return f"SELECT * FROM _few_{number}"
