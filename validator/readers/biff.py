"""The records of a BIFF workbook stream, gone through once before a library may read them.

Format: [MS-XLS]. What is asked: is it encrypted, does every sheet end, how many cells do its sheets span, and which
cells show an error? What a library could misunderstand is written anew: the size that a sheet declares is only a hint,
and a wrong one would reserve memory for cells that are not there; in BIFF8 a code page says nothing of the texts; a
number format that the file defines under a number below 164 goes before the built-in one of that number.
"""

from __future__ import annotations

import codecs
import struct
from typing import NamedTuple

from validator.readers.errors import Rejected
from validator.readers.limits import Budget, Extent
from validator.readers.results import ERRORS, Odd
from validator.readers.sheets import UNCALCULATED

__all__ = ["Vetted", "vetted"]

_EOF, _FILEPASS, _BOUNDSHEET, _SST, _DIMENSIONS, _MULRK = 0x0A, 0x2F, 0x85, 0xFC, 0x200, 0xBD
_CODEPAGE, _FORMAT, _XF, _RECALCID, _FORMULA, _BOOLERR = 0x42, 0x41E, 0xE0, 0x1C1, 0x06, 0x205
_CELLS = frozenset((_FORMULA, 0xFD, _MULRK, 0x203, 0x204, _BOOLERR, 0x27E))
_RESULTS = frozenset((_FORMULA, _BOOLERR))
_HEADER = struct.Struct("<HH")
_CELL = struct.Struct("<HHHH")
"""Type and length of a record; of one that holds cells, also the row and column of the first."""
_BIFF8, _UTF16, _FIRST_OWN_FORMAT = 0x600, 1200, 164
_KNOWN_PAGES = frozenset((874, 932, 936, 949, 950, *range(1250, 1259), 10000))
"""Code pages that python-calamine decodes; of 32769 (Windows) or 850 (DOS) it makes no workbook at all."""
_APPLE = 32768
_ERROR, _EMPTY_TEXT, _CALCULATE_ON_OPENING = 2, 3, 2


class Vetted(NamedTuple):
    """A stream fit to be read, and the odd cells of each of its sheets in their order.

    Where a `codec` is named, a library gives each byte of a text as the character of that number.
    """

    stream: bytes
    odd: list[Odd]
    codec: str


def vetted(stream: bytes, budget: Budget) -> Vetted:
    """The stream without what misleads a library, and what the library will not tell.

    Raises:
        Rejected: `password_protected`, `truncated` or `too_many_cells`.
    """
    clean = bytearray(stream)
    padded = stream + bytes(_CELL.size)
    book = _Book(padded, len(stream), clean)
    sheets = [_Cells() for _ in book.positions]
    for position, cells in zip(book.positions, sheets, strict=True):
        extent = _extent(padded, len(stream), position, clean, cells)
        if not extent.within(budget.limits):
            raise Rejected("too_many_cells", f"{extent.rows} x {extent.columns}")
        budget.spend(extent.rows * extent.columns)
    calculated = book.calculated or any(cells.calculated for cells in sheets)
    return Vetted(bytes(clean), [cells.odd(calculated) for cells in sheets], book.codec)


def _truncated(end: int) -> Rejected:
    return Rejected("truncated", f"workbook stream ends at byte {end} in the middle of a sheet")


class _Book:
    """The records before the sheets: where these begin, and which version and number formats the file has.

    `calculated` tells that the program which wrote the file works formulas out itself: such ones say with what engine.
    """

    def __init__(self, stream: bytes, end: int, clean: bytearray) -> None:
        self.positions: list[int] = []
        self.version = struct.unpack_from("<H", stream, 4)[0] if end >= 6 else 0
        self.calculated = False
        self.codec = "" if self.version >= _BIFF8 else "cp1252"
        self._stream, self._end, self._clean = stream, end, clean
        self._formats: list[int] = []
        self._uses: list[int] = []
        self._read()
        self._renumber()

    def _read(self) -> None:
        position, header = 0, _HEADER.unpack_from
        while position <= self._end - 4:
            kind, length = header(self._stream, position)
            at, position = position + 4, position + 4 + length
            if position > self._end:
                break
            if kind == _EOF:
                return
            self._take(kind, at, length)
        raise _truncated(self._end)

    def _take(self, kind: int, at: int, length: int) -> None:
        if kind == _FILEPASS:
            raise Rejected("password_protected", "BIFF FILEPASS")
        if kind == _BOUNDSHEET and length >= 4:
            self.positions.append(struct.unpack_from("<I", self._stream, at)[0])
        elif kind == _SST and length >= 8 and struct.unpack_from("<I", self._stream, at + 4)[0] > self._end // 3:
            raise Rejected("truncated", "string table is longer than the file")
        elif kind == _CODEPAGE and length >= 2:
            self._take_codepage(at)
        elif kind == _FORMAT and length >= 2:
            self._formats.append(at)
        elif kind == _XF and length >= 4:
            self._uses.append(at + 2)
        elif kind == _RECALCID:
            self.calculated = True

    def _take_codepage(self, at: int) -> None:
        """Texts of BIFF8 are UTF-16 whatever the code page; older ones have a page that the library knows, or not."""
        page = struct.unpack_from("<H", self._stream, at)[0]
        self.codec = "" if self.version >= _BIFF8 or page in _KNOWN_PAGES else _codec(page)
        if self.version >= _BIFF8 or self.codec:
            struct.pack_into("<H", self._clean, at, _UTF16)

    def _renumber(self) -> None:
        """Formats that the file defines get numbers of which none is built in, and their uses the same."""
        number = {at: struct.unpack_from("<H", self._stream, at)[0] for at in (*self._formats, *self._uses)}
        free = max(_FIRST_OWN_FORMAT, *number.values(), 0) + 1 if number else _FIRST_OWN_FORMAT
        defined = sorted({number[at] for at in self._formats if number[at] < _FIRST_OWN_FORMAT})
        anew = {old: free + place for place, old in enumerate(defined)}
        if free + len(anew) <= 0xFFFF:
            for at, old in number.items():
                struct.pack_into("<H", self._clean, at, anew.get(old, old))


class _Cells:
    """The cells of one sheet that show an error, and formulas that may never have been worked out."""

    def __init__(self) -> None:
        self.calculated = False
        self._errors: Odd = {}
        self._waiting: Odd = {}
        self._blank: Odd = {}

    def take(self, stream: bytes, kind: int, at: int, length: int) -> None:
        """Look at a BOOLERR or FORMULA record."""
        row, column = _HEADER.unpack_from(stream, at)
        if kind == _BOOLERR:
            if length >= 8 and stream[at + 7]:
                self._errors[row, column] = _error(stream[at + 6])
        elif length >= 16:
            self._take_formula((row, column), stream[at + 6 : at + 14], stream[at + 14])

    def _take_formula(self, place: tuple[int, int], result: bytes, flags: int) -> None:
        """Of a number the result is one; else its last two bytes are 0xFFFF and the first tells what it is."""
        special = result[6:] == b"\xff\xff"
        if special and result[0] == _ERROR:
            self._errors[place] = _error(result[2])
            self.calculated = True
        elif special and result[0] == _EMPTY_TEXT:
            self._blank[place] = UNCALCULATED
        elif flags & _CALCULATE_ON_OPENING and not any(result):
            self._waiting[place] = UNCALCULATED
        else:
            self.calculated = True

    def odd(self, calculated: bool) -> Odd:
        """The cells by address; blank results are those of formulas only where a program worked out some."""
        return self._errors | self._waiting | ({} if calculated else self._blank)


def _codec(page: int) -> str:
    """Python's name of a code page; Windows' own for Western Europe where the file names none."""
    try:
        return codecs.lookup("mac_roman" if page == _APPLE else f"cp{page}").name if page != _UTF16 else "cp1252"
    except LookupError:
        return "cp1252"


def _error(code: int) -> str:
    return ERRORS.get(code, ERRORS[0x0F])


def _extent(stream: bytes, end: int, position: int, clean: bytearray, odd: _Cells) -> Extent:
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
            elif kind in _RESULTS:
                odd.take(stream, kind, at, length)
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
