"""The village's own workbooks with the mistakes marked: wrong cells coloured and commented, the list as a last sheet.

A folder a village, `salinan_<code>_<name>/<code>_<file>.xlsx`, for every file of it that has findings. An xlsx keeps
its formulas and formats; any other file (xls, csv, a saved table) is copied by its values. Files that hold several
villages are nobody's own and are not copied; `catatan.txt` names these and others, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook as ListWorkbook

from validator.findings.models import FileAccount, Finding, Village
from validator.messages.texts import Translator, translator
from validator.reports.errors import OutputError
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, output_error, write_bytes
from validator.reports.wording import file_name
from validator.reports.workbook.appending import append_sheet
from validator.reports.workbook.copying import Copy, NotCopiedError, copied
from validator.reports.workbook.earlier import earlier_list
from validator.reports.workbook.marking import mark
from validator.reports.workbook.originals import with_results
from validator.reports.workbook.repairs import Replies, add_repairs
from validator.reports.workbook.styles import Sheets
from validator.reports.xlsx_report import list_name

__all__ = ["NOTE", "write"]

NOTE = "catatan.txt"
_FAULTS = frozenset({"incomplete"})
"""Why a copy that should have been made was not: exit code 5, where other reasons are the file's own."""
_MODIFIED = re.compile(rb"(<dcterms:(modified|created)[^>]*>)[^<]*(</dcterms:(?:modified|created)>)")


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the copies into the folder `target`; returns them in the order of villages and files, the note last.

    One that cannot be written does not stop the others: OutputError names all of these at the end.
    """
    if not isinstance(target, Path):
        raise TypeError("the annotated copies are a folder of workbooks: their target is a path")
    _ = translator(lang)
    written: list[Path] = []
    failed: list[OutputError] = []
    notes: list[str] = []
    for village in source.villages:
        listed = source.listed(village.code, options.list_limit)
        numbers = {finding.id: number for number, finding in enumerate(listed, 1)}
        for book, findings, path in _files(source, village, listed, target):
            try:
                write_bytes(path, _annotated(source, village, book, findings, numbers, path, _))
                written.append(path)
            except NotCopiedError as error:
                if error.why not in _FAULTS:
                    notes.append(f"{book.path}: {_reasons(_)[error.why]}")
                else:
                    failed.append(_fault(path, book, error, _))
            except Exception as error:  # one file that nobody foresaw costs the others nothing
                failed.append(_fault(path, book, error, _))
    written += _noted(target, notes, failed, _)
    if failed:
        raise OutputError([e.path for e in failed], "\n".join(map(str, failed)), failed[0].cure)
    return written


def _fault(path: Path, book: FileAccount, error: Exception, _: Translator) -> OutputError:
    """That a copy could not be written, or not of the whole file though that could be read."""
    if isinstance(error, OSError):
        return output_error(path, error, _)
    why = error.why if isinstance(error, NotCopiedError) else "unforeseen"
    reason = _reasons(_)[why].format(kind=type(error).__name__)
    text = _("{file}: salinannya tidak dibuat; {reason}").format(file=book.path, reason=reason)
    return OutputError([path], text, _("Berkas lain sudah disalin; temuan berkas ini ada di daftar perbaikan."))


def _files(
    source: ReportSource, village: Village, listed: Sequence[Finding], target: Path
) -> Iterator[tuple[FileAccount, list[Finding], Path]]:
    """The village's files with findings, these, and where the copy goes."""
    by_file: dict[str, list[Finding]] = {}
    for finding in listed:
        by_file.setdefault(finding.file, []).append(finding)
    folder = target / list_name(village).replace("daftar-perbaikan", "salinan", 1).removesuffix(".xlsx")
    taken: set[str] = set()
    for book in source.files:
        if book.path in by_file:
            yield book, by_file[book.path], folder / _name(village, book, taken)


def _name(village: Village, book: FileAccount, taken: set[str]) -> str:
    """`6311032021_grid_t03.xlsx`; a second file of that name is numbered."""
    stem = re.sub(r"[^\w.-]+", "-", file_name(book.path).rpartition(".")[0] or file_name(book.path))
    stem = stem if village.code in stem else f"{village.code}_{stem}"
    name, number = f"{stem}.xlsx", 2
    while name.lower() in taken:
        name, number = f"{stem}_{number}.xlsx", number + 1
    taken.add(name.lower())
    return name


def _annotated(
    source: ReportSource,
    village: Village,
    book: FileAccount,
    findings: Sequence[Finding],
    numbers: Mapping[str, int],
    path: Path,
    _: Translator,
) -> bytes:
    if {sheet.village for sheet in book.sheets if sheet.village} - {village.code}:
        raise NotCopiedError("shared")
    names = {sheet.name: sheet.place or sheet.name for sheet in book.sheets}
    copy = copied(book.place or book.path, book.sha256, names.values())
    copy.names = {**copy.names, **{shown: copy.names.get(name, name) for shown, name in names.items()}}
    mark(copy, findings, numbers, _)
    append_sheet(copy.book, _list(source, village, findings, numbers, earlier_list(path).replies, _))
    return _saved(copy, source)


def _list(
    source: ReportSource,
    village: Village,
    findings: Sequence[Finding],
    numbers: Mapping[str, int],
    replies: Replies,
    _: Translator,
) -> bytes:
    content = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = ListWorkbook(content, settings)
    add_repairs(Sheets(book, village, source, _), findings, len(findings), replies, numbers)
    book.close()
    return content.getvalue()


def _saved(copy: Copy, source: ReportSource) -> bytes:
    """The workbook's bytes, the same for the same copy: the day of the check stands for the clock."""
    content, fixed = BytesIO(), BytesIO()
    copy.book.save(content)
    day = datetime.combine(source.reference_date, datetime.min.time()).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(content) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "docProps/core.xml":
                data = _MODIFIED.sub(lambda found: found[1] + day + found[3], data)
            data = with_results(info.filename, data, copy.book, copy.results)
            new.writestr(ZipInfo(info.filename), data, ZIP_DEFLATED)
    return fixed.getvalue()


def _noted(target: Path, notes: Sequence[str], failed: list[OutputError], _: Translator) -> list[Path]:
    """Writes the note of what was not copied, if there is any."""
    if not notes:
        return []
    title = _("Berkas yang tidak disalin; temuannya ada di daftar perbaikan:")
    text = "\n".join([title, *(f"- {line}" for line in dict.fromkeys(notes))])
    try:
        write_bytes(target / NOTE, f"{text}\n".encode("utf-8", "backslashreplace"))
    except OSError as error:
        failed.append(output_error(target / NOTE, error, _))
        return []
    return [target / NOTE]


def _reasons(_: Translator) -> dict[str, str]:
    return {
        "gone": _("berkasnya tidak ada lagi di tempatnya; periksa ulang dari folder ekspornya."),
        "changed": _("isinya berubah sejak diperiksa; jalankan pemeriksaan sekali lagi."),
        "too_large": _("terlalu besar untuk ditandai di Excel."),
        "unreadable": _("tidak dapat dibuka untuk ditandai; simpan sebagai .xlsx lalu periksa lagi."),
        "incomplete": _("salinannya tidak akan memuat semua lembar; simpan sebagai .xlsx di Excel lalu periksa lagi."),
        "unforeseen": _("berkasnya tidak dapat ditandai ({kind}); simpan sebagai .xlsx di Excel lalu periksa lagi."),
        "shared": _("memuat data beberapa desa; unduh ekspor tiap desa untuk mendapat salinannya."),
    }
