"""The books of files and sheets: every row that was read is checked or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from validator.findings.models import FileAccount, LeftOut, SheetAccount
from validator.forms.recognition import Recognition, Unrecognised
from validator.pack.models import Pack, Table
from validator.readers.notes import NOTES, Note
from validator.readers.reasons import NO_EXPORTS, sentence
from validator.readers.sheets import ReadFile, Sheet
from validator.records.placing import LISTED, Placed

_NO_DATA = frozenset({"blank_row", "numbering_row", "repeated_header", "total_row", "footnote_row"})


def rejected_book(read: ReadFile, reason: str) -> FileAccount:
    """A file of which nothing could be used, or that is no export at all."""
    detail = f" ({read.detail})" if read.detail else ""
    return FileAccount(read.path, read.digest, "rejected", reason + detail, passed_over=read.reason in NO_EXPORTS)


def book_of(read: ReadFile, sheets: tuple[SheetAccount, ...], lang: str) -> FileAccount:
    """`read` if every sheet with rows was recognised and every row placed, `rejected` if none was, else `partial`.

    Sheets that are passed over do not count; where there are no others, so is the file. A form without a row beside a
    list of codes is a template that nobody has filled in.
    """
    used = [s for s in sheets if _understood(s)]
    sheets = tuple(_quieter(s, lang) for s in sheets) if used else sheets
    lost = [s for s in sheets if s.status != "passed_over" and s.rows_read and not _understood(s)]
    notes = [sentence(note, lang) for note in read.notes]
    unchecked = [reason for s in sheets if (reason := _why_unchecked(s, lang))]
    reasons = list(dict.fromkeys([*notes, *unchecked, *(s.reason for s in sheets if s.reason)]))
    if not used:
        passed = bool(sheets) and not read.notes and not lost and any(s.status == "passed_over" for s in sheets)
        passed = passed and not any(s.status == "not_checkable" for s in sheets)
        if passed and any(s.table for s in sheets):
            reasons.insert(0, Note("unfilled").text(lang))
        reason = " ".join(reasons) or sentence("empty_file", lang)
        return FileAccount(read.path, read.digest, "rejected", reason, sheets, passed_over=passed)
    unfit = any(s.reason for s in sheets if s.status != "passed_over")
    status: Literal["read", "partial"] = (
        "partial" if lost or unfit or read.notes or any(_unplaced(s, lang) for s in sheets) else "read"
    )
    return FileAccount(read.path, read.digest, status, " ".join(reasons), sheets)


def _quieter(sheet: SheetAccount, lang: str) -> SheetAccount:
    """In a file that holds data elsewhere, a sheet of column headings alone is no more than a note."""
    empty = Note("header_only").text(lang)
    if empty not in sheet.alerts:
        return sheet
    return replace(sheet, alerts=tuple(a for a in sheet.alerts if a != empty), notes=(*sheet.notes, empty))


def _why_unchecked(sheet: SheetAccount, lang: str) -> str:
    """Why nothing of a sheet was checked; '' if something was."""
    if sheet.table and sheet.rows_checked:
        return ""
    told = [alert for alert in sheet.alerts if alert == Note("header_only").text(lang)]
    return next(iter((*told, *(left.reason for left in sheet.left_out))), "")


def _understood(sheet: SheetAccount) -> bool:
    """Its rows were checked, or serve for comparison, or gave way to newer ones."""
    return bool(sheet.table and (sheet.rows_checked or sheet.rows_set_aside))


def _unplaced(sheet: SheetAccount, lang: str) -> bool:
    begins = Note("no_village").text(lang).partition(":")[0], NOTES["second_table"][lang == "en"].partition("{")[0]
    return any(left.reason.startswith(begins) for left in sheet.left_out)


def unrecognised_book(sheet: Sheet, why: Unrecognised, pack: Pack, rows: int, lang: str) -> SheetAccount:
    """A sheet that holds no known form: all its rows are left out."""
    ways = [Note("see_columns")] if why.likeliest in pack.tables and why.reason != "few_columns" else []
    reason = " ".join(note.text(lang) for note in (why.note(pack.tables), *why.hints(pack.tables), *ways))
    left = (LeftOut(1, reason),) if rows else ()
    book = SheetAccount(sheet.name, "", "", "", None, None, rows, 0, rows, left)
    return replace(book, status="not_checkable", reason=reason) if rows else book


def passed_book(sheet: Sheet, note: Note, lang: str) -> SheetAccount:
    """A sheet without records of a form: codes, instructions, or another list."""
    said = note.text(lang)
    book = SheetAccount(sheet.name, "", "", "", None, None, 0, 0, 0, notes=(said,))
    return replace(book, status="passed_over", reason=said)


def sheet_book(
    sheet: Sheet,
    recognition: Recognition,
    placed: Placed,
    table: Table,
    lang: str,
    compared: Sequence[tuple[int, int]] | None = None,
) -> SheetAccount:
    """Rows of other years are left out of the check; they serve for comparison.

    `compared` are the first of these as (row, year), where `placed` holds many rows as one.
    """
    sizes = [placed.sizes.get(row.line, 1) for row in placed.rows]
    others = sum(size for row, size in zip(placed.rows, sizes, strict=True) if not row.review)
    if compared is None:
        compared = [(row.line, row.year) for row in placed.rows if not row.review]
    other = [
        LeftOut(line, Note("other_year", {"year": str(year), "review": str(placed.review_year)}).text(lang))
        for line, year in compared
    ]
    left = sorted([*(LeftOut(row.line, row.note.text(lang)) for row in placed.left_out), *other], key=lambda r: r.row)
    notes = [*recognition.notes, *sheet.notes, *placed.notes, *_sheet_notes(sheet, placed)]
    aside = placed.copies + sum(row.note.key == "superseded" for row in placed.left_out)
    return SheetAccount(
        name=sheet.name,
        table=table.name,
        table_title=table.title,
        village=placed.village,
        year=_year(placed),
        header_row=_header_row(recognition),
        rows_read=sum(sizes) + len(placed.left_out) + placed.unlisted,
        rows_checked=sum(sizes) - others,
        rows_left_out=len(placed.left_out) + placed.unlisted + others,
        left_out=tuple(left[:LISTED]),
        notes=tuple(dict.fromkeys(note.text(lang) for note in notes if not note.loud)),
        rows_set_aside=others + aside,
        alerts=tuple(dict.fromkeys(note.text(lang) for note in notes if note.loud)),
        unmet=placed.unmet,
        reason=_unfit(recognition, table, lang),
    )


def _sheet_notes(sheet: Sheet, placed: Placed) -> Iterator[Note]:
    if not placed.rows and all(row.note.key in _NO_DATA for row in placed.left_out):
        yield Note("header_only")
    if sheet.hidden:
        yield Note("hidden_sheet")


def _unfit(recognition: Recognition, table: Table, lang: str) -> str:
    """What is said of columns that have to be filled in and hold something else; '' if there are none."""
    titles = {field.title for field in table.fields if field.required and field.name in recognition.unfit}
    said = (note for note in recognition.notes if note.key == "column_not_read" and note.parameters["title"] in titles)
    return " ".join(note.text(lang) for note in said)


def _year(placed: Placed) -> int:
    """The year that the rows are of: the one under review, if any of them is."""
    if any(row.review for row in placed.rows):
        return placed.review_year
    return max((row.year for row in placed.rows), default=placed.review_year)


def lost_book(sheet: Sheet, rows: int, reason: str) -> SheetAccount:
    """A sheet whose rows could not be taken in."""
    left = (LeftOut(1, reason),)
    book = SheetAccount(sheet.name, "", "", "", None, None, rows, 0, rows, left)
    return replace(book, status="not_checkable", reason=reason)


def _header_row(recognition: Recognition) -> int | None:
    """The 1-based row on which the header ends."""
    return recognition.header_rows[1] + 1 if recognition.header_rows else None
