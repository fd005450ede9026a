"""Makes the books of files and sheets: every row that was read is checked or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from validator.findings.accounts import EMPTY, FileBook, LeftRows, Remark, SheetBook
from validator.forms.recognition import Recognition, Unrecognised
from validator.pack.models import Pack, Table
from validator.readers.notes import Note
from validator.readers.reasons import NO_EXPORTS
from validator.readers.sheets import ReadFile, Sheet
from validator.records.placing import LISTED, Placed

_NO_DATA = frozenset({"blank_row", "numbering_row", "repeated_header", "total_row", "footnote_row"})


def file_book(read: ReadFile, sheets: tuple[SheetBook, ...]) -> FileBook:
    """The book of a file with these sheets; of one that could not be read, or is no export, with its reason alone."""
    if not read.reason:
        return FileBook(path=read.path, digest=read.digest, reason=tuple(read.notes), sheets=sheets)
    reason = f"{read.reason}: {read.detail}" if read.detail else read.reason
    return FileBook(path=read.path, digest=read.digest, reason=(reason,), foreign=read.reason in NO_EXPORTS)


def unrecognised_book(sheet: Sheet, why: Unrecognised, pack: Pack, rows: int) -> SheetBook:
    """A sheet that holds no known form: all its rows are left out."""
    ways = [Note("see_columns")] if why.likeliest in pack.tables and why.reason != "few_columns" else []
    reason = (why.note(pack.tables), *why.hints(pack.tables), *ways)
    return lost_book(sheet, rows, *reason) if rows else SheetBook(name=sheet.name, rows_read=0, rows_left_out=0)


def passed_book(sheet: Sheet, note: Note) -> SheetBook:
    """A sheet without records of a form: codes, instructions, or another list."""
    said = (note,)
    return SheetBook(name=sheet.name, rows_read=0, rows_left_out=0, notes=said, status="passed_over", reason=said)


def lost_book(sheet: Sheet, rows: int, *reason: Remark) -> SheetBook:
    """A sheet whose rows could not be taken in."""
    left = (LeftRows(1, reason),)
    return SheetBook(
        name=sheet.name, rows_read=rows, rows_left_out=rows, left_out=left, status="not_checkable", reason=reason
    )


def sheet_book(
    sheet: Sheet,
    recognition: Recognition,
    placed: Placed,
    table: Table,
    compared: Sequence[tuple[int, int]] | None = None,
) -> SheetBook:
    """Rows of other years are left out of the check; they serve for comparison.

    `compared` are the first of these as (row, year), where `placed` holds many rows as one.
    """
    sizes = [placed.sizes.get(row.line, 1) for row in placed.rows]
    others = sum(size for row, size in zip(placed.rows, sizes, strict=True) if not row.review)
    if compared is None:
        compared = [(row.line, row.year) for row in placed.rows if not row.review]
    other = [
        LeftRows(line, (Note("other_year", {"year": str(year), "review": str(placed.review_year)}),))
        for line, year in compared
    ]
    left = sorted([*(LeftRows(row.line, (row.note,)) for row in placed.left_out), *other], key=lambda r: r.line)
    notes = [*recognition.notes, *sheet.notes, *placed.notes, *_sheet_notes(sheet, placed)]
    aside = placed.copies + sum(row.note.key == "superseded" for row in placed.left_out)
    return SheetBook(
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
        notes=tuple(notes),
        rows_set_aside=others + aside,
        unmet=placed.unmet,
        reason=tuple(_unfit(recognition, table)),
    )


def _sheet_notes(sheet: Sheet, placed: Placed) -> Iterator[Note]:
    if not placed.rows and all(row.note.key in _NO_DATA for row in placed.left_out):
        yield Note(EMPTY)
    if sheet.hidden:
        yield Note("hidden_sheet")


def _unfit(recognition: Recognition, table: Table) -> Iterator[Note]:
    """What is said of columns that have to be filled in and hold something else."""
    titles = {field.title for field in table.fields if field.required and field.name in recognition.unfit}
    told = (note for note in recognition.notes if note.key == "column_not_read")
    return (note for note in told if note.parameters["title"] in titles)


def _year(placed: Placed) -> int:
    """The year that the rows are of: the one under review, if any of them is."""
    if any(row.review for row in placed.rows):
        return placed.review_year
    return max((row.year for row in placed.rows), default=placed.review_year)


def _header_row(recognition: Recognition) -> int | None:
    """The 1-based row on which the header ends."""
    return recognition.header_rows[1] + 1 if recognition.header_rows else None
