"""What is worked out from declarations, kept in the user's cache folder: making it takes longer than a village's check.

Kept is msgpack, read back into the records it was made of, and nothing that could be run. A file begins with the
stamp of all it was made from, the code of these rooms included; another stamp, damage or a folder that cannot be
written only mean that it is worked out anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import TypeVar

import msgspec

__all__ = ["kept", "stamp_of", "state", "walked"]

T = TypeVar("T")


def kept(name: str, stamp: bytes, kind: type[T], make: Callable[[], T]) -> T:
    """What `make()` gives: from the file `name` of the cache folder if its stamp is this one, else made and kept there.

    `stamp` (`stamp_of`) stands for everything that `make` reads; `kind` is what is kept, a type that msgspec decodes.
    """
    path = _path(name)
    found = _read(path, stamp, kind) if path else None
    if found is not None:
        return found
    made = make()
    if path:
        _write(path, stamp + msgspec.msgpack.encode(made))
    return made


def stamp_of(*parts: bytes) -> bytes:
    """A digest of these parts, and of the code that makes something of them."""
    digest = hashlib.sha256(_code())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def walked(root: Path, ending: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    """Every file below `root` whose name ends so; none where there is no such folder."""
    try:
        with os.scandir(root) as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        if entry.is_dir():
            yield from walked(Path(entry.path), ending)
        elif entry.name.endswith(ending):
            yield entry


def state(entries: Sequence[os.DirEntry[str]]) -> bytes:
    """What changes when one of these files does."""
    found = ((entry.path, entry.stat()) for entry in entries)
    return "\n".join(f"{path} {stat.st_mtime_ns} {stat.st_size}" for path, stat in found).encode(errors="replace")


_ROOMS = ("pack", "plan", "readers", "regions", "cells", "forms", "records")
"""Whose code decides what a declaration, a header or a cell means."""


@cache
def _code() -> bytes:
    package = Path(__file__).resolve().parents[1]
    rooms = [entry for room in _ROOMS for entry in walked(package / room, (".py",))]
    return sys.version.encode() + state(sorted(rooms, key=lambda entry: entry.path))


def _path(name: str) -> Path | None:
    folder = os.environ.get("PRODESKEL_CACHE") or os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        base = Path(folder) if folder else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / "prodeskel-validator" / f"{name}.msgpack"


def _read(path: Path, stamp: bytes, kind: type[T]) -> T | None:
    try:
        content = path.read_bytes()
        return msgspec.msgpack.decode(content[len(stamp) :], type=kind) if content.startswith(stamp) else None
    except (OSError, msgspec.DecodeError):
        return None


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(f".{os.getpid()}-{get_ident()}")  # threads of one process may write at once
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
