"""Which rows below the header of a sheet are records; the others are left out, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from msgspec import Struct
from msgspec.structs import replace

from validator.forms.row_filter import RowFilter
from validator.readers.notes import Note
from validator.readers.sheets import Sheet

__all__ = ["OTHER_TABLE", "TITLE", "LeftRow", "cut", "sieved", "titles_above"]

OTHER_TABLE = Note("other_table_row")
TITLE = Note("title_row")


class LeftRow(Struct, frozen=True):
    """A row that is not checked; `line` is its 1-based spreadsheet row, `note` the reason."""

    line: int
    note: Note


def cut(sheet: Sheet, start: int, sieve: RowFilter) -> tuple[Sheet, list[LeftRow]]:
    """The sheet up to the header of a second table, and the rows from there on."""
    if sieve.headers is None:
        return sheet, []
    for index in range(start, len(sheet.rows)):
        if title := sieve.second_table(sheet.rows[index]):
            below = [LeftRow(line + 1, OTHER_TABLE) for line in range(index + 1, len(sheet.rows))]
            first = LeftRow(index + 1, Note("second_table", {"row": str(index + 1), "title": title}))
            return replace(sheet, rows=sheet.rows[:index]), [first, *below]
    return sheet, []


def sieved(sheet: Sheet, start: int, sieve: RowFilter) -> tuple[list[int], list[LeftRow]]:
    """0-based indices of the records, and the rows that are none."""
    records: list[int] = []
    left_out: list[LeftRow] = []
    gone: set[int] = set()
    for index in range(start, len(sheet.rows)):
        note = sieve.reason(sheet.rows[index])
        if note is None:
            records.append(index)
            continue
        if note.key == "repeated_header":
            titles = titles_above(index, gone, records, lambda place: sieve.footnote(sheet.rows[place]))
            left_out += [LeftRow(records.pop() + 1, TITLE) for _ in titles]
        left_out.append(LeftRow(index + 1, note))
        gone.add(index)
    least = 1 if sieve.table.layout == "one_row" else 0  # of a form of one row, its only row is the record
    while len(records) > least and sieve.footnote(sheet.rows[records[-1]]):
        left_out.append(LeftRow(records.pop() + 1, Note("footnote_row")))
    if records and sieve.unlabelled_total(sheet.rows[records[-1]], [sheet.rows[index] for index in records[:-1]]):
        left_out.append(LeftRow(records.pop() + 1, Note("unlabelled_total")))
    return records, left_out


def titles_above(
    header: int, left_out: Container[int], rows: Sequence[int], is_note: Callable[[int], bool]
) -> list[int]:
    """The last ones of `rows` that are titles: notes above a repeated header, with only left out rows between."""
    titles: list[int] = []
    for place in range(header - 1, -1, -1):
        if len(titles) < len(rows) and rows[-1 - len(titles)] == place and is_note(place):
            titles.append(place)
        elif place not in left_out:
            break
    return titles
