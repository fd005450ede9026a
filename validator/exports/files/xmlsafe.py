"""Expat without document types: no entities, no external files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NoReturn
from xml.parsers import expat

from validator.exports.errors import Rejected

__all__ = ["Handlers", "iso_moment", "local", "parse"]


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
