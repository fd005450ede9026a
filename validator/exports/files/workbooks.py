"""Excel workbooks (.xls, .xlsx, .xlsm, .xlsb) through python-calamine, after their guards."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from validator.exports.errors import Rejected
from validator.exports.files import archives, biff, extents, ole
from validator.exports.files.contents import Contents
from validator.exports.files.limits import Budget, Extent, Limits
from validator.exports.files.xmlsafe import Handlers, local, parse
from validator.exports.reasons import note
from validator.exports.sheets import Cell, Merge, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

__all__ = ["read_xls", "read_xlsx"]

_NOTE_OF = {"too_many_cells": "sheet_too_many_cells"}


def read_xls(path: Path, file: str, limits: Limits) -> Contents:
    """An OLE file that holds a `Workbook` (BIFF8) or `Book` (BIFF5) stream.

    Raises:
        Rejected: `password_protected`, `truncated`, `too_many_cells`, `too_large`, `unknown_format`.
    """
    size = path.stat().st_size
    if size > limits.whole:
        raise Rejected("too_large", f"{size} bytes")
    container = ole.Container(path.read_bytes())
    if container.has("EncryptedPackage"):
        raise Rejected("password_protected", "EncryptedPackage")
    name = next((name for name in ("Workbook", "Book") if container.has(name)), "")
    if not name:
        kind = "Word" if container.has("WordDocument") else "OLE"
        raise Rejected("unknown_format", f"{kind} without a workbook")
    stream = biff.vetted(container.stream(name), Budget(limits))
    return _read(io.BytesIO(ole.wrap(stream)), file, Budget(limits))


def read_xlsx(path: Path, file: str, limits: Limits) -> Contents:
    """A zip that holds `xl/workbook.xml` or `xl/workbook.bin`; a sheet that is damaged or too large is left out.

    Raises:
        Rejected: `truncated`, `zip_bomb`, `xml_entities`, `too_many_cells`, `password_protected`.
    """
    with archives.opened(path, limits) as archive:
        skip = _sheets_of(archive, _unfit(archive, limits))
    with path.open("rb") as stream:
        return _read(stream, file, Budget(limits), skip)


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


def _read(stream: BinaryIO, file: str, budget: Budget, unfit: dict[str, Rejected] | None = None) -> Contents:
    from python_calamine import PasswordError, SheetTypeEnum, load_workbook

    sheets, faults = [], dict(unfit or {})
    with _muted():
        with _library_faults(password=PasswordError):
            book = load_workbook(stream)
            metadata = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        for each in metadata:
            if each.name not in faults:
                try:
                    sheets.append(_sheet(book, file, each, budget))
                except Rejected as fault:
                    faults[each.name] = fault
    if faults and not sheets:
        raise next(iter(faults.values()))
    notes = (note(_NOTE_OF.get(fault.reason, "sheet_unreadable"), name) for name, fault in faults.items())
    return Contents(tuple(sheets), tuple(notes))


def _sheet(book: CalamineWorkbook, file: str, metadata: SheetMetadata, budget: Budget) -> Sheet:
    from python_calamine import SheetVisibleEnum

    with _library_faults():
        sheet = book.get_sheet_by_name(metadata.name)
        rows = [_row(cells) for cells in sheet.to_python(skip_empty_area=False)]
        merges = tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    budget.spend(len(rows) + sum(map(len, rows)))
    return Sheet(file, metadata.name, rows, merges, metadata.visible != SheetVisibleEnum.Visible)


def _row(cells: list[Any]) -> list[Cell]:
    """The row without the blanks at its end; the library writes a blank as ''."""
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return [None if cell == "" else cell if isinstance(cell, _KEPT) else str(cell) for cell in cells[:end]]


_KEPT = (str, int, float, date)


@contextmanager
def _library_faults(password: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Turn whatever the library raises, panics included, into a rejection."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except password as error:
        raise Rejected("password_protected", str(error)) from error
    except BaseException as error:
        raise Rejected("truncated", str(error)[:200]) from error


@contextmanager
def _muted() -> Iterator[None]:
    """A panic in Rust writes to file descriptor 2 by itself; it is pointed at nothing meanwhile."""
    try:
        saved = os.dup(2)
    except OSError:
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nothing)
