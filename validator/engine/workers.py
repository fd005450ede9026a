"""Several connections to one database, at work side by side: DuckDB plans and runs without Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Workers"]

T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """Does things in several connections to one database at a time."""

    def __init__(self, connections: Sequence[DuckDBPyConnection]) -> None:
        self.connections = connections

    def each(self, items: Iterable[T], work: Callable[[DuckDBPyConnection, T], R]) -> list[R]:
        """`work(connection, item)` of every item, in their order; raises what the first of them raises."""
        idle: SimpleQueue[DuckDBPyConnection] = SimpleQueue()
        for connection in self.connections:
            idle.put(connection)

        def done(item: T) -> R:
            connection = idle.get()
            try:
                return work(connection, item)
            finally:
                idle.put(connection)

        with ThreadPoolExecutor(len(self.connections)) as pool:
            return list(pool.map(done, items))
