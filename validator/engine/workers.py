"""Several connections to one database, at work side by side: DuckDB plans and runs without Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from threading import Condition
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.limits import LimitError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Job", "Name", "Workers"]

Name = tuple[str, str]
"""What is done, and to what."""


class Job(NamedTuple):
    """Something to do in a connection once the jobs in `needs` are done."""

    needs: Collection[Name]
    work: Callable[[DuckDBPyConnection], object]


class Workers:
    """Does jobs in several connections to one database at a time."""

    def __init__(self, connections: Sequence[DuckDBPyConnection]) -> None:
        self.connections = connections

    def run(self, jobs: Mapping[Name, Job]) -> None:
        """Does every job as soon as it can be done, the earlier ones of `jobs` first.

        Raises what the first of those that failed raised, after all have been done that do not need a failed one. Once
        one goes beyond the limits of another pack, no other begins: that is what is told.
        """
        queue = _Queue(jobs)

        def work(connection: DuckDBPyConnection) -> None:
            while name := queue.next():
                try:
                    jobs[name].work(connection)
                except BaseException as error:
                    queue.failed(name, error)
                else:
                    queue.done(name)

        with ThreadPoolExecutor(len(self.connections)) as pool:
            list(pool.map(work, self.connections))
        if queue.errors:
            raise queue.stopped or queue.errors[min(queue.errors)]


class _Queue:
    """The jobs that can be done now. `errors` are those of failed ones, by their place among all."""

    def __init__(self, jobs: Mapping[Name, Job]) -> None:
        self.errors: dict[int, BaseException] = {}
        self.stopped: LimitError | None = None
        self._names = list(jobs)
        self._places = {name: place for place, name in enumerate(self._names)}
        self._sorter = TopologicalSorter({name: job.needs for name, job in jobs.items()})
        self._sorter.prepare()
        self._ready: list[int] = []
        self._running = 0
        self._changed = Condition()
        self._refill()

    def next(self) -> Name | None:
        """A job to do; waits for one, None if there will be none."""
        with self._changed:
            while not self._ready and self._running and not self.stopped:
                self._changed.wait()
            if not self._ready or self.stopped:
                return None
            self._running += 1
            return self._names[heappop(self._ready)]

    def done(self, name: Name) -> None:
        with self._changed:
            self._sorter.done(name)
            self._refill()
            self._ended()

    def failed(self, name: Name, error: BaseException) -> None:
        with self._changed:
            self.errors[self._places[name]] = error
            if isinstance(error, LimitError):
                self.stopped = self.stopped or error
            self._ended()

    def _refill(self) -> None:
        for name in self._sorter.get_ready():
            heappush(self._ready, self._places[name])

    def _ended(self) -> None:
        self._running -= 1
        self._changed.notify_all()
