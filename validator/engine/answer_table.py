"""The answers of every record, in DuckDB as `_hits_<source>`: `_row`, `_village`, `_year` and the packed columns.

Of few records they are fetched, counted here, and only put into DuckDB when somebody wants to read findings: most of
the tables of a village are clean, and creating one takes longer than answering all its rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from validator.engine.packing import columns_for
from validator.plan.checks import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["AnswerTable", "Group"]

Group = tuple[str, int, tuple[int, ...], int]
"""Village, year, packed answers, and how many records have them."""


class AnswerTable:
    """The answers of all sources of one check."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[range, list[Any]]] = {}
        self._lock = Lock()

    def hold(self, source: str, checks: Sequence[Check], rows: list[Any]) -> list[Group]:
        """Keeps fetched rows with the answers to these checks, and counts records with the same answers."""
        self._waiting[source] = (columns_for(checks), rows)
        counted = Counter(row[1:] for row in rows)
        return sorted((village, year, tuple(bits), n) for (village, year, *bits), n in counted.items())

    def store(self, connection: DuckDBPyConnection, source: str, checks: Sequence[Check], query: str) -> list[Group]:
        """Runs the query that yields the answers to these checks, and counts records with the same answers."""
        connection.execute(f"CREATE TABLE {_name(source)} AS {query}")
        columns = ", ".join(["_village", "_year", *(f"a{i}" for i in columns_for(checks))])
        groups = connection.execute(
            f"SELECT {columns}, count(*) FROM {_name(source)} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return [(village, year, tuple(bits), n) for village, year, *bits, n in groups]

    def table(self, connection: DuckDBPyConnection, source: str) -> str:
        """The name of the table with the answers of a source, ready for SQL."""
        with self._lock:
            if source in self._waiting:
                columns, rows = self._waiting.pop(source)
                _store(connection.cursor(), source, columns, rows)
        return _name(source)


def _name(source: str) -> str:
    return f'"_hits_{source}"'


def _store(connection: DuckDBPyConnection, source: str, columns: Sequence[int], rows: list[Any]) -> None:
    kinds = {"_row": "BIGINT", "_village": "VARCHAR", "_year": "INTEGER"} | {f"a{i}": "UBIGINT" for i in columns}
    selected = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in kinds.items())
    values = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in kinds]
    connection.execute(f"CREATE TABLE {_name(source)} AS SELECT {selected}", values)
