"""What a server says in its headers, read without belief: numbers, waits, marks, and the place a redirect leads to."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests

from validator.messages.sentences import sentence as _

__all__ = ["NonsenseError", "body", "length", "marks", "range_start", "redirect", "retry_after", "shown", "strong"]

LONGEST = 200
"""Characters of an address that are shown."""
_DIGITS = re.compile(r"[0-9]{1,18}")
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")
_MARK = re.compile(r"[ -~]{1,500}")


class NonsenseError(Exception):
    """An answer that no server should give; the text says what it was, to stand after *server menjawab dengan*."""


def shown(url: str, *, secret: bool = False) -> str:
    """A URL as it may be printed: without query, user or password; of a secret one only the host."""
    try:
        parts = urlsplit(url)
        text = f"{parts.scheme}://{parts.hostname or ''}" + ("" if secret else parts.path)
    except ValueError:
        return "alamat yang tidak dapat dibaca"
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def redirect(response: requests.Response) -> str:
    """The absolute address that a redirect leads to. Raises `NonsenseError` if that is none."""
    said = response.headers["Location"]
    try:
        said = said.encode("latin-1").decode("utf-8")
    except UnicodeError as error:
        raise NonsenseError(_("alamat pengalihan yang memuat huruf yang tidak sah")) from error
    try:
        target = urljoin(response.url, said)
        parts = urlsplit(target)
        named = parts.hostname or parts.scheme not in ("http", "https")
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError as error:
        raise NonsenseError(_("alamat pengalihan yang tidak dapat dibaca")) from error
    if not named or not target.isprintable():
        raise NonsenseError(_("alamat pengalihan yang tidak dapat dibaca"))
    return target


def length(response: requests.Response, there: int) -> int | None:
    """The length of the whole file, if the server says it and sends it as it is. Raises `NonsenseError`."""
    said = response.headers.get("Content-Length", "").strip()
    if said and not all(_DIGITS.fullmatch(part.strip()) for part in said.split(",")):
        raise NonsenseError(_("panjang berkas (Content-Length) yang bukan angka"))
    if not said or response.headers.get("Content-Encoding") or response.headers.get("Transfer-Encoding"):
        return None
    return there + int(said.split(",")[0])


def body(response: requests.Response, size: int) -> Iterator[bytes]:
    """The content in pieces of about `size` bytes. Raises `NonsenseError` if it is packed wrongly or cut off.

    A decoder that is fed half a gzip says nothing of it; so it is unpacked here.
    """
    packed = str(response.raw.headers.pop("Content-Encoding", "")).strip().lower()
    if packed in ("", "identity"):
        yield from response.iter_content(size)
    elif packed in ("gzip", "x-gzip"):
        yield from _unpacked(response.iter_content(size), size)
    else:
        raise NonsenseError(_("isi yang dimampatkan dengan cara yang tidak diminta"))


def _unpacked(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    wrong = _("isi yang dimampatkan dengan gzip tetapi tidak utuh")
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, size)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, size)
    except zlib.error as error:
        raise NonsenseError(wrong) from error
    if not unpacker.eof:
        raise NonsenseError(wrong)


def retry_after(response: requests.Response) -> float | None:
    """Seconds the server asks to wait, if it says so in a way that can be read."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(parsedate_to_datetime(said).timestamp() - time.time(), 0) if said else None
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def range_start(response: requests.Response) -> int | None:
    """Where the server goes on from, by its Content-Range."""
    match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    return int(match[1]) if match else None


def marks(response: requests.Response) -> dict[str, str]:
    """What the server calls this content, to ask next night whether it changed; '' where it cannot be sent back."""
    said = {name: response.headers.get(name, "").strip() for name in ("ETag", "Last-Modified")}
    return {name: value if _MARK.fullmatch(value) else "" for name, value in said.items()}


def strong(response: requests.Response) -> str:
    """What identifies the very bytes of the content, for If-Range; '' if nothing does."""
    said = marks(response)
    if response.headers.get("Content-Encoding"):
        return ""
    return said["ETag"] if said["ETag"] and not said["ETag"].startswith("W/") else said["Last-Modified"]
