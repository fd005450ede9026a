"""`prodeskel rules sheet`: the rules as an Excel workbook, out and back in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import packs as packs_option
from validator.cli.speech import say as _

if TYPE_CHECKING:
    from validator.pack.workbook import ImportOutcome


@click.group(no_args_is_help=True)
def sheet() -> None:
    """Ubah dan tambah aturan di Excel. Ekspor lembarnya, isi, lalu impor kembali."""


@sheet.command("export")
@packs_option()
@click.option("--table", "tables", multiple=True, metavar="TABEL", help="Hanya aturan formulir ini. Boleh diulang.")
@click.option(
    "--output", required=True, metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Buku kerja."
)
@click.option("--force", is_flag=True, help="Timpa buku kerja yang sudah ada.")
def export_rules(packs: Sequence[Path], tables: Sequence[str], output: Path, force: bool) -> int:
    """Tulis aturan ke lembar Excel. Satu baris satu aturan; contoh dan petunjuknya di dua lembar berikutnya."""
    from validator.pack.loading import load_pack
    from validator.pack.workbook import write_sheet
    from validator.pack.workbook.sources import stated

    pack = load_pack(packs)
    unknown = sorted(set(tables) - {*pack.tables, *pack.derived, "*"})
    if unknown:
        raise click.BadParameter(
            _("tidak ada tabel {unknown}; lihat `prodeskel schema list`").format(unknown=", ".join(unknown)),
            param_hint="--table",
        )
    entries = stated(packs)
    rules = [entries[rule.id] for rule in pack.rules if not tables or rule.table in tables]
    if output.exists() and not force:
        raise _taken(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_sheet(output, rules, pack)
    except OSError as error:
        raise _unwritten(output, error) from error
    click.echo(_("{rules} aturan ditulis ke {output}").format(rules=len(rules), output=output))
    return Exit.CLEAN


@sheet.command("import")
@click.argument("file", metavar="ATURAN.xlsx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Folder paket."
)
@packs_option()
def import_rules(file: Path, output: Path, packs: Sequence[Path]) -> int:
    """Baca lembar Excel menjadi paket aturan DIR. Ditulis hanya yang baru dan yang berubah, sesudah diuji."""
    from validator.pack.workbook import import_sheet, save
    from validator.pack.workbook.faults import SheetError

    try:
        outcome = import_sheet(file, output, packs, _tried)
    except SheetError as error:
        for fault in error.faults:
            click.echo(fault.told(str(file)))
        errors = sum(fault.level == "error" for fault in error.faults)
        click.echo(_("{errors} kesalahan; tidak ada yang ditulis").format(errors=errors), err=True)
        return Exit.DECLARATIONS
    for fault in outcome.warnings:
        click.echo(fault.told(str(file)))
    if outcome.differs:
        try:
            save(outcome)
        except OSError as error:
            raise _unwritten(outcome.path, error) from error
    _tell(outcome)
    return Exit.CLEAN


def _tried(packs: Sequence[Path], rule_ids: Sequence[str]) -> list[tuple[str, str, int, str]]:
    """The examples that do not do what they say."""
    from validator.examples import run_examples
    from validator.pack.loading import load_pack

    _count, failures = run_examples(load_pack(packs), rule_ids, as_shipped=False)
    return [(f.rule.id, "fail" if f.fails else "pass", f.number - 1, f"{f.text}.") for f in failures]


def _tell(outcome: ImportOutcome) -> None:
    if not outcome.differs:
        click.echo(_("Tidak ada yang berubah."))
        return
    told = (
        ("aturan baru", outcome.new),
        ("aturan diubah", outcome.changed),
        ("dibiarkan, tidak ada di lembar", outcome.kept),
        ("perubahan dicabut, di lembar sama dengan asalnya", outcome.dropped),
    )
    for label, ids in told:
        if ids:
            click.echo(f"{len(ids)} {label}: {', '.join(ids)}")
    click.echo(f"{outcome.path} {'ditulis' if outcome.text else 'dihapus, karena tidak berisi apa pun lagi'}")


def _taken(path: Path) -> Exception:
    """A workbook that somebody may have worked on is not replaced unasked."""
    from validator.reports.errors import OutputError

    return OutputError(
        [path],
        _("{path} sudah ada dan mungkin berisi pekerjaan Anda.").format(path=path),
        _("Beri nama lain, atau --force."),
    )


def _unwritten(path: Path, error: OSError) -> Exception:
    from validator.messages.texts import translator
    from validator.reports.targets import output_error

    return output_error(path, error, translator("id"))
