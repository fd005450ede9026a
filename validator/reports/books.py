"""What was read but not checked, put so that people can act on it: files, sheets, rows, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.models import FileAccount, SheetAccount, Village
from validator.messages.texts import Translator
from validator.regions.table import Regions
from validator.reports.wording import dotted, named

__all__ = ["Awaited", "Unchecked", "awaited_text", "gathered", "not_received", "of_village", "unchecked", "unread"]

SHOWN = 8  # row numbers that are written out; the rest is counted
ALIKE = 3  # so many sheets with one reason are listed; more of them are put in one line


class Unchecked(Struct, frozen=True):
    """A file, or rows of a sheet, left out for one `reason`; `rows` is a text and empty where no rows are meant.

    `note` marks a remark about a sheet that was checked (an unknown column, a misspelt header), `alert` one that
    somebody has to act on.
    """

    file: str
    sheet: str
    rows: str
    reason: str
    note: bool = False
    alert: bool = False


class Awaited(Struct, frozen=True):
    """A village that a folder, a file name or `--village` names, but of which no data came in; `name` may be ''."""

    code: str
    name: str


def not_received(files: Iterable[FileAccount], villages: Iterable[Village]) -> list[Awaited]:
    """By code, the villages that are named somewhere and are none of those checked."""
    unmet = {code for book in files for sheet in book.sheets for code in sheet.unmet}
    unmet -= {village.code for village in villages} if unmet else set()
    return [Awaited(code, Regions.load().name(code)) for code in sorted(unmet)]


def awaited_text(awaited: Awaited, _: Translator) -> str:
    """That nothing came in of the village."""
    text = _("Belum diterima: {village}. Folder, nama berkas atau --village menyebutnya, tetapi datanya tidak ada.")
    return text.format(village=named(awaited.name, awaited.code))


def unchecked(files: Iterable[FileAccount], _: Translator) -> Iterator[Unchecked]:
    """What somebody has to act on; then, in the order of the files, what was rejected or left out, and the notes."""
    files = list(files)
    for book in files:
        for sheet in book.sheets:
            yield from (Unchecked(book.path, sheet.name, "", alert, note=True, alert=True) for alert in sheet.alerts)
    for book in files:
        if book.status != "read" and (reason := _own_reason(book)):
            yield Unchecked(book.path, "", "", reason, note=book.passed_over)
        for sheet in book.sheets:
            yield from _of_sheet(book.path, sheet, _)


def unread(files: Iterable[FileAccount]) -> Iterator[Unchecked]:
    """What could not be checked though it may be an export: files, else their sheets; that is what exit code 4 says."""
    for book in files:
        told = [sheet for sheet in book.sheets if sheet.reason and sheet.status != "passed_over"]
        yield from (Unchecked(book.path, sheet.name, "", sheet.reason) for sheet in told)
        if book.refused and not told:
            yield Unchecked(book.path, "", "", book.reason)


def _own_reason(book: FileAccount) -> str:
    """The reason of a file without what is said of its sheets anyway."""
    reason = book.reason
    for sheet in book.sheets:
        if sheet.reason and sheet.status != "checked":
            reason = reason.replace(sheet.reason, "")
    return " ".join(reason.split())


def gathered(entries: Iterable[Unchecked], _: Translator) -> list[Unchecked]:
    """The same, but of many sheets with one reason, or two with one note, the first is named and the others counted."""
    alike: dict[tuple[bool, bool, str], list[Unchecked]] = {}
    for entry in entries:
        alike.setdefault((entry.note, entry.alert, entry.reason), []).append(entry)
    found: list[Unchecked] = []
    for (note, alert, reason), group in alike.items():
        if len(group) <= (1 if note and not alert else ALIKE):
            found += group
        else:
            more = _("dan {n} lembar lain").format(n=_.number(len(group) - 1))
            found.append(Unchecked(group[0].file, group[0].sheet, more, reason, note, alert))
    return found


def _of_sheet(path: str, sheet: SheetAccount, _: Translator) -> Iterator[Unchecked]:
    if sheet.status == "not_checkable":
        yield Unchecked(path, sheet.name, "", sheet.reason)
        return
    by_reason: dict[str, list[int]] = {}
    for left in sheet.left_out:
        by_reason.setdefault(left.reason, []).append(left.row)
    for reason, rows in by_reason.items():
        yield Unchecked(path, sheet.name, _rows(rows, _), reason)
    unnamed = sheet.rows_left_out - len(sheet.left_out)
    if unnamed > 0:
        rows_text = _("{n} baris lagi").format(n=_.number(unnamed))
        yield Unchecked(path, sheet.name, rows_text, _("alasan hanya dicatat untuk baris-baris pertama"))
    for note in sheet.notes:
        yield Unchecked(path, sheet.name, "", note, note=True)


def _rows(rows: list[int], _: Translator) -> str:
    named = ", ".join(map(str, rows[:SHOWN]))
    if len(rows) <= SHOWN:
        return _("baris {row}").format(row=named) if len(rows) == 1 else _("baris {rows}").format(rows=named)
    return _("baris {rows}, … ({n} baris)").format(rows=named, n=_.number(len(rows)))


def of_village(files: Iterable[FileAccount], code: str, alone: bool) -> list[FileAccount]:
    """The books that concern one village, without the sheets of others.

    A file of which no sheet has a village belongs to the village whose code is in its path, or, if `alone`, to the
    only village of the check.
    """
    chosen = []
    for book in files:
        sheets = tuple(sheet for sheet in book.sheets if sheet.village == code)
        orphan = not any(sheet.village for sheet in book.sheets)
        if sheets or (orphan and (alone or code in book.path or dotted(code) in book.path)):
            kept = book.sheets if orphan else sheets
            chosen.append(replace(book, sheets=kept))
    return chosen
