"""Cells with problems, and records with blanks, of which the records have one key: told apart by what these hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from validator.findings.twins import Twins, columns_of
from validator.pack.models import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["as_cells", "cell_twins", "group_of", "year_of"]


def cell_twins(connection: DuckDBPyConnection, table: Table, rows: Iterable[Sequence[Any]]) -> Twins:
    """What tells the cells with problems of records with one key apart."""
    groups = (
        (group_of(table, code, year, number, problem, key), row, text or "")
        for _, _, code, year, row, number, problem, text, *key in rows
    )
    return Twins(connection, table.name, columns_of(table.names), groups)


def group_of(
    table: Table, village: str, year: int, field: int, problem: str, key: Sequence[object]
) -> tuple[object, ...]:
    return field, problem, village, None if table.layout == "records" else year, *key


def year_of(table: Table) -> list[str]:
    """The year, where a record does not outlive it."""
    return [] if table.layout == "records" else ["b._year"]


def as_cells(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Records with blanks, as `_twins` takes them."""
    for source, line, code, year, numbers, _, _, _, row, *key in rows:
        yield source, line, code, year, row, 0, "", repr(numbers), *key
