"""Where the parts of an Excel package are, and the package with its parts where libraries look for them.

Format: ECMA-376 part 2. A package says in its relations which part is the workbook, and that part which are its sheets,
texts and styles; their names are free. The library that reads workbooks goes by the usual names instead.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from validator.readers import archives
from validator.readers.binary import bundled_sheets
from validator.readers.xmlsafe import Handlers, local, parse

__all__ = ["Link", "Package", "package_of", "repacked", "workbook_member"]

_USUAL = {"sharedStrings": "sharedStrings", "styles": "styles"}


class Link(NamedTuple):
    """A relation: its id, the last word of its type, and the member it leads to."""

    key: str
    kind: str
    member: str
    written: str


class Package(NamedTuple):
    """The workbook's member, its relations, its sheets as (name, member) in their order, and how it is calculated."""

    book: str
    links: tuple[Link, ...]
    sheets: tuple[tuple[str, str], ...]
    recalculates: bool

    @property
    def renamed(self) -> dict[str, str]:
        """The members that stand under other than their usual names, with these."""
        ending = "bin" if self.book.endswith(".bin") else "xml"
        names = {self.book: f"xl/workbook.{ending}"}
        names |= {each.member: f"xl/{each.kind}.{ending}" for each in self.links if each.kind in _USUAL}
        return {old: new for old, new in names.items() if old != new}


def workbook_member(archive: ZipFile) -> str:
    """The member that is the workbook of an Excel package; '' if the zip is none."""
    for usual in ("xl/workbook.xml", "xl/workbook.bin"):
        if usual in archive.NameToInfo:
            return usual
    books = [each.member for each in _links(archive, "") if each.kind == "officeDocument"]
    return next((each for each in books if each in archive.NameToInfo and _is_book(archive, each)), "")


def _is_book(archive: ZipFile, member: str) -> bool:
    """Whether a main part is a workbook and not a letter or a presentation."""
    if member.endswith(".bin"):
        return True
    types = _Elements("Override")
    parse([archives.read(archive, "[Content_Types].xml")], types)
    kinds = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in types.found}
    return "spreadsheetml" in kinds.get(member, "") or "ms-excel" in kinds.get(member, "")


def package_of(archive: ZipFile) -> Package:
    """What the package says of its parts.

    Raises:
        Rejected: `truncated`, `xml_entities`.
    """
    book = workbook_member(archive)
    links = tuple(_links(archive, book))
    members = {each.key: each.member for each in links}
    if book.endswith(".bin"):
        sheets = bundled_sheets(archives.read(archive, book))
        return Package(book, links, tuple((name, members.get(key, "")) for name, key in sheets), False)
    elements = _Elements("sheet", "calcPr")
    parse([archives.read(archive, book)], elements)
    named = tuple((own.get("name", ""), members.get(own.get("id", ""), "")) for own in elements.of("sheet"))
    return Package(book, links, named, any(map(_recalculates, elements.of("calcPr"))))


def _recalculates(own: Mapping[str, str]) -> bool:
    """Whether the file asks for its formulas to be worked out when it is opened, as if nobody had."""
    return own.get("fullCalcOnLoad") in ("1", "true") and own.get("calcCompleted") not in ("1", "true")


def _links(archive: ZipFile, part: str) -> list[Link]:
    """The relations of a part, or of the package itself (part '')."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    elements = _Elements("Relationship")
    if relations in archive.NameToInfo:
        parse([archives.read(archive, relations)], elements)
    return [_link(own, folder) for own in elements.found if own.get("TargetMode") != "External"]


def _link(own: Mapping[str, str], folder: str) -> Link:
    written = own.get("Target", "")
    target = written.replace("\\", "/")
    member = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Link(own.get("Id", ""), own.get("Type", "").rpartition("/")[2], member, written)


def repacked(archive: ZipFile, package: Package, contents: Mapping[str, bytes]) -> io.BytesIO:
    """The package with its parts under their usual names, those in `contents` with other bytes."""
    names, anew = package.renamed, dict(contents)
    for member in ("[Content_Types].xml", "_rels/.rels"):
        data = anew.get(member) or archives.read(archive, member)
        for old, new in names.items():
            data = data.replace(f'"/{old}"'.encode(), f'"/{new}"'.encode()).replace(
                f'"{old}"'.encode(), f'"{new}"'.encode()
            )
        anew[member] = data
    folder, name = posixpath.split(package.book)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if names and relations in archive.NameToInfo:
        anew[relations] = _absolute(archives.read(archive, relations), package, names)
        base = posixpath.basename(names.get(package.book, package.book))
        names = names | {relations: f"xl/_rels/{base}.rels"}
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as new_archive:
        for info in archives.members(archive):
            data = anew[info.filename] if info.filename in anew else archives.read(archive, info.filename)
            new_archive.writestr(names.get(info.filename, info.filename), data)
    target.seek(0)
    return target


def _absolute(relations: bytes, package: Package, names: Mapping[str, str]) -> bytes:
    """The relations of the workbook with targets that hold wherever it stands."""
    for each in package.links:
        old = f"Target={quoteattr(each.written)}".encode()
        relations = relations.replace(old, f"Target={quoteattr('/' + names.get(each.member, each.member))}".encode())
    return relations


class _Elements(Handlers):
    """Collects the attributes, by local name, of every element called by one of `tags`."""

    def __init__(self, *tags: str) -> None:
        self._tags = tags
        self._all: list[tuple[str, dict[str, str]]] = []

    @property
    def found(self) -> list[dict[str, str]]:
        return [own for _, own in self._all]

    def of(self, tag: str) -> list[dict[str, str]]:
        """Those of one element."""
        return [own for name, own in self._all if name == tag]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if local(tag) in self._tags:
            self._all.append((local(tag), {local(key): value for key, value in attributes.items()}))
