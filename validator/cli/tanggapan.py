"""`prodeskel tanggapan`: from the lists that villages filled in to one file of responses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from validator.cli.failures import Exit
from validator.cli.speech import in_words
from validator.cli.speech import say as _
from validator.cli.telling import tell

SHOWN = 30
"""Problems that are written out; the rest is counted."""


@click.command(no_args_is_help=True)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("tanggapan.json"),
    show_default=True,
    metavar="FILE",
    help="Berkas tanggapan; yang sudah ada dilengkapi, dan jawaban terakhir tiap temuan yang dipakai.",
)
def command(files: Sequence[Path], output: Path) -> int:
    """Kumpulkan kolom Tanggapan dari daftar perbaikan Excel yang sudah diisi desa (berkas, atau folder daftar).

    Hasilnya dipakai `prodeskel agenda --responses` dan `prodeskel ledger`.

    \b
    Kode keluar: 0 selesai · 2 salah pakai · 4 ada tanggapan atau berkas yang tidak dipahami
                 5 hasil tidak dapat ditulis
    """
    from validator.findings.responses import ResponseError, dump, load
    from validator.messages.texts import translator
    from validator.reports.answering import merged, read_responses
    from validator.reports.targets import output_error, write_bytes

    try:
        earlier = load(output) if output.exists() else ()
    except ResponseError as error:
        raise click.UsageError(in_words(error)) from error
    responses, problems = read_responses(_lists(files))
    everything = merged(earlier, responses)
    try:
        write_bytes(output, dump(everything).encode())
    except OSError as error:
        raise output_error(output, error, translator()) from error
    _tell([str(problem) for problem in problems])
    villages = len({response.village for response in everything})
    click.echo(
        _("{responses} tanggapan dibaca; {output} memuat {everything} tanggapan dari {villages} desa.").format(
            responses=len(responses), output=output, everything=len(everything), villages=villages
        )
    )
    return Exit.INPUT if problems else Exit.CLEAN


def _lists(files: Sequence[Path]) -> list[Path]:
    """The files, and of a folder its workbooks by name, without the lock files of Excel."""
    found: list[Path] = []
    for path in files:
        inside = sorted(path.glob("*.xlsx")) if path.is_dir() else [path]
        found += [each for each in inside if not each.name.startswith(("~$", "."))]
    return found


def _tell(problems: Sequence[str]) -> None:
    for problem in problems[:SHOWN]:
        tell(problem)
    if len(problems) > SHOWN:
        click.echo(_("… dan {more} lagi.").format(more=len(problems) - SHOWN), err=True)
