"""Rows of tables with some cells changed, as SQL: each in a world of its own, beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from validator.pack.models import Table
from validator.plan.columns import SQL_TYPES

__all__ = ["MARK", "REAL", "STEP", "CellChange", "Changed", "copied"]

STEP = 1 << 32
"""The rows of world n are numbered from n times this on: far more than a check has rows."""
MARK = "#"
"""Stands between the code of a village and the number of its world."""
REAL = "memory.main"
"""Where DuckDB keeps the tables of the check: `main` alone may be that of the temporary ones."""

_IN_WORLD = {"_row": f"w.n * {STEP} + b._row", "_village": f"b._village::VARCHAR || '{MARK}' || w.n"}


class CellChange(Struct, frozen=True):
    """Row `row` of `table` holds these values (as SQL texts, by field), or is not there (`gone`)."""

    table: str
    row: int
    values: Mapping[str, str]
    gone: bool = False


class Changed(Struct, frozen=True):
    """Changes of rows of one table, by world, as a relation `c` beside the rows `b` of worlds `w`.

    The values of a change are one list, with NULL for what it leaves: a parameter a field takes longer to plan, and so
    does a cast a field.
    """

    made: Mapping[str, str]
    columns: str
    parameters: Sequence[Sequence[object]]

    @classmethod
    def of(cls, table: Table, changes: Sequence[tuple[int, CellChange]]) -> Changed:
        """`changes` with the numbers of their worlds."""
        fields = sorted({field for _, change in changes for field in change.values})
        values = [[change.values.get(field) for field in fields] for _, change in changes]
        types = [SQL_TYPES[table.field(field).type] for field in fields]
        same = types[0] if len(set(types)) == 1 else "VARCHAR"
        cells = [f"c.v[{n}]" if kind == same else f"CAST(c.v[{n}] AS {kind})" for n, kind in enumerate(types, start=1)]
        made = {field: f"coalesce({cell}, b.{field})" for field, cell in zip(fields, cells, strict=True)}
        columns = (
            "unnest(?::BIGINT[]) AS n, unnest(?::BIGINT[]) AS at, unnest(?::BOOLEAN[]) AS gone,"
            f" unnest(?::VARCHAR[][])::{same}[] AS v"
        )
        numbers, rows, gone = [n for n, _ in changes], [c.row for _, c in changes], [c.gone for _, c in changes]
        return cls(made, columns, [numbers, rows, gone, values])


def copied(
    table: Table,
    columns: Iterable[str],
    whole: Sequence[tuple[int, str]],
    parts: Sequence[tuple[int, int]],
    changes: Sequence[tuple[int, CellChange]],
) -> tuple[str, list[Sequence[object]]]:
    """The SELECT, with its parameters, for the rows of a table in some worlds: some columns, or all.

    `whole` are worlds with all rows of a village (number, village), `parts` rows of others (number, row).
    """
    changed = Changed.of(table, changes)
    made = {**_IN_WORLD, **changed.made}
    names = sorted(columns)
    listed = ", ".join(f"{made[name]} AS {name}" if name in made else f"b.{name}" for name in names)
    if not names:
        listed = f"b.* REPLACE ({', '.join(f'{sql} AS {name}' for name, sql in made.items())})"
    rows, parameters = _rows(table.name, whole, parts)
    if changes:
        rows += f" LEFT JOIN (SELECT {changed.columns}) AS c ON c.n = w.n AND c.at = b._row WHERE c.gone IS NOT TRUE"
        parameters += changed.parameters
    return f"SELECT {listed} FROM {REAL}.{table.name} AS b JOIN {rows}", parameters


def _rows(
    name: str, whole: Sequence[tuple[int, str]], parts: Sequence[tuple[int, int]]
) -> tuple[str, list[Sequence[object]]]:
    """What the rows of a table, as `b`, are joined with to be those of worlds."""
    villages = "SELECT unnest(?::BIGINT[]) AS n, unnest(?::VARCHAR[]) AS village"
    single = "SELECT unnest(?::BIGINT[]) AS n, unnest(?::BIGINT[]) AS _row"
    of_whole: list[Sequence[object]] = [[n for n, _ in whole], [village for _, village in whole]]
    of_parts: list[Sequence[object]] = [[n for n, _ in parts], [row for _, row in parts]]
    if not parts:
        return f"({villages}) AS w ON w.village = b._village", of_whole
    if not whole:
        return f"({single}) AS w ON w._row = b._row", of_parts
    both = f"SELECT v.n, m._row FROM ({villages}) AS v JOIN {REAL}.{name} AS m ON m._village = v.village"
    return f"({both} UNION ALL {single}) AS w ON w._row = b._row", [*of_whole, *of_parts]
