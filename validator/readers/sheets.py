"""What a file holds, before anyone has said what it means: sheets of raw cells with their addresses.

A cell keeps the type it was stored with, for that is evidence: a NIK stored as a number may have lost its last digit.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from validator.readers.digests import Digest
    from validator.readers.notes import Note

Cell = str | int | float | bool | datetime | date | None

UNCALCULATED = "(rumus belum dihitung)"
"""What stands for a formula of which the file holds no result."""


class Merge(Struct, frozen=True):
    """A merged rectangle, 0-based and inclusive; its value stands in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Struct, frozen=True):
    """One worksheet, HTML table or CSV file.

    `rows[i][j]` is the cell of spreadsheet row `i + 1` and column `j` (0 is A); rows may differ in length.
    `dialect` is set for a CSV too large to hold in memory: `rows` are only its first lines then, `path` has the rest.
    `delimiter` is what divides the cells of a CSV, '' in other formats. `notes` tell what was seen in its rows.
    `named`: it bears the name of its table on the word of whoever gave it, as frames do; a file's name is only a hint.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    path: Path | None = None
    dialect: Dialect | None = None
    delimiter: str = ""
    notes: tuple[Note, ...] = ()
    named: bool = False


class Dialect(Struct, frozen=True):
    """How a CSV is written: encoding, delimiter, quote character; `width`, the cells of its longest row, if known."""

    encoding: str
    delimiter: str
    quote: str = '"'
    width: int = 0


class ReadFile(Struct, frozen=True):
    """One file as read. `reason` (a key of `readers.reasons`) and `detail` say why it was rejected, if it was.

    `digest` is its SHA-256, or an object that works it out when asked; '' if it could not be read.
    """

    path: str
    digest: str | Digest
    sheets: tuple[Sheet, ...] = ()
    reason: str = ""
    detail: str = ""
    notes: tuple[str, ...] = ()


def column_letter(index: int) -> str:
    """The letters of a 0-based column: 0 is A, 25 Z, 26 AA.

    >>> column_letter(0), column_letter(27), column_letter(701)
    ('A', 'AB', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
