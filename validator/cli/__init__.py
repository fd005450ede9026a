"""The command `prodeskel`: thin click over the library. Each command is a module, imported when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from validator import __version__
from validator.cli.failures import reported
from validator.cli.speech import LANGUAGES, Choice, say, speak, spoken, voiced

__all__ = ["cli", "main"]

COMMANDS = {
    "check": ("validator.cli.check", "Periksa hasil ekspor Prodeskel dan tulis daftar temuannya."),
    "kenali": ("validator.cli.kenali", "Tunjukkan setiap lembar dibaca sebagai apa; ajarkan judul kolom yang lain."),
    "agenda": ("validator.cli.agenda", "Susun agenda pendampingan tiap desa."),
    "kecamatan": ("validator.cli.kecamatan", "Susun rencana pendampingan satu kecamatan."),
    "ledger": ("validator.cli.ledger", "Buku temuan: apa yang baru, selesai dan kambuh."),
    "nightly": ("validator.cli.nightly", "Jalankan pemeriksaan malam: ambil, periksa, rekam, nilai, beri tahu."),
    "config": ("validator.cli.config", "Periksa konfigurasi malam."),
    "expectations": ("validator.cli.expectations", "Aturan sebagai Great Expectations; uji silang dengan pandera."),
    "tanggapan": ("validator.cli.tanggapan", "Baca tanggapan desa dari daftar Excel."),
    "schema": ("validator.cli.schema", "Lihat formulir yang dikenal dan ekspor skemanya."),
    "rules": ("validator.cli.rules", "Lihat, periksa dan uji aturan."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and first line of help, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return voiced(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 - click's own
        """Runs the command line in the language that it, or the system, asks for."""
        speak(spoken(sys.argv[1:] if args is None else args, os.environ))
        return click.Group.main(voiced(self), args, *rest, **options)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Perintah")):
            formatter.write_dl([(name, say(text)) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="prodeskel", help="Tampilkan versi program, lalu selesai.")
@click.option("--lang", type=Choice(LANGUAGES), help="Bahasa perintah dan laporannya; bawaan Indonesia.")
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:
    """Pemeriksa mutu data Prodeskel: apa yang salah, di mana, mengapa, dan cara memperbaikinya."""
    if lang:
        reports = {"lang": lang}
        context.default_map = {"check": reports, "ledger": dict.fromkeys(("show", "diff"), reports)}


def main() -> None:
    """The console script: runs `cli` and ends with an exit code of docs/kode-keluar.md, never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    sys.exit(reported(cli))
