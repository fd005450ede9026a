"""The sheet *Daftar Perbaikan*: one row a finding, with a place for the village's answer.

The first columns are printed, on A4 in letters of 9 points, an officer at a time; what is only looked up on the screen
stands to the right of them, outside the print area.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter.worksheet import Worksheet

from validator.findings.models import Finding
from validator.messages.texts import Translator
from validator.reports.wording import Addresses, field_names, file_name, found_values, place, severity_label
from validator.reports.workbook.sections import Entry, OfficerSection, by_officer, paged
from validator.reports.workbook.styles import LISTED, MARGINS, Sheets, clean, height

__all__ = ["ID_HEADER", "RULE_HEADER", "Replies", "add_repairs", "answers_offered", "asked_by"]

ID_HEADER, RULE_HEADER = "id", "rule"  # the hidden last columns, the same in every language
_PRINTED = (4.5, 8.7, 12.0, 61.8, 8.5)  # characters: together within WIDE
_ASIDE = (24.0, 14.0, 26.0, 50.0, 50.0, 60.0, 60.0, 36.0, 36.0, 18.0)
_WIDTHS = (*_PRINTED, *_ASIDE)
_TEXT, _ANSWER = 3, 4
_HIDDEN = len(_WIDTHS)
_LAST = _HIDDEN + 1
_OFFICER = _HIDDEN - 1
_HEAD, _HEADING = 16.0, 20.0  # points: the row of titles, the line above an officer's rows
_PAGE = 842.0 - 72 * (MARGINS.top + MARGINS.bottom) - _HEAD - 4  # points that A4 leaves for rows
_NAMED = 90
"""Letters of documents that an officer's line names."""


class Replies(Struct, frozen=True):
    """What the village wrote into an earlier list, by finding id; `claimed` are those it called repaired."""

    answers: Mapping[str, str] = {}
    claimed: frozenset[str] = frozenset()


def titles(_: Translator) -> list[str]:
    """The titles of the visible columns: the printed ones, then the others."""
    return [
        *(_("No."), _("Tingkat"), _("Letak"), _("Yang salah → cara memperbaikinya"), _("Tanggapan")),
        *(_("Berkas"), _("Sel"), _("Isian"), _("Nilai"), _("Apa yang salah"), _("Mengapa"), _("Cara memperbaiki")),
        *(_("Menu Prodeskel"), _("Dokumen"), _("Petugas")),
    ]


def answers_offered(_: Translator) -> list[str]:
    """The answers of the drop-down; other text may be typed, so that the reason can follow."""
    return [_("sudah diperbaiki"), _("data benar karena …"), _("belum")]


def asked_by(finding: Finding) -> str:
    """What tells later whether the question of a finding was asked again: its rule and its form."""
    return f"{finding.rule} {finding.table}"


def add_repairs(
    sheets: Sheets,
    listed: Sequence[Finding],
    limit: int,
    replies: Replies,
    numbers: Mapping[str, int] | None = None,
) -> None:
    """Add the sheet. Of `listed` the first `limit` are written; one more tells that there are others.

    `numbers` of findings are their places in `listed`, unless those of a longer list are given.
    """
    _ = sheets.translate
    sheet = sheets.page(_("Daftar Perbaikan"))
    _write_head(sheet, sheets, _)
    shown = listed[:limit]
    known = numbers or {finding.id: number for number, finding in enumerate(shown, 1)}
    words = _Words(sheets, known, replies)
    sections = [words.section(section) for section in by_officer(shown, known)]
    last = _write_sections(sheet, sheets, paged(sections, _HEADING, _PAGE), words)
    _write_end(sheet, sheets, last, len(shown), len(listed) > limit)


def _write_head(sheet: Worksheet, sheets: Sheets, _: Translator) -> None:
    for index, (title, width) in enumerate(zip(titles(_), _WIDTHS, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, title, sheets.formats["list_head"])
    sheet.set_column(_HIDDEN, _LAST, 20, None, {"hidden": True})
    for index, title in enumerate((ID_HEADER, RULE_HEADER), _HIDDEN):
        sheet.write_string(0, index, title, sheets.formats["list_head"])
    sheet.set_row(0, _HEAD)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)


class _Words:
    """The texts of the rows. Beside a consequence no cure is printed: mending its cause is the cure."""

    def __init__(self, sheets: Sheets, numbers: Mapping[str, int], replies: Replies) -> None:
        self._ = sheets.translate
        self._numbers = numbers
        self._replies = replies
        self._addresses = Addresses(sheets.source.files)
        self._several = _in_several_files(sheets)
        self.rows: dict[str, list[str]] = {}
        self.parts: dict[str, tuple[str, str]] = {}

    def section(self, section: OfficerSection) -> OfficerSection:
        """Keeps the texts of a section's rows; returns it with their heights, which follow from what is printed."""
        cures: dict[str, int] = {}
        entries = []
        for entry in section.entries:
            finding = entry.finding
            cure = "" if entry.root else self._cure(entry, cures)
            self.parts[finding.id] = clean(self._message(finding, entry.root)), clean(f" → {cure}" if cure else "")
            self.rows[finding.id] = [clean(text) for text in (*self._printed(entry), *self._aside(finding))]
            printed = list(zip(self.rows[finding.id][1:], _PRINTED[1:], strict=False))
            entries.append(replace(entry, height=height(printed, LISTED)))
        return replace(section, entries=tuple(entries))

    def _cure(self, entry: Entry, cures: dict[str, int]) -> str:
        """How to mend it; what an earlier row of the section says is referred to."""
        first = cures.setdefault(entry.finding.fix, entry.number)
        return entry.finding.fix if first == entry.number else self._("cara: lihat no. {n}").format(n=first)

    def claimed(self, finding: Finding) -> bool:
        return finding.id in self._replies.claimed

    def _printed(self, entry: Entry) -> list[str]:
        finding = entry.finding
        where = [finding.table_title, self._addresses.of(finding, self._)]
        if finding.table in self._several:
            where.insert(1, file_name(finding.file))
        text = "".join(self.parts[finding.id])
        answer = self._replies.answers.get(finding.id, "")
        return [str(entry.number), severity_label(finding, self._, loud=True), " · ".join(where), text, answer]

    def _message(self, finding: Finding, root: int) -> str:
        message = finding.message
        if self.claimed(finding):
            message = self._("Dijawab sudah diperbaiki, tetapi masih ditemukan: {message}").format(message=message)
        return f"↳ {self._('akibat dari no. {n}').format(n=root)}: {message}" if root else message

    def _with_related(self, finding: Finding) -> str:
        related = ", ".join(str(self._numbers[other]) for other in finding.related if other in self._numbers)
        told = self._("Berkaitan dengan no. {numbers}").format(numbers=related) if related else ""
        return f"{finding.message}\n{told}".rstrip()

    def _aside(self, finding: Finding) -> list[str]:
        _ = self._
        sheet = f"\n[{finding.sheet}]" if finding.sheet else ""
        basis = "\n" + _("Dasar: {basis}").format(basis=finding.basis) if finding.basis else ""
        return [
            file_name(finding.file) + sheet,
            place(finding, _),
            field_names(finding, _),
            found_values(finding, _),
            self._with_related(finding),
            finding.why + basis,
            finding.fix,
            finding.menu,
            "\n".join(finding.documents),
            finding.role,
        ]


def _in_several_files(sheets: Sheets) -> frozenset[str]:
    """The forms that the village sent in more than one file: their addresses need the file's name."""
    files: dict[str, set[str]] = {}
    for book in sheets.source.files:
        for sheet in book.sheets:
            if sheet.rows_checked and sheet.village in ("", sheets.village.code):
                files.setdefault(sheet.table, set()).add(book.path)
    return frozenset(table for table, paths in files.items() if len(paths) > 1)


def _write_sections(sheet: Worksheet, sheets: Sheets, sections: Sequence[OfficerSection], words: _Words) -> int:
    """Write the rows; returns the last one."""
    row, breaks = 0, []
    for section in sections:
        row += 1
        if section.fresh:
            breaks.append(row)
        _write_heading(sheet, sheets, section, row)
        for entry in section.entries:
            row += 1
            _write_row(sheet, sheets, entry, words, row)
    sheet.set_h_pagebreaks(breaks)
    return row


def _write_heading(sheet: Worksheet, sheets: Sheets, section: OfficerSection, row: int) -> None:
    """The officer's line: the name stands in the officers' column too, so that filtering by it keeps the line."""
    _ = sheets.translate
    count = _.number(len(section.entries))
    text = _("{officer}: {n} temuan").format(officer=section.officer or _("Semua"), n=count)
    documents = ", ".join(section.documents)
    short = documents if len(documents) <= _NAMED else f"{documents[:_NAMED].rpartition(',')[0]}, …"
    sheet.set_row(row, _HEADING)
    for index in range(len(_PRINTED)):
        sheet.write_blank(row, index, None, sheets.formats["officer"])
    sheet.write_string(row, 0, clean(f"{text} · {short}" if short else text), sheets.formats["officer"])
    sheet.write_string(row, _OFFICER, clean(section.officer), sheets.formats["list_cell"])


def _write_row(sheet: Worksheet, sheets: Sheets, entry: Entry, words: _Words, row: int) -> None:
    formats, finding = sheets.formats, entry.finding
    texts, (message, cure) = words.rows[finding.id], words.parts[finding.id]
    sheet.set_row(row, entry.height)
    styles = dict.fromkeys(range(1, _HIDDEN), formats["list_cell"])
    styles |= {1: formats[f"list_{finding.severity}"], _ANSWER: formats["list_answer"]}
    if entry.root:
        styles[_TEXT] = formats["list_indented"]
    if words.claimed(finding):
        styles[_ANSWER] = formats["list_error"]
    sheet.write_number(row, 0, entry.number, formats["list_count"])
    for index in range(1, _HIDDEN):
        put = sheet.write_string if texts[index] else sheet.write_blank
        put(row, index, texts[index], styles[index])
    if message and cure and message + cure == texts[_TEXT]:  # what is too long for a cell stays cut
        sheet.write_rich_string(row, _TEXT, formats["loud"], message, formats["quiet"], cure, styles[_TEXT])
    sheet.write_string(row, _HIDDEN, finding.id)
    sheet.write_string(row, _LAST, asked_by(finding))


def _write_end(sheet: Worksheet, sheets: Sheets, last: int, shown: int, more: bool) -> None:
    _ = sheets.translate
    end = last = max(last, 1)
    if not shown:
        sheet.write_string(1, _TEXT, _("Tidak ada temuan."), sheets.formats["more"])
    if more:
        end += 1
        rest = max(1, sum(sheets.village.counts.values()) - shown)
        text = _("… dan {n} temuan lagi; lihat CSV/JSON").format(n=_.number(rest))
        sheet.write_string(end, 1, text, sheets.formats["more"])
    sheet.autofilter(0, 0, last, _LAST)
    sheet.print_area(0, 0, end, len(_PRINTED) - 1)
    choices = {
        "validate": "list",
        "source": answers_offered(_),
        "show_error": False,
        "input_title": _("Tanggapan desa"),
        "input_message": _("Pilih satu, atau tulis sendiri. Bila datanya benar, sebutkan alasan dan dokumennya."),
    }
    sheet.data_validation(1, _ANSWER, last, _ANSWER, choices)
