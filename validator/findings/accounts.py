"""The books of files and sheets as they are kept: notes by key, no sentence. `worded` says them in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from validator.findings.models import FileAccount, LeftOut, SheetAccount
from validator.readers.digests import Digest
from validator.readers.notes import Note
from validator.readers.reasons import sentence

__all__ = ["EMPTY", "FileBook", "LeftRows", "Remark", "SheetBook", "worded"]

EMPTY = "header_only"
"""The note of a form without a row."""
_UNPLACED = frozenset({"no_village", "bad_village_code", "second_table"})
"""Notes of rows that may be records and could not be checked."""
Remark = Note | str
"""A note, or the key of a reason, with its detail after a colon."""


class LeftRows(Struct, frozen=True):
    """Rows from a line on that were read and not checked, and why."""

    line: int
    why: tuple[Remark, ...]


class SheetBook(Struct, frozen=True, kw_only=True):
    """As `SheetAccount`, with all notes in one list."""

    name: str
    table: str = ""
    table_title: str = ""
    village: str = ""
    year: int | None = None
    header_row: int | None = None
    rows_read: int
    rows_checked: int = 0
    rows_left_out: int
    left_out: tuple[LeftRows, ...] = ()
    notes: tuple[Note, ...] = ()
    rows_set_aside: int = 0
    unmet: tuple[str, ...] = ()
    status: Literal["checked", "not_checkable", "passed_over"] = "checked"
    reason: tuple[Remark, ...] = ()

    @property
    def understood(self) -> bool:
        """Its rows were checked, or serve for comparison, or gave way to newer ones."""
        return bool(self.table and (self.rows_checked or self.rows_set_aside))

    @property
    def unplaced(self) -> bool:
        """Whether it has rows that may be records and belong to nobody knows whom."""
        return any(isinstance(why, Note) and why.key in _UNPLACED for left in self.left_out for why in left.why)

    def unchecked(self, quiet: bool) -> Sequence[Remark]:
        """Why nothing of it was checked; nothing if something was. `quiet`: that it is empty does not matter."""
        if self.table and self.rows_checked:
            return ()
        empty = [note for note in self.notes if note.key == EMPTY and not quiet]
        return empty or next((left.why for left in self.left_out), ())


class FileBook(Struct, frozen=True, kw_only=True):
    """As `FileAccount`. `reason` is that of the file itself: what is said of its sheets stands there."""

    path: str
    digest: str | Digest
    reason: tuple[Remark, ...] = ()
    sheets: tuple[SheetBook, ...] = ()
    foreign: bool = False
    """Whether it plainly is no export, by its reason."""

    @property
    def used(self) -> bool:
        """Whether something of it serves the check."""
        return any(sheet.understood for sheet in self.sheets)

    @property
    def passed_over(self) -> bool:
        """Whether it holds nothing but sheets that are known for something that is no form."""
        kinds = {sheet.status for sheet in self.sheets}
        return self.foreign or not (
            self.used or self.reason or self._lost or "passed_over" not in kinds or "not_checkable" in kinds
        )

    @property
    def status(self) -> Literal["read", "partial", "rejected"]:
        """`read` if every sheet with rows was recognised and every row placed, `rejected` if none was.

        Sheets that are passed over do not count; where there are no others, so is the file.
        """
        if not self.used:
            return "rejected"
        unfit = any(sheet.reason for sheet in self.sheets if sheet.status != "passed_over")
        partly = self._lost or unfit or self.reason or any(sheet.unplaced for sheet in self.sheets)
        return "partial" if partly else "read"

    @property
    def _lost(self) -> bool:
        """Whether a sheet with rows served nothing."""
        return any(s.status != "passed_over" and s.rows_read and not s.understood for s in self.sheets)


def worded(book: FileBook, lang: str) -> FileAccount:
    """A book in the words of a language.

    A form without a row beside a list of codes is a template that nobody has filled in.
    """
    sheets = tuple(_sheet(sheet, lang, quiet=book.used) for sheet in book.sheets)
    unfilled = book.passed_over and any(sheet.table for sheet in book.sheets)
    said = [
        *([Note("unfilled").text(lang)] if unfilled else []),
        *_texts(book.reason, lang),
        *(text for sheet in book.sheets for text in [" ".join(_texts(sheet.unchecked(book.used), lang))] if text),
        *(sheet.reason for sheet in sheets if sheet.reason),
    ]
    reason = " ".join(dict.fromkeys(said))
    if not (reason or book.used):
        reason = sentence("empty_file", lang)
    return FileAccount(book.path, book.digest, book.status, reason, sheets, passed_over=book.passed_over)


def _sheet(book: SheetBook, lang: str, quiet: bool) -> SheetAccount:
    """`quiet`: the file holds data elsewhere, so that a sheet of column headings alone is no more than a note."""
    alerts = [note for note in book.notes if note.loud and not (quiet and note.key == EMPTY)]
    notes = [note for note in book.notes if not note.loud]
    notes += [note for note in book.notes if note.loud and note not in alerts]
    return SheetAccount(
        name=book.name,
        table=book.table,
        table_title=book.table_title,
        village=book.village,
        year=book.year,
        header_row=book.header_row,
        rows_read=book.rows_read,
        rows_checked=book.rows_checked,
        rows_left_out=book.rows_left_out,
        left_out=tuple(LeftOut(left.line, " ".join(_texts(left.why, lang))) for left in book.left_out),
        notes=tuple(dict.fromkeys(_texts(notes, lang))),
        rows_set_aside=book.rows_set_aside,
        alerts=tuple(dict.fromkeys(_texts(alerts, lang))),
        unmet=book.unmet,
        status=book.status,
        reason=" ".join(_texts(book.reason, lang)),
    )


def _texts(remarks: Iterable[Remark], lang: str) -> Iterator[str]:
    return (sentence(remark, lang) if isinstance(remark, str) else remark.text(lang) for remark in remarks)
