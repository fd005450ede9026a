"""One check from end to end: files to sheets, sheets to tables, tables to a `Result`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date as Date  # noqa: N812
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from validator import __version__
from validator.declarations.models import NewRegion, Pack
from validator.engine.answering import answer
from validator.engine.opening import Opening, prepared
from validator.engine.preparing import Ground
from validator.engine.tables import Tables
from validator.exports.files import list_inputs, read_file
from validator.exports.regions import Regions
from validator.exports.sheets import ReadFile, Sheet
from validator.exports.taking import Taken
from validator.findings.rendering import Context
from validator.findings.result import Result
from validator.findings.scores import VillageNames
from validator.garbage import uncollected
from validator.intake import Intake, Settings

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
"""Called with a file's path, its place among the files (from 1) and their number."""

Paths = str | Path | Sequence[str | Path]

MANY = 500
"""From so many files on, starting further processes pays."""


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
    jobs: int = 1,
) -> Result:
    """Checks exports and returns what is wrong with them.

    `source`: files or folders, or frames by table name (`{"t03": frame}`, columns by label, field name or code).
    `packs`: folders with further `schemas/` and `rules/`. `village` (10-digit code) and `year` are for files that do
    not say theirs; `date` is the "today" of the check. `show_personal` lifts the masks on NIK, No. KK and names.
    With `jobs` up to as many further processes read the files if they are many (`MANY`). They are spawned: a script
    that asks for them needs its `if __name__ == "__main__":`.

    Raises `InputError` if a path does not exist, `DeclarationError` if a pack cannot be understood, and
    `LostProcessError` if one of the further processes dies.
    """
    settings = Settings(village, year, date or Date.today(), show_personal, lang, threads, jobs)
    ground = prepared([Path(p) for p in packs], settings.date, threads)
    return check_on(ground, source, settings, progress)


def check_with(
    pack: Pack,
    source: Paths | Mapping[str, pd.DataFrame],
    settings: Settings,
    progress: Progress | None = None,
) -> Result:
    """`check` with a pack that is already loaded."""
    return check_on(Ground(pack, settings.date, Opening(settings.threads)), source, settings, progress)


def check_on(
    ground: Ground,
    source: Paths | Mapping[str, pd.DataFrame],
    settings: Settings,
    progress: Progress | None = None,
) -> Result:
    """`check` with a database that is being prepared; `settings` are of the date for which it is."""
    pack, tables = ground.pack, Tables(ground)
    with _inputs(pack, source, settings, progress) as inputs, uncollected():
        intake = Intake(tables, pack, settings)
        for file in inputs:
            if isinstance(file, Taken):
                intake.accept(file)
            else:
                intake.take(file)
    files = intake.finish()
    run = answer(tables, intake.absent)
    context = Context(tables.connection, pack, run, tuple(intake.sources), settings.show_personal, settings.lang)
    return Result(context, files, settings.date, __version__, partial(_names, pack.regions))


@contextmanager
def _inputs(
    pack: Pack, source: Paths | Mapping[str, pd.DataFrame], settings: Settings, progress: Progress | None
) -> Iterator[Iterator[ReadFile | Taken]]:
    """Every file in its order, read, and taken already where further processes did it."""
    if isinstance(source, Mapping):
        yield (_frame_file(name, frame) for name, frame in source.items())
        return
    paths = list_inputs([Path(p) for p in ([source] if isinstance(source, (str, Path)) else source)])
    if settings.jobs == 1 or len(paths) < MANY:
        yield (read for path in _told(paths, progress) for read in read_file(path))
        return
    from validator.exports.batches import taken_files

    options = replace(settings.options, regions=pack.regions)
    with taken_files(paths, settings.jobs, pack.tables, pack.codelists, options, pack.strangers) as files:
        told = zip(_told(paths, progress), files, strict=True)
        yield (each for path, file in told for each in (read_file(path) if file is None else file))


def _told(paths: Sequence[Path], progress: Progress | None) -> Iterator[Path]:
    for number, path in enumerate(paths, start=1):
        if progress:
            progress(path.as_posix(), number, len(paths))
        yield path


def _frame_file(name: str, frame: pd.DataFrame) -> ReadFile:
    """A frame as if it were a sheet: its columns are the header in row 1."""
    cells = frame.astype(object).where(frame.notna(), None)
    rows = [[str(c) for c in frame.columns], *cells.to_numpy().tolist()]
    return ReadFile(name, "", (Sheet(name, name, rows),))


def _names(added: tuple[NewRegion, ...], code: str) -> VillageNames:
    place_ = Regions.load(added).known_village(code)
    return VillageNames(place_.name, place_.district, place_.regency) if place_ else VillageNames()
