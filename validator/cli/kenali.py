"""`prodeskel kenali`: what each sheet is taken for, and headings to teach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.failures import Exit
from validator.cli.options import packs as packs_option
from validator.cli.speech import say as _
from validator.cli.telling import said

if TYPE_CHECKING:
    from validator.inspection import ColumnView, SheetView


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@packs_option("Folder aturan tambahan, juga yang berisi judul kolom. Boleh diulang.")
@click.option(
    "--tulis",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Tulis judul kolom yang belum dikenal ke folder ini, untuk dibetulkan lalu dipakai dengan --pack.",
)
def command(paths: Sequence[Path], packs: Sequence[Path], target: Path | None) -> int:
    """Tunjukkan setiap lembar dibaca sebagai formulir apa, kolom demi kolom, tanpa memeriksa isinya.

    Untuk berkas yang tidak dikenali atau yang judul kolomnya lain daripada biasanya.
    """
    from validator.inspection import inspect
    from validator.pack.loading import load_pack

    views = list(inspect(list(paths), load_pack(packs)))
    for view in views:
        click.echo(said("\n".join(_lines(view))) + "\n")
    click.echo(said(_closing(views, paths, target)))
    return Exit.CLEAN


def _lines(view: SheetView) -> Iterator[str]:
    yield f"{view.file} · {view.sheet}" if view.sheet else view.file
    if view.why:
        yield f"  Tidak dibaca: {view.why}"
    if view.table:
        taken = "Paling mendekati" if view.why else "Dibaca sebagai"
        row = f"; judul kolom di baris {view.row}" if view.row else ""
        yield f"  {taken}: {view.table.title} ({view.table.name}){row}"
    width = max((len(column.heading) for column in view.columns), default=0)
    for column in view.columns:
        yield _column(column, min(width, 40))
    if view.missing:
        yield f"  Belum ada kolomnya: {', '.join(field.title for field in view.missing)}"


def _column(view: ColumnView, width: int) -> str:
    from validator.readers.sheets import column_letter

    return f"  {column_letter(view.column):<3} {view.heading:<{width}}  {_read_as(view)}"


def _read_as(view: ColumnView) -> str:
    if view.field:
        return view.field.title
    if view.repeats:
        return "(tidak dibaca: judul ini sudah ada di kolom lain)"
    return f"(tidak dikenal; mungkin: {view.guess.title})" if view.guess else "(tidak dikenal)"


def _closing(views: Sequence[SheetView], paths: Sequence[Path], target: Path | None) -> str:
    unknown = len({(view.table, c.heading) for view in views for c in view.columns if _strange(c)})
    if target:
        file = _written(views, target)
        again = " ".join(map(str, paths))
        return (
            f"Judul kolom ditulis ke {file}. Buka dengan penyunting teks, betulkan yang keliru, lalu jalankan:\n"
            f"  prodeskel check {again} --pack {target}"
        )
    if unknown:
        return f"{unknown} judul kolom tidak dikenal. Untuk mengajarkannya, tambahkan --tulis FOLDER pada perintah ini."
    if not any(view.columns for view in views):
        return "Tidak ada lembar yang dikenal sebagai formulir Prodeskel."
    return "Semua judul kolom dikenal."


def _strange(view: ColumnView) -> bool:
    return view.field is None and not view.repeats


def _written(views: Iterable[SheetView], target: Path) -> Path:
    from validator.headings_file import written
    from validator.reports.errors import OutputError

    try:
        return written(list(views), target)
    except OSError as error:
        raise OutputError(
            [target],
            _("{target} tidak dapat ditulis: {strerror}.").format(target=target, strerror=error.strerror),
            _("Periksa foldernya."),
        ) from error
