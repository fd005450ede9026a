"""The console script: a process that is started for one command, and ends with it."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

__all__ = ["console"]

CYCLES = 100_000
"""So many new objects between two searches for cycles: a check makes hundreds of thousands that live until its end."""
COMMAND = "validator.cli"
"""Named, not imported: this room knows nothing of the others, and the collector is told before they are imported."""


def console() -> NoReturn:
    """`cli.main`, and then the process is gone: what was to be done at its end is done, the rest is not taken apart.

    Searching for cycles while importing and reading, and freeing every object one by one at the end, would take a tenth
    of the time of a village's check.
    """
    gc.set_threshold(CYCLES)
    try:
        import_module(COMMAND).main()
    except SystemExit as end:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    raise AssertionError("main always exits")
