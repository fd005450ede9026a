"""The OLE container around an old Excel workbook, read with every count and chain distrusted.

Format: [MS-CFB]. A damaged header can ask a trusting reader for terabytes or send it round a loop, so the workbook's
stream is taken out here and handed on in a small container of our own making.
"""

from __future__ import annotations

import struct
from array import array

from msgspec import Struct

from validator.readers.errors import Rejected

__all__ = ["SIGNATURE", "Container", "wrap"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _ROOT = 2, 5


class _Entry(Struct, frozen=True):
    kind: int
    start: int
    size: int


class Container:
    """The streams of an OLE file held in memory.

    Raises:
        Rejected: `truncated` where a sector lies beyond the end of the file or a chain does not end.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise Rejected("truncated", f"OLE header, {len(data)} bytes")
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise Rejected("truncated", f"OLE sector shift {shift}")
        self._size = 1 << shift
        (directory, _, self._cutoff, minifat, _, difat) = struct.unpack_from("<6I", data, 48)
        self._fat = self._read_fat(difat)
        self._minifat = _words(self._chain(minifat))
        self.entries = dict(self._read_directory(directory))
        root = next((entry for entry in self.entries.values() if entry.kind == _ROOT), None)
        self._mini = self._chain(root.start) if root else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise Rejected("truncated", f"OLE sector {number} lies beyond the end of the file")
        return self._data[start : start + self._size]

    def _read_fat(self, difat: int) -> array[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(len(self._data) // self._size + 1):
            if difat in (_END, _FREE):
                break
            words = _words(self._sector(difat))
            numbers.extend(words[:-1])
            difat = words[-1]
        else:
            raise Rejected("truncated", "OLE allocation table runs in a loop")
        return _words(self._whole(b"".join(self._sector(number) for number in numbers if number != _FREE)))

    def _whole(self, data: bytes) -> bytes:
        """Only the last sector of a stream may be short, not that of a table."""
        if len(data) % self._size:
            raise Rejected("truncated", "OLE table is cut off")
        return data

    def _chain(self, number: int) -> bytes:
        data, size, numbers = self._data, self._size, _walk(number, self._fat)
        if numbers and (max(numbers) + 1) * size >= len(data):
            return b"".join(map(self._sector, numbers))
        return b"".join([data[start : start + size] for start in ((each + 1) * size for each in numbers)])

    def _read_directory(self, start: int) -> list[tuple[str, _Entry]]:
        data, entries = self._whole(self._chain(start)), []
        for offset in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, offset + 64)
            first, size = struct.unpack_from("<IQ", data, offset + 116)
            name = data[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            entries.append((name, _Entry(kind, first, size & _FREE if self._size == 512 else size)))
        return entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; its declared size has to be there in full."""
        entry = self.entries[name]
        if entry.size < self._cutoff:
            data = b"".join(self._mini[each * 64 : each * 64 + 64] for each in _walk(entry.start, self._minifat))
        else:
            data = self._chain(entry.start)
        if len(data) < entry.size:
            raise Rejected("truncated", f"stream {name}: {len(data)} of {entry.size} bytes")
        return data[: entry.size]

    def has(self, name: str) -> bool:
        """Whether there is a stream of this name."""
        return name in self.entries and self.entries[name].kind == _STREAM


def _words(data: bytes) -> array[int]:
    return array("I", data[: len(data) // 4 * 4])


def _walk(number: int, table: array[int]) -> list[int]:
    numbers: list[int] = []
    while number not in (_END, _FREE):
        if number >= len(table) or len(numbers) > len(table):
            raise Rejected("truncated", "OLE chain runs outside its table or in a loop")
        numbers.append(number)
        number = table[number]
    return numbers


def wrap(stream: bytes) -> bytes:
    """A container (version 4, sectors of 4,096 bytes) that holds `stream`, at most 400 MB, as `Workbook`.

    Sectors: the allocation table, the directory, a mini stream (blank, but some readers insist), the stream.
    """
    size = 4096
    stream = stream.ljust(size, b"\0")
    sectors = -(-len(stream) // size)
    tables = next(n for n in range(1, 110) if n * 1024 >= n + 2 + sectors)
    fat = array("I", [_FAT] * tables + [_END, _END] + [tables + 3 + n for n in range(sectors - 1)] + [_END])
    fat.extend([_FREE] * (tables * 1024 - len(fat)))
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    directory = _directory_entry("Root Entry", _ROOT, 1, tables + 1, 64) + _directory_entry(
        "Workbook", _STREAM, _FREE, tables + 2, len(stream)
    )
    return b"".join(
        (
            header.ljust(size, b"\0"),
            fat.tobytes(),
            directory.ljust(size, b"\0"),
            bytes(size),
            stream.ljust(sectors * size, b"\0"),
        )
    )


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    return label.ljust(64, b"\0") + struct.pack(
        "<HBB3I16x4x8x8xIQ", len(label), kind, 1, _FREE, _FREE, child, start, size
    )
