"""Further processes for what Python does one thing at a time: how many, how they start, and how they end.

They are spawned, on every system: a fork would copy the locks of DuckDB's threads but none of the threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from validator.own_process import claim_process

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["LostProcessError", "cores", "spread"]

MOST = 8
"""More processes than these would wait for the one that takes what they have done."""
T = TypeVar("T")
R = TypeVar("R")


class LostProcessError(RuntimeError):
    """A further process has died; that is no answer to what it was asked."""


def cores() -> int:
    """How many processes may work at once: as many as this one may use cores, within reason."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


@contextmanager
def spread(
    work: Callable[[T], R],
    items: Sequence[T],
    count: int,
    *,
    chunk: int = 1,
    begin: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
    end: Callable[[], None] | None = None,
) -> Iterator[Iterator[R]]:
    """`work(item)` for every item by `count` processes, in the order of the items; they start at once.

    Each process calls `begin(*given)` first. All are gone when the block is left. If that is by an exception, Ctrl+C
    among them, or if this process dies, they stop in the middle of what they do and only call `end`. Functions, items
    and results must be picklable.

    Raises:
        LostProcessError: one of them died.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    spawn = multiprocessing.get_context("spawn")
    theirs, ours = spawn.Pipe(duplex=False)
    executor = ProcessPoolExecutor(count, spawn, _begin, (theirs, end, begin, given))
    with theirs, ours:
        try:
            with _uninterrupted():
                results = executor.map(work, items, chunksize=chunk)
            yield results
        except BrokenProcessPool as error:
            raise LostProcessError("proses pembantu berhenti mendadak, mungkin karena memori habis") from error
        except BaseException:
            ours.close()
            raise
        finally:
            executor.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C waits until the block is left, and never reaches processes that are started in it."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(
    parent: Connection, end: Callable[[], None] | None, begin: Callable[..., None] | None, given: tuple[Any, ...]
) -> None:
    """The first thing in each process, which is the program's own. Ctrl+C is for the one that a person has started."""
    import signal
    from threading import Thread

    claim_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent, end), daemon=True).start()
    if begin:
        begin(*given)


def _end_with(parent: Connection, end: Callable[[], None] | None) -> None:
    """Ends this process once the other end of the connection is closed, or gone with its process."""
    try:
        parent.poll(None)
    finally:
        if end:
            end()
        os._exit(1)
