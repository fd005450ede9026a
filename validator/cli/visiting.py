"""What `prodeskel agenda` and `prodeskel kecamatan` share: options, and failures told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY
from validator.cli.options import packs as packs_option
from validator.cli.speech import in_words
from validator.cli.speech import say as _

if TYPE_CHECKING:
    from validator.agenda.letterhead import Letterhead
    from validator.agenda.rendering import Templates
    from validator.agenda.sources import Past
    from validator.reports.source import ReportSource

F = TypeVar("F", bound=Callable[..., Any])

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH…|HASIL.json", type=click.Path(path_type=Path)),
    packs_option(),
    click.option(
        "--date",
        "today",
        type=DAY,
        metavar="YYYY-MM-DD",
        help="Hari kunjungan dan tanggal acuan pemeriksaan; bawaan hari ini, atau tanggal hasilnya.",
    ),
    click.option("--kop", metavar="FILE.toml", type=_FILE, help="Kop surat dan data tetap kecamatan."),
    click.option("--templates", metavar="DIR", type=_FOLDER, help="Folder templat Word pengganti."),
    click.option(
        "--ledger",
        metavar="FILE|URL",
        default="",
        envvar="PRODESKEL_LEDGER",
        help="Buku temuan: perubahan sejak kunjungan lalu dan tanggapan desa.",
    ),
    click.option("--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder hasil."),
)


def common(command: F) -> F:
    """Adds the arguments and options that both commands take."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def day_of(today: datetime | None) -> date | None:
    return today.date() if today else None


def stationery(kop: Path | None, templates: Path | None) -> tuple[Letterhead, Templates]:
    """The letterhead and the templates; without files, blank ones and those that are built in."""
    from validator.agenda.letterhead import Letterhead, load_letterhead
    from validator.agenda.rendering import Templates

    return load_letterhead(kop) if kop else Letterhead(), Templates(templates)


def past(ledger: str, codes: Sequence[str], before: date) -> Past:
    """What a ledger knows, or nothing without one."""
    from validator.agenda.sources import Past, past_of

    return past_of(ledger, codes, before) if ledger else Past()


def ending(source: ReportSource) -> Exit:
    """4 if a file could not be read: papers were written, but not all is in them; counted on standard error."""
    rejected = [book for book in source.files if book.refused]
    if rejected:
        click.echo(
            _("{rejected} berkas tidak dapat dibaca; `prodeskel check` menyebut sebabnya.").format(
                rejected=len(rejected)
            ),
            err=True,
        )
    return Exit.INPUT if rejected else Exit.CLEAN


@contextmanager
def told() -> Iterator[None]:
    """Files that are not what they should be end the command as wrong usage, with their own words."""
    from validator.agenda.district.absent import ExpectedError
    from validator.agenda.letterhead import LetterheadError
    from validator.agenda.rendering.templates import TemplateError
    from validator.findings.responses import ResponseError
    from validator.ledger.errors import LedgerError
    from validator.reports.json_source import JsonSourceError

    try:
        yield
    except (ExpectedError, JsonSourceError, LedgerError, LetterheadError, ResponseError, TemplateError) as error:
        raise click.UsageError(in_words(error)) from error
