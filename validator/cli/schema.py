"""`prodeskel schema`: the declared tables, and the same for other tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY, VILLAGE_CODE
from validator.cli.options import packs as packs_option
from validator.cli.speech import Choice
from validator.cli.speech import say as _
from validator.cli.telling import tell

if TYPE_CHECKING:
    from validator.pack.models import Pack, Table

FORMS = {"frictionless": "json", "json-schema": "json", "pandera": "py", "xlsx": "xlsx"}
_OUTPUT = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder tempat berkasnya ditulis.",
)


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
@click.option("--to", "form", type=Choice(list(FORMS)), required=True, help="Bentuk skema.")
@click.option(
    "--for",
    "data",
    type=Choice(["export", "table"]),
    default="export",
    show_default=True,
    help="Untuk ekspor apa adanya (teks, label), atau untuk tabel dari `prodeskel schema table`.",
)
@click.option(
    "--columns",
    type=Choice(["label", "name"]),
    help="frictionless: nama kolom menurut label formulir (bawaan untuk ekspor) atau nama isian.",
)
@_OUTPUT
@click.argument("names", nargs=-1, metavar="[TABEL…]")
def export_tables(
    packs: Sequence[Path], form: str, data: str, columns: str | None, output: Path, names: Sequence[str]
) -> int:
    """Tulis skema formulir (bawaan: semua) untuk alat lain; xlsx adalah lembar isian dengan pilihan."""
    pack = _pack(packs)
    tables = [_table(pack, name) for name in names] or list(pack.tables.values())
    columns = columns or ("label" if data == "export" else "name")
    with _writing(output):
        for table in tables:
            _write(pack, table, (form, data, columns), output / f"{table.name}.{FORMS[form]}")
    click.echo(_("{tables} skema ditulis ke {output}").format(tables=len(tables), output=output))
    return Exit.CLEAN


@command.command("table")
@packs_option()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--village",
    default="",
    metavar="KODE",
    type=VILLAGE_CODE,
    help="Kode desa 10 angka untuk berkas yang tidak memuatnya.",
)
@click.option("--year", type=int, metavar="TAHUN", help="Tahun data untuk berkas yang tidak memuatnya.")
@click.option("--date", "today", type=DAY, metavar="YYYY-MM-DD", help="Tanggal acuan.")
@_OUTPUT
def write_tables(
    packs: Sequence[Path], paths: Sequence[Path], village: str, year: int | None, today: datetime | None, output: Path
) -> int:
    """Tulis tabel bertipe dari ekspor: CSV (yang tak terbaca tetap teks aslinya), Parquet, dan daftar sel bermasalah.

    Isinya tidak disamarkan: NIK, No. KK dan nama tertulis lengkap.
    """
    from validator.checking import check
    from validator.findings.table_files import write_table
    from validator.processes import cores

    day = today.date() if today else None
    result = check(list(paths), packs=list(packs), village=village, year=year, date=day, jobs=cores())
    frames = result.frames
    lost = [file for file in result.files if file.status == "rejected"]
    with _writing(output):
        for name in frames.tables:
            write_table(frames, _pack(packs).tables[name], output)
    for file in lost:
        tell(f"{file.path}: {file.reason}")
    click.echo(_("{tables} tabel ditulis ke {output}").format(tables=len(frames.tables), output=output))
    return Exit.INPUT if lost else Exit.CLEAN


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    """The folder is made; what cannot be written is told with the cure."""
    from validator.reports.errors import OutputError

    try:
        output.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OutputError(
            [output],
            _("{output} tidak dapat ditulis: {strerror}").format(output=output, strerror=error.strerror),
            _("Periksa foldernya."),
        ) from error


def _pack(packs: Sequence[Path]) -> Pack:
    from validator.pack.loading import load_pack

    return load_pack(packs)


def _table(pack: Pack, name: str) -> Table:
    if name not in pack.tables:
        raise click.BadParameter(
            _("tidak ada tabel {name}; lihat `prodeskel schema list`").format(name=name), param_hint="TABEL"
        )
    return pack.tables[name]


def _write(pack: Pack, table: Table, wanted: tuple[str, str, str], path: Path) -> None:
    """`wanted`: the tool, for which data, and by what columns are called."""
    from validator.pack.export import pandera_source, record_schema, table_schema, write_template

    form, data, columns = wanted
    if form == "xlsx":
        write_template(table, pack.codelists, path)
        return
    if form == "pandera":
        text = pandera_source(table, pack.codelists, data)
    else:
        frictionless = form == "frictionless"
        schema = (
            table_schema(table, pack.codelists, data, columns)
            if frictionless
            else record_schema(table, pack.codelists, data)
        )
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
