"""One Excel list a village, for the operator's desk and the office printer.

A folder of `daftar-perbaikan_<code>_<name>.xlsx`, each with three sheets. The same source gives the same bytes. What
the village wrote into *Tanggapan* of an earlier list in that folder is carried over to the same findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from xlsxwriter import Workbook

from validator.findings.models import FileAccount, Finding, Village
from validator.messages.texts import translator
from validator.reports.books import of_village
from validator.reports.drawing import drawn
from validator.reports.errors import OutputError
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, output_error, write_bytes
from validator.reports.workbook.earlier import Earlier, earlier_list, since
from validator.reports.workbook.repairs import add_repairs
from validator.reports.workbook.styles import Sheets
from validator.reports.workbook.summary import add_summary
from validator.reports.workbook.unchecked import add_unchecked

__all__ = ["list_name", "write"]


class _Part(Struct, frozen=True, dict=True):
    """What a check found in one village, apart from its engine: it can go to another process.

    `findings` are as people read them, one more than a list may hold.
    """

    version: str
    rules_version: str
    rules_count: int
    reference_date: date
    files: tuple[FileAccount, ...]
    villages: tuple[Village, ...]
    findings: tuple[Finding, ...]
    show_personal: bool = False
    answers: None = None

    @classmethod
    def of(cls, source: ReportSource, village: Village, options: Options) -> ReportSource:
        """The part of one village; the whole where it has more findings than are listed."""
        if sum(village.counts.values()) > options.list_limit:
            return source
        books = tuple(of_village(source.files, village.code, alone=len(source.villages) == 1))
        listed = tuple(source.listed(village.code, options.list_limit + 1))
        return cls(
            source.version,
            source.rules_version,
            source.rules_count,
            source.reference_date,
            books,
            (village,),
            listed,
            source.show_personal,
        )

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        return iter(self.findings)

    def listed(self, village: str, limit: int) -> list[Finding]:
        return list(self.findings[:limit])


class _List(NamedTuple):
    source: ReportSource
    village: Village
    earlier: Earlier
    options: Options
    lang: str


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write a workbook for every village into the folder `target`; returns their paths in the order of the villages.

    One that cannot be written does not stop the others: OutputError names all of these at the end.
    """
    if not isinstance(target, Path):
        raise TypeError("the xlsx report is a folder of workbooks: its target is a path")
    _ = translator(lang)
    written: list[Path] = []
    failed: list[OutputError] = []
    paths = [target / list_name(village) for village in source.villages]
    parts = [_Part.of(source, village, options) for village in source.villages]
    lists = [
        _List(part, village, earlier_list(path), options, lang)
        for part, village, path in zip(parts, source.villages, paths, strict=True)
    ]
    contents = map(_workbook, lists) if source in parts else drawn(_workbook, lists)
    for path, content in zip(paths, contents, strict=True):
        try:
            write_bytes(path, content)
            written.append(path)
        except OSError as error:
            failed.append(output_error(path, error, _))
    if failed:
        raise OutputError([e.path for e in failed], "\n".join(map(str, failed)), failed[0].cure)
    return written


def list_name(village: Village) -> str:
    """The file name of a village's list: `daftar-perbaikan_6311032021_putat-basiun.xlsx`."""
    plain = unicodedata.normalize("NFKD", village.name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    code = re.sub(r"[^0-9A-Za-z]+", "-", village.code)
    return "_".join(part for part in ("daftar-perbaikan", code, slug) if part) + ".xlsx"


def _workbook(wanted: _List) -> bytes:
    source, village, earlier, options, lang = wanted
    _ = translator(lang)
    content = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, settings)
    day = source.reference_date
    created = datetime(day.year, day.month, day.day)
    book.set_properties({"title": _("Daftar Perbaikan Data Prodeskel"), "created": created})
    listed = source.listed(village.code, options.list_limit + 1)
    sheets = Sheets(book, village, source, _)
    add_summary(sheets, listed[: options.list_limit], options, since(earlier, source, village))
    add_repairs(sheets, listed, options.list_limit, earlier.replies)
    add_unchecked(sheets)
    book.close()
    return content.getvalue()
