"""The command `prodeskel`: thin click over the library. Each command is a module, imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from validator import __version__
from validator.cli.failures import reported

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
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Perintah"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="prodeskel")
def cli() -> None:
    """Pemeriksa mutu data Prodeskel: apa yang salah, di mana, mengapa, dan cara memperbaikinya."""


def main() -> None:
    """The console script: runs `cli` and ends with an exit code of docs/kode-keluar.md, never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    sys.exit(reported(cli))
