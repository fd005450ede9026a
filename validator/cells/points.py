"""Whether a sheet writes decimals with points, as English programs do, or groups of thousands, as Indonesian ones do.

`12.125` alone tells neither. What stands in other cells of the sheet often does: 0.5 and 1234.5 can only be decimals,
1.234.567 only groups, 12,5 only a decimal of somebody who would not write it with a point.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from validator.cells.numbers import parts
from validator.pack.models import Field
from validator.readers.sheets import Cell
from validator.readers.texts import plain_signs

__all__ = ["Points", "points_of"]

_KINDS = {
    "zeros": re.compile(r"[0-9]+\.0{1,2}"),
    "english": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"),
    "sure": re.compile(r"0\.[0-9]+|[0-9]{4,}\.[0-9]+|[0-9]+\.[0-9]{4,}"),
    "tenths": re.compile(r"[0-9]{1,3}\.[0-9]"),
    "hundredths": re.compile(r"[0-9]{1,3}\.[0-9]{2}"),
    "group": re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}"),
    "commas": re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"),
    "comma": re.compile(r"[1-9][0-9]{0,2},[0-9]{3}"),
    "against": re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,[0-9]+"),
}
_SURE = ("english", "sure")
_LIKELY = ("tenths", "hundredths")
_READ = (*_SURE, *_LIKELY, "group")
_MONEY = "rp"
_LEAST = 2


class Points(Struct, frozen=True):
    """How points are read: as decimals (`decimal`), with commas between thousands or not (`commas`), or, where the
    sheet writes both ways, not at all (`doubtful`). `cells` are those that are read as decimals, by field.
    """

    decimal: bool = False
    commas: bool = False
    doubtful: bool = False
    cells: Mapping[str, Collection[str]] = {}

    def meant(self, cell: Cell, field: Field) -> Cell:
        """A number as Indonesia writes it, for one with a decimal point; anything else as it is."""
        kind = _kind(cell)
        if kind in ("commas", "comma") and self.commas:
            return _without_commas(cell)
        if self.decimal and field.type == "number" and kind in ("zeros", *_READ):
            return _without_commas(cell).replace(".", ",")
        return cell

    def unsure(self, cell: Cell, field: Field) -> bool:
        """The cell may be one number or another a thousand times as large."""
        return field.type == "number" and _kind(cell) == ("group" if self.doubtful else "comma") and not self.commas


def points_of(cells: Mapping[Field, Collection[Cell]], english: bool = False) -> Points:
    """How the points in these columns of numbers are read; `cells` are the distinct ones of each field.

    Of an `english` sheet a single likely decimal is enough.
    """
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for field, held in cells.items():
        for text, kind in _kinds(held):
            found[_told(kind, field)].add((field.name, text))
    likely = set[tuple[str, str]]().union(*(found[kind] for kind in _LIKELY))
    read = likely.union(*(found[kind] for kind in _READ))
    if found["against"]:
        return Points(doubtful=len(read - found["group"]) > len(found["against"]))
    sure = any(found[kind] for kind in ("zeros", *_SURE))
    least = 1 if english else _LEAST
    if not read or not (sure or len(likely) >= max(least, len(found["group"]))):
        return Points()
    names = sorted({name for name, _ in read})
    told = {name: sorted(text for own, text in read if own == name) for name in names}
    return Points(True, bool(found["commas"] or found["english"]), cells=told)


def _told(kind: str, field: Field) -> str:
    """What a cell of some kind tells in its column. Of persons and rupiah there are thousands and no hundredths: what
    looks so may be a group that lost its last zero."""
    money = field.unit.casefold().startswith(_MONEY)
    if field.type == "number" and not money:
        return kind
    if kind in ("group", "hundredths") or (kind == "tenths" and money):
        return "against"
    return "none" if kind in ("tenths", "sure") and not money else kind


def _kinds(cells: Collection[Cell]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if isinstance(cell, str) and ("." in cell or "," in cell) and (kind := _kind(cell)):
            yield cell, kind


def _kind(cell: Cell) -> str:
    match = parts(cell) if isinstance(cell, str) else None
    number = match["number"].lstrip("+-").replace(" ", "") if match else ""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(number)), "")


def _without_commas(cell: Cell) -> str:
    text = plain_signs(str(cell))
    match = parts(text)
    assert match
    start, end = match.span("number")
    return text[:start] + match["number"].replace(",", "") + text[end:]
