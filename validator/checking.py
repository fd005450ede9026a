"""One check from end to end: files to sheets, sheets to tables, tables to a `Result`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from validator import __version__
from validator.engine.answering import answer
from validator.engine.database import first_line
from validator.engine.pending import PendingConnection, prepared
from validator.engine.preparing import Database
from validator.engine.tables import Tables
from validator.findings.accounts import worded
from validator.findings.context import Context
from validator.findings.outgoing import Accounts
from validator.findings.people import People
from validator.findings.plain_words import PlainWords
from validator.findings.result import Result
from validator.findings.scores import VillageNames
from validator.forms.frame_names import FrameFiles
from validator.intake import Intake, Settings
from validator.messages.texts import LANGUAGES
from validator.pack.errors import DeclarationError
from validator.pack.models import NewRegion, Pack
from validator.readers import list_inputs, read_file
from validator.readers.errors import SourceError
from validator.readers.notes import Note
from validator.readers.sheets import ReadFile
from validator.records.parsing import ParsedFile
from validator.regions.table import Regions, plain_code
from validator.startup.duck import duckdb
from validator.startup.gc_paused import gc_paused

if TYPE_CHECKING:
    import pandas as pd

    Frame = pd.DataFrame | Mapping[str, Any] | Sequence[Mapping[str, Any]] | Any

Progress = Callable[[str, int, int], None]
"""Called with a file's path, its place among the files (from 1) and their number."""

Path_ = str | os.PathLike[str]
Paths = Path_ | Iterable[Path_]

MANY = 500
"""From so many files on, starting further processes pays."""


def check(
    source: Paths | Mapping[str, Frame],
    *,
    packs: Paths = (),
    village: str | int = "",
    year: int | str | None = None,
    date: Date | str | None = None,
    show_personal: bool = False,
    lang: str = "id",
    progress: Progress | None = None,
    threads: int | None = None,
    jobs: int = 1,
) -> Result:
    """Checks exports and returns what is wrong with them.

    `source`: files or folders, or frames by table name (`{"t03": frame}`, columns by label, field name or code). A
    frame is a pandas DataFrame, a polars or Arrow table, a dict of columns or a list of records. Columns of several
    levels are header rows; a named index is checked like the columns, before them.
    `packs`: folders with further `schemas/` and `rules/`. `village` (10-digit code) and `year` are for files that do
    not say theirs; `date` (a day, or `"2026-11-24"`) is the "today" of the check. `show_personal` lifts the masks on
    NIK, No. KK and names. With `jobs` up to as many further processes read the files if they are many (`MANY`). They
    are spawned: a script that asks for them needs its `if __name__ == "__main__":`.

    Raises `InputError` if a path does not exist, `SourceError` (an `InputError`, `ValueError` and `TypeError`) for
    what is no source, for a table that is not declared or of which no column is known, and for arguments that cannot
    be understood, `DeclarationError` if a pack cannot be understood, and `LostProcessError` if one of the further
    processes dies.

    Nothing of the process is changed, and checks in several threads do not meet. A pack of which you know nothing is
    best tried with the command: only a process of its own can be refused memory (docs/architecture.md, "The sandbox").

    >>> form = {"laki_laki": [184], "perempuan": [217], "jumlah": [411]}
    >>> result = check({"t45": form}, village="63.11.03.2021", year=2026, date="2026-11-24")
    >>> next(finding.columns for finding in result.iter_findings() if finding.rule == "SDM-001")
    ('jumlah', 'laki_laki', 'perempuan')
    """
    if lang not in LANGUAGES:
        raise SourceError(Note("argument_lang", {"given": repr(lang)}).text())
    checked = source if isinstance(source, Mapping) and source else _paths(source, lang)
    today = _day(date, lang)
    settings = Settings(_village(village, lang), _year(year, lang), today, show_personal, lang, threads, jobs)
    ground = prepared([Path(p) for p in _paths(packs, lang)] if packs else [], today, threads)
    return check_on(ground, checked, settings, progress)


def check_with(
    pack: Pack,
    source: Paths | Mapping[str, Frame],
    settings: Settings,
    progress: Progress | None = None,
) -> Result:
    """`check` with a pack that is already loaded."""
    return check_on(Database(pack, settings.date, PendingConnection(settings.threads)), source, settings, progress)


def check_on(
    ground: Database,
    source: Paths | Mapping[str, Frame],
    settings: Settings,
    progress: Progress | None = None,
) -> Result:
    """`check` with a database that is being prepared; `settings` are of the date for which it is."""
    try:
        with ground.work.passed_on():
            return _checked(ground, source, settings, progress)
    except duckdb.Error as error:
        if not ground.pack.extended:
            raise
        raise DeclarationError(f"paket tambahan tidak dapat dipakai: {first_line(error)}") from error


def _checked(
    ground: Database, source: Paths | Mapping[str, Frame], settings: Settings, progress: Progress | None
) -> Result:
    pack, tables = ground.pack, Tables(ground)
    frames = FrameFiles(source, pack.tables, settings.lang) if isinstance(source, Mapping) else None
    with _inputs(ground, source if frames is None else frames, settings, progress) as inputs, gc_paused():
        intake = Intake(tables, pack, settings)
        for file in inputs:
            if isinstance(file, ParsedFile):
                intake.accept(file)
            else:
                intake.take(file)
    books, sources = intake.finish(), tuple(intake.sources)
    ground.all_expected()
    if frames is not None:
        sheets = ((book.path, sheet) for book in books for sheet in worded(book, settings.lang).sheets)
        frames.refuse_unread((path, sheet.table, sheet.header_row, sheet.reason) for path, sheet in sheets)
    run = answer(tables, intake.absent)
    names, hidden = partial(_names, pack.regions), not settings.show_personal
    people = People(tables.connection, pack, tables.held, _places(tables, names))
    words = PlainWords(pack, lambda: {lot.village for lot in tables.census}, people.hidden_in_cell)
    told = partial(Accounts(books, sources, pack).told, people=people if hidden else None, words=words)
    files, sources = told(settings.lang)
    context = Context(tables.connection, pack, run, sources, words, not hidden, settings.lang, ground.work)
    result = Result(context, files, settings.date, __version__, names, told)
    if pack.extended:
        result.prove()
    return result


def _places(tables: Tables, names: Callable[[str], VillageNames]) -> Iterator[str]:
    """The names of the villages, and of where they lie."""
    for code in {lot.village for lot in tables.census}:
        place = names(code)
        yield from (place.name, place.district, place.regency)


@contextmanager
def _inputs(
    ground: Database, source: Paths | FrameFiles, settings: Settings, progress: Progress | None
) -> Iterator[Iterator[ReadFile | ParsedFile]]:
    """Every file in its order, read, and taken already where further processes did it."""
    if isinstance(source, FrameFiles):
        yield iter(source)
        return
    paths = list_inputs([Path(p) for p in ([source] if isinstance(source, (str, os.PathLike)) else source)])
    read_here = partial(read_file, work=ground.work)
    if settings.jobs == 1 or len(paths) < MANY:
        yield (read for path in _told(paths, progress) for read in read_here(path))
        return
    from validator.records.batches import taken_files

    pack = ground.pack
    options = replace(settings.options, regions=pack.regions)
    with taken_files(paths, settings.jobs, pack.tables, pack.codelists, options, pack.strangers) as files:
        told = zip(_told(paths, progress), files, strict=True)
        yield (each for path, file in told for each in (read_here(path) if file is None else file))


def _told(paths: Sequence[Path], progress: Progress | None) -> Iterator[Path]:
    for number, path in enumerate(paths, start=1):
        if progress:
            progress(path.as_posix(), number, len(paths))
        yield path


def _paths(source: object, lang: str) -> list[Path_]:
    """One path or several as a list. Raises `SourceError` for anything else, and for none."""
    if isinstance(source, (str, os.PathLike)):
        return [source]
    listed: list[Any] = []
    if isinstance(source, Iterable) and not (isinstance(source, (bytes, Mapping)) or hasattr(source, "columns")):
        listed = list(source)
    if not listed or not all(isinstance(path, (str, os.PathLike)) for path in listed):
        given = "[…]" if listed and isinstance(source, (list, tuple)) else f"{type(source).__name__}"
        raise SourceError(Note("source_kind", {"given": given}).text(lang))
    return listed


def _day(given: object, lang: str) -> Date:
    """The day itself, its ISO text, or today."""
    try:
        day = Date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        day = given
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, Date):
        return day or Date.today()
    raise SourceError(Note("argument_date", {"given": repr(given)}).text(lang))


def _year(given: object, lang: str) -> int | None:
    """A year as number or text."""
    text = "" if isinstance(given, bool) else str(given).strip()
    if given is None or (text.isascii() and text.isdigit() and len(text) == 4):
        return None if given is None else int(text)
    raise SourceError(Note("argument_year", {"given": repr(given)}).text(lang))


def _village(given: object, lang: str) -> str:
    """A village code as it was given, or ''."""
    text = str(given) if isinstance(given, (str, int)) else repr(given)
    if not text.strip() or len(plain_code(text.strip())) == 10:
        return text.strip()
    raise SourceError(Note("argument_village", {"given": repr(given)}).text(lang))


def _names(added: tuple[NewRegion, ...], code: str) -> VillageNames:
    place_ = Regions.load(added).known_village(code)
    return VillageNames(place_.name, place_.district, place_.regency) if place_ else VillageNames()
