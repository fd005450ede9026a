"""What one check uses of the machine, its scratch files and what it has open: shared with no other, gone with it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self
from weakref import finalize

__all__ = ["Workspace", "process_workspace"]


class Workspace:
    """A folder for temporary files (members of zips, rewritten CSVs, what DuckDB spills), and what else has to end.

    It ends when it is closed; at the latest the folder goes with the last reference to it, or with the process.

    >>> with Workspace() as work:
    ...     path = work.new_file()
    >>> path.exists()
    False
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._opened = ExitStack()
        self._remove: Callable[[], object] = _nothing

    @property
    def folder(self) -> Path:
        """The folder, open to this user only; made when it is first asked for."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix=f"prodeskel-{os.getpid()}-"))
                self._remove = finalize(self, _remove, self._folder, os.getpid())
            return self._folder

    def new_file(self) -> Path:
        """A new empty file in the folder."""
        handle, name = tempfile.mkstemp(dir=self.folder)
        os.close(handle)
        return Path(name)

    def on_close(self, end: Callable[[], object]) -> None:
        """`end` is called by `close`, before what was given earlier; it must hold no reference to this workspace."""
        self._opened.callback(end)

    def close(self) -> None:
        """Ends all that was given to `on_close`, and removes the folder. Nothing may be asked of the check any more."""
        self._opened.close()
        self._remove()

    @contextmanager
    def passed_on(self) -> Iterator[None]:
        """For whoever makes something that will hold this workspace: closes it if that fails, and only then."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def process_workspace() -> Workspace:
    """One that ends with the process, for whoever reads files outside of any check."""
    return _of(os.getpid())


@cache
def _of(process: int) -> Workspace:
    return Workspace()


def _nothing() -> None:
    """Before there is a folder."""


def _remove(folder: Path, process: int) -> None:
    """Not by a process that was forked from the one whose folder it is."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)
