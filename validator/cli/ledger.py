"""`prodeskel ledger`: what was found on which night."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date as Date  # noqa: N812
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from msgspec.structs import asdict

from validator.cli.failures import Exit
from validator.cli.ledger_options import FORMAT, LANG, LEDGER, day_option, opened_ledger, village_option
from validator.cli.options import DAY
from validator.cli.options import packs as packs_option
from validator.cli.speech import Choice, in_words
from validator.cli.speech import say as _

if TYPE_CHECKING:
    from validator.findings.history import Change
    from validator.ledger.book import Ledger

SHOWN = 10
"""Answers to unknown findings that are named."""
LISTS = ["nights", "scores", "findings", "unasked", "waived", "files", "responses", "visits"]


@click.group(no_args_is_help=True)
def command() -> None:
    """Buku temuan: apa yang baru, masih ada, selesai, kambuh, atau dikecualikan dari malam ke malam."""


@command.command("record")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@LEDGER
@day_option("--date", help="Tanggal malam ini; bawaan hari ini.")
@packs_option()
@click.option(
    "--waivers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Daftar pengecualian (pengecualian.yml).",
)
@click.option(
    "--renames",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Desa yang berganti kode: berkas dengan [[renamed]], misalnya konfigurasi malam.",
)
@click.option(
    "--fewer-ok",
    multiple=True,
    metavar="KODE:TABEL",
    help="Berkas formulir ini memang berkurang, misalnya karena salinannya dibuang. Boleh diulang.",
)
@LANG
def record(
    paths: Sequence[Path],
    url: str,
    date: Date | None,
    packs: Sequence[Path],
    waivers: Path | None,
    renames: Path | None,
    fewer_ok: Sequence[str],
    lang: str,
) -> int:
    """Periksa hasil ekspor dan rekam temuannya sebagai satu malam.

    Malam yang sama dengan masukan yang sama tidak mengubah apa pun.
    """
    from validator.checking import check
    from validator.ledger.asked import asked_of
    from validator.ledger.proposals import load_renames, proposal_lines, proposed
    from validator.ledger.waiver_files import load_known_waivers
    from validator.ledger.wording import idle_sentence
    from validator.messages.texts import translator
    from validator.pack.loading import load_pack
    from validator.processes import cores
    from validator.regions.table import Regions

    day = date or Date.today()
    fewer = [(code.replace(".", ""), table) for code, _, table in (said.partition(":") for said in fewer_ok)]
    pack = load_pack(packs)
    regions = Regions.load(pack.regions)
    renamed = load_renames(renames) if renames else ()
    excluded = load_known_waivers(waivers, pack, regions, renamed) if waivers else ()
    if unknown := [said for said, (code, table) in zip(fewer_ok, fewer, strict=True)
                   if table not in pack.tables or not regions.known_village(code)]:  # fmt: skip
        raise click.UsageError(
            _("--fewer-ok {named}: desa atau tabel itu tidak dikenal; tulis KODE:TABEL").format(named=unknown[0])
        )
    with opened_ledger(url, create=True) as ledger:
        result = check(list(paths), packs=packs, date=day, lang=lang, jobs=cores())
        report = ledger.record(result, day, asked=asked_of(result, fewer), waivers=excluded, renamed=renamed)
        idle = ledger.idle_waivers(day, excluded, renamed, [village.code for village in result.villages])
    _show_report(report, lang)
    _print_apart(idle_sentence(waiver, day, translator(lang)) for waiver in idle)
    _print_apart(proposal_lines(proposed(report, renamed, regions), regions, translator(lang)))
    return Exit.INPUT if any(file.unread for file in result.files) else Exit.CLEAN


def _show_report(report: Any, lang: str) -> None:  # noqa: ANN401 - a NightReport
    from validator.ledger.wording import night_lines
    from validator.messages.texts import translator

    _ = translator(lang)
    done = {"direkam": _("Direkam."), "diganti": _("Direkam ulang."), "tidak berubah": _("Tidak ada yang berubah.")}
    _print([*night_lines(report, _), "", done[report.recorded]])


@command.command("show")
@LEDGER
@day_option("--night", help="Malam yang dilihat; bawaan malam terakhir.")
@village_option(default="", help="Satu desa: temuannya satu per satu, dan kunjungannya.")
@day_option("--since", help="Bersama --village: sejak malam ini; bawaan malam sebelumnya.")
@FORMAT
@LANG
def show(url: str, night: Date | None, village: str, since: Date | None, form: str, lang: str) -> int:
    """Keadaan semua desa pada satu malam, atau temuan satu desa."""
    from validator.ledger.wording import history_lines, night_lines, nights_lines, visit_lines
    from validator.messages.texts import translator

    _ = translator(lang)
    with opened_ledger(url) as ledger:
        if village:
            name = _known(ledger, village)
            history = ledger.history(village, since, night)
            visits = ledger.visits(village)
            if form == "table":
                _print([*history_lines(history, _, name), *([""] if visits else []), *visit_lines(visits, _)])
            else:
                _write(form, [_change(c) for c in history.changes])
            return Exit.CLEAN
        report = ledger.report(night)
        if form == "table":
            _print([*nights_lines(ledger.nights(), _), *night_lines(report, _)])
        else:
            _write(form, [_flat(asdict(v)) for v in report.villages])
    return Exit.CLEAN


def _known(ledger: Ledger, village: str) -> str:
    """The name of a village of the ledger; another one is wrong usage."""
    names = ledger.names()
    if village not in names:
        raise click.UsageError(
            _("desa {village} tidak ada di buku temuan; lihat daftarnya: prodeskel ledger show").format(village=village)
        )
    return names[village]


@command.command("diff")
@click.argument("nights", nargs=-1, metavar="[MALAM MALAM]", type=DAY)
@LEDGER
@FORMAT
@LANG
def diff(nights: Sequence[datetime], url: str, form: str, lang: str) -> int:
    """Apa yang berubah di antara dua malam (YYYY-MM-DD); bawaan dua malam terakhir."""
    from validator.ledger.wording import diff_lines
    from validator.messages.texts import translator

    if len(nights) not in (0, 2):
        raise click.UsageError(_("sebutkan dua malam, atau tidak satu pun untuk dua malam terakhir"))
    with opened_ledger(url) as ledger:
        days = [n.date() for n in nights] or [n.date for n in ledger.nights()[-2:]]
        if len(days) < 2:
            raise click.UsageError(_("buku temuan ini baru memuat satu malam; belum ada yang dapat dibandingkan"))
        found, names = ledger.diff(days[0], days[1]), ledger.names()
    if form == "table":
        _print(diff_lines(found, translator(lang), names))
    else:
        _write(form, [_change(c) for c in found.changes])
    return Exit.CLEAN


@command.command("export")
@LEDGER
@click.option("--format", "form", type=Choice(["json", "csv"]), default="json", show_default=True)
@click.option("--list", "name", type=Choice(LISTS), default="findings", show_default=True, help="Daftar untuk CSV.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Berkas tujuan; bawaan layar.")
def export(url: str, form: str, name: str, output: Path | None) -> int:
    """Seluruh buku temuan sebagai JSON, atau satu daftarnya sebagai CSV."""
    from validator.messages.texts import translator
    from validator.reports.targets import opened

    with opened_ledger(url) as ledger, opened(output or sys.stdout, translator("id")) as stream:
        if form == "json":
            ledger.export_json(stream)
        else:
            ledger.export_csv(stream, name)
    return Exit.CLEAN


@command.command("prune")
@LEDGER
@click.option("--keep", type=click.IntRange(2), required=True, metavar="N", help="Malam yang rinciannya tetap ada.")
def prune(url: str, keep: int) -> int:
    """Buang rincian malam lama; nilai tiap malam, tanggapan, dan kunjungan tetap ada."""
    with opened_ledger(url) as ledger:
        nights, findings = ledger.prune(keep)
    click.echo(_("{nights} malam dipangkas, {findings} temuan lama dihapus.").format(nights=nights, findings=findings))
    return Exit.CLEAN


@command.command("visit")
@LEDGER
@village_option(required=True, help="Desa yang dikunjungi.")
@day_option("--date", help="Hari kunjungan; bawaan hari ini.")
@click.option("--mentor", required=True, metavar="NAMA", help="Pendamping: nama atau jabatan.")
@click.option("--minutes", type=click.IntRange(1, 1440), required=True, metavar="N", help="Lamanya, dalam menit.")
@click.option("--note", default="", metavar="TEKS", help="Catatan singkat, tanpa data pribadi.")
def visit(url: str, village: str, date: Date | None, mentor: str, minutes: int, note: str) -> int:
    """Catat kunjungan pendampingan; yang selesai sesudahnya terhitung hasil kunjungan itu."""
    from validator.ledger.records import RecordedVisit

    with opened_ledger(url, create=True) as ledger:
        ledger.visit(RecordedVisit(village, date or Date.today(), mentor, minutes, note))
    click.echo(_("Kunjungan dicatat."))
    return Exit.CLEAN


@command.command("respond")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, path_type=Path))
@LEDGER
@day_option("--date", help="Hari tanggapan dibaca; bawaan hari ini.")
def respond(files: Sequence[Path], url: str, date: Date | None) -> int:
    """Catat tanggapan desa dari berkas yang dibuat `prodeskel tanggapan`."""
    from validator.findings.responses import ResponseError, load

    try:
        responses = [response for file in files for response in load(file)]
    except ResponseError as error:
        raise click.UsageError(in_words(error)) from error
    with opened_ledger(url, create=True) as ledger:
        new = ledger.record_responses(responses, date or Date.today())
        strange = ledger.unknown(responses)
    click.echo(_("{responses} tanggapan dibaca, {new} di antaranya baru.").format(responses=len(responses), new=new))
    if len(strange) > SHOWN:
        click.echo(
            _("{strange} tanggapan tidak mengenai temuan di buku ini; {shown} yang pertama:").format(
                strange=len(strange), shown=SHOWN
            ),
            err=True,
        )
    for response in strange[:SHOWN]:
        told = _(
            "Tanggapan untuk temuan {id} desa {village} tidak mengenai temuan di buku ini. "
            "Periksa apakah daftarnya dari desa dan buku yang sama."
        )
        click.echo(told.format(id=response.id, village=response.village), err=True)
    return Exit.CLEAN


def _change(change: Change) -> dict[str, Any]:
    return {**asdict(change), "first_seen": change.first_seen.isoformat()}


def _flat(village: dict[str, Any]) -> dict[str, Any]:
    shares = ("completeness", "accuracy", "coverage")
    parts = {f"{name}_{part}": value for name in shares for part, value in asdict(village[name]).items()}
    return {key: value for key, value in village.items() if key not in shares} | parts


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_apart(lines: Iterable[str]) -> None:
    """The lines after a blank one; nothing if there are none."""
    for number, line in enumerate(lines):
        click.echo(line if number else f"\n{line}")


def _write(form: str, rows: Sequence[dict[str, Any]], stream: TextIO | None = None) -> None:
    out = stream or sys.stdout
    if form == "json":
        out.write("[" + ",".join("\n" + json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")
    elif rows:
        from validator.ledger.exporting import cell

        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([cell(value) for value in row.values()] for row in rows)
