"""One file after the other from sheets of cells to typed rows with their places: all that can be done for a file alone.

Nothing here needs the other files or a database, and what comes out holds no cells, so it may be done in any process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from validator.cells.manners import SheetCells, is_english, manner_of
from validator.forms.column_parser import ColumnParser, Typed
from validator.forms.identifying import CodeSheet, Forms, FoundTable, Passed
from validator.forms.recognition import Recognition, Unrecognised
from validator.forms.second_tables import Headers
from validator.forms.shifting import Shifts
from validator.pack.models import CodeList, Stranger, Table
from validator.readers.errors import Rejected, UnevenLines
from validator.readers.sheets import ReadFile, Sheet
from validator.records.placing import Placed, PlacingOptions, place
from validator.records.swapped import swapped_notes

__all__ = ["CodeSheet", "ParsedFile", "Passed", "Prepared", "Scan", "Taker", "Unread"]


class Prepared(Struct):
    """A sheet whose rows are placed and typed; the sheet has given up its cells."""

    sheet: Sheet
    recognised: Recognition
    placed: Placed
    typed: Typed


class Scan(Struct, frozen=True):
    """A sheet of which DuckDB shall read the rows."""

    sheet: Sheet
    recognised: Recognition
    options: PlacingOptions


class Unread(Struct, frozen=True):
    """A sheet of so many rows that is not checked: of no known form, or (a key of `readers.reasons`) unreadable."""

    sheet: Sheet
    why: Unrecognised | str
    rows: int


class ParsedFile(Struct, frozen=True):
    """A file without its sheets, and what they were found to hold."""

    read: ReadFile
    entries: list[Prepared | Scan | Unread | CodeSheet | Passed]


class Taker:
    """Recognises, places and types; `options` are those of all files."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        codelists: Mapping[str, CodeList],
        options: PlacingOptions,
        typist: ColumnParser,
        strangers: Sequence[Stranger] = (),
    ) -> None:
        self._tables, self._codelists, self._options, self._typist = tables, codelists, options, typist
        self._forms = Forms(tables, codelists, strangers, typist)
        self.headers = Headers(self._forms.live)

    def take(self, read: ReadFile) -> ParsedFile:
        """What a file holds. Raises `UnevenLines` if a large CSV has to be read row by row first."""
        return ParsedFile(
            replace(read, sheets=()), [self._entry(read.path, found) for found in self._forms.read(read.sheets)]
        )

    def _entry(
        self, path: str, found: FoundTable | CodeSheet | Passed
    ) -> Prepared | Scan | Unread | CodeSheet | Passed:
        if isinstance(found, (CodeSheet, Passed)):
            return replace(found, sheet=_bare(found.sheet))
        if isinstance(found.recognised, Unrecognised):
            return _lost(found.sheet, found.recognised)
        try:
            return self._recognised(path, found.sheet, found.recognised, found.year)
        except Rejected as error:
            return _lost(found.sheet, error.reason)

    def _recognised(self, path: str, sheet: Sheet, recognised: Recognition, year: int | None) -> Prepared | Scan:
        table = self._tables[recognised.table]
        options = replace(self._options, year=self._options.year or year, path=path)
        if sheet.dialect is not None and table.layout == "records":
            return Scan(sheet, recognised, options)
        whole = self._mended(_whole(sheet) if sheet.dialect else sheet, recognised, table)
        recognised = _with_manner(whole, recognised, table)
        placed = place(whole, recognised, table, options, self._codelists, headers=self.headers)
        lines = [row.line for row in placed.rows]
        typed = self._typist.typed(table, whole, recognised, lines)
        recognised = recognised.noted(swapped_notes(table, whole, recognised, typed, lines))
        return Prepared(_bare(whole), recognised, placed, typed)

    def shifts(self, sheet: Sheet) -> Shifts | None:
        """What mends the rows of a large CSV, of which `sheet` has the first, if it is of members or families."""
        for found in self._forms.read([sheet]):
            if isinstance(found, FoundTable) and isinstance(found.recognised, Recognition):
                table = self._tables[found.recognised.table]
                if table.layout == "records":
                    return self._shifts(sheet, found.recognised, table)
        return None

    def _mended(self, sheet: Sheet, recognised: Recognition, table: Table) -> Sheet:
        """The sheet with rows out of order marked as such (`shifting`)."""
        shifts = self._shifts(sheet, recognised, table)
        if shifts is None or not shifts.uneven:
            return sheet
        rows = list(shifts.mended(sheet.rows))
        return replace(sheet, rows=rows, notes=(*sheet.notes, *shifts.notes))

    def _shifts(self, sheet: Sheet, recognised: Recognition, table: Table) -> Shifts | None:
        if recognised.header_rows is None or not (sheet.delimiter or table.status == "live"):
            return None
        return Shifts(sheet, recognised, table, self._typist, self._codelists)


def _with_manner(sheet: Sheet, recognised: Recognition, table: Table) -> Recognition:
    fields = [f for f in table.fields if f.name in recognised.columns]
    cells = SheetCells(sheet.rows, recognised.data_start, recognised.columns)
    dates = [recognised.columns[f.name] for f in fields if f.type == "date"]
    english = is_english(sheet, recognised.data_start, dates)
    manner, notes = manner_of(fields, recognised.columns, cells, english)
    return recognised.noted(notes, manner)


def _lost(sheet: Sheet, why: Unrecognised | str) -> Unread:
    from validator.readers.rewriting import row_count

    _surely_read(sheet)
    return Unread(_bare(sheet), why, row_count(sheet))


def _whole(sheet: Sheet) -> Sheet:
    """A large CSV with all its rows, to be held as those of a form are."""
    from validator.readers.rewriting import whole_sheet

    whole, notes = whole_sheet(sheet)
    if notes:
        _surely_read(sheet)
    return whole


def _surely_read(sheet: Sheet) -> None:
    """Raises `UnevenLines` for a large CSV of which the first rows may have been cut in the wrong places."""
    if sheet.dialect is not None and not sheet.dialect.width:
        raise UnevenLines


def _bare(sheet: Sheet) -> Sheet:
    """The sheet by name, and what was seen in it."""
    return Sheet(sheet.file, sheet.name, [], hidden=sheet.hidden, notes=sheet.notes)
