"""`prodeskel agenda`: from findings to the papers of a visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.options import VILLAGE_CODE
from validator.cli.speech import Choice
from validator.cli.speech import say as _
from validator.cli.visiting import common, day_of, ending, past, stationery, told

if TYPE_CHECKING:
    from validator.agenda.plan import VillagePlan, Visit
    from validator.agenda.sources import Past
    from validator.findings.responses import Response
    from validator.pack.models import Pack
    from validator.reports.source import ReportSource

FORMATS = ["docx", "pdf", "html", "md"]
PAPERS = ["berita-acara", "daftar-hadir", "tindak-lanjut", "laporan"]


def _papers(_context: click.Context, _parameter: click.Parameter, value: str) -> list[str]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    unknown = [name for name in names if name not in PAPERS]
    if unknown:
        raise click.BadParameter(
            _("{unknown} tidak dikenal; pilih dari {papers}").format(
                unknown=", ".join(unknown), papers=", ".join(PAPERS)
            )
        )
    return names


@click.command(no_args_is_help=True)
@common
@click.option("--village", default="", metavar="KODE", type=VILLAGE_CODE, help="Kode desa 10 angka.")
@click.option("--all", "everyone", is_flag=True, help="Semua desa yang ada datanya.")
@click.option(
    "--minutes",
    type=click.IntRange(30, 480),
    default=120,
    show_default=True,
    help="Lama pertemuan, dalam menit.",
)
@click.option("--mentor", default="", metavar="NAMA", help="Nama atau jabatan pendamping.")
@click.option("--format", "formats", multiple=True, type=Choice(FORMATS), help="Boleh diulang; bawaan docx.")
@click.option("--papers", default="", callback=_papers, metavar="NAMA,…", help=f"Surat lain: {', '.join(PAPERS)}.")
@click.option(
    "--responses",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Tanggapan desa, dari `prodeskel tanggapan`.",
)
def command(
    paths: Sequence[Path],
    packs: Sequence[Path],
    today: datetime | None,
    kop: Path | None,
    templates: Path | None,
    ledger: str,
    output: Path,
    village: str,
    everyone: bool,
    minutes: int,
    mentor: str,
    formats: Sequence[str],
    papers: Sequence[str],
    responses: Path | None,
) -> int:
    """Susun agenda pendampingan tiap desa dari hasil ekspor, atau dari hasil `prodeskel check --format json`.

    \b
    Kode keluar: 0 selesai · 2 salah pakai · 3 aturan salah
                 4 ada berkas yang tidak terbaca · 5 hasil tidak dapat ditulis
    """
    from validator.agenda.papers import PAPERS as MAKERS
    from validator.agenda.plan import Visit
    from validator.agenda.sources import read
    from validator.agenda.writing import write_papers
    from validator.findings.responses import load
    from validator.pack.loading import load_pack
    from validator.processes import cores

    with told():
        pack = load_pack(packs)
        source = read(paths, pack, village, day_of(today), cores())
        letterhead, designs = stationery(kop, templates)
        day = day_of(today) or source.reference_date
        visit = Visit(day, minutes, letterhead.start, letterhead.pr_hari, mentor)
        codes = _chosen(source, village, everyone)
        known = past(ledger, codes, day)
        answers = load(responses) if responses else known.responses
        plans = list(_plans(source, pack, codes, visit, known, answers))
        made = [MAKERS[name](plan, letterhead) for plan in plans for name in ("agenda", *papers)]
        for form in dict.fromkeys(formats or ["docx"]):
            write_papers(made, form, output, designs)
    count = len(made) * len(dict.fromkeys(formats or ["docx"]))
    click.echo(
        _("{count} berkas untuk {plans} desa ditulis ke {output}").format(count=count, plans=len(plans), output=output)
    )
    if responses:
        _tell_unmatched(source, [answer for answer in answers if answer.village in codes])
    return ending(source)


def _tell_unmatched(source: ReportSource, answers: Sequence[Response]) -> None:
    """Says which answers meet no finding any more: solved, or of another list."""
    there = {finding.id for finding in source.iter_findings()}
    gone = [response for response in answers if response.id not in there]
    if gone:
        told = _("{gone} dari {answers} tanggapan tidak ada temuannya lagi: sudah selesai, atau dari daftar yang lain.")
        click.echo(told.format(gone=len(gone), answers=len(answers)), err=True)


def _chosen(source: ReportSource, village: str, everyone: bool) -> list[str]:
    """The codes asked for; one village alone needs no asking."""
    there = [v.code for v in source.villages]
    if not there:
        raise click.UsageError(_("tidak ada data desa yang dapat diperiksa di dalamnya"))
    if everyone or (not village and len(there) == 1):
        return there
    if not village:
        raise click.UsageError(_("ada {there} desa; pilih --village KODE atau --all").format(there=len(there)))
    if village not in there:
        raise click.BadParameter(
            _("tidak ada data desa {village}; yang ada: {there}").format(village=village, there=", ".join(there)),
            param_hint="--village",
        )
    return [village]


def _plans(
    source: ReportSource, pack: Pack, codes: Sequence[str], visit: Visit, known: Past, answers: Sequence[Response]
) -> Iterator[VillagePlan]:
    from validator.agenda.plan import plan_village
    from validator.agenda.sources import by_village
    from validator.reports.discretion import Discretion
    from validator.reports.wording import several_sheets

    discretion = Discretion(pack)
    findings = by_village(source, codes)
    villages = {v.code: v for v in source.villages}
    several = several_sheets(source.files)
    for code in codes:
        history = known.histories.get(code)
        yield plan_village(villages[code], findings[code], visit, discretion, history, answers, several)
