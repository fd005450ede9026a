"""The records of a BIFF workbook stream, gone through once before a library may read them.

Format: [MS-XLS]. What is asked: is it encrypted, does every sheet end, and how many cells do its sheets span? The size
that a sheet declares is wiped: it is only a hint, and a wrong one would reserve memory for cells that are not there.
"""

from __future__ import annotations

import struct

from validator.exports.errors import Rejected
from validator.exports.files.limits import Budget, Extent

__all__ = ["vetted"]

_EOF, _FILEPASS, _BOUNDSHEET, _SST, _DIMENSIONS, _MULRK = 0x0A, 0x2F, 0x85, 0xFC, 0x200, 0xBD
_CELLS = frozenset((0x06, 0xFD, _MULRK, 0x203, 0x204, 0x205, 0x27E))
_HEADER = struct.Struct("<HH")
_CELL = struct.Struct("<HHHH")
"""Type and length of a record; of one that holds cells, also the row and column of the first."""


def vetted(stream: bytes, budget: Budget) -> bytes:
    """The stream, its DIMENSIONS records wiped, fit to be read.

    Raises:
        Rejected: `password_protected`, `truncated` or `too_many_cells`.
    """
    clean = bytearray(stream)
    padded = stream + bytes(_CELL.size)
    for position in _sheet_positions(padded, len(stream)):
        extent = _extent(padded, len(stream), position, clean)
        if not extent.within(budget.limits):
            raise Rejected("too_many_cells", f"{extent.rows} x {extent.columns}")
        budget.spend(extent.rows * extent.columns)
    return bytes(clean)


def _truncated(end: int) -> Rejected:
    return Rejected("truncated", f"workbook stream ends at byte {end} in the middle of a sheet")


def _sheet_positions(stream: bytes, end: int) -> list[int]:
    """Where the sheets of the workbook begin; `stream` is padded beyond its `end`."""
    positions: list[int] = []
    position, header = 0, _HEADER.unpack_from
    while position <= end - 4:
        kind, length = header(stream, position)
        at, position = position + 4, position + 4 + length
        if position > end:
            break
        if kind == _EOF:
            return positions
        if kind == _FILEPASS:
            raise Rejected("password_protected", "BIFF FILEPASS")
        if kind == _BOUNDSHEET and length >= 4:
            positions.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _SST and length >= 8 and struct.unpack_from("<I", stream, at + 4)[0] > end // 3:
            raise Rejected("truncated", "string table is longer than the file")
    raise _truncated(end)


def _extent(stream: bytes, end: int, position: int, clean: bytearray) -> Extent:
    """The extent of the sheet at `position`; its DIMENSIONS are wiped from `clean`.

    Cells are nine records in ten, so that each record is unpacked as if it were one, its address included.
    """
    rows = columns = cells = 0
    unpack, kinds = _CELL.unpack_from, _CELLS
    while position <= end - 4:
        kind, length, row, column = unpack(stream, position)
        at, position = position + 4, position + 4 + length
        if position > end:
            break
        if kind in kinds and length >= 6:
            if kind == _MULRK:
                column += (length - 6) // 6
            cells += 1
            if row >= rows:
                rows = row + 1
            if column >= columns:
                columns = column + 1
        elif kind == _DIMENSIONS:
            clean[at:position] = bytes(length)
        elif kind == _EOF:
            return Extent(rows, columns, cells)
    raise _truncated(end)
