"""An xlsx as openpyxl wants it, and the results of its formulas, which openpyxl drops when it writes the file.

openpyxl sees no sheets in a workbook of the strict variant of ISO/IEC 29500, as Excel saves it by choice: there the
namespaces have other names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook

from validator.readers import archives
from validator.readers.limits import LIMITS
from validator.readers.packages import Package, package_of, repacked
from validator.readers.xmlsafe import Handlers, local, parse

__all__ = ["FormulaResult", "Original", "original_of", "with_results"]

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_NAMES = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_TEXTS = (".xml", ".rels", ".vml")
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^<>]*)>(<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


class FormulaResult(NamedTuple):
    """What a formula came to: the type of its cell ('' is a number) and the value as it is written."""

    kind: str
    value: str


class Original(NamedTuple):
    """A workbook's bytes for openpyxl, its formulas' results by sheet and address, and if it is worked out anew."""

    content: bytes
    results: Mapping[str, Mapping[str, FormulaResult]]
    recalculates: bool


def original_of(content: bytes) -> Original:
    """The workbook `content`.

    Raises:
        Rejected: it is damaged, or asks for more than a workbook may.
    """
    with archives.opened(BytesIO(content), LIMITS) as archive:
        package = package_of(archive)
        anew = _transitional(archive, package)
        results = {
            name: _results_in(archive, member) for name, member in package.sheets if member in archive.NameToInfo
        }
        if anew or package.renamed or archives.renamed(archive):
            content = repacked(archive, package, anew).getvalue()
    return Original(content, results, package.recalculates)


def _transitional(archive: ZipFile, package: Package) -> dict[str, bytes]:
    """The members of a strict workbook with the namespaces of the usual variant; none of any other."""
    if not _STRICT.search(archives.read(archive, package.book)):
        return {}
    names = [info.filename for info in archives.members(archive) if info.filename.endswith(_TEXTS)]
    return {name: _STRICT.sub(_usual_name, archives.read(archive, name)) for name in names}


def _usual_name(found: re.Match[bytes]) -> bytes:
    name = _NAMES.get(found[2], found[2])
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (found[1], name)


def _results_in(archive: ZipFile, member: str) -> Mapping[str, FormulaResult]:
    reader = _Results()
    parse(partial(archives.chunks, archive, archive.NameToInfo[member])(), reader)
    return reader.found


class _Results(Handlers):
    """Collects the results of the formulas of a worksheet."""

    def __init__(self) -> None:
        self.found: dict[str, FormulaResult] = {}
        self._address = self._kind = ""
        self._formula = self._valued = self._in_value = False
        self._value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._address, self._kind = attributes.get("r", ""), attributes.get("t", "")
            self._formula, self._valued, self._value = False, False, []
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._valued = self._in_value = True

    def data(self, text: str) -> None:
        if self._in_value:
            self._value.append(text)

    def end(self, tag: str) -> None:
        name, value = local(tag), "".join(self._value)
        if name == "v":
            self._in_value = False
        elif name == "c" and self._formula and self._address and (value or (self._valued and self._kind == "str")):
            self.found[self._address] = FormulaResult("" if self._kind == "n" else self._kind, value)


def with_results(member: str, data: bytes, book: Workbook, results: Mapping[str, Mapping[str, FormulaResult]]) -> bytes:
    """A member of a saved workbook; if it is one of its worksheets, with the results of the formulas in it."""
    found = _SHEET.fullmatch(member)
    if not found or int(found[1]) > len(book.worksheets):
        return data
    known = results.get(book.worksheets[int(found[1]) - 1].title)
    return _FORMULA.sub(partial(_filled, known), data) if known else data


def _filled(known: Mapping[str, FormulaResult], found: re.Match[bytes]) -> bytes:
    result = known.get(found[1].decode())
    if result is None:
        return found[0]
    kind = f' t="{result.kind}"' if result.kind else ""
    return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (
        found[1], found[2], kind.encode(), found[3], escape(result.value).encode("utf-8", "replace")
    )  # fmt: skip
