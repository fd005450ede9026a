"""The one thing that goes wrong here: a report that cannot be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["OutputError"]


class OutputError(Exception):
    """Reports that could not be written: where (`path`, all of them in `paths`) and what the user can do (`cure`).

    The message is a sentence for people, in the language of the report. The command line ends with exit code 5.
    """

    def __init__(self, paths: Sequence[Path], message: str, cure: str) -> None:
        super().__init__(message)
        self.paths = tuple(paths)
        self.cure = cure

    @property
    def path(self) -> Path:
        """The first of `paths`."""
        return self.paths[0]
