"""`prodeskel expectations`: the declarations as Great Expectations suites, and a second opinion by pandera."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from validator.cli.failures import Exit
from validator.cli.options import DAY
from validator.cli.options import packs as packs_option
from validator.cli.speech import in_words
from validator.cli.speech import say as _

if TYPE_CHECKING:
    from validator.findings.result import Result
    from validator.pack.models import Pack

_OUTPUT = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder tempat gx/ dan Data Docs ditulis.",
)
_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
_DATE = click.option(
    "--date",
    "today",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="Tanggal acuan; bawaan hari ini.",
)


@click.group(no_args_is_help=True)
def command() -> None:
    """Aturan dan skema sebagai Great Expectations, dan pemeriksaan silang dengan pandera."""


@command.command("build")
@packs_option()
@_OUTPUT
def build_suites(packs: Sequence[Path], output: Path) -> int:
    """Tulis satu Expectation Suite untuk setiap tabel, dengan Data Docs-nya."""
    from validator.nightly.expectations.running import build

    number, page = _written(output, build, _pack(packs), output)
    click.echo(_("{number} syarat ditulis; buka {page}").format(number=number, page=page))
    return Exit.CLEAN


@command.command("run")
@_PATHS
@packs_option()
@_DATE
@_OUTPUT
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Banyaknya hasil terakhir yang disimpan.",
)
def run_checkpoint(
    paths: Sequence[Path], packs: Sequence[Path], today: datetime | None, output: Path, keep: int
) -> int:
    """Periksa ekspor, lalu ajukan setiap syarat kepada tabelnya; kode 1 bila ada syarat galat tak terpenuhi."""
    from validator.nightly.expectations.running import run

    result = _checked(paths, packs, today)
    docs = _written(output, run, result.frames, _pack(packs), output, result.reference_date, keep)
    counts = ", ".join(f"{name} {docs.broken(key)}" for key, name in _SEVERITIES.items())
    click.echo(
        _("{answers} syarat diajukan; aturan yang tak terpenuhi: {counts}; buka {page}").format(
            answers=len(docs.answers), counts=counts, page=docs.page
        )
    )
    return Exit.FINDINGS if docs.broken("error") else Exit.CLEAN


@command.command("crosscheck")
@_PATHS
@packs_option()
@_DATE
def crosscheck_schemas(paths: Sequence[Path], packs: Sequence[Path], today: datetime | None) -> int:
    """Ajukan setiap syarat skema sekali lagi lewat pandera; beda pendapat sel demi sel adalah kesalahan program (3)."""
    from validator.nightly.crosscheck import CrossCheckError, crosscheck
    from validator.nightly.extras import MissingExtraError

    result = _checked(paths, packs, today)
    try:
        opinion = crosscheck(result.frames, _pack(packs))
    except MissingExtraError as error:
        raise click.UsageError(in_words(error)) from error
    except CrossCheckError as error:
        click.echo(in_words(error), err=True)
        return Exit.DECLARATIONS
    click.echo(
        _("{asked} syarat skema, {broken} pelanggaran: mesin dan pandera sependapat").format(
            asked=opinion.asked, broken=sum(opinion.counts.values())
        )
    )
    return Exit.CLEAN


_SEVERITIES = {"error": "galat", "warning": "peringatan", "info": "info"}


def _pack(packs: Sequence[Path]) -> Pack:
    from validator.pack.loading import load_pack

    return load_pack(packs)


def _checked(paths: Sequence[Path], packs: Sequence[Path], today: datetime | None) -> Result:
    from validator.checking import check
    from validator.processes import cores

    return check(list(paths), packs=packs, date=today.date() if today else date.today(), jobs=cores())


def _written(output: Path, work: Any, *arguments: Any) -> Any:  # noqa: ANN401 - what `work` takes and returns
    """`work(*arguments)`; a folder that cannot be written and a package that is missing are told as such."""
    from validator.nightly.extras import MissingExtraError
    from validator.reports.errors import OutputError

    try:
        return work(*arguments)
    except MissingExtraError as error:
        raise click.UsageError(in_words(error)) from error
    except OSError as error:
        raise OutputError(
            [output],
            _("{output} tidak dapat ditulis: {strerror}").format(output=output, strerror=error.strerror),
            _("Periksa foldernya."),
        ) from error
