"""Records with one key, told apart by what they hold: so their findings keep their ids wherever the rows have moved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from validator.pack.models import ROW

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FETCH", "Twins", "columns_of", "repeated"]

FETCH = 10_000
"""Rows that are fetched at once."""

Findings = Iterable[tuple[Hashable, int, str]]
"""Of each finding: rule and key of its record, number of its row, and what was found if that is not in the table."""


class Twins:
    """Numbers the findings that rule and key do not tell apart, from 1, in the order of what their records hold."""

    def __init__(self, connection: DuckDBPyConnection, source: str, columns: Sequence[str], findings: Findings) -> None:
        groups: dict[Hashable, list[tuple[int, str]]] = {}
        for group, row, text in findings:
            groups.setdefault(group, []).append((row, text))
        several = {group: rows for group, rows in groups.items() if len(rows) > 1}
        self._numbers: dict[tuple[Hashable, int], int] = {}
        if several:
            held = _held(connection, source, columns, {row for rows in several.values() for row, _ in rows})
            for group, rows in several.items():
                ordered = sorted(rows, key=lambda each: (held.get(each[0], ""), each[1], each[0]))
                self._numbers.update({(group, row): n for n, (row, _) in enumerate(ordered, 1)})

    def suffix(self, group: Hashable, row: int) -> str:
        """What the id of a finding ends in: nothing, or `-2`, `-3` … for a further one of its rule and key."""
        number = self._numbers.get((group, row), 1)
        return f"-{number}" if number > 1 else ""


def repeated(
    connection: DuckDBPyConnection,
    first: Sequence[Sequence[Any]],
    asked: str,
    same: Iterable[str],
    given: Sequence[str],
) -> Sequence[Sequence[Any]]:
    """The rows among which twins may be: the `first` fetched, if these are all; else those alike in the columns `same`.

    `asked`: the SELECT of all rows, which ends so that QUALIFY may follow, with `given` for its placeholders.
    """
    if len(first) < FETCH:
        return first
    alike = f"{asked} QUALIFY count(*) OVER (PARTITION BY {', '.join(same)}) > 1"
    return connection.cursor().execute(alike, given).fetchall()


def columns_of(names: Iterable[str]) -> list[str]:
    """The columns that a village has filled in: those of the engine, and numbers of rows, say where a row stands."""
    return [name for name in names if not name.startswith("_") and not name.endswith(ROW)]


def _held(
    connection: DuckDBPyConnection, source: str, columns: Sequence[str], rows: Iterable[int]
) -> Mapping[int, str]:
    """What these rows hold, as text that can be compared."""
    texts = ", chr(31), ".join(f"coalesce(CAST({column} AS VARCHAR), '')" for column in columns) or "''"
    wanted = ", ".join(map(str, rows))
    found = connection.cursor().execute(f"SELECT _row, concat({texts}) FROM {source} WHERE _row IN ({wanted})")
    return dict(found.fetchall())
