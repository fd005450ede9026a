"""One check from end to end: files to sheets, sheets to tables, tables to a `Result`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from validator import __version__
from validator.declarations.loading import load_pack
from validator.declarations.models import Pack
from validator.engine.bulk import Origin
from validator.engine.database import connect, define_macros, seal
from validator.engine.loading import Loader
from validator.engine.running import run_checks
from validator.engine.tables import Tables
from validator.exports.files import list_inputs, read_file
from validator.exports.placing import Options, place, review_year, village_of_path
from validator.exports.reasons import sentence
from validator.exports.recognition import Recognition, Unrecognised, recognise
from validator.exports.regions import Regions
from validator.exports.sheets import ReadFile, Sheet
from validator.findings.bookkeeping import book_of, rejected_book, sheet_book, unrecognised_book
from validator.findings.models import FileBook, SheetBook
from validator.findings.rendering import Context, Source
from validator.findings.result import Result
from validator.findings.scores import VillageNames

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
"""Called with a file's path, its place among the files (from 1) and their number."""

Paths = str | Path | Sequence[str | Path]


def check(
    source: Paths | Mapping[str, pd.DataFrame],
    *,
    packs: Sequence[str | Path] = (),
    village: str = "",
    year: int | None = None,
    date: Date | None = None,
    show_personal: bool = False,
    lang: str = "id",
    progress: Progress | None = None,
    threads: int | None = None,
) -> Result:
    """Checks exports and returns what is wrong with them.

    `source`: files or folders, or frames by table name (`{"t03": frame}`, columns by label, field name or code).
    `packs`: folders with further `schemas/` and `rules/`. `village` (10-digit code) and `year` are for files that do
    not say theirs; `date` is the "today" of the check. `show_personal` lifts the masks on NIK, No. KK and names.

    Raises `InputError` if a path does not exist, `DeclarationError` if a pack cannot be understood.
    """
    pack = load_pack([Path(p) for p in packs])
    return check_with(
        pack, source, Settings(village, year, date or Date.today(), show_personal, lang, threads), progress
    )


class Settings(NamedTuple):
    """What is said from outside about a check; see `check`."""

    village: str
    year: int | None
    date: Date
    show_personal: bool = False
    lang: str = "id"
    threads: int | None = None


def check_with(
    pack: Pack, source: Paths | Mapping[str, pd.DataFrame], settings: Settings, progress: Progress | None = None
) -> Result:
    """`check` with a pack that is already loaded."""
    connection = connect(settings.threads)
    tables = Tables(connection, pack)
    intake = _Intake(Loader(tables, pack), pack, settings)
    files = tuple(intake.take(read) for read in _inputs(source, progress))
    tables.finish()
    look_ups(tables, pack)
    texts = [t for rule in pack.rules for t in (rule.assert_, rule.when, *rule.show.values())]
    texts += [derived.sql for derived in pack.derived.values()]
    define_macros(connection, pack.macros, texts, settings.date)
    seal(connection)
    run = run_checks(connection, pack)
    context = Context(connection, pack, run, tuple(intake.sources), settings.show_personal, settings.lang)
    return Result(context, files, settings.date, __version__, _names)


def _inputs(source: Paths | Mapping[str, pd.DataFrame], progress: Progress | None) -> Iterator[ReadFile]:
    if isinstance(source, Mapping):
        yield from (_frame_file(name, frame) for name, frame in source.items())
        return
    paths = [source] if isinstance(source, (str, Path)) else source
    inputs = list_inputs([Path(p) for p in paths])
    for number, path in enumerate(inputs, start=1):
        if progress:
            progress(path.as_posix(), number, len(inputs))
        yield from read_file(path)


def _frame_file(name: str, frame: pd.DataFrame) -> ReadFile:
    """A frame as if it were a sheet: its columns are the header in row 1."""
    cells = frame.astype(object).where(frame.notna(), None)
    rows = [[str(c) for c in frame.columns], *cells.to_numpy().tolist()]
    return ReadFile(name, "", (Sheet(name, name, rows),))


class _Intake:
    """Takes files in, one after the other, and keeps their books; `sources` are the sheets that went into tables."""

    def __init__(self, loader: Loader, pack: Pack, settings: Settings) -> None:
        self.loader, self.pack, self.settings = loader, pack, settings
        self.sources: list[Source] = []

    def take(self, read: ReadFile) -> FileBook:
        lang = self.settings.lang
        if read.reason:
            return rejected_book(read, sentence(read.reason, lang))
        return book_of(read, tuple(self._sheet(read, sheet) for sheet in read.sheets), lang)

    def _sheet(self, read: ReadFile, sheet: Sheet) -> SheetBook:
        recognised = recognise(sheet, self.pack.tables)
        if isinstance(recognised, Unrecognised):
            return unrecognised_book(sheet, recognised, self.pack, self.settings.lang)
        options = Options(self.settings.date, self.settings.village, self.settings.year, read.path)
        source = Source(read.path, sheet.name, recognised.columns, recognised.headers)
        if sheet.dialect is not None and self.pack.tables[recognised.table].layout == "records":
            return self._bulk(sheet, recognised, options, source)
        table = self.pack.tables[recognised.table]
        placed = place(sheet, recognised, table, options, self.pack.codelists)
        self.loader.load(len(self.sources), sheet, recognised, placed)
        self.sources.append(source)
        return sheet_book(sheet, recognised, placed, table, self.settings.lang)

    def _bulk(self, sheet: Sheet, recognised: Recognition, options: Options, source: Source) -> SheetBook:
        from validator.findings.bookkeeping import bulk_book

        year = review_year(options, None)
        village = village_of_path(options.path, Regions.load()) or options.village
        count = self.loader.load_bulk(sheet, recognised, Origin(len(self.sources), village, year))
        self.sources.append(source)
        table = self.pack.tables[recognised.table]
        return bulk_book(sheet, recognised, table, count, village, year, self.settings.lang)


PLACE = ("code", "name", "district", "regency", "province", "kind")


def look_ups(tables: Tables, pack: Pack) -> None:
    """The villages that occur, with their names, and the known districts, for conditions to look at."""
    connection, regions = tables.connection, Regions.load()
    union = " UNION ".join(f"SELECT _village FROM {name}" for name in pack.tables)
    codes = sorted(row[0] for row in connection.execute(union).fetchall())
    known = [place for code in codes if (place := regions.village(code))]
    connection.execute(
        f"CREATE TABLE _places AS SELECT {', '.join(f'unnest(?::VARCHAR[]) AS {f}' for f in PLACE)}",
        [[getattr(p, f) for p in known] for f in PLACE],
    )
    members = any(t.layout == "records" and tables.received(t) for t in pack.tables.values())
    districts = sorted(regions.district_codes()) if members else []
    connection.execute("CREATE TABLE _districts AS SELECT unnest(?::VARCHAR[]) AS code", [districts])


def _names(code: str) -> VillageNames:
    place_ = Regions.load().village(code)
    return VillageNames(place_.name, place_.district, place_.regency) if place_ else VillageNames()
