"""File descriptor 2 pointed at nothing while a library runs that may panic: Rust writes of it to the descriptor itself.

The descriptor belongs to the whole process. So that is done only in a process of our own: in another, what its other
threads say meanwhile would be lost. Threads that read at the same time share one detour: the first leads it away, the
last leads it back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from validator.own_process import owns_process

__all__ = ["muted"]


class _Detour:
    """Where descriptor 2 led to before, and how many threads still want it led away."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._saved = -1

    def enter(self) -> None:
        with self._lock:
            if not self._users:
                self._saved = _led_away()
            self._users += 1

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if not self._users and self._saved >= 0:
                os.dup2(self._saved, 2)
                os.close(self._saved)


_detour = _Detour()


def _led_away() -> int:
    """A copy of descriptor 2, which leads to nothing now; -1 where there is none, or none to spare."""
    try:
        saved = os.dup(2)
    except OSError:
        return -1
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        os.close(saved)
        return -1
    os.dup2(nothing, 2)
    os.close(nothing)
    return saved


@contextmanager
def muted() -> Iterator[None]:
    """Nothing that is written to descriptor 2 is seen meanwhile, if this process is our own."""
    if not owns_process():
        yield
        return
    _detour.enter()
    try:
        yield
    finally:
        _detour.leave()
