"""Zip files: guarded against bombs before anything is unpacked, and read member by member in chunks."""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from validator.readers.errors import Rejected
from validator.readers.limits import Limits

__all__ = ["chunks", "members", "opened", "read", "renamed", "traverses"]

_CHUNK = 1 << 20
_UNSEEN = 1 << 62


def opened(path: Path | BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The zip, its central directory within `limits`; the names of its members with `/`, as the format has it.

    Raises:
        Rejected: `truncated`, `zip_bomb`.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise Rejected("truncated", str(error)) from error
    try:
        _guard(archive.infolist(), limits)
    except Rejected:
        archive.close()
        raise
    for info in archive.infolist():
        if "\\" in info.filename:
            info.filename = info.filename.replace("\\", "/")
            archive.NameToInfo.setdefault(info.filename, info)
    return archive


def renamed(archive: zipfile.ZipFile) -> bool:
    """Whether some members' names are written with `\\`, as old programs for Windows do."""
    return any("\\" in info.orig_filename for info in archive.infolist())


def _guard(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Rejected("zip_bomb", f"{len(infos)} members")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked:
        raise Rejected("zip_bomb", f"{total} bytes unpacked")
    for info in infos:
        if info.file_size > limits.ratio_floor and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Rejected("zip_bomb", f"{info.filename}: {info.file_size} bytes from {info.compress_size}")


def chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, a MiB at a time; its checksum is verified, its declared size is held against it.

    Raises:
        Rejected: `truncated`, `password_protected`, or `zip_bomb` where more comes out than was declared.
    """
    unlimited = copy.copy(info)
    unlimited.file_size = _UNSEEN
    seen = 0
    try:
        with archive.open(unlimited) as stream:
            while chunk := stream.read(_CHUNK):
                seen += len(chunk)
                if seen > info.file_size:
                    raise Rejected("zip_bomb", f"{info.filename}: more than the declared {info.file_size} bytes")
                yield chunk
    except RuntimeError as error:
        raise _reject_runtime(info, error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Rejected("truncated", f"{info.filename}: {error}") from error
    if seen < info.file_size:
        raise Rejected("truncated", f"{info.filename}: {seen} of {info.file_size} bytes")


def _reject_runtime(info: zipfile.ZipInfo, error: RuntimeError) -> Rejected:
    """A locked member and an unknown compression are both RuntimeErrors to zipfile."""
    return Rejected("password_protected" if info.flag_bits & 1 else "truncated", f"{info.filename}: {error}")


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A whole member by its name; empty if there is none."""
    if name not in archive.NameToInfo:
        return b""
    return b"".join(chunks(archive, archive.NameToInfo[name]))


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of a bundle in the order of their names."""
    return sorted(
        (info for info in archive.infolist() if info.filename and not info.is_dir()), key=lambda info: info.filename
    )


def traverses(name: str) -> bool:
    """Whether a member's name is absolute or leads upwards.

    >>> traverses("a/b.xls"), traverses("../b.xls"), traverses("C:/b.xls"), traverses("/b.xls")
    (False, True, True, True)
    """
    name = name.replace("\\", "/")
    return name.startswith("/") or bool(re.match(r"[A-Za-z]:", name)) or ".." in PurePosixPath(name).parts
