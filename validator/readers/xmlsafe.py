"""Expat without document types: no entities, no external files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NoReturn
from xml.parsers import expat

from validator.readers.errors import Rejected

__all__ = ["Handlers", "in_utf8", "iso_moment", "local", "parse"]

_SIGNS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How XML begins that is not in UTF-8, if it does not say so otherwise."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.\-]{1,40})["']""")
_DECLARATION = re.compile(r"""^\s*<\?xml.*?\?>""", re.DOTALL)


class Handlers:
    """What to do at a start tag (name and attributes are `namespace name`), an end tag and at text."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside an element."""


def parse(chunks: Iterable[bytes], handlers: Handlers) -> None:
    """Run XML through `handlers`.

    Raises:
        Rejected: `xml_entities` at a DOCTYPE, `truncated` where the XML is cut off or not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Rejected("truncated", str(error)) from error


def in_utf8(head: bytes, whole: Callable[[], bytes]) -> bytes | None:
    """The document in UTF-8 if it is written otherwise, else None; `head` is how it begins, `whole` gives all of it.

    Readers that know UTF-8 alone see nothing in it, and say nothing.

    Raises:
        Rejected: `truncated` where it is not what it says.
    """
    declared = _DECLARED.match(head)
    encoding = next((name for sign, name in _SIGNS if head.startswith(sign)), declared[1].decode() if declared else "")
    if encoding.casefold() in ("", "utf-8", "utf8", "us-ascii", "ascii"):
        return None
    try:
        text = whole().decode(encoding)
    except (LookupError, ValueError) as error:
        raise Rejected("truncated", str(error)) from error
    return _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1).encode("utf-8", "replace")


def _refuse(*_: object) -> NoReturn:
    raise Rejected("xml_entities", "DOCTYPE")


def local(name: str) -> str:
    """The name without its namespace.

    >>> local("urn:schemas-microsoft-com:office:spreadsheet Row")
    'Row'
    """
    return name.rpartition(" ")[2]


def iso_moment(text: str) -> date | datetime | str:
    """A date (midnight counts as a date) or a moment in ISO form; other text as it stands.

    >>> iso_moment("2022-01-23T00:00:00.000"), iso_moment("2022-01-23T07:30:00"), iso_moment("0000-00-00")
    (datetime.date(2022, 1, 23), datetime.datetime(2022, 1, 23, 7, 30), '0000-00-00')
    """
    try:
        moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return moment.date() if moment == datetime.combine(moment.date(), datetime.min.time()) else moment
