"""`prodeskel check`: from exports to reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY, VILLAGE_CODE
from validator.cli.options import packs as packs_option
from validator.cli.speech import Choice
from validator.cli.speech import say as _
from validator.cli.telling import tell
from validator.pack.models import SEVERITIES
from validator.reports import FORMATS

if TYPE_CHECKING:
    from validator.checking import Progress
    from validator.findings.result import Result

TOLD = 10
"""So many files that could not be checked are named on standard error."""
MANY = 20
"""From so many files on, a terminal shows a progress bar."""


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@packs_option("Folder aturan tambahan dengan schemas/ dan rules/. Boleh diulang.")
@click.option(
    "--village",
    default="",
    metavar="KODE",
    type=VILLAGE_CODE,
    help="Kode desa 10 angka untuk berkas yang tidak memuatnya.",
)
@click.option("--year", type=click.IntRange(1990, 2100), help="Tahun data yang diperiksa.")
@click.option(
    "--date",
    "today",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="Tanggal acuan pemeriksaan; bawaan hari ini.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=Choice(list(FORMATS)),
    help="Bentuk laporan. Boleh diulang; bawaan terminal.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Berkas laporan; folder untuk beberapa bentuk, atau untuk bentuk dengan satu berkas tiap desa.",
)
@click.option(
    "--fail-on",
    type=Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Temuan yang membuat kode keluar 1.",
)
@click.option("--lang", type=Choice(["id", "en"]), default="id", show_default=True, help="Bahasa laporan.")
@click.option(
    "--show-personal", is_flag=True, help="Tampilkan NIK, No. KK dan nama utuh. Hanya untuk desa itu sendiri."
)
def command(
    paths: Sequence[Path],
    packs: Sequence[Path],
    village: str,
    year: int | None,
    today: datetime | None,
    formats: Sequence[str],
    output: Path | None,
    fail_on: str,
    lang: str,
    show_personal: bool,
) -> int:
    """Periksa hasil ekspor Prodeskel (berkas, folder atau zip) dan tulis apa yang perlu diperbaiki.

    \b
    Kode keluar: 0 bersih · 1 ada temuan · 2 salah pakai · 3 aturan salah
                 4 ada berkas yang tidak terbaca · 5 laporan tidak dapat ditulis
    """
    from validator.engine.pending import prepared

    day = today.date() if today else date.today()
    ground = prepared(packs, day)  # in a thread of its own, while the rest is imported

    from validator.checking import check_on
    from validator.intake import Settings
    from validator.processes import cores

    chosen = list(dict.fromkeys(formats)) or ["terminal"]
    _require_target(chosen, output)
    _require_private(chosen, show_personal)
    settings = Settings(village, year, day, show_personal, lang, jobs=cores())
    with _progress() as progress:
        result = check_on(ground, list(paths), settings, progress)
    _write(result, chosen, output, lang)
    _tell_empty(result, paths)
    if "terminal" not in chosen:
        _tell_unread(result)
    return exit_code(result, fail_on)


def exit_code(result: Result, fail_on: str) -> Exit:
    """4 if a file, a sheet or a needed column could not be read, or nothing at all was checked; else 1 for findings at
    or above `fail_on`, else 0.
    """
    if not result.villages or any(file.unread for file in result.files):
        return Exit.INPUT
    worst = result.worst()
    bad = worst is not None and fail_on != "never" and SEVERITIES.index(worst) <= SEVERITIES.index(fail_on)
    return Exit.FINDINGS if bad else Exit.CLEAN


def _tell_empty(result: Result, paths: Sequence[Path]) -> None:
    """Says on standard error that there was nothing to check, whatever the form of the report."""
    if not result.files:
        named = ", ".join(map(str, paths))
        tell(
            _(
                "{named}: tidak ada satu berkas pun untuk diperiksa, jadi tidak ada yang dinyatakan bersih. "
                "Simpan hasil ekspor Prodeskel (XLS, XLSX, CSV atau zip) di folder itu, atau periksa nama foldernya."
            ).format(named=named)
        )


def _tell_unread(result: Result) -> None:
    """Says on standard error what could not be checked: the reports may lie in files that nobody opens."""
    from validator.reports.books import unread

    entries = list(unread(result.files))
    for entry in entries[:TOLD]:
        place = f"{entry.file} · {entry.sheet}" if entry.sheet else entry.file
        tell(f"{place}: {entry.reason}")
    if len(entries) > TOLD:
        click.echo(_("… dan {more} lagi yang tidak dapat diperiksa").format(more=len(entries) - TOLD), err=True)


def _require_target(formats: Sequence[str], output: Path | None) -> None:
    folders = [name for name in formats if FORMATS[name].folder]
    if output is None and folders:
        raise click.UsageError(_("--format {form} memerlukan --output FOLDER").format(form=folders[0]))
    texts = [f for f in formats if f != "terminal"]
    if output is None and len(texts) > 1:
        raise click.UsageError(_("beberapa --format sekaligus memerlukan --output FOLDER"))


def _require_private(formats: Sequence[str], show_personal: bool) -> None:
    """What can be forwarded never holds unmasked personal data."""
    open_ = [name for name in formats if not FORMATS[name].personal]
    if show_personal and open_:
        kept = ", ".join(name for name, form in FORMATS.items() if form.personal)
        raise click.UsageError(
            _("--show-personal hanya untuk {kept}, bukan untuk {open_}").format(kept=kept, open_=", ".join(open_))
        )


def _write(result: Result, formats: Sequence[str], output: Path | None, lang: str) -> None:
    """The files first, so that the terminal report can say where they are."""
    from validator.reports import Options, write

    lists: list[Path] = []
    for name in sorted(formats, key="terminal".__eq__):
        if name == "terminal" and (output is None or len(formats) > 1):
            write(name, result, sys.stdout, lang, Options(lists=tuple(lists)))
        elif output is None:
            write(name, result, sys.stdout, lang)
        else:
            target = FORMATS[name].target(output) if len(formats) > 1 else output
            lists += write(name, result, target, lang)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error if it is a terminal; it appears only for many files."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Membaca berkas"), total=None, visible=False)
        yield lambda path, number, count: bar.update(task, completed=number, total=count, visible=count >= MANY)
