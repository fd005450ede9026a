"""`prodeskel nightly`: the run that cron starts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY
from validator.cli.speech import in_words, speaking
from validator.cli.speech import say as _
from validator.cli.telling import tell

if TYPE_CHECKING:
    from validator.nightly.config import Config
    from validator.nightly.night import NightOutcome


@click.command()
@click.option(
    "--config",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    default="prodeskel.toml",
    show_default=True,
    metavar="FILE.toml",
    help="Konfigurasi malam.",
)
@click.option(
    "--date",
    "today",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="Malam yang dijalankan; bawaan hari ini.",
)
@click.option("--dry-run", is_flag=True, help="Kerjakan semuanya, tetapi cetak pemberitahuan dan jangan kirim.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Banyaknya utas pemeriksaan; bawaan semua inti.")
@click.option("--new-ledger", is_flag=True, help="Buku temuannya memang baru: mulai riwayat dari malam ini.")
def command(file: Path, today: datetime | None, dry_run: bool, jobs: int | None, new_ledger: bool) -> int:
    """Ambil ekspor, periksa, rekam ke buku temuan, nilai ambangnya, tulis laporan, dan beri tahu yang perlu tahu."""
    from validator.cli.config import told
    from validator.nightly.config import load_config
    from validator.pack.errors import DeclarationError

    try:
        config = load_config(file, speaking())
    except DeclarationError as error:
        return told(error)
    day = today.date() if today else date.today()
    try:
        outcome = _run(config, day, dry_run, jobs, new_ledger)
    except _StoppedError as stop:
        tell(f"prodeskel: {stop}")
        return stop.code
    printed = _print_notices(config, outcome) if dry_run else ""
    for sentence in (*outcome.failures, *(c.sentence for c in outcome.verdict.failed)):
        if sentence not in printed.splitlines():
            tell(sentence)
    for delivery in outcome.deliveries:
        if delivery.state == "gagal":
            click.echo(
                _("pemberitahuan {kind} gagal: {reason}; dicoba lagi nanti").format(
                    kind=delivery.notice.kind, reason=delivery.reason
                ),
                err=True,
            )
    for line in (*outcome.notes, *outcome.proposals):
        click.echo(line)
    click.echo(outcome.summary)
    return exit_code(outcome)


def _print_notices(config: Config, outcome: NightOutcome) -> str:
    """Prints, and returns, what would have been sent; where nobody is named yet, what there is to say."""
    said = [f"[{notice.kind}] {due.title}\n{due.text}\n" for notice, due in outcome.due]
    if not config.notify:
        said = [_("[belum ada penerima] {title}\n{text}\n").format(title=outcome.said.title, text=outcome.said.text)]
    text = "\n".join(said or [_("Tidak ada yang perlu diberitahukan.\n")])
    click.echo(text)
    return text


class _StoppedError(Exception):
    """The night could not be finished; `code` is the exit code."""

    def __init__(self, message: object, code: Exit) -> None:
        super().__init__(in_words(message))
        self.code = code


def _run(config: Config, day: date, dry_run: bool, jobs: int | None, new_ledger: bool) -> NightOutcome:
    """The night; what may stop it becomes a sentence and an exit code."""
    from validator.ledger.errors import LedgerError, UnavailableError
    from validator.nightly.crosscheck import CrossCheckError
    from validator.nightly.extras import MissingExtraError
    from validator.nightly.locking import RunningError
    from validator.nightly.night import NoInputError, run_night

    try:
        return run_night(config, day, dry_run=dry_run, jobs=jobs, new_ledger=new_ledger)
    except NoInputError as error:
        raise _StoppedError(error, Exit.INPUT) from error
    except UnavailableError as error:
        raise _StoppedError(error, Exit.OUTPUT) from error
    except (RunningError, LedgerError) as error:
        raise _StoppedError(error, Exit.USAGE) from error
    except (CrossCheckError, MissingExtraError) as error:
        raise _StoppedError(error, Exit.DECLARATIONS) from error


def exit_code(outcome: NightOutcome) -> Exit:
    """4 if a source or file could not be had, 5 if a notice failed, 1 if the gate is not kept, else 0."""
    if outcome.failures or outcome.rejected:
        return Exit.INPUT
    if any(delivery.state == "gagal" for delivery in outcome.deliveries):
        return Exit.OUTPUT
    return Exit.CLEAN if outcome.verdict.passed else Exit.FINDINGS
