"""Rows that came in twice: the same content under two names, on a hidden sheet, in two formats, in a zip and beside it.

A row is a copy if a sheet that comes before holds one that is wholly the same: table, village, year, date and every
value. Rows alike within one sheet are nobody's copies: they stay, and are found to be duplicates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from validator.forms.column_parser import Typed
from validator.pack.models import Table
from validator.readers.notes import Note
from validator.records.placing import LeftRow, Placed

__all__ = [
    "ODD_LIMIT",
    "Home",
    "compared_fields",
    "copied",
    "copy_notes",
    "found_twice",
    "nameless",
    "odd_cells",
    "odd_text",
    "without",
]

ODD_LIMIT = 200
"""Letters of a cell that could not be read, by which it is compared."""
_MARKED = re.compile(
    r"(?:\(\d+\)|[ _-]+(?:copy|salinan|salin|kopi)(?: ?\(?\d+\)?)?)$|^(?:copy of|salinan) ", re.IGNORECASE
)


class Home(Struct, frozen=True):
    """Where rows stand. Of two homes with the same rows the one with the lesser `rank` keeps them."""

    file: str
    sheet: str
    several: bool
    hidden: bool
    strayed: bool
    order: int

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Seen before hidden, in its own folder before another's, without `(1)` or `Salinan` before with; by path."""
        stem = PurePosixPath(self.file).stem
        return self.hidden, self.strayed, bool(_MARKED.search(stem)), self.order

    def called(self, other: Home) -> str:
        """How people find it who look at `other`."""
        sheet = f'lembar "{self.sheet}"'
        if self.file == other.file:
            return sheet
        own, theirs = PurePosixPath(self.file), PurePosixPath(other.file)
        name = own.name if own.parent == theirs.parent else "/".join(own.parts[-2:])
        name = self.file if own.parts[-2:] == theirs.parts[-2:] else name
        return f"{name} ({sheet})" if self.several else name


def found_twice(table: Table, parts: Sequence[tuple[Home, Placed, Typed]]) -> list[dict[int, int]]:
    """By part, in the order of their ranks: the part that keeps the twin of a row, by number of the row."""
    names = compared_fields(table, [typed.columns for _, _, typed in parts])
    first: dict[tuple[object, int], int] = {}
    gone: list[dict[int, int]] = []
    counts: dict[tuple[str, str], Counter[object]] = {}
    for number, (home, placed, typed) in enumerate(parts):
        own = counts.setdefault((home.file, home.sheet), Counter())
        dropped: dict[int, int] = {}
        for i, key in enumerate(_keys(placed, typed, names)):
            own[key] += 1
            kept = first.setdefault((key, own[key]), number)
            if not _same_sheet(parts[kept][0], home):
                dropped[i] = kept
        if len(dropped) < len(placed.rows):
            staying = nameless(table, typed, dropped)
            dropped = {i: kept for i, kept in dropped.items() if i not in staying}
        gone.append(dropped)
    return gone


def compared_fields(table: Table, columns: Iterable[Mapping[str, Any]]) -> list[str]:
    """The fields by which rows are compared: all that some sheet has. The village is told beside them."""
    present = {name for each in columns for name in each}
    return [name for name in table.names if name in present and name != "kode_desa"]


def nameless(table: Table, typed: Typed, rows: Iterable[int]) -> set[int]:
    """Those of `rows` that nothing names: rows of different people may be alike, so they go with their sheet only."""
    if not table.key:
        return set(rows) if table.layout == "records" else set()
    numbers = {table.names.index(name) for name in table.key}
    named = {row for row, number, problem, _ in typed.cells if number in numbers and problem != "blank"}
    keys = [typed.columns[name] for name in table.key if name in typed.columns]
    return {row for row in rows if row not in named and all(column[row] is None for column in keys)}


def odd_cells(typed: Typed) -> dict[int, list[tuple[int, str, str]]]:
    """(field number, problem, text) of the cells that are neither plain nor blank, by row."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for row, number, problem, text in typed.cells:
        if problem != "blank":
            found.setdefault(row, []).append((number, problem, text))
    return found


def odd_text(cells: Iterable[tuple[int, str, str]]) -> str:
    """(field number, problem, text) of the cells of a row that are not plain, as one text."""
    return "\x1e".join(f"{number}\x1f{problem}\x1f{text[:ODD_LIMIT]}" for number, problem, text in sorted(cells))


def copy_notes(own: Home, kept: Iterable[tuple[Home, int]], whole: bool) -> Note:
    """What is said of a sheet of which rows were copies: `kept` gives the homes that keep them, and how many each."""
    found = list(kept)
    file = ", ".join(dict.fromkeys(home.called(own) for home, _ in found))
    if whole:
        return Note("whole_copy", {"file": file})
    return Note("partial_copy", {"file": file, "rows": f"{sum(n for _, n in found):,}".replace(",", ".")})


def without(placed: Placed, own: Home, gone: Mapping[int, Home]) -> Placed:
    """The placed rows without these copies, which are left out; `gone` gives who keeps their twins."""
    left = [LeftRow(placed.rows[i].line, copied(own, home)) for i, home in gone.items()]
    note = copy_notes(own, Counter(gone.values()).items(), len(gone) == len(placed.rows))
    return replace(
        placed,
        rows=tuple(row for i, row in enumerate(placed.rows) if i not in gone),
        left_out=tuple(sorted([*placed.left_out, *left], key=lambda row: row.line)),
        notes=(note, *placed.notes),
        copies=len(gone),
    )


def copied(own: Home, kept: Home) -> Note:
    """Why a row of `own` is left out."""
    return Note("copy_of", {"file": kept.called(own)})


def _same_sheet(one: Home, other: Home) -> bool:
    return (one.file, one.sheet) == (other.file, other.sheet)


def _keys(placed: Placed, typed: Typed, names: Sequence[str]) -> Iterator[object]:
    """What a row is compared by."""
    odd = odd_cells(typed)
    blank = [None] * len(placed.rows)
    values = zip(*(typed.columns.get(name, blank) for name in names), strict=True) if names else ((),) * len(blank)
    for i, (row, cells) in enumerate(zip(placed.rows, values, strict=True)):
        yield row.village, row.written or row.year, row.date, cells, odd_text(odd.get(i, ()))
