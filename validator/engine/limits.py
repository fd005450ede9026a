"""Limits of time and memory for what other packs ask: they are foreign input, and might ask without end.

A query beyond its time is interrupted. What DuckDB counts is held by its own limit; texts and lists in the making are
not counted by it, so for a while this process may not grow beyond what it is: where the system knows such a limit, and
the process is our own. In another, its other threads would be refused memory, and a rule blamed for what they take.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from validator.messages.sentences import Sentences, Worded, cause
from validator.messages.sentences import sentence as _
from validator.own_process import owns_process
from validator.pack.errors import DeclarationError
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["LEAST_MEMORY", "MANY", "BeyondError", "LimitError", "limited", "limiting"]

SECONDS, SECONDS_A_ROW = 5.0, 50e-6
"""A rule of one's own takes milliseconds of a village, and less than a second of a million members."""
LEAST_MEMORY, MOST_MEMORY = 450, 2_100
"""MB that may be taken on top of what is held already: of few rows, and of many, where DuckDB has use for its own."""
MANY = 50_000
AGAIN = 0.2


class LimitError(DeclarationError):
    """A rule or derived table of another pack takes too long or too much; the message names it."""


class BeyondError(Exception):
    """What was asked took too long or too much: what follows on the name of it, with how much was allowed."""


@contextmanager
def limited(connection: DuckDBPyConnection, what: Worded, rows: int) -> Iterator[None]:
    """`limiting`, for one thing that is known by name. Raises `LimitError` that names it."""
    try:
        with limiting(connection, rows):
            yield
    except BeyondError as error:
        raise LimitError(Sentences((what, cause(error)), " ")) from error


@contextmanager
def limiting(connection: DuckDBPyConnection, rows: int) -> Iterator[None]:
    """Queries of this connection in the block may take so long and so much as is enough for `rows` rows.

    Raises `BeyondError` where one takes more; what else goes wrong is raised as it is.
    """
    seconds = _given("PRODESKEL_RULE_SECONDS", SECONDS) + rows * SECONDS_A_ROW
    megabytes = int(_given("PRODESKEL_RULE_MEMORY", MOST_MEMORY if rows > MANY else LEAST_MEMORY))
    done, begun = Event(), monotonic()
    Thread(target=_interrupt, args=(connection, done, seconds), daemon=True).start()
    try:
        with _room(megabytes):
            yield
    except (duckdb.Error, MemoryError) as error:
        if monotonic() - begun >= seconds:
            raise BeyondError(_("tidak selesai dalam {n} detik.").having(n=f"{seconds:.0f}").then(_CURE)) from error
        if _is_of_memory(error):
            raise BeyondError(_("membutuhkan lebih dari {n} MB memori.", n=megabytes).then(_CURE)) from error
        raise
    finally:
        done.set()


_CURE = _(
    "Sederhanakan: tanpa perkalian baris dengan baris, tanpa pengulangan, dan tanpa daftar atau teks yang panjang."
)


def _given(name: str, default: float) -> float:
    """A limit that the environment sets, or the default."""
    text = os.environ.get(name, "")
    return float(text) if text.isascii() and text.isdigit() and int(text) else default


def _interrupt(connection: DuckDBPyConnection, done: Event, seconds: float) -> None:
    """After so long, whatever runs in the connection; again, as a query may just have ended and another begun."""
    wait = seconds
    while not done.wait(wait):
        connection.interrupt()
        wait = AGAIN


def _is_of_memory(error: BaseException) -> bool:
    return isinstance(error, (MemoryError, duckdb.OutOfMemoryException)) or "alloc" in str(error).lower()


def _room(megabytes: int) -> AbstractContextManager[None]:
    return _Room.of(megabytes) if owns_process() else nullcontext()


class _Room:
    """How much this process may still grow; the same for all that is asked at a time."""

    _lock = Lock()
    _held = 0
    _before: tuple[int, int] | None = None

    @classmethod
    @contextmanager
    def of(cls, megabytes: int) -> Iterator[None]:
        with cls._lock:
            cls._held += 1
            if cls._held == 1:
                cls._before = _lower(megabytes)
        try:
            yield
        finally:
            with cls._lock:
                cls._held -= 1
                if not cls._held and cls._before:
                    _restore(cls._before)


def _lower(megabytes: int) -> tuple[int, int] | None:
    """Lowers the limit of addresses; the one before, None where the system has none or does not say what is taken."""
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_AS)
        limit = taken + (megabytes << 20)
        if before[0] != resource.RLIM_INFINITY and before[0] <= limit:
            return None
        resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
    except (ImportError, OSError, ValueError):
        return None
    return before


def _restore(before: tuple[int, int]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, before)
