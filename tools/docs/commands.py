"""The reference of the command line, from the commands themselves.

The text is made here rather than by click, whose help is laid out differently from release to release.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import click

from tools.docs.markdown import table
from validator.cli import cli

__all__ = ["render"]


HEAD = """# Perintah

Dibuat dari program; jangan diubah dengan tangan (`make docs`). Arti kode keluar: [kode-keluar.md](kode-keluar.md).
Penjelasan dengan contoh: [panduan/memeriksa.md](panduan/memeriksa.md). `--help` pada setiap perintah menampilkan
keterangan yang sama di layar.

"""


def render() -> str:
    """A list of all commands, then one section a command, in the order of `prodeskel --help`."""
    commands = list(_walk(cli, "prodeskel"))
    contents = table(
        ("perintah", "gunanya"),
        [(f"[{path}](#{path.replace(' ', '-')})", _first_line(command)) for path, command in commands[1:]],
    )
    return HEAD + contents + "\n" + "\n".join(_section(path, command) for path, command in commands)


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, groups before their commands."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _walk(child, f"{path} {name}")


def _section(path: str, command: click.Command) -> str:
    level = "#" * min(2 + path.count(" "), 4)
    parts = [f"{level} {path}", f"```text\n{_usage(path, command)}\n```", *_paragraphs(command)]
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        parts.append(table(("pilihan", "arti", "bawaan"), map(_option, options)).rstrip())
    return "\n\n".join(parts) + "\n"


def _usage(path: str, command: click.Command) -> str:
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    needed = [f"{o.opts[-1]} {_value(o)}" for o in options if o.required]
    free = ["[PILIHAN]"] if len(needed) < len(options) else []
    places = [_place(p) for p in command.params if isinstance(p, click.Argument)]
    group = ["PERINTAH …"] if isinstance(command, click.Group) else []
    return " ".join([path, *needed, *free, *places, *group])


def _place(argument: click.Argument) -> str:
    shown = argument.metavar or (argument.name or "").upper()
    return shown if argument.required or shown.startswith("[") else f"[{shown}]"


def _paragraphs(command: click.Command) -> Iterator[str]:
    """The help's paragraphs on one line each; those that click keeps as they are (`\\b`) as a block."""
    for paragraph in (command.help or "").strip().split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0].strip() == "\b":
            yield "```text\n" + dedent("\n".join(lines[1:])) + "\n```"
        else:
            yield " ".join(line.strip() for line in lines).replace("<", "&lt;")


def _first_line(command: click.Command) -> str:
    return next(_paragraphs(command), "")


def _option(option: click.Option) -> tuple[str, str, str]:
    names = ", ".join((*option.opts, *option.secondary_opts))
    value = _value(option)
    text = option.help or ""
    meaning = [text]
    if isinstance(option.type, click.IntRange):
        meaning.append(f"({_bounds(option.type)})")
    if option.required:
        meaning.append("**Wajib.**")
    if option.envvar:
        meaning.append(f"Juga dari `{option.envvar}`.")
    return f"`{names}{' ' + value if value else ''}`", " ".join(filter(None, meaning)), _default(option)


def _bounds(kind: click.IntRange) -> str:
    if kind.max is None:
        return f"paling sedikit {kind.min}"
    return f"{kind.min} sampai {kind.max}"


def _value(option: click.Option) -> str:
    if option.is_flag or option.count:
        return ""
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return "N" if isinstance(option.type, (click.types.IntParamType, click.types.FloatParamType)) else "TEKS"


def _default(option: click.Option) -> str:
    return f"`{option.default}`" if option.show_default and option.default is not None else ""
