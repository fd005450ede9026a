"""The books of the files as rows of a table, and the remarks about them, one a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from validator.findings.models import FileAccount
from validator.messages.texts import Translator
from validator.reports.books import Unchecked, of_village, unchecked
from validator.reports.wording import file_name

__all__ = ["NOTES", "BookNote", "BookRow", "BookTable", "books", "sheet_part", "shelved"]

NOTES = 100
"""Reasons that are written out, and places of one reason; the rest is counted."""


class BookRow(Struct, frozen=True):
    """One sheet, or a file without one; the numbers are texts."""

    name: str
    read: str = ""
    checked: str = ""
    left_out: str = ""
    rejected: bool = False


class BookNote(Struct, frozen=True):
    """Why something was not checked (or a remark), and where."""

    reason: str
    places: str


class BookTable(Struct, frozen=True):
    """The rows, the remarks, and a text that counts further remarks (or is empty)."""

    rows: tuple[BookRow, ...]
    notes: tuple[BookNote, ...]
    more: str


def books(files: Iterable[FileAccount], _: Translator) -> BookTable:
    """The books of these files."""
    chosen = list(files)
    reasons: dict[str, list[str]] = {}
    for entry in unchecked(chosen, _):
        reasons.setdefault(entry.reason, []).append(_place(entry))
    notes = tuple(BookNote(reason, _shortened(places, "; ", _)) for reason, places in reasons.items())
    more = len(notes) - NOTES
    text = _("… dan {n} lagi").format(n=_.number(more)) if more > 0 else ""
    return BookTable(tuple(_rows(chosen, _)), notes[:NOTES], text)


def shelved(
    files: Iterable[FileAccount], codes: Sequence[str]
) -> tuple[dict[str, list[FileAccount]], list[FileAccount]]:
    """The books that stand on each village's page, by code, and those that stand on none."""
    possible: dict[str, list[FileAccount]] = {code: [] for code in codes}
    everything = list(files)
    for book in everything:
        for code in {sheet.village for sheet in book.sheets if sheet.village} or codes:
            possible.get(code, []).append(book)
    shelves = {code: of_village(books, code, len(codes) == 1) for code, books in possible.items()}
    told = {book.path for books in shelves.values() for book in books}
    return shelves, [book for book in everything if book.path not in told]


def sheet_part(file: str, sheet: str) -> str:
    """The name of a sheet, empty where it says no more than the name of its file."""
    return "" if sheet == file_name(file).rpartition(".")[0] else sheet


def _rows(files: Iterable[FileAccount], _: Translator) -> Iterator[BookRow]:
    for book in files:
        for sheet in book.sheets:
            part = sheet_part(book.path, sheet.name)
            name = f"{book.path} [{part}]" if part else book.path
            read, checked = _.number(sheet.rows_read), _.number(sheet.rows_checked)
            yield BookRow(name, read, checked, _.number(sheet.rows_left_out))
        if not book.sheets:
            yield BookRow(book.path, rejected=book.refused)


def _place(entry: Unchecked) -> str:
    part = sheet_part(entry.file, entry.sheet)
    return " · ".join(text for text in (entry.file, part, entry.rows) if text)


def _shortened(places: list[str], joint: str, _: Translator) -> str:
    text = joint.join(dict.fromkeys(places[:NOTES]))
    if len(places) <= NOTES:
        return text
    return joint.join([text, _("… dan {n} lagi").format(n=_.number(len(places) - NOTES))])
