"""Takes files in: numbers their sheets, loads their rows into tables, and keeps the books of all.

Which rows are under review is only known once every file has been seen, so sheets wait until `Intake.finish`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date  # noqa: N812
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from validator.declarations.models import Pack, Table
from validator.engine.loading import LoadedRow, Loader
from validator.engine.tables import Tables
from validator.exports.errors import Rejected, UnevenLines
from validator.exports.notes import Note
from validator.exports.placing import LISTED, LeftRow, Options, Placed
from validator.exports.reasons import sentence
from validator.exports.recognition import Recognition
from validator.exports.sheets import ReadFile, Sheet
from validator.exports.taking import CodeSheet, Large, Lost, Passed, Prepared, Taken, Taker
from validator.exports.texts import text_of
from validator.exports.together import Part, Settled, review_years, settle_together
from validator.exports.typed import Typed, Typist
from validator.findings.bookkeeping import (
    book_of,
    lost_book,
    passed_book,
    rejected_book,
    sheet_book,
    unrecognised_book,
)
from validator.findings.models import FileBook, SheetBook
from validator.findings.rendering import Source

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
    def options(self) -> Options:
        """What of it matters for placing rows, of whatever file."""
        return Options(self.date, self.village, self.year)


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
        typist = Typist(pack.codelists)
        self.loader, self.pack, self.settings = Loader(tables, pack, typist), pack, settings
        self.sources: list[Source] = []
        self._taker = Taker(pack.tables, pack.codelists, settings.options, typist, pack.strangers)
        self._files: list[tuple[ReadFile, list[SheetBook | _Waiting]]] = []

    def take(self, read: ReadFile) -> None:
        """Recognises, places and types what a file holds."""
        try:
            self.accept(self._taker.take(read))
        except UnevenLines:
            anew = _recoded(read)
            if anew is read:
                self.accept(self._taker.take(_rewritten(read)))
            else:
                self.take(anew)

    def accept(self, taken: Taken) -> None:
        """Takes in a file that is recognised, placed and typed already. Raises `UnevenLines`."""
        self._files.append((taken.read, [self._entry(taken.read, entry) for entry in taken.entries]))

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

    def _entry(self, read: ReadFile, entry: Prepared | Large | Lost | CodeSheet | Passed) -> SheetBook | _Waiting:
        if isinstance(entry, Prepared):
            source = self._source(read.path, entry.sheet, entry.recognised)
            table = self.pack.tables[entry.recognised.table]
            self.loader.tables.expect(table)
            return _Waiting(source, entry.sheet, entry.recognised, table, entry.placed, entry.typed)
        if isinstance(entry, Large):
            return self._bulk(entry.sheet, entry.recognised, entry.options)
        lang = self.settings.lang
        if isinstance(entry, (CodeSheet, Passed)):
            return passed_book(entry.sheet, entry.note, lang)
        if isinstance(entry.why, str):
            return lost_book(entry.sheet, entry.rows, sentence(entry.why, lang))
        return unrecognised_book(entry.sheet, entry.why, self.pack, entry.rows, lang)

    def _source(self, path: str, sheet: Sheet, recognised: Recognition) -> int:
        self.sources.append(Source(path, sheet.name, recognised.table, recognised.columns, recognised.headers))
        return len(self.sources) - 1

    def _bulk(self, sheet: Sheet, recognised: Recognition, options: Options) -> SheetBook | _Waiting:
        from validator.duck import duckdb
        from validator.engine.bulk_placing import place_bulk
        from validator.exports.files.rewriting import row_count

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
        table = self.pack.tables[recognised.table]
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
            self.loader.load(entry.source, entry.table, entry.typed.without(settled.dropped), rows)
            return sheet_book(entry.sheet, entry.recognised, placed, entry.table, self.settings.lang)
        from validator.engine.bulk_joining import join_bulk

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


def _recoded(read: ReadFile) -> ReadFile:
    """The same file; one with sheets in UTF-8 if it is a large CSV that only begins so."""
    from validator.exports.files.csvfiles import recoded

    found = [recoded(sheet) for sheet in read.sheets]
    sheets = [new.sheets if new else [old] for new, old in zip(found, read.sheets, strict=True)]
    notes = [note for new in found if new for note in new.notes]
    return replace(read, sheets=tuple(chain(*sheets)), notes=(*read.notes, *notes)) if any(found) else read


def _rewritten(read: ReadFile) -> ReadFile:
    """A large CSV read row by row; rejected if that cannot be done."""
    from validator.exports.files.rewriting import rewritten

    try:
        even = [rewritten(sheet) for sheet in read.sheets]
    except Rejected as error:
        return replace(read, sheets=(), reason=error.reason, detail=error.detail)
    notes = (note for _, found in even for note in found)
    return replace(read, sheets=tuple(sheet for sheet, _ in even), notes=(*read.notes, *notes))


def _with_dropped(placed: Placed, settled: Settled) -> Placed:
    """The placed rows after settling among all sheets; those dropped are left out with their reason."""
    gone = [
        LeftRow(placed.rows[i].line, Note("superseded", {"date": text_of(newer)}))
        for i, newer in settled.dropped.items()
    ]
    left_out = tuple(sorted([*placed.left_out, *gone], key=lambda left: left.line))
    return replace(placed, rows=tuple(settled.rows), left_out=left_out, review_year=settled.review_year)
