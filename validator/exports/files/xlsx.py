"""Excel workbooks since 2007 (.xlsx, .xlsm, .xlsb): a zip, of which each member is measured before a sheet is read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from validator.exports.errors import Rejected
from validator.exports.files import archives, extents
from validator.exports.files.contents import Contents
from validator.exports.files.limits import Budget, Extent, Limits
from validator.exports.files.workbooks import read_workbook
from validator.exports.files.xmlsafe import Handlers, local, parse

__all__ = ["read_xlsx"]


def read_xlsx(path: Path, file: str, limits: Limits) -> Contents:
    """A zip that holds `xl/workbook.xml` or `xl/workbook.bin`; a sheet that is damaged or too large is left out.

    Raises:
        Rejected: `truncated`, `zip_bomb`, `xml_entities`, `too_many_cells`, `password_protected`.
    """
    with archives.opened(path, limits) as archive:
        skip = _sheets_of(archive, _unfit(archive, limits))
    with path.open("rb") as stream:
        return read_workbook(stream, file, Budget(limits), skip)


def _unfit(archive: ZipFile, limits: Limits) -> dict[str, Rejected]:
    """The worksheets, by member, that must not be read; a fault in any other member concerns the whole file."""
    unfit = {}
    linked = set(_targets(archive, "xl/_rels/workbook.bin.rels").values())
    for info in archives.members(archive):
        try:
            if not _extent(archive, info, linked, limits).within(limits):
                unfit[info.filename] = Rejected("too_many_cells", info.filename)
        except Rejected as fault:
            if fault.reason != "truncated" or not info.filename.startswith("xl/worksheets/"):
                raise
            unfit[info.filename] = fault
    return unfit


def _extent(archive: ZipFile, info: ZipInfo, linked: set[str], limits: Limits) -> Extent:
    if not info.filename.endswith(".bin") and not info.filename.startswith("xl/media/"):
        return extents.xlsx_extent(partial(archives.chunks, archive, info), limits)
    if info.filename.startswith("xl/worksheets/") or info.filename in linked:
        return extents.xlsb_extent(archives.read(archive, info.filename))
    return Extent(0, 0, 0)


def _sheets_of(archive: ZipFile, unfit: dict[str, Rejected]) -> dict[str, Rejected]:
    """The sheets, by name, that live in the members `unfit`.

    Raises:
        Rejected: where nobody can say whose they are, or where there is no other sheet.
    """
    if not unfit:
        return {}
    members = _sheet_members(archive) if "xl/workbook.xml" in archive.NameToInfo else {}
    faults = {name: unfit[member] for name, member in members.items() if member in unfit}
    if len({members[name] for name in faults}) < len(unfit) or len(faults) == len(members):
        raise next(iter(unfit.values()))
    return faults


def _sheet_members(archive: ZipFile) -> dict[str, str]:
    book = _Attributes("sheet")
    parse([archives.read(archive, "xl/workbook.xml")], book)
    targets = _targets(archive, "xl/_rels/workbook.xml.rels")
    return {each.get("name", ""): targets.get(each.get("id", ""), "") for each in book.found}


def _targets(archive: ZipFile, relations: str) -> dict[str, str]:
    """The members that a workbook refers to, by the ids of its relations."""
    links = _Attributes("Relationship")
    if relations in archive.NameToInfo:
        parse([archives.read(archive, relations)], links)
    targets = ((each.get("Id", ""), each.get("Target", "")) for each in links.found)
    return {key: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for key, target in targets}


class _Attributes(Handlers):
    """Collects the attributes, by local name, of every element called `tag`."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self.found: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == self._tag:
            self.found.append({local(key): value for key, value in attributes.items()})
