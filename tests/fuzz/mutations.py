"""Ways to spoil a file: each takes bytes and a source of chance, and gives other bytes."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

VALUES = (
    "", " ", "0", "-", "-1", "1e308", "1e999", "NaN", "9" * 40, "0" * 16, "31/02/2026", "00/00/0000",
    "2026-11-24T25:61", "=1+1", "'", '"', ";", "\t", "\n", "\r",
    "a" * 40_000, "1" * 3_000, "1." * 500, "\u202e\u0000\ufeff", "\x07\x0b",
    "&#0;", "&#xD800;", "&nope;", "]]>", "<!--", "<table>", "</table>", "{x}", "%s%n", "../../x",
    "\u00e9\U0001f600", "TRUE",
    "#REF!", "6311.03.2021", "6311032021", "6.311032021E9", "2026", "20.26", "_6311030101909001", "Jum'at", "NULL",
    "null",
)  # fmt: skip
NUMBERS = (
    "-1",
    "0",
    "1",
    "2",
    "255",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "2147483647",
    "4294967296",
    "9" * 25,
    "x",
)
WORDS = tuple(n.to_bytes(4, "little") for n in (0, 1, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp037", "utf-7")


def flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 32)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def word(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(WORDS)[: chance.choice((1, 2, 4))] + data[at + chance.choice((0, 1, 2, 4)) :]


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _block(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 7, 64, 512, 4096)))


def drop(data: bytes, chance: Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def double(data: bytes, chance: Random) -> bytes:
    start, end = _block(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def blank(data: bytes, chance: Random) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + bytes([chance.choice((0, 0, 32, 255))]) * (end - start) + data[end:]


def tail(data: bytes, chance: Random) -> bytes:
    return data + chance.choice((b"\0" * 600, b"\x1a", b"\r\n\r\n", b"PK\x05\x06" + b"\0" * 18, data, b"<html>"))


def head(data: bytes, chance: Random) -> bytes:
    return (
        chance.choice((b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"<html>", b" " * 2000, b"sep=;\n")) + data
    )


def recode(data: bytes, chance: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _spliced(data: bytes, found: list[re.Match[bytes]], chance: Random, values: tuple[str, ...]) -> bytes:
    if not found:
        return flip(data, chance)
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(values).encode("utf-8", "replace") + data[match.end() :]


def cell(data: bytes, chance: Random) -> bytes:
    """Another text between two marks."""
    return _spliced(data, list(re.finditer(rb"(?<=[>;,\n])[^<>;,\n]+(?=[<;,\n])", data)), chance, VALUES)


def number(data: bytes, chance: Random) -> bytes:
    """Another number in an attribute."""
    return _spliced(data, list(re.finditer(rb'(?<=")[A-Z]{0,3}\d+(?=")', data)), chance, NUMBERS)


def mark(data: bytes, chance: Random) -> bytes:
    """A mark dropped, doubled or closed twice."""
    found = list(re.finditer(rb"<[^<>]{1,200}>", data))
    if not found:
        return drop(data, chance)
    match = chance.choice(found)
    return data[: match.start()] + match[0] * chance.choice((0, 0, 2, 3)) + data[match.end() :]


def lines(data: bytes, chance: Random) -> bytes:
    """Lines, or rows, in another order: a header comes lower down, or twice."""
    joint = next((j for j in (b"</row>", b"</tr>", b"</Row>", b"</table:table-row>", b"\n") if j in data), b"\n")
    parts = data.split(joint)
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts.insert(other, parts[one] if chance.random() < 0.3 else parts.pop(one))
    return joint.join(parts)


def columns(data: bytes, chance: Random) -> bytes:
    """Fields of one line lost, added or exchanged."""
    parts = data.split(b"\n")
    at = chance.randrange(len(parts))
    sign = max((b",", b";", b"\t", b"|"), key=parts[at].count)
    fields = parts[at].split(sign)
    one, other = chance.randrange(len(fields)), chance.randrange(len(fields))
    fields[one], fields[other] = fields[other], fields[one]
    parts[at] = sign.join(chance.choice((fields, fields[1:], [*fields, b"x"], [b"", *fields], fields * 2)))
    return b"\n".join(parts)


def record(data: bytes, chance: Random) -> bytes:
    """One record of a BIFF stream with another kind, length or content, in place."""
    start = max(data.find(b"\x09\x08\x10\x00"), data.find(b"\x09\x08\x08\x00"), 0)
    places = []
    while start + 4 <= len(data) and len(places) < 5_000:
        length = int.from_bytes(data[start + 2 : start + 4], "little")
        places.append((start, length))
        start += 4 + length
    if not places:
        return flip(data, chance)
    at, length = chance.choice(places)
    changed = bytearray(data)
    where = chance.choice((at, at + 2, *range(at + 4, min(at + 4 + length, len(data) - 4, at + 40))))
    changed[where : where + 2] = chance.choice(WORDS)[: chance.choice((1, 2))].ljust(2, b"\0")
    return bytes(changed)


TEXT: dict[str, Mutation] = {"cell": cell, "number": number, "mark": mark, "lines": lines, "recode": recode}
BYTES: dict[str, Mutation] = {f.__name__: f for f in (flip, word, cut, drop, double, blank, tail, head)}
LISTS: dict[str, Mutation] = {"cell": cell, "lines": lines, "columns": columns, "recode": recode}


def member(data: bytes, chance: Random) -> bytes:
    """One member of a zip spoilt, renamed, doubled, lost or packed otherwise; the zip itself stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = [(info.filename, packed.read(info)) for info in packed.infolist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        return flip(data, chance)
    if not members:
        return flip(data, chance)
    at = chance.randrange(len(members))
    name, content = members[at]
    kind = chance.choice(("spoil",) * 12 + ("lose", "rename", "double", "order"))
    if kind == "spoil":
        text = content[:1] == b"<" or name.endswith((".csv", ".html"))
        ways = {**(TEXT if text else {}), **(BYTES if chance.random() < 0.3 or not text else {})}
        members[at] = name, ways[chance.choice(sorted(ways))](content, chance)
    elif kind == "lose":
        members.pop(at)
    elif kind == "double":
        members.append(members[at])
    elif kind == "rename":
        others = (name.upper(), name.replace("/", "\\"), "../" + name, name + "x", "/" + name, "é" + name)
        members[at] = chance.choice(others), content
    else:
        chance.shuffle(members)
    return _packed(members, chance)


def _packed(members: list[tuple[str, bytes]], chance: Random) -> bytes:
    import warnings

    target = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED,) * 8 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as packed:
        warnings.simplefilter("ignore")
        for name, content in members:
            packed.writestr(name, content)
    return target.getvalue()


def ways(kind: str) -> dict[str, Mutation]:
    """The mutations that make sense for a kind of file."""
    if kind in ("xlsx", "xlsb", "ods", "zip"):
        return {**BYTES, **{f"member{i}": member for i in range(24)}}
    if kind in ("html", "xml", "fods"):
        return {**BYTES, **TEXT, "cell2": cell, "number2": number, "mark2": mark}
    if kind in ("csv", "txt", "slk"):
        return {**BYTES, **LISTS, "cell2": cell, "columns2": columns}
    if kind == "biff":
        return {**BYTES, **{f"record{i}": record for i in range(8)}}
    return BYTES
