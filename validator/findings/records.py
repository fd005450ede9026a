"""The records of tables as they were read, a query a table: what is looked up where a finding is explained."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from validator.findings.context import Context
from validator.pack.models import Table

__all__ = ["Record", "Records", "Rows"]


class Record(Struct, frozen=True, dict=True):
    """A record: the number of its row, where it stands, its village, year and key, and its values by field."""

    row: int
    source: int
    line: int
    village: str
    year: int
    key: tuple[object, ...]
    values: Mapping[str, Any]

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The numbers among its values."""
        return {n: float(v) for n, v in self.values.items() if isinstance(v, (int, float)) and not isinstance(v, bool)}


class Rows(Struct, frozen=True, dict=True):
    """The records of a table, the newest of each key for one that has one a key."""

    all: tuple[Record, ...]

    @cached_property
    def by_row(self) -> Mapping[int, Record]:
        return {record.row: record for record in self.all}

    @cached_property
    def by_place(self) -> Mapping[tuple[int, int], Record]:
        return {(record.source, record.line): record for record in self.all}

    @cached_property
    def by_key(self) -> Mapping[tuple[object, ...], Record]:
        """By village, year and key."""
        return {(record.village, record.year, *record.key): record for record in self.all}


class Records:
    """Reads a form when it is first asked for; of a table of families or members only the rows that are wanted."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._forms: dict[str, Rows] = {}

    def of(self, name: str) -> Rows:
        """All records of a form."""
        if name not in self._forms:
            self._forms[name] = Rows(tuple(self._read(name, "_rank = 1", [])))
        return self._forms[name]

    def some(self, name: str, rows: Collection[int]) -> Rows:
        """These rows of a table, of whatever layout."""
        return Rows(tuple(self._read(name, "_row IN (SELECT unnest(?::BIGINT[]))", [sorted(rows)])))

    def _read(self, name: str, where: str, parameters: list[Any]) -> Iterator[Record]:
        """In one query: a village with one mistake in a form often has more."""
        if not any(lot.table == name for lot in self.context.run.census):
            return
        table = self.context.pack.tables[name]
        columns = ", ".join(["_row", "_src", "_line", "_village", "_year", *table.key, *table.names])
        query = f"SELECT {columns} FROM {name} WHERE {where}"
        cursor = self.context.connection.cursor().execute(query, parameters)
        yield from _records(table, cursor.fetchall())


def _records(table: Table, rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
    names, keys = table.names, len(table.key)
    for row, source, line, village, year, *rest in rows:
        values = dict(zip(names, rest[keys:], strict=True))
        yield Record(row, source, line, village, year, tuple(rest[:keys]), values)
