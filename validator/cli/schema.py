"""`prodeskel schema`: the declared tables, and the same for other tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import packs as packs_option

if TYPE_CHECKING:
    from validator.declarations.models import Pack, Table

FORMS = {"frictionless": "json", "json-schema": "json", "pandera": "py", "xlsx": "xlsx"}


@click.group(no_args_is_help=True)
def command() -> None:
    """Lihat formulir yang dikenal, dan ekspor skemanya untuk alat lain."""


@command.command("list")
@packs_option()
def list_tables(packs: Sequence[Path]) -> int:
    """Daftar formulir: nama tabel, instrumen, banyaknya isian, judul."""
    for table in _pack(packs).tables.values():
        click.echo(f"{table.name:<12} {table.module:<13} {len(table.fields):>4}  {table.title}")
    return Exit.CLEAN


@command.command("show")
@packs_option()
@click.argument("name", metavar="TABEL")
def show_table(packs: Sequence[Path], name: str) -> int:
    """Satu formulir: menu, dan setiap isian dengan kode, jenis, satuan dan labelnya."""
    pack = _pack(packs)
    table = _table(pack, name)
    click.echo(f"{table.name} · {table.title}\n{table.menu}\n")
    for field in table.fields:
        kind = f"pilihan {field.codelist}" if field.codelist else field.type
        click.echo(f"{field.name:<32} {field.code:<8} {kind:<24} {field.unit:<8} {field.title}")
    return Exit.CLEAN


@command.command("export")
@packs_option()
@click.option("--to", "form", type=click.Choice(list(FORMS)), required=True, help="Bentuk skema.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR")
@click.argument("names", nargs=-1, metavar="[TABEL…]")
def export_tables(packs: Sequence[Path], form: str, output: Path, names: Sequence[str]) -> int:
    """Tulis skema formulir (bawaan: semua) untuk alat lain; xlsx adalah lembar isian dengan pilihan."""
    from validator.reports.errors import OutputError

    pack = _pack(packs)
    tables = [_table(pack, name) for name in names] or list(pack.tables.values())
    try:
        output.mkdir(parents=True, exist_ok=True)
        for table in tables:
            _write(pack, table, form, output / f"{table.name}.{FORMS[form]}")
    except OSError as error:
        raise OutputError([output], f"{output} tidak dapat ditulis: {error.strerror}", "Periksa foldernya.") from error
    click.echo(f"{len(tables)} skema ditulis ke {output}")
    return Exit.CLEAN


def _pack(packs: Sequence[Path]) -> Pack:
    from validator.declarations.loading import load_pack

    return load_pack(packs)


def _table(pack: Pack, name: str) -> Table:
    if name not in pack.tables:
        raise click.BadParameter(f"tidak ada tabel {name}; lihat `prodeskel schema list`", param_hint="TABEL")
    return pack.tables[name]


def _write(pack: Pack, table: Table, form: str, path: Path) -> None:
    from validator.declarations.exporting import pandera_source, record_schema, table_schema, write_template

    if form == "xlsx":
        write_template(table, pack.codelists, path)
        return
    if form == "pandera":
        text = pandera_source(table, pack.codelists)
    else:
        make = table_schema if form == "frictionless" else record_schema
        text = json.dumps(make(table, pack.codelists), ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
