"""Takes files in: numbers their sheets, loads their rows into tables, and keeps the books of all.

Which rows are under review is only known once every file has been seen, so sheets wait until `Intake.finish`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from validator.engine.loading import LoadedRow, Loader
from validator.engine.tables import Tables
from validator.findings.accounting import file_book, lost_book, passed_book, sheet_book, unrecognised_book
from validator.findings.accounts import FileBook, SheetBook
from validator.findings.context import Source
from validator.forms.column_parser import ColumnParser, Typed
from validator.forms.recognition import Recognition
from validator.pack.models import Pack, Table
from validator.readers.errors import Rejected, UnevenLines
from validator.readers.notes import Note
from validator.readers.sheets import ReadFile, Sheet
from validator.readers.texts import text_of
from validator.records.copies import Home, found_twice, without
from validator.records.current import SettledRows, SheetPart, review_years, settle_together
from validator.records.parsing import CodeSheet, ParsedFile, Passed, Prepared, Scan, Taker, Unread
from validator.records.placing import LISTED, LeftRow, Placed, PlacingOptions
from validator.workspace import Workspace

if TYPE_CHECKING:
    from validator.engine.bulk import Bulk

__all__ = ["Intake", "Settings"]


class Settings(NamedTuple):
    """What is said from outside about a check; see `validator.check`."""

    village: str
    year: int | None
    date: Date
    show_personal: bool = False
    lang: str = "id"
    threads: int | None = None
    jobs: int = 1

    @property
    def options(self) -> PlacingOptions:
        """What of it matters for placing rows, of whatever file."""
        return PlacingOptions(self.date, self.village, self.year)


class _Waiting(Struct, frozen=True):
    """A sheet whose rows are placed and typed, in DuckDB if they are many; `sheet` has given up its cells."""

    source: int
    sheet: Sheet
    recognised: Recognition
    table: Table
    placed: Placed
    typed: Typed | Bulk

    @property
    def part(self) -> SheetPart:
        return SheetPart(self.table, self.placed.rows, self.placed.review_year)


class Intake:
    """Takes files in, one after the other. `sources` are the sheets that went into tables, by their number."""

    def __init__(self, tables: Tables, pack: Pack, settings: Settings) -> None:
        typist = ColumnParser(pack.codelists)
        self.loader, self.pack, self.settings = Loader(tables, pack, typist), pack, settings
        self.sources: list[Source] = []
        options = replace(settings.options, regions=pack.regions)
        self._work = tables.work
        self._taker = Taker(pack.tables, pack.codelists, options, typist, pack.strangers)
        self._files: list[tuple[ReadFile, list[SheetBook | _Waiting]]] = []

    def take(self, read: ReadFile) -> None:
        """Recognises, places and types what a file holds."""
        try:
            self.accept(self._taker.take(read))
        except UnevenLines:
            anew = _recoded(read, self._work)
            if anew is read:
                self.accept(self._taker.take(_rewritten(read, self._taker, self._work)))
            else:
                self.take(anew)

    def accept(self, taken: ParsedFile) -> None:
        """Takes in a file that is recognised, placed and typed already. Raises `UnevenLines`."""
        self._files.append((taken.read, [self._entry(taken.read, entry) for entry in taken.entries]))

    def finish(self) -> tuple[FileBook, ...]:
        """Settles which rows are under review, loads them all, and closes the books, file by file."""
        waiting = [entry for _, entries in self._files for entry in entries if isinstance(entry, _Waiting)]
        years = review_years([entry.part for entry in waiting], self.settings.year)
        waiting = self._without_copies(waiting)
        settled = settle_together([entry.part for entry in waiting], years)
        books = {entry.source: self._load(entry, result) for entry, result in zip(waiting, settled, strict=True)}
        return tuple(
            file_book(read, tuple(e if isinstance(e, SheetBook) else books[e.source] for e in entries))
            for read, entries in self._files
        )

    def _without_copies(self, waiting: Sequence[_Waiting]) -> list[_Waiting]:
        """The same, but a row that stands in several sheets is only in one."""
        found = list(waiting)
        for numbers in _meeting(waiting):
            ranked = sorted(numbers, key=lambda n: self._home(waiting[n]).rank)
            for n, new in zip(ranked, self._apart([waiting[n] for n in ranked]), strict=True):
                found[n] = new
        return found

    def _apart(self, entries: Sequence[_Waiting]) -> list[_Waiting]:
        """Sheets of one table that share a village, in the order of their ranks."""
        table, homes = entries[0].table, [self._home(entry) for entry in entries]
        parts = [(home, entry.placed, entry.typed) for home, entry in zip(homes, entries, strict=True)]
        small = [(home, placed, typed) for home, placed, typed in parts if isinstance(typed, Typed)]
        if len(small) < len(parts):
            from validator.engine.bulk_copies import Whole, drop_twice

            rest = drop_twice(self.loader.tables.connection, table, [Whole(*part) for part in parts])
            return [replace(e, placed=placed, typed=typed) for e, (placed, typed) in zip(entries, rest, strict=True)]
        return [
            _thinned(entry, home, {row: homes[kept] for row, kept in gone.items()})
            for entry, home, gone in zip(entries, homes, found_twice(table, small), strict=True)
        ]

    def _home(self, entry: _Waiting) -> Home:
        file = self.sources[entry.source].file
        several = len({source.sheet for source in self._by_file[file]}) > 1
        return Home(file, entry.sheet.name, several, entry.sheet.hidden, bool(entry.placed.unmet), entry.source)

    @cached_property
    def _by_file(self) -> Mapping[str, Sequence[Source]]:
        """The sources of each file, when all have come in."""
        found: dict[str, list[Source]] = {}
        for source in self.sources:
            found.setdefault(source.file, []).append(source)
        return found

    @property
    def absent(self) -> Mapping[str, Mapping[int, frozenset[str]]]:
        """The fields that a sheet does not have, by table and number of the sheet."""
        found: dict[str, dict[int, frozenset[str]]] = {}
        for number, source in enumerate(self.sources):
            names = frozenset(self.pack.tables[source.table].names)
            found.setdefault(source.table, {})[number] = names - source.columns.keys()
        return found

    def _entry(self, read: ReadFile, entry: Prepared | Scan | Unread | CodeSheet | Passed) -> SheetBook | _Waiting:
        if isinstance(entry, Prepared):
            source = self._source(read.path, entry.sheet, entry.recognised)
            table = self.pack.tables[entry.recognised.table]
            self.loader.tables.expect(table)
            return _Waiting(source, entry.sheet, entry.recognised, table, entry.placed, entry.typed)
        if isinstance(entry, Scan):
            return self._bulk(entry.sheet, entry.recognised, entry.options)
        if isinstance(entry, (CodeSheet, Passed)):
            return passed_book(entry.sheet, entry.note)
        if isinstance(entry.why, str):
            return lost_book(entry.sheet, entry.rows, entry.why)
        return unrecognised_book(entry.sheet, entry.why, self.pack, entry.rows)

    def _source(self, path: str, sheet: Sheet, recognised: Recognition) -> int:
        self.sources.append(Source(path, sheet.name, recognised.table, recognised.columns, recognised.headers))
        return len(self.sources) - 1

    def _bulk(self, sheet: Sheet, recognised: Recognition, options: PlacingOptions) -> SheetBook | _Waiting:
        from validator.engine.bulk_manners import bulk_swapped
        from validator.engine.bulk_placing import place_bulk
        from validator.readers.rewriting import row_count
        from validator.startup.duck import duckdb

        source = self._source(options.path, sheet, recognised)
        try:
            bulk = self.loader.load_bulk(source, sheet, recognised)
        except UnevenLines:
            self.sources.pop()
            raise
        except duckdb.Error as error:
            self.sources.pop()
            words = {"detail": str(error).splitlines()[0][:200]}
            return lost_book(sheet, row_count(sheet), Note("bulk_unreadable", words))
        recognised = recognised.noted(bulk.notes, bulk.manner)
        placed = place_bulk(bulk, sheet, recognised, options, self.pack.codelists, self._taker.headers)
        recognised = recognised.noted(bulk_swapped(bulk))
        table = self.pack.tables[recognised.table]
        return _Waiting(source, replace(sheet, rows=[]), recognised, table, placed, bulk)

    def _load(self, entry: _Waiting, settled: SettledRows) -> SheetBook:
        placed = _with_dropped(entry.placed, settled)
        bad = {line for line, _ in placed.bad_codes}
        newer = [left.note.parameters["date"] for left in placed.left_out if left.note.key == "superseded"]
        rows = [
            LoadedRow(row, newer.count(text_of(row.date)) if newer and row.date else 0, row.line in bad)
            for row in placed.rows
        ]
        if isinstance(entry.typed, Typed):
            self.loader.load(entry.source, entry.table, entry.typed.without(settled.dropped), rows)
            return sheet_book(entry.sheet, entry.recognised, placed, entry.table)
        from validator.engine.bulk_joining import join_bulk

        compared = join_bulk(entry.typed, rows, placed.sizes, LISTED)
        return sheet_book(entry.sheet, entry.recognised, placed, entry.table, compared)


def _meeting(waiting: Sequence[_Waiting]) -> Iterable[Sequence[int]]:
    """The numbers of the sheets of one table among which some village has rows in several."""
    places: dict[tuple[str, str], set[int]] = {}
    for n, entry in enumerate(waiting):
        for village in {row.village for row in entry.placed.rows}:
            places.setdefault((entry.table.name, village), set()).add(n)
    tables: dict[str, set[int]] = {}
    for (table, _), numbers in places.items():
        if len(numbers) > 1:
            tables.setdefault(table, set()).update(numbers)
    return [sorted(numbers) for numbers in tables.values()]


def _thinned(entry: _Waiting, home: Home, gone: Mapping[int, Home]) -> _Waiting:
    if not gone or not isinstance(entry.typed, Typed):
        return entry
    return replace(entry, placed=without(entry.placed, home, gone), typed=entry.typed.without(gone))


def _recoded(read: ReadFile, work: Workspace) -> ReadFile:
    """The same file; one with sheets in UTF-8 if it is a large CSV that only begins so."""
    from validator.readers.csvfiles import recoded

    found = [recoded(sheet, work=work) for sheet in read.sheets]
    sheets = [new.sheets if new else [old] for new, old in zip(found, read.sheets, strict=True)]
    notes = [note for new in found if new for note in new.notes]
    return replace(read, sheets=tuple(chain(*sheets)), notes=(*read.notes, *notes)) if any(found) else read


def _rewritten(read: ReadFile, taker: Taker, work: Workspace) -> ReadFile:
    """A large CSV read row by row; rejected if that cannot be done."""
    from validator.readers.rewriting import rewritten

    try:
        even = [rewritten(sheet, taker.shifts, work=work) for sheet in read.sheets]
    except Rejected as error:
        return replace(read, sheets=(), reason=error.reason, detail=error.detail)
    notes = (note for _, found in even for note in found)
    return replace(read, sheets=tuple(sheet for sheet, _ in even), notes=(*read.notes, *notes))


def _with_dropped(placed: Placed, settled: SettledRows) -> Placed:
    """The placed rows after settling among all sheets; those dropped are left out with their reason."""
    gone = [
        LeftRow(placed.rows[i].line, Note("superseded", {"date": text_of(newer)}))
        for i, newer in settled.dropped.items()
    ]
    left_out = tuple(sorted([*placed.left_out, *gone], key=lambda left: left.line))
    return replace(placed, rows=tuple(settled.rows), left_out=left_out, review_year=settled.review_year)
