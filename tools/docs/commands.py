"""The reference of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from validator.cli import cli

__all__ = ["render"]

HEAD = """# Perintah

Dibuat dari program; jangan diubah dengan tangan (`make docs`). Arti kode keluar: [kode-keluar.md](kode-keluar.md).

"""


def render() -> str:
    """One section a command, in the order of `prodeskel --help`."""
    context = click.Context(cli, info_name="prodeskel", max_content_width=100, terminal_width=100)
    return HEAD + "\n".join(_sections(cli, context, 2))


def _sections(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} {context.command_path}\n\n```\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                inner = click.Context(child, info_name=name, parent=context, max_content_width=100, terminal_width=100)
                yield from _sections(child, inner, min(level + 1, 4))
