"""How far the cells of an xlsx or xlsb sheet reach, found without holding them.

The library that reads workbooks lays a sheet out as a full rectangle; two cells in opposite corners of a sheet would
take all memory. So the rectangle is measured first: by its outline with searches that cost little, and cell by cell
only if the outline is too large or the sheet is written in an unusual way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from validator.exports.errors import Rejected
from validator.exports.files.limits import Extent, Limits
from validator.exports.files.xmlsafe import Handlers, local, parse

__all__ = ["xlsb_extent", "xlsx_extent"]

_DOCTYPE = re.compile(b"<!(?:DOCTYPE|ENTITY)|" + re.escape("<!DOCTYPE".encode("utf-16-le")[:-1]), re.IGNORECASE)
_CELL = re.compile(rb"<(?:[\w.\-]+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:[\w.\-]+:)?row[\s/>]")
_WIDE = re.compile(rb'<c r="([A-Za-z]{2,})')
_LONG = [re.compile(rb'r="[A-Za-z]*\d{%d}' % digits) for digits in (6, 7, 8)]
_ADDRESS = re.compile(r"([A-Za-z]{1,8})(\d{1,12})")

Chunks = Callable[[], Iterable[bytes]]


def xlsx_extent(chunks: Chunks, limits: Limits) -> Extent:
    """How far the cells with values reach: exact, or an upper bound that is within `limits`.

    `chunks` starts the member's bytes anew at each call; a member that is no worksheet spans nothing.

    Raises:
        Rejected: `xml_entities` at a DOCTYPE.
    """
    outline, plain = _outline(_whole_tags(chunks()))
    if plain and outline.within(limits):
        return outline
    cells = _Cells()
    parse(chunks(), cells)
    return Extent(cells.rows, cells.columns, cells.count)


def _whole_tags(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Chunks that end where a tag ends, so that no tag is cut in two (unless it is longer than a chunk)."""
    rest = b""
    for part in parts:
        whole, end, tail = part.rpartition(b">")
        yield rest + whole + end
        rest = tail
    yield rest


def _outline(parts: Iterable[bytes]) -> tuple[Extent, bool]:
    """An upper bound of the extent, and whether it is one: every row and cell says where it stands."""
    letters: set[bytes] = set()
    digits, cells, plain = 0, 0, True
    for part in parts:
        if _DOCTYPE.search(part):
            raise Rejected("xml_entities", "DOCTYPE")
        found = len(_CELL.findall(part))
        cells += found
        plain = plain and found == part.count(b'<c r="') and len(_ROW.findall(part)) == part.count(b'<row r="')
        letters.update(_WIDE.findall(part))
        while digits < len(_LONG) and _LONG[digits].search(part):
            digits += 1
    if not cells:
        return Extent(0, 0, 0), plain
    columns = max((_column(name.decode()) for name in letters), default=26)
    return Extent((99_999, 999_999, 1_048_576, 10**12)[digits], columns, cells), plain


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Cells(Handlers):
    """Follows a worksheet's rows and cells, and remembers the furthest cell that holds something."""

    def __init__(self) -> None:
        self.rows = self.columns = self.count = 0
        self._row, self._column, self._in_cell = 0, 0, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._column, self._in_cell = self._column + 1, True
            if match := _ADDRESS.fullmatch(attributes.get("r", "")):
                self._row, self._column = int(match[2]), _column(match[1])
        elif self._in_cell and name in ("v", "is"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            self.count += 1

    def end(self, tag: str) -> None:
        if local(tag) == "c":
            self._in_cell = False


def xlsb_extent(data: bytes) -> Extent:
    """The same for the binary sheet of an xlsb: BrtRowHdr (0) and the cell records (2 to 11) of [MS-XLSB]."""
    rows = columns = cells = row = 0
    for kind, at, length in _binary_records(data):
        if kind == 0 and length >= 4:
            row = int.from_bytes(data[at : at + 4], "little")
        elif 2 <= kind <= 11 and length >= 4:
            column = int.from_bytes(data[at : at + 4], "little")
            rows, columns, cells = max(rows, row + 1), max(columns, column + 1), cells + 1
    return Extent(rows, columns, cells)


def _binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    position = 0
    while position < len(data):
        kind, position = _varint(data, position, 2)
        length, position = _varint(data, position, 4)
        yield kind, position, length
        position += length


def _varint(data: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for shift, byte in enumerate(data[position : position + most]):
        value |= (byte & 0x7F) << (7 * shift)
        position += 1
        if byte < 0x80:
            break
    return value, position
