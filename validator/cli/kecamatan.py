"""`prodeskel kecamatan`: all villages on one sheet, ranked for visiting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.speech import Choice
from validator.cli.visiting import common, day_of, ending, past, stationery, told

if TYPE_CHECKING:
    from datetime import date

    from validator.agenda.papers.kecamatan import District
    from validator.pack.models import Pack
    from validator.reports.source import ReportSource

FORMATS = ["docx", "pdf", "xlsx", "html", "md"]


@click.command(no_args_is_help=True)
@common
@click.option("--days", type=click.IntRange(1, 60), default=5, show_default=True, help="Hari kerja untuk kunjungan.")
@click.option("--mentor", "mentors", multiple=True, metavar="NAMA", help="Nama atau jabatan pendamping. Boleh diulang.")
@click.option(
    "--expected", default="", metavar="FILE|KODE", help="Desa yang harus mengirim: berkas kode, atau kode kecamatan."
)
@click.option("--format", "formats", multiple=True, type=Choice(FORMATS), help="Boleh diulang; bawaan docx.")
def command(
    paths: Sequence[Path],
    packs: Sequence[Path],
    today: datetime | None,
    kop: Path | None,
    templates: Path | None,
    ledger: str,
    output: Path,
    days: int,
    mentors: Sequence[str],
    expected: str,
    formats: Sequence[str],
) -> int:
    """Susun rencana pendampingan satu kecamatan: urutan kunjungan, jadwal, yang belum mengirim, usulan bimtek.

    \b
    Kode keluar: 0 selesai · 2 salah pakai · 3 aturan salah
                 4 ada berkas yang tidak terbaca · 5 hasil tidak dapat ditulis
    """
    from validator.agenda.papers.kecamatan import kecamatan
    from validator.agenda.sources import read
    from validator.agenda.writing import write_papers
    from validator.pack.loading import load_pack
    from validator.processes import cores

    with told():
        pack = load_pack(packs)
        source = read(paths, pack, "", day_of(today), cores())
        letterhead, designs = stationery(kop, templates)
        day = day_of(today) or source.reference_date
        district = _district(source, pack, day, (days, list(mentors) or ["Pendamping"]), expected, ledger)
        paper = kecamatan(district, letterhead)
        written = [p for f in dict.fromkeys(formats or ["docx"]) for p in write_papers([paper], f, output, designs)]
    for path in written:
        click.echo(path)
    return ending(source)


def _district(
    source: ReportSource, pack: Pack, day: date, effort: tuple[int, Sequence[str]], expected: str, ledger: str
) -> District:
    from validator.agenda.district.absent import absent, expected_codes
    from validator.agenda.district.ranking import ranked
    from validator.agenda.district.visits import plan_visits
    from validator.agenda.papers.kecamatan import District
    from validator.agenda.sources import by_village
    from validator.agenda.topics import topics_of
    from validator.regions.table import Regions
    from validator.reports.discretion import Discretion

    discretion, regions = Discretion(pack), Regions.load(pack.regions)
    codes = [v.code for v in source.villages]
    topics = {code: topics_of(found, discretion) for code, found in by_village(source, codes).items()}
    needs = ranked(source.villages, topics, past(ledger, codes, day).histories)
    days, mentors = effort
    missing = absent(expected_codes(expected, regions), source.villages, regions) if expected else None
    return District(day, needs, plan_visits(needs, mentors, days, day), missing)
