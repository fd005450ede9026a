"""`prodeskel config`: the configuration of the nightly run."""

from __future__ import annotations

import os
from pathlib import Path

import click

from validator.cli.failures import Exit
from validator.cli.speech import in_words, speaking
from validator.cli.speech import say as _


@click.group(no_args_is_help=True)
def command() -> None:
    """Periksa konfigurasi malam."""


@command.command("check")
@click.argument(
    "file", default="prodeskel.toml", metavar="[FILE.toml]", type=click.Path(dir_okay=False, path_type=Path)
)
def check_config(file: Path) -> int:
    """Periksa konfigurasi dan semua yang disebutnya. Setiap yang salah disebut dengan cara membetulkannya."""
    from validator.nightly.config import load_config
    from validator.nightly.readiness import shortcomings
    from validator.pack.errors import DeclarationError

    try:
        config = load_config(file, speaking())
    except DeclarationError as error:
        return told(error)
    found = shortcomings(config, os.environ, speaking())
    for sentence in found:
        click.echo(sentence, err=True)
    named = _("menurut {variable}").format(variable=config.ledger_env)
    place = named if config.ledger_env else config.ledger
    click.echo(
        _("{file}: {sources} sumber, hasil ke {output}, buku temuan {place}").format(
            file=file, sources=len(config.sources), output=config.output, place=place
        )
    )
    for name in config.variables:
        state = _("terisi") if os.environ.get(name, "").strip() else _("BELUM diisi")
        click.echo(_("variabel lingkungan {name}: {state}").format(name=name, state=state))
    if found:
        click.echo(
            _("{found} hal akan menghentikan atau menggagalkan pemeriksaan malam.").format(found=len(found)), err=True
        )
    return Exit.DECLARATIONS if found else Exit.CLEAN


def told(error: Exception) -> Exit:
    """Says what is wrong with a configuration."""
    click.echo(_("prodeskel: Konfigurasi tidak dapat dipakai. {error}").format(error=in_words(error)), err=True)
    return Exit.DECLARATIONS
