"""`prodeskel rules`: the rule keeper's commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY
from validator.cli.options import packs as packs_option
from validator.cli.rule_sheet import sheet
from validator.cli.speech import in_words, speaking
from validator.cli.speech import say as _


@click.group(no_args_is_help=True)
def command() -> None:
    """Lihat, periksa dan uji aturan."""


command.add_command(sheet)


@command.command("list")
@packs_option()
@click.option("--table", default="", metavar="TABEL", help="Hanya aturan formulir ini, misalnya t03.")
def list_rules(packs: Sequence[Path], table: str) -> int:
    """Tampilkan daftar aturan: id, tingkat, formulir, judul."""
    from validator.pack.loading import load_pack

    for rule in load_pack(packs).rules:
        if table in ("", rule.table, *rule.also):
            click.echo(f"{rule.id:<10} {rule.severity:<8} {rule.table:<14} {rule.title}")
    return Exit.CLEAN


@command.command("show")
@packs_option()
@click.argument("rule_id", metavar="ID")
def show_rule(packs: Sequence[Path], rule_id: str) -> int:
    """Tampilkan satu aturan: syarat, alasan, cara memperbaiki."""
    from validator.pack.loading import load_pack

    try:
        rule = load_pack(packs).rule(rule_id.upper())
    except KeyError:
        raise click.BadParameter(
            _("tidak ada aturan {rule_id}; lihat `prodeskel rules list`").format(rule_id=rule_id), param_hint="ID"
        ) from None
    english = speaking() == "en"
    rows = [
        (_("Aturan"), f"{rule.id} · {(english and rule.title_en) or rule.title}"),
        (_("Tingkat"), rule.severity),
        (_("Formulir"), ", ".join((rule.table, *rule.also))),
        (_("Bila"), rule.when),
        (_("Syarat"), rule.assert_ or _("(masalah sel: {kind})").format(kind=rule.constraint)),
        (_("Parameter"), ", ".join(f"{name} = {value}" for name, value in rule.parameters.items())),
        (_("Pesan"), (english and rule.message_en) or rule.message),
        (_("Mengapa"), (english and rule.why_en) or rule.why),
        (_("Perbaikan"), (english and rule.fix_en) or rule.fix),
        (_("Dokumen"), ", ".join(rule.documents)),
        (_("Petugas"), rule.role),
        (_("Dasar"), rule.basis),
        (_("Contoh"), f"{len(rule.examples)}"),
        (_("Berkas"), rule.origin),
    ]
    for label, value in rows:
        if value:
            click.echo(f"{label:<10} {' '.join(str(value).split())}")
    return Exit.CLEAN


@command.command("lint")
@click.argument(
    "directories", nargs=-1, metavar="[DIR…]", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def lint_rules(directories: Sequence[Path]) -> int:
    """Periksa tulisan aturan dan skema. Bentuk, isian, jenis, pilihan dan contohnya; tanpa DIR aturan bawaan."""
    from validator.pack.loading import builtin_directory
    from validator.pack.reader import read_packs
    from validator.regions.added import problems_of

    pack, found = read_packs([builtin_directory(), *directories])
    problems = sorted([*found, *problems_of(pack.regions)])
    for problem in problems:
        click.echo(in_words(problem))
    errors = sum(problem.level == "error" for problem in problems)
    click.echo(
        _("{errors} kesalahan, {warnings} peringatan").format(errors=errors, warnings=len(problems) - errors), err=True
    )
    return Exit.DECLARATIONS if errors else Exit.CLEAN


@command.command("test")
@packs_option()
@click.argument("rule_ids", nargs=-1, metavar="[ID…]")
def test_rules(packs: Sequence[Path], rule_ids: Sequence[str]) -> int:
    """Uji contoh setiap aturan, atau hanya aturan ID. Contoh pass harus lolos, contoh fail harus ditemukan."""
    from validator.examples import run_examples
    from validator.pack.loading import load_pack

    pack = load_pack(packs)
    unknown = sorted({i.upper() for i in rule_ids} - {r.id.upper() for r in pack.rules})
    if unknown:
        raise click.BadParameter(_("tidak ada aturan {unknown}").format(unknown=", ".join(unknown)), param_hint="ID")
    count, failures = run_examples(pack, [i.upper() for i in rule_ids])
    for failure in failures:
        click.echo(f"{failure.rule.origin}: {failure.text}")
    click.echo(_("{count} contoh dijalankan, {failures} gagal").format(count=count, failures=len(failures)))
    return Exit.DECLARATIONS if failures else Exit.CLEAN


@command.command("new")
@click.argument("rule_id", metavar="ID")
@click.option("--table", required=True, metavar="TABEL", help="Formulir yang ditanyai, misalnya t03.")
@packs_option()
def new_rule(packs: Sequence[Path], rule_id: str, table: str) -> int:
    """Tulis kerangka aturan baru ke layar. Salin ke berkas, lalu isi syarat, kalimat dan contohnya."""
    from validator.pack.loading import load_pack

    pack = load_pack(packs)
    if table not in pack.tables:
        raise click.BadParameter(
            _("tidak ada tabel {table}; lihat `prodeskel schema list`").format(table=table), param_hint="--table"
        )
    if any(rule.id == rule_id.upper() for rule in pack.rules):
        raise click.BadParameter(
            _("aturan {rule} sudah ada; pilih nomor lain").format(rule=rule_id.upper()), param_hint="ID"
        )
    numbers = [f.name for f in pack.tables[table].fields if f.type in ("integer", "number")]
    fields = numbers if len(numbers) > 1 else list(pack.tables[table].names)
    click.echo(SKELETON.format(id=rule_id.upper(), table=table, first=fields[0], second=fields[-1]), nl=False)
    return Exit.CLEAN


SKELETON = """\
- id: {id}
  table: {table}
  title: Keadaan yang benar, satu kalimat
  title_en: What should be so, in one sentence
  severity: warning
  dimension: consistency
  assert: {first} <= {second}
  blames: [{first}, {second}]
  message: "Angka pertama {{{first}}} lebih besar dari angka kedua {{{second}}}."
  why: Mengapa yang sebaliknya tidak mungkin benar.
  fix: Langkah memperbaikinya di Prodeskel, dan dari dokumen apa.
  documents: [Buku Induk Penduduk]
  role: Operator desa
  minutes: 5
  mode: supervisi
  basis: Dasar aturan
  examples:
    pass: [{{{first}: 1, {second}: 2}}]
    fail: [{{{first}: 3, {second}: 2}}]
"""


@command.command("impact")
@click.argument("rule_file", metavar="ATURAN.yml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("--date", "today", type=DAY, metavar="YYYY-MM-DD", help="Tanggal acuan; bawaan hari ini.")
@packs_option()
def rule_impact(rule_file: Path, paths: Sequence[Path], today: datetime | None, packs: Sequence[Path]) -> int:
    """Coba aturan pada ekspor: desa mana yang terkena. Untuk melihat akibatnya sebelum aturan dipakai."""
    from validator.impact import impact
    from validator.intake import Settings
    from validator.processes import cores

    settings = Settings("", None, today.date() if today else date.today(), jobs=cores())
    for found in impact(rule_file, paths, packs, settings):
        hits = f"{len(found.findings)} temuan di {found.villages} desa"
        click.echo(
            _("{id} {title}: {hits}, {not_checkable} kali tidak dapat diperiksa").format(
                id=found.rule.id, title=found.rule.title, hits=hits, not_checkable=found.not_checkable
            )
        )
        for finding in found.findings[:SHOWN]:
            place = " ".join(filter(None, (finding.file, ", ".join(finding.cells))))
            click.echo(f"  {finding.village} · {place} · {finding.message}")
        if len(found.findings) > SHOWN:
            click.echo(_("  … dan {more} lagi").format(more=len(found.findings) - SHOWN))
    return Exit.CLEAN


@command.command("catalogue")
@packs_option()
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder untuk halamannya.",
)
def write_catalogue(packs: Sequence[Path], output: Path) -> int:
    """Tulis katalog aturan dan formulir untuk peramban. Dapat dicari tanpa internet; mulai dari DIR/index.html."""
    from validator.example_texts import example_texts
    from validator.pack.loading import load_pack
    from validator.reports.catalogue import write

    pack = load_pack(packs)
    said = {rule: found[0] for rule, found in example_texts(pack).items()}
    written = write(pack, output, said)
    click.echo(_("{written} halaman ditulis; buka {page}").format(written=len(written), page=output / "index.html"))
    return Exit.CLEAN


SHOWN = 10
"""How many findings of a rule `impact` lists."""
