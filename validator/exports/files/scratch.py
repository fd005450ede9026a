"""Temporary files that live as long as the process, for members of zips and transcoded CSVs."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["scratch_file"]


@cache
def _folder(process: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"prodeskel-{process}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def scratch_file() -> Path:
    """A new empty file, readable by this user only, removed with its folder when the process ends."""
    handle, name = tempfile.mkstemp(dir=_folder(os.getpid()))
    os.close(handle)
    return Path(name)
