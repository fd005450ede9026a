"""The binary parts of an xlsb: how far the cells of a sheet reach, which show errors, and short cells made whole.

Format: [MS-XLSB]. Of cells that follow each other some programs write the first with its column and the others
without (BrtShort… records), which the library that reads workbooks drops.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from validator.readers.limits import Extent
from validator.readers.results import ERRORS, Odd

__all__ = ["BinarySheet", "binary_sheet", "bundled_sheets"]

_ROW, _FIRST, _ERROR, _FORMULA_ERROR, _LAST = 0, 1, 3, 11, 11
_FIRST_SHORT, _LAST_SHORT, _BUNDLED_SHEET = 12, 18, 156


class BinarySheet(NamedTuple):
    """How far the cells reach, the odd ones, and the part with each cell in full; None if they are so already."""

    extent: Extent
    odd: Odd
    whole: bytes | None


def binary_sheet(data: bytes) -> BinarySheet:
    """Go through BrtRowHdr (0), the cell records (1 to 11; 1 is blank) and the short ones (12 to 18)."""
    rows = columns = cells = row = 0
    column, short = -1, False
    odd: Odd = {}
    for kind, at, length, _ in _records(data):
        if kind == _ROW and length >= 4:
            row, column = _word(data, at), -1
        elif _FIRST <= kind <= _LAST and length >= 4:
            column = _word(data, at)
        elif _FIRST_SHORT <= kind <= _LAST_SHORT:
            column, short, at = column + 1, True, at - 4
            kind -= _LAST
        else:
            continue
        if _FIRST < kind <= _LAST:
            rows, columns, cells = max(rows, row + 1), max(columns, column + 1), cells + 1
            if kind in (_ERROR, _FORMULA_ERROR) and at + 8 < len(data):
                odd[row, column] = ERRORS.get(data[at + 8], ERRORS[0x0F])
    return BinarySheet(Extent(rows, columns, cells), odd, _whole(data) if short else None)


def _whole(data: bytes) -> bytes:
    """The part with each short cell as a full one: its column is the one after the last."""
    parts, column = [], -1
    for kind, at, length, start in _records(data):
        if _FIRST_SHORT <= kind <= _LAST_SHORT:
            column += 1
            cell = column.to_bytes(4, "little") + data[at : at + length]
            parts += [bytes([kind - _LAST]), _length(len(cell)), cell]
            continue
        if kind == _ROW:
            column = -1
        elif _FIRST <= kind <= _LAST:
            column = _word(data, at)
        parts.append(data[start : at + length])
    return b"".join(parts)


def bundled_sheets(data: bytes) -> list[tuple[str, str]]:
    """The sheets of `xl/workbook.bin` in their order, as (name, id of the relation): BrtBundleSh."""
    sheets = []
    for kind, at, _, _ in _records(data):
        if kind == _BUNDLED_SHEET:
            key, position = _text(data, at + 8)
            name, _ = _text(data, position)
            sheets.append((name, key))
    return sheets


def _text(data: bytes, at: int) -> tuple[str, int]:
    length = _word(data, at)
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _length(number: int) -> bytes:
    """A number in 7 bits a byte, the last of which has no top bit."""
    parts = []
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def _records(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each record's kind, where its data begin, how long they are, and where it begins itself."""
    position = 0
    while position < len(data):
        start = position
        kind, position = _varint(data, position, 2)
        length, position = _varint(data, position, 4)
        yield kind, position, length, start
        position += length


def _varint(data: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for shift, byte in enumerate(data[position : position + most]):
        value |= (byte & 0x7F) << (7 * shift)
        position += 1
        if byte < 0x80:
            break
    return value, position
