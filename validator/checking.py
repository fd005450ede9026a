"""One check from end to end: files to sheets, sheets to tables, tables to a `Result`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import TYPE_CHECKING

from validator import __version__
from validator.declarations.loading import load_pack
from validator.declarations.models import Pack
from validator.engine.answering import answer
from validator.engine.database import connect
from validator.engine.tables import Tables
from validator.exports.files import list_inputs, read_file
from validator.exports.regions import Regions
from validator.exports.sheets import ReadFile, Sheet
from validator.findings.rendering import Context
from validator.findings.result import Result
from validator.findings.scores import VillageNames
from validator.intake import Intake, Settings

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


def check_with(
    pack: Pack, source: Paths | Mapping[str, pd.DataFrame], settings: Settings, progress: Progress | None = None
) -> Result:
    """`check` with a pack that is already loaded."""
    tables = Tables(connect(settings.threads), pack)
    intake = Intake(tables, pack, settings)
    for read in _inputs(source, progress):
        intake.take(read)
    files = intake.finish()
    run = answer(tables, settings.date, intake.absent)
    context = Context(tables.connection, pack, run, tuple(intake.sources), settings.show_personal, settings.lang)
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


def _names(code: str) -> VillageNames:
    place_ = Regions.load().village(code)
    return VillageNames(place_.name, place_.district, place_.regency) if place_ else VillageNames()
