"""Folders that appear whole: a night's files are written beside the folder and take its place in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from validator.messages.texts import translator
from validator.reports.errors import OutputError
from validator.reports.targets import output_error

__all__ = ["sweep", "whole_folder"]

AT_FDCWD, RENAME_EXCHANGE = -100, 2
_ = translator("id")


def _nothing(_path: Path) -> bool:
    return False


@contextmanager
def whole_folder(folder: Path, drop: Callable[[Path], bool] = _nothing) -> Iterator[Path]:
    """A draft that becomes `folder` when the block ends well. Killed at any moment, `folder` is the old or the new one.

    What the draft does not hold is carried over, except what `drop` says of the old files. Where the folder itself
    cannot be exchanged (a mount point, a parent that may not be written, a file that is open on Windows), its files
    are replaced one by one. Raises `OutputError`.
    """
    place = folder.resolve()
    try:
        draft = _draft(place)
    except OSError as error:
        raise output_error(folder, error, _) from error
    try:
        yield draft
        try:
            _carry(place, draft, drop)
            _settle(draft, place)
        except OSError as error:
            raise output_error(folder, error, _) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Removes what a killed night left in `folder` and one level below: drafts of files and of folders."""
    for pattern in (".*.part", "*/.*.part"):
        for draft in folder.glob(pattern):
            draft.unlink(missing_ok=True)
    for draft in folder.glob(".*.baru"):
        shutil.rmtree(draft, ignore_errors=True)


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.{what}")


def _draft(place: Path) -> Path:
    """An empty folder beside `place`, or in it; what a killed night left is cleared away or put back."""
    if place.exists() and not place.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    place.parent.mkdir(parents=True, exist_ok=True)
    old = _beside(place, "lama")
    if old.is_dir() and not place.exists():
        old.rename(place)
    for left in (old, _beside(place, "baru"), place / ".baru"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        draft = _beside(place, "baru")
        draft.mkdir()
    except OSError:
        draft = place / ".baru"
        draft.mkdir()
    if place.is_dir():
        shutil.copymode(place, draft)
    return draft


def _carry(old: Path, new: Path, drop: Callable[[Path], bool]) -> None:
    """Brings into `new` what only `old` holds; large files are not copied but linked."""
    for entry in old.iterdir() if old.is_dir() and new.parent != old else ():
        target = new / entry.name
        if target.is_dir() and entry.is_dir():
            _carry(entry, target, _nothing)
        elif not os.path.lexists(target) and not drop(entry):
            _same(entry, target)


def _same(entry: Path, target: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, target, symlinks=True, copy_function=_link)
    else:
        _link(str(entry), str(target))


def _link(entry: str, target: str) -> None:
    try:
        os.link(entry, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(entry, target, follow_symlinks=False)


def _settle(draft: Path, place: Path) -> None:
    if draft.parent == place:
        _one_by_one(draft, place)
    elif not place.exists():
        draft.rename(place)
    elif not _exchange(draft, place):
        try:
            old = _beside(place, "lama")
            place.rename(old)
        except OSError:
            _one_by_one(draft, place)
        else:
            draft.rename(place)
            shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change names in one step, where the system can."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _one_by_one(draft: Path, place: Path) -> None:
    """Replaces files, the first page last. Those that cannot be are told together, at the end."""
    failed = []
    for path in sorted(draft.rglob("*"), key=lambda p: (p.name == "index.html", p)):
        target = place / path.relative_to(draft)
        if path.is_dir():
            target.mkdir(exist_ok=True)
            continue
        try:
            path.replace(target)
        except OSError as error:
            failed.append(output_error(target, error, _))
    if failed:
        raise OutputError([e.path for e in failed], "\n".join(map(str, failed)), failed[0].cure)
