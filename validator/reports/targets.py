"""Where reports go: an open text stream or a path. Files appear whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from msgspec import Struct, field

from validator.findings.history import History
from validator.messages.texts import Translator
from validator.reports.errors import OutputError

__all__ = ["Options", "Target", "opened", "output_error", "write_bytes"]

Target = TextIO | Path
ERRORS = "backslashreplace"  # how what is no Unicode (a byte in a file's name) is written


class Options(Struct, frozen=True):
    """What a caller may adjust. Every writer accepts all of it and uses what concerns it.

    `repair_first`: how many things a village is told to repair first. `list_limit`: rows of one Excel list.
    `villages_in_detail`: villages of which the terminal shows more than a line. `lists`: files already written, named
    in the terminal's next steps. `histories`: what changed since an earlier night, by village. `width` (characters)
    and `colour` override what the terminal says of itself.
    """

    repair_first: int = 5
    list_limit: int = 2000
    villages_in_detail: int = 10
    lists: tuple[Path, ...] = ()
    histories: Mapping[str, History] = field(default_factory=dict)
    width: int | None = None
    colour: bool | None = None


@contextmanager
def opened(target: Target, _: Translator) -> Iterator[TextIO]:
    """A UTF-8 text handle on `target`, without newline translation.

    A path's folders are made, and its old content is replaced only when the block ends well. A stream is left open.
    Raises OutputError; a BrokenPipeError of a stream (`| head`) passes as it is.
    """
    if not isinstance(target, Path):
        yield target
        target.flush()
        return
    try:
        with (
            _draft(target) as draft,
            draft.open("w", encoding="utf-8", errors=ERRORS, newline="") as handle,
        ):
            yield handle
    except OSError as error:
        raise output_error(target, error, _) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file, making its folders; the old content stays if that fails. Raises OSError."""
    with _draft(path) as draft:
        draft.write_bytes(content)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place at the end. What is no plain file (a pipe) is written directly."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        yield place
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.part")
    try:
        yield draft
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def output_error(path: Path, error: OSError, _: Translator) -> OutputError:
    """The error of one path as a sentence with its cure."""
    cure = _cure(error, _)
    return OutputError([path], _("{path} tidak dapat ditulis: {cure}").format(path=path, cure=cure), cure)


def _cure(error: OSError, _: Translator) -> str:
    if isinstance(error, PermissionError):
        return _("berkas sedang terbuka di Excel atau foldernya terkunci; tutup berkasnya lalu jalankan lagi")
    if isinstance(error, IsADirectoryError):
        return _("nama itu milik sebuah folder; beri nama berkas")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _("nama foldernya sudah dipakai oleh sebuah berkas; pilih folder lain")
    if error.errno == errno.ENOSPC:
        return _("ruang penyimpanan penuh; kosongkan sebagian lalu jalankan lagi")
    return _("periksa nama dan tempatnya, lalu jalankan lagi ({detail})").format(detail=error.strerror or error)
