"""`prodeskel config`: the configuration of the nightly run."""

from __future__ import annotations

from pathlib import Path

import click

from validator.cli.failures import Exit


@click.group(no_args_is_help=True)
def command() -> None:
    """Periksa konfigurasi malam."""


@command.command("check")
@click.argument(
    "file", default="prodeskel.toml", metavar="[FILE.toml]", type=click.Path(dir_okay=False, path_type=Path)
)
def check_config(file: Path) -> int:
    """Periksa konfigurasi: setiap kunci yang salah disebut dengan cara membetulkannya."""
    from validator.nightly.config import load_config

    config = load_config(file)
    click.echo(f"{file}: {len(config.sources)} sumber, hasil ke {config.output}, buku temuan {config.ledger}")
    return Exit.CLEAN
