"""Temporary files that live as long as the process: members of zips, transcoded CSVs, what DuckDB spills."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["remove_scratch", "scratch_file", "scratch_folder"]


@cache
def _folder(process: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"prodeskel-{process}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def scratch_folder() -> Path:
    """A folder of this process, open to this user only, removed when the process ends."""
    return _folder(os.getpid())


def scratch_file() -> Path:
    """A new empty file in the scratch folder."""
    handle, name = tempfile.mkstemp(dir=scratch_folder())
    os.close(handle)
    return Path(name)


def remove_scratch() -> None:
    """Removes the files of this process, if it has any; for a process that is about to end in another way."""
    if _folder.cache_info().currsize:
        shutil.rmtree(_folder(os.getpid()), ignore_errors=True)
