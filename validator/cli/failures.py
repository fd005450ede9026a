"""Exit codes, and how a failure is told: one sentence that names the place and the cure."""

from __future__ import annotations

import os
import sys
import traceback
from enum import IntEnum
from io import StringIO

import click

from validator.cli.speech import in_words
from validator.cli.speech import say as _
from validator.cli.telling import said, tell
from validator.own_process import own_process


class Exit(IntEnum):
    """The exit codes of the program; they are a contract (docs/kode-keluar.md)."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    DECLARATIONS = 3
    INPUT = 4
    OUTPUT = 5
    INTERNAL = 70


def reported(command: click.Command) -> int:
    """Runs `command`; whatever goes wrong is one message on standard error and an exit code."""
    try:
        with own_process():
            return int(command(standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _told(_("Dihentikan."), 130)
    except click.ClickException as error:
        return _shown(error)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader is gone; nothing more can be said
        return Exit.CLEAN
    except Exception as error:
        return _failed(error)


def _shown(error: click.ClickException) -> int:
    """How a command is meant to be used; what was given may hold somebody's number."""
    told = StringIO()
    error.show(told)
    click.echo(said(told.getvalue()), err=True, nl=False)
    return Exit.USAGE


def _failed(error: Exception) -> int:
    from validator.pack.errors import DeclarationError
    from validator.readers.errors import InputError
    from validator.reports.errors import OutputError

    if isinstance(error, InputError):
        return _told(in_words(error), Exit.USAGE)
    if isinstance(error, DeclarationError):
        if error.introduced:
            return _told(in_words(error), Exit.DECLARATIONS)
        said = _("Aturan atau skema tidak dapat dipakai. {error}").format(error=in_words(error))
        return _told(said, Exit.DECLARATIONS)
    if isinstance(error, OutputError):
        said, cure = in_words(error), in_words(error.cure)
        return _told(said if cure in said else f"{said} {cure}", Exit.OUTPUT)
    if os.environ.get("PRODESKEL_DEBUG"):
        traceback.print_exc()
    kind = f"{type(error).__name__}: {error}"
    return _told(
        _("Kesalahan di dalam program ({kind}). Jalankan lagi dengan PRODESKEL_DEBUG=1 dan laporkan.").format(
            kind=kind
        ),
        Exit.INTERNAL,
    )


def _told(message: str, code: int) -> int:
    tell(f"prodeskel: {message}")
    return code
