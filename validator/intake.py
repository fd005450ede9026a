"""Takes files in: recognises their sheets, places and types their rows, loads the tables, and keeps the books of all.

Which rows are under review is only known once every file has been seen, so sheets wait until `Intake.finish`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date  # noqa: N812
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from validator.declarations.models import Pack, Table
from validator.engine.bulk import Bulk, UnevenLines
from validator.engine.bulk_joining import join_bulk
from validator.engine.bulk_placing import place_bulk
from validator.engine.loading import LoadedRow, Loader, Typed
from validator.engine.tables import Tables
from validator.exports.errors import Rejected
from validator.exports.files import rewritten, row_count, whole_sheet
from validator.exports.forms import CodeSheet, Forms, Found
from validator.exports.notes import Note
from validator.exports.placing import LISTED, LeftRow, Options, Placed, place
from validator.exports.reasons import sentence
from validator.exports.recognition import Recognition, Unrecognised
from validator.exports.sheets import ReadFile, Sheet
from validator.exports.texts import text_of
from validator.exports.together import Part, Settled, review_years, settle_together
from validator.findings.bookkeeping import (
    book_of,
    code_book,
    lost_book,
    rejected_book,
    sheet_book,
    unrecognised_book,
)
from validator.findings.models import FileBook, SheetBook
from validator.findings.rendering import Source

__all__ = ["Intake", "Settings"]


class Settings(NamedTuple):
    """What is said from outside about a check; see `validator.check`."""

    village: str
    year: int | None
    date: Date
    show_personal: bool = False
    lang: str = "id"
    threads: int | None = None


class _Waiting(Struct, frozen=True):
    """A sheet whose rows are placed and typed, in DuckDB if they are many; `sheet` has given up its cells."""

    source: int
    sheet: Sheet
    recognised: Recognition
    table: Table
    placed: Placed
    typed: Typed | Bulk

    @property
    def part(self) -> Part:
        return Part(self.table, self.placed.rows, self.placed.review_year)


class Intake:
    """Takes files in, one after the other. `sources` are the sheets that went into tables, by their number."""

    def __init__(self, tables: Tables, pack: Pack, settings: Settings) -> None:
        self.loader, self.pack, self.settings = Loader(tables, pack), pack, settings
        self.sources: list[Source] = []
        self._forms = Forms(pack.tables, pack.codelists)
        self._files: list[tuple[ReadFile, list[SheetBook | _Waiting]]] = []

    def take(self, read: ReadFile) -> None:
        """Recognises, places and types what a file holds."""
        try:
            entries = self._entries(read)
        except UnevenLines:
            read = _rewritten(read)
            entries = self._entries(read)
        self._files.append((replace(read, sheets=()), entries))

    def finish(self) -> tuple[FileBook, ...]:
        """Settles which rows are under review, loads them all, and closes the books, file by file."""
        waiting = [entry for _, entries in self._files for entry in entries if isinstance(entry, _Waiting)]
        parts = [entry.part for entry in waiting]
        settled = settle_together(parts, review_years(parts, self.settings.year))
        books = {entry.source: self._load(entry, result) for entry, result in zip(waiting, settled, strict=True)}
        return tuple(self._book(read, entries, books) for read, entries in self._files)

    @property
    def absent(self) -> Mapping[str, Mapping[int, frozenset[str]]]:
        """The fields that a sheet does not have, by table and number of the sheet."""
        found: dict[str, dict[int, frozenset[str]]] = {}
        for number, source in enumerate(self.sources):
            names = frozenset(self.pack.tables[source.table].names)
            found.setdefault(source.table, {})[number] = names - source.columns.keys()
        return found

    def _entries(self, read: ReadFile) -> list[SheetBook | _Waiting]:
        return [self._sheet(read, found) for found in self._forms.read(read.sheets)]

    def _sheet(self, read: ReadFile, found: Found | CodeSheet) -> SheetBook | _Waiting:
        sheet = found.sheet
        if isinstance(found, CodeSheet):
            return code_book(sheet, self.settings.lang)
        recognised = found.recognised
        if isinstance(recognised, Unrecognised):
            _surely_read(sheet)
            return unrecognised_book(sheet, recognised, self.pack, row_count(sheet), self.settings.lang)
        try:
            return self._recognised(read, sheet, recognised, found.year)
        except Rejected as error:
            _surely_read(sheet)
            return lost_book(sheet, row_count(sheet), sentence(error.reason, self.settings.lang))

    def _recognised(
        self, read: ReadFile, sheet: Sheet, recognised: Recognition, year: int | None
    ) -> SheetBook | _Waiting:
        table = self.pack.tables[recognised.table]
        options = Options(self.settings.date, self.settings.village, self.settings.year or year, read.path)
        if sheet.dialect is not None and table.layout == "records":
            return self._bulk(sheet, recognised, table, options)
        whole, notes = whole_sheet(sheet)
        if notes:
            _surely_read(sheet)
        sheet = whole
        placed = place(sheet, recognised, table, options, self.pack.codelists)
        typed = self.loader.typed(sheet, recognised, [row.line for row in placed.rows])
        return _Waiting(
            self._source(read.path, sheet, recognised), replace(sheet, rows=[]), recognised, table, placed, typed
        )

    def _source(self, path: str, sheet: Sheet, recognised: Recognition) -> int:
        self.sources.append(Source(path, sheet.name, recognised.table, recognised.columns, recognised.headers))
        return len(self.sources) - 1

    def _bulk(self, sheet: Sheet, recognised: Recognition, table: Table, options: Options) -> SheetBook | _Waiting:
        import duckdb

        source = self._source(options.path, sheet, recognised)
        try:
            bulk = self.loader.load_bulk(source, sheet, recognised)
        except UnevenLines:
            self.sources.pop()
            raise
        except duckdb.Error as error:
            self.sources.pop()
            words = {"detail": str(error).splitlines()[0][:200]}
            return lost_book(sheet, row_count(sheet), Note("bulk_unreadable", words).text(self.settings.lang))
        placed = place_bulk(bulk, sheet, recognised, options, self.pack.codelists)
        return _Waiting(source, replace(sheet, rows=[]), recognised, table, placed, bulk)

    def _load(self, entry: _Waiting, settled: Settled) -> SheetBook:
        placed = _with_dropped(entry.placed, settled)
        bad = {line for line, _ in placed.bad_codes}
        newer = [left.note.parameters["date"] for left in placed.left_out if left.note.key == "superseded"]
        rows = [
            LoadedRow(row, newer.count(text_of(row.date)) if newer and row.date else 0, row.line in bad)
            for row in placed.rows
        ]
        if isinstance(entry.typed, Typed):
            self.loader.load(entry.source, entry.typed.without(settled.dropped), rows)
            return sheet_book(entry.sheet, entry.recognised, placed, entry.table, self.settings.lang)
        compared = join_bulk(entry.typed, rows, placed.sizes, LISTED)
        return sheet_book(entry.sheet, entry.recognised, placed, entry.table, self.settings.lang, compared)

    def _book(
        self,
        read: ReadFile,
        entries: Sequence[SheetBook | _Waiting],
        books: Mapping[int, SheetBook],
    ) -> FileBook:
        lang = self.settings.lang
        if read.reason:
            return rejected_book(read, sentence(read.reason, lang))
        return book_of(read, tuple(e if isinstance(e, SheetBook) else books[e.source] for e in entries), lang)


def _rewritten(read: ReadFile) -> ReadFile:
    """A large CSV read row by row; rejected if that cannot be done."""
    try:
        even = [rewritten(sheet) for sheet in read.sheets]
    except Rejected as error:
        return replace(read, sheets=(), reason=error.reason, detail=error.detail)
    notes = (note for _, found in even for note in found)
    return replace(read, sheets=tuple(sheet for sheet, _ in even), notes=(*read.notes, *notes))


def _surely_read(sheet: Sheet) -> None:
    """Raises `UnevenLines` for a large CSV of which the first rows may have been cut in the wrong places."""
    if sheet.dialect is not None and not sheet.dialect.width:
        raise UnevenLines


def _with_dropped(placed: Placed, settled: Settled) -> Placed:
    """The placed rows after settling among all sheets; those dropped are left out with their reason."""
    gone = [
        LeftRow(placed.rows[i].line, Note("superseded", {"date": text_of(newer)}))
        for i, newer in settled.dropped.items()
    ]
    left_out = tuple(sorted([*placed.left_out, *gone], key=lambda left: left.line))
    return replace(placed, rows=tuple(settled.rows), left_out=left_out, review_year=settled.review_year)
