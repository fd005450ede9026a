"""The records of a BIFF workbook stream, gone through once before a library may read them.

Format: [MS-XLS]. What is asked: is it encrypted, does every sheet end, and how many cells do its sheets span? The size
that a sheet declares is wiped: it is only a hint, and a wrong one would reserve memory for cells that are not there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from validator.exports.errors import Rejected
from validator.exports.files.limits import Budget, Extent

__all__ = ["vetted"]

_EOF, _FILEPASS, _BOUNDSHEET, _SST, _DIMENSIONS, _MULRK = 0x0A, 0x2F, 0x85, 0xFC, 0x200, 0xBD
_CELLS = frozenset((0x06, 0xFD, _MULRK, 0x203, 0x204, 0x205, 0x27E))
_HEADER = struct.Struct("<HH")


def vetted(stream: bytes, budget: Budget) -> bytes:
    """The stream, its DIMENSIONS records wiped, fit to be read.

    Raises:
        Rejected: `password_protected`, `truncated` or `too_many_cells`.
    """
    clean = bytearray(stream)
    for position in _sheet_positions(stream):
        extent = _extent(stream, position, clean)
        if not extent.within(budget.limits):
            raise Rejected("too_many_cells", f"{extent.rows} x {extent.columns}")
        budget.spend(extent.rows * extent.columns)
    return bytes(clean)


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(type, offset of the data, length) of each record up to and with the first end-of-file record."""
    end = len(stream) - 4
    while position <= end:
        kind, length = _HEADER.unpack_from(stream, position)
        position += 4
        if position + length > len(stream):
            break
        yield kind, position, length
        if kind == _EOF:
            return
        position += length
    raise Rejected("truncated", f"workbook stream ends at byte {len(stream)} in the middle of a sheet")


def _sheet_positions(stream: bytes) -> list[int]:
    positions = []
    for kind, at, length in _records(stream, 0):
        if kind == _FILEPASS:
            raise Rejected("password_protected", "BIFF FILEPASS")
        if kind == _BOUNDSHEET and length >= 4:
            positions.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _SST and length >= 8 and struct.unpack_from("<I", stream, at + 4)[0] > len(stream) // 3:
            raise Rejected("truncated", "string table is longer than the file")
    return positions


def _extent(stream: bytes, position: int, clean: bytearray) -> Extent:
    """The extent of the sheet at `position`; its DIMENSIONS are wiped from `clean`."""
    rows = columns = cells = 0
    header = _HEADER.unpack_from
    for kind, at, length in _records(stream, position):
        if kind in _CELLS and length >= 6:
            row, column = header(stream, at)
            if kind == _MULRK:
                column += (length - 6) // 6
            cells += 1
            if row >= rows:
                rows = row + 1
            if column >= columns:
                columns = column + 1
        elif kind == _DIMENSIONS:
            clean[at : at + length] = bytes(length)
    return Extent(rows, columns, cells)
