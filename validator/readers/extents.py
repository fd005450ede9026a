"""How far the cells of an xlsx sheet reach, and which of them show an error or no result, found without holding them.

The library that reads workbooks lays a sheet out as a full rectangle; two cells in opposite corners of a sheet would
take all memory. So the rectangle is measured first: by its outline with searches that cost little, and cell by cell
only if the outline is too large, the sheet is written in an unusual way, or a cell could be odd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from validator.readers.errors import Rejected
from validator.readers.limits import Extent, Limits
from validator.readers.results import ERRORS, Odd
from validator.readers.sheets import UNCALCULATED
from validator.readers.xmlsafe import Handlers, local, parse

__all__ = ["Chunks", "Measured", "has_values", "measured"]

_DOCTYPE = re.compile(b"<!(?:DOCTYPE|ENTITY)|" + re.escape("<!DOCTYPE".encode("utf-16-le")[:-1]), re.IGNORECASE)
_CELL = re.compile(rb"<(?:[\w.\-]+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:[\w.\-]+:)?row[\s/>]")
_WIDE = re.compile(rb'<c r="([A-Za-z]{2,})')
_LONG = [re.compile(rb'r="[A-Za-z]*\d{%d}' % digits) for digits in (6, 7, 8)]
_ADDRESS = re.compile(r"([A-Za-z]{1,8})(\d{1,12})")

_ODD = re.compile(
    rb"""(?:</(?:[\w.\-]+:)?f\s*>|<(?:[\w.\-]+:)?f(?:\s[^<>]*)?/>)\s*"""
    rb"""(?:<(?:[\w.\-]+:)?v\s*/>|<(?:[\w.\-]+:)?v\s*>\s*</|</|\Z)"""
)
"""A formula that is followed by an empty value, by none, or by the end of what is looked at."""
_ERROR_KINDS = (b't="e"', b"t='e'")
_FORMULA_STARTS = (b"<f", b":f")

Chunks = Callable[[], Iterable[bytes]]


class Measured(NamedTuple):
    """The extent, odd cells, formulas with a result of 0, and whether any formula has another result."""

    extent: Extent
    odd: Odd
    zeros: Odd
    calculated: bool


def measured(chunks: Chunks, limits: Limits, zeros: bool = False) -> Measured:
    """How far the cells with values reach: exact, or an upper bound that is within `limits`.

    `chunks` starts the member's bytes anew at each call; a member that is no worksheet spans nothing. Formulas with a
    result of 0 are looked for only where `zeros` are asked for.

    Raises:
        Rejected: `xml_entities` at a DOCTYPE.
    """
    outline, plain = _outline(_whole_tags(chunks()), zeros)
    if plain and outline.within(limits):
        return Measured(outline, {}, {}, False)
    cells = _Cells()
    parse(chunks(), cells)
    return Measured(Extent(cells.rows, cells.columns, cells.count), cells.odd, cells.zeros, cells.calculated)


def has_values(chunks: Iterable[bytes]) -> bool:
    """Whether any cell holds a value.

    Raises:
        Rejected: `truncated`.
    """
    cells = _Cells()
    parse(chunks, cells)
    return cells.count > 0


def _whole_tags(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Chunks that end where a tag ends, so that no tag is cut in two (unless it is longer than a chunk)."""
    rest = b""
    for part in parts:
        whole, end, tail = part.rpartition(b">")
        yield rest + whole + end
        rest = tail
    yield rest


def _outline(parts: Iterable[bytes], zeros: bool) -> tuple[Extent, bool]:
    """An upper bound of the extent, and whether it is enough: all rows and cells say where they are, none is odd."""
    letters: set[bytes] = set()
    digits, cells, plain = 0, 0, True
    for part in parts:
        if _DOCTYPE.search(part):
            raise Rejected("xml_entities", "DOCTYPE")
        found = len(_CELL.findall(part))
        cells += found
        plain = plain and found == part.count(b'<c r="') and len(_ROW.findall(part)) == part.count(b'<row r="')
        plain = plain and not (found and _may_be_odd(part, zeros))
        letters.update(_WIDE.findall(part))
        while digits < len(_LONG) and _LONG[digits].search(part):
            digits += 1
    if not cells:
        return Extent(0, 0, 0), plain
    columns = max((_column(name.decode()) for name in letters), default=26)
    return Extent((99_999, 999_999, 1_048_576, 10**12)[digits], columns, cells), plain


def _may_be_odd(part: bytes, zeros: bool) -> bool:
    """Whether a part of a sheet holds an error, a formula without a result, or any formula if `zeros` are asked for."""
    if any(kind in part for kind in _ERROR_KINDS):
        return True
    return any(start in part for start in _FORMULA_STARTS) and (zeros or bool(_ODD.search(part)))


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Cells(Handlers):
    """Follows a worksheet's rows and cells, and remembers the furthest one that holds something, and odd ones."""

    def __init__(self) -> None:
        self.rows = self.columns = self.count = 0
        self.odd: Odd = {}
        self.zeros: Odd = {}
        self.calculated = False
        self._row, self._column, self._in_cell = 0, 0, False
        self._kind = ""
        self._formula = self._valued = self._in_value = False
        self._value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._start_cell(attributes)
        elif self._in_cell and name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            self.count += name != "f"
            self._formula = self._formula or name == "f"
            self._in_value = name == "v"
            self._valued = self._valued or name != "f"

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column, self._in_cell = self._column + 1, True
        if match := _ADDRESS.fullmatch(attributes.get("r", "")):
            self._row, self._column = int(match[2]), _column(match[1])
        self._kind, self._formula, self._valued, self._value = attributes.get("t", ""), False, False, []

    def data(self, text: str) -> None:
        if self._in_value:
            self._value.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "v":
            self._in_value = False
        elif name == "c":
            self._in_cell = False
            if self._formula or self._kind == "e":
                self._judge("".join(self._value).strip(), (self._row - 1, self._column - 1))

    def _judge(self, value: str, place: tuple[int, int]) -> None:
        """An error is told by its name; an empty text is a result (of `=""`), an empty number is none."""
        if self._kind == "e":
            self.odd[place] = value or ERRORS[0x0F]
            self.calculated = self.calculated or self._formula
        elif not value and not (self._kind == "str" and self._valued):
            self.odd[place] = UNCALCULATED
        elif value == "0" and self._kind in ("", "n"):
            self.zeros[place] = UNCALCULATED
        else:
            self.calculated = True
