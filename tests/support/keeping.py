"""What is read back from the cache folder is decoded once a process, however many checks it makes.

Decoding the pack is a fifth of the work of checking one form. In a program it is done once; a test run checks
thousands of forms. Records are frozen, so that the checks can share them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from validator.pack import cache

HELD = 8
"""So many are held, the newest ones: the built-in pack, its rules, and what is found in it; packs of tests pass by."""


def decode_once() -> None:
    """From now on a file of the cache folder that has not changed gives the records that it gave before."""
    read, known = cache._read, dict[object, Any]()

    def _read(path: Path, stamp: bytes, kind: type[Any]) -> Any:
        try:
            now = path.stat()
        except OSError:
            return read(path, stamp, kind)
        key = (path, now.st_mtime_ns, now.st_size, now.st_ino, stamp, kind)
        if key not in known:
            while len(known) >= HELD:
                known.pop(next(iter(known)))
            known[key] = read(path, stamp, kind)
        return known[key]

    cache._read = _read
