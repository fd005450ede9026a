"""The large file that is read in one pass, as it lies on disk."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = ["BulkFile"]


class BulkFile(NamedTuple):
    """A UTF-8 CSV on disk. `skip` is the number of lines before the data; `width` the cells of a row.

    `even`: it was written anew so that every row is told from the others, though not all are of that width. `titled`:
    the columns up to the last one with a title; one that holds cells beyond has to be written anew. `english`: see
    `cells.manners.is_english`.
    """

    path: Path
    delimiter: str
    quote: str
    skip: int
    width: int
    even: bool
    titled: int
    english: bool
