"""Excel workbooks since 2007 (.xlsx, .xlsm, .xlsb): a zip, of which each member is measured before a sheet is read."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from validator.readers import archives
from validator.readers.binary import binary_sheet
from validator.readers.contents import Contents
from validator.readers.errors import Rejected
from validator.readers.extents import Chunks, Measured, has_values, measured
from validator.readers.limits import Budget, Extent, Limits
from validator.readers.packages import Package, package_of, repacked
from validator.readers.reasons import note
from validator.readers.results import Odd
from validator.readers.workbooks import read_workbook
from validator.readers.xmlsafe import in_utf8

__all__ = ["read_xlsx"]

_NOTHING = Measured(Extent(0, 0, 0), {}, {}, False)


def read_xlsx(path: Path, file: str, limits: Limits) -> Contents:
    """A zip that holds a workbook; a sheet that is damaged or too large is left out.

    Raises:
        Rejected: `truncated`, `zip_bomb`, `xml_entities`, `too_many_cells`, `password_protected`.
    """
    with archives.opened(path, limits) as archive:
        package = package_of(archive)
        survey = _Survey(archive, package, limits)
        skip = _sheets_of(package, survey.unfit)
        stream = _stream(path, archive, package, survey.whole)
        with closing(stream):
            contents = read_workbook(stream, file, Budget(limits), skip, survey.odd)
        members = dict(package.sheets)
        empty = [sheet.name for sheet in contents.sheets if not any(sheet.rows)]
        return _without(contents, {name for name in empty if survey.holds(members.get(name, ""))})


def _without(contents: Contents, unseen: set[str]) -> Contents:
    """The contents without sheets of which the library saw nothing though they hold values; a note tells of each.

    Raises:
        Rejected: `truncated` where no sheet is left.
    """
    if not unseen:
        return contents
    left = tuple(sheet for sheet in contents.sheets if sheet.name not in unseen)
    if not left:
        raise Rejected("truncated", ", ".join(sorted(unseen)))
    notes = (note("sheet_unreadable", name) for name in sorted(unseen))
    return contents._replace(sheets=left, notes=(*contents.notes, *notes))


def _stream(path: Path, archive: ZipFile, package: Package, whole: dict[str, bytes]) -> BinaryIO:
    """The file as it stands, or packed anew where the library would not find its parts or cells."""
    if package.renamed or whole or archives.renamed(archive):
        return repacked(archive, package, whole)
    return path.open("rb")


class _Survey:
    """What the members hold: worksheets that must not be read, odd cells, and parts to be handed on otherwise."""

    def __init__(self, archive: ZipFile, package: Package, limits: Limits) -> None:
        self.unfit: dict[str, Rejected] = {}
        self.whole: dict[str, bytes] = {}
        self._archive, self._package, self._limits = archive, package, limits
        self._sheets = {member for _, member in package.sheets}
        self._measured: dict[str, Measured] = {}
        for info in archives.members(archive):
            self._look(info)

    def _look(self, info: ZipInfo) -> None:
        """A fault in any other member than a worksheet concerns the whole file."""
        name = info.filename
        try:
            self._measured[name] = found = self._measure(info)
            if not found.extent.within(self._limits):
                self.unfit[name] = Rejected("too_many_cells", name)
        except Rejected as fault:
            if fault.reason != "truncated" or not (name in self._sheets or name.startswith("xl/worksheets/")):
                raise
            self.unfit[name] = fault

    def _measure(self, info: ZipInfo) -> Measured:
        name = info.filename
        if not name.endswith(".bin") and not name.startswith("xl/media/"):
            chunks = self._chunks(info)
            return measured(chunks, self._limits, name in self._sheets and self._package.recalculates)
        if name.endswith(".bin") and (name in self._sheets or name.startswith("xl/worksheets/")):
            sheet = binary_sheet(archives.read(self._archive, name))
            if sheet.whole is not None:
                self.whole[name] = sheet.whole
            return Measured(sheet.extent, sheet.odd, {}, True)
        return _NOTHING

    def _chunks(self, info: ZipInfo) -> Chunks:
        """The bytes of an XML member, in UTF-8."""
        chunks = partial(archives.chunks, self._archive, info)
        if info.filename.endswith((".xml", ".rels")):
            anew = in_utf8(next(iter(chunks()), b"")[:200], lambda: archives.read(self._archive, info.filename))
            if anew is not None:
                self.whole[info.filename] = anew
                return lambda: [anew]
        return chunks

    def holds(self, member: str) -> bool:
        """Whether there are values in a worksheet, wherever in it they stand."""
        found = self._measured.get(member, _NOTHING)
        if not found.extent.cells or member.endswith(".bin"):
            return False
        chunks = (
            [self.whole[member]]
            if member in self.whole
            else archives.chunks(self._archive, self._archive.getinfo(member))
        )
        return has_values(chunks)

    @property
    def odd(self) -> list[Odd]:
        """The odd cells of each sheet in its place; results of 0 are none where no formula has any other."""
        found = [self._measured.get(member, _NOTHING) for _, member in self._package.sheets]
        doubted = self._package.recalculates and not any(each.calculated for each in found)
        return [each.odd | each.zeros if doubted else each.odd for each in found]


def _sheets_of(package: Package, unfit: dict[str, Rejected]) -> dict[str, Rejected]:
    """The sheets, by name, that live in the members `unfit`.

    Raises:
        Rejected: where nobody can say whose they are, or where there is no other sheet.
    """
    if not unfit:
        return {}
    members = dict(package.sheets)
    faults = {name: unfit[member] for name, member in members.items() if member in unfit}
    if len({members[name] for name in faults}) < len(unfit) or len(faults) == len(members):
        raise next(iter(unfit.values()))
    return faults
