"""`prodeskel nightly`: the run that cron starts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit

if TYPE_CHECKING:
    from validator.nightly.night import Outcome


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
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Malam yang dijalankan; bawaan hari ini.",
)
@click.option("--dry-run", is_flag=True, help="Kerjakan semuanya, tetapi cetak pemberitahuan dan jangan kirim.")
def command(file: Path, today: datetime | None, dry_run: bool) -> int:
    """Ambil ekspor, periksa, rekam ke buku temuan, nilai ambangnya, tulis laporan, dan beri tahu yang perlu tahu."""
    from validator.nightly.config import load_config
    from validator.nightly.locking import RunningError
    from validator.nightly.night import run_night

    config = load_config(file)
    try:
        outcome = run_night(config, today.date() if today else date.today(), dry_run=dry_run)
    except RunningError as error:
        raise click.UsageError(str(error)) from error
    if dry_run:
        click.echo(f"{outcome.said.title}\n{outcome.said.text}\n")
    for sentence in (*outcome.failures, *(c.sentence for c in outcome.verdict.failed)):
        click.echo(sentence, err=True)
    for delivery in outcome.deliveries:
        if delivery.state == "gagal":
            click.echo(f"pemberitahuan {delivery.notice.kind} gagal: {delivery.reason}; dicoba lagi nanti", err=True)
    click.echo(outcome.summary)
    return exit_code(outcome)


def exit_code(outcome: Outcome) -> Exit:
    """4 if a source or file could not be had, 5 if a notice failed, 1 if the gate is not kept, else 0."""
    if outcome.failures or outcome.rejected:
        return Exit.INPUT
    if any(delivery.state == "gagal" for delivery in outcome.deliveries):
        return Exit.OUTPUT
    return Exit.CLEAN if outcome.verdict.passed else Exit.FINDINGS
