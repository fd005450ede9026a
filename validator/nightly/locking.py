"""One run at a time: a lock that the operating system takes away from a process that dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from validator.messages.sentences import sentence as _

__all__ = ["RunningError", "only_one"]


class RunningError(Exception):
    """Another run is at work on the same folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the lock of an output folder. Raises `RunningError` if another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".malam.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise RunningError(
            _("pemeriksaan lain sedang berjalan di {folder}; tunggu sampai selesai", folder=folder)
        ) from error
    try:
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
