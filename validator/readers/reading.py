"""From paths to `ReadFile`s: folders walked, zips opened, every file read or its rejection named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import cast
from zipfile import ZipFile, ZipInfo

from msgspec.structs import replace

from validator.messages.sentences import sentence as _
from validator.readers import archives, bystanders, sniffing
from validator.readers.contents import Contents
from validator.readers.digests import Digest, sha256_of
from validator.readers.errors import InputError, Rejected
from validator.readers.limits import LIMITS, Limits
from validator.readers.sheets import ReadFile
from validator.workspace import Workspace, process_workspace

__all__ = ["holds_large_csv", "list_inputs", "read_file", "read_paths"]

_SKIPPED = ("thumbs.db", "desktop.ini", "__macosx")


def list_inputs(paths: Sequence[Path]) -> list[Path]:
    """The files to read, in the order of their paths, each once; folders are walked to their ends.

    Hidden files, lock files of Office (`~$...`) and leftovers of file managers inside folders are skipped.

    Raises:
        InputError: a path does not exist, or is neither a file nor a folder.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise InputError(_("{path}: berkas atau folder ini tidak ada", path=path))
        if not (path.is_file() or path.is_dir()):
            raise InputError(_("{path}: bukan berkas dan bukan folder", path=path))
        for each in _walk(path) if path.is_dir() else [path]:
            found.setdefault(each.resolve(), each)
    return sorted(found.values(), key=lambda each: each.as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not _skipped(name))
        inside = (Path(parent, name) for name in files if not _skipped(name))
        yield from (path for path in inside if path.is_file() or path.is_symlink())
    yield from (Path(error.filename) for error in closed)


def _skipped(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED


def read_paths(paths: Sequence[Path], limits: Limits = LIMITS, work: Workspace | None = None) -> Iterator[ReadFile]:
    """Every file under `paths`, one after the other; see `read_file`.

    Raises:
        InputError: at the first step, if a path does not exist.
    """
    for path in list_inputs(paths):
        yield from _files(path, limits, work or process_workspace())


def read_file(path: Path, limits: Limits = LIMITS, work: Workspace | None = None) -> list[ReadFile]:
    """One file, or each member of a zip bundle (`bundle.zip/member.xls`), read or rejected; it raises nothing.

    Of a large CSV the rows stand in a file of `work` where it had to be unpacked or rewritten; without one they stay
    until the process ends.
    """
    return list(_files(path, limits, work or process_workspace()))


def holds_large_csv(path: Path, limits: Limits = LIMITS) -> bool:
    """Whether a CSV that is too large to be held in memory comes with a file, itself or in a zip bundle."""
    try:
        if path.stat().st_size > limits.csv_in_memory:
            with path.open("rb") as stream:
                if sniffing.kind_of(stream.read(sniffing.HEAD)) == "csv":
                    return True
        return any(info.file_size > limits.csv_in_memory for info in _bundle(path, limits))
    except (Rejected, OSError):
        return False


def _files(path: Path, limits: Limits, work: Workspace) -> Iterator[ReadFile]:
    try:
        members = _bundle(path, limits)
    except (Rejected, OSError):
        members = []
    if not members:
        yield _read(path, path.as_posix(), limits, work)
        return
    with archives.opened(path, limits) as archive:
        for info in members:
            yield _read_member(archive, info, path.as_posix(), limits, work)


def _read(path: Path, name: str, limits: Limits, work: Workspace) -> ReadFile:
    digest: str | Digest = ""
    try:
        with path.open("rb") as stream:
            head = stream.read(sniffing.HEAD)
            seen = os.fstat(stream.fileno())
            small = seen.st_size <= limits.csv_in_memory
            digest = hashlib.sha256(head + stream.read()).hexdigest() if small else Digest(path, seen, work)
        contents = _contents(path, name, head, limits, work)
    except Exception as error:
        return _rejected(name, digest, error)
    return ReadFile(name, digest, contents.sheets, notes=contents.notes)


def _rejected(name: str, digest: str | Digest, error: Exception) -> ReadFile:
    """The rejection that an error stands for; a damaged file can fail in ways that no reader foresees."""
    if isinstance(error, Rejected):
        return ReadFile(name, digest, reason=error.reason, detail=error.detail)
    if isinstance(error, MemoryError):
        return ReadFile(name, digest, reason="too_large", detail="out of memory")
    if isinstance(error, OSError):
        return ReadFile(name, digest, reason="unreadable", detail=error.strerror or str(error))
    return ReadFile(name, digest, reason="truncated", detail=f"{type(error).__name__}: {error}"[:200])


def _contents(path: Path, name: str, head: bytes, limits: Limits, work: Workspace) -> Contents:
    if what := bystanders.bystander(head):
        raise Rejected("not_an_export", what)
    kind = sniffing.kind_of(head)
    if kind == "empty":
        raise Rejected("empty_file", f"{path.stat().st_size} bytes")
    if kind == "zip":
        kind = _kind_of_zip(path, limits)
    if kind == "csv" and len(head) < _SHORT:
        _refuse_note(head)
    if kind not in _READERS:
        raise sniffing.refusal(head)
    try:
        return _reader(kind, work)(path, name, limits)
    except Rejected as error:
        if error.detail.startswith("Word without"):
            raise Rejected("not_an_export", "Word") from error
        raise


_SHORT = 8192
"""A message or a note is shorter than that."""
_Reader = Callable[[Path, str, Limits], Contents]
_READERS = {
    "xls": ("xls", "read_xls"),
    "xlsx": ("xlsx", "read_xlsx"),
    "ods": ("ods", "read_ods"),
    "fods": ("ods", "read_fods"),
    "html": ("pages", "read_html"),
    "csv": ("csvfiles", "read_csv"),
    "spreadsheetml": ("spreadsheetml", "read_spreadsheetml"),
    "parquet": ("parquet", "read_parquet"),
}
"""Module and function by kind, imported for the first such file: of a village all are mostly of one kind."""


def _reader(kind: str, work: Workspace) -> _Reader:
    module, name = _READERS[kind]
    reader = getattr(import_module(f"validator.readers.{module}"), name)
    return cast(_Reader, partial(reader, work=work) if kind == "csv" else reader)


def _refuse_note(head: bytes) -> None:
    """Short texts that are no table: a reply of Prodeskel instead of an export, or somebody's notes."""
    from validator.readers.encodings import decoded, encoding_of
    from validator.readers.messages import message_in

    if reason := message_in(head.decode("utf-8", "replace")):
        raise Rejected(reason)
    if bystanders.is_prose(decoded(head, encoding_of(head, [head]))[0]):
        raise Rejected("not_an_export", "teks")


def _kind_of_zip(path: Path, limits: Limits) -> str:
    with archives.opened(path, limits) as archive:
        names = archive.namelist()
        kind = sniffing.kind_of_zip(names)
        mime = archive.read("mimetype").decode("ascii", "replace") if kind == "ods" and "mimetype" in names else ""
        if kind in ("ods", "document") and (what := bystanders.document_of(names, mime)):
            raise Rejected("not_an_export", what)
        if kind == "bundle":
            raise Rejected("nested_zip" if _wanted(archive) else "empty_file", "zip")
        if kind == "numbers":
            raise Rejected("other_spreadsheet", "Apple Numbers")
        return _kind_of_document(archive) if kind == "document" else kind


def _kind_of_document(archive: ZipFile) -> str:
    """`xlsx` where the workbook of an Office document has an unusual name."""
    from validator.readers.packages import workbook_member
    from validator.readers.strangers import member_stranger

    if workbook_member(archive):
        return "xlsx"
    raise Rejected("unknown_format", member_stranger(archive.namelist()) or "zip")


def _bundle(path: Path, limits: Limits) -> list[ZipInfo]:
    """The members to read of a zip bundle; none if the file is anything else."""
    with path.open("rb") as stream:
        if not sniffing.is_zip(stream.read(4)):
            return []
    with archives.opened(path, limits) as archive:
        return _wanted(archive) if sniffing.kind_of_zip(archive.namelist()) == "bundle" else []


def _wanted(archive: ZipFile) -> list[ZipInfo]:
    return [info for info in archives.members(archive) if not any(map(_skipped, _parts(info)))]


def _parts(info: ZipInfo) -> tuple[str, ...]:
    """The names along a member's path, without the `.` and `..` that only move about."""
    return tuple(part for part in PurePosixPath(info.filename.replace("\\", "/")).parts if part.strip("."))


def _read_member(archive: ZipFile, info: ZipInfo, bundle: str, limits: Limits, work: Workspace) -> ReadFile:
    name = f"{bundle}/{info.filename.replace(chr(92), '/')}"
    if archives.traverses(info.filename):
        return ReadFile(name, "", reason="path_traversal", detail=info.filename)
    copy = work.new_file()
    try:
        with copy.open("wb") as target:
            target.writelines(archives.chunks(archive, info))
    except (Rejected, OSError) as error:
        copy.unlink()
        return _rejected(name, "", error)
    file = _read(copy, name, limits, work)
    if not any(sheet.path == copy for sheet in file.sheets):
        file = replace(file, digest=sha256_of(file.digest))
        copy.unlink()
    return file
