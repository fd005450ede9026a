"""The sheet *Daftar Perbaikan*: one row a finding, with a place for the village's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from validator.findings.models import Finding
from validator.reports.texts import Translator
from validator.reports.wording import field_names, file_name, found_values, place, severity_names
from validator.reports.workbook.styles import Sheets, clean, height

__all__ = ["ID_HEADER", "add_repairs", "answers_offered"]

ID_HEADER = "id"  # the hidden last column, the same in every language
_WIDTHS = (5, 11, 17, 9, 15, 19, 30, 28, 32, 16, 13, 12, 16)  # characters, of the visible columns
_ANSWER = 12
_HIDDEN = 13


def titles(_: Translator) -> list[str]:
    """The titles of the visible columns."""
    return [
        *(_("No."), _("Tingkat"), _("Berkas"), _("Sel"), _("Isian"), _("Nilai")),
        *(_("Apa yang salah"), _("Mengapa"), _("Cara memperbaiki"), _("Menu Prodeskel")),
        *(_("Dokumen"), _("Petugas"), _("Tanggapan")),
    ]


def answers_offered(_: Translator) -> list[str]:
    """The answers of the drop-down; other text may be typed, so that the reason can follow."""
    return [_("sudah diperbaiki"), _("data benar karena …"), _("belum")]


def add_repairs(
    sheets: Sheets,
    listed: Sequence[Finding],
    limit: int,
    answers: dict[str, str],
    places: Mapping[str, int] | None = None,
) -> None:
    """Add the sheet. Of `listed` the first `limit` are written; one more tells that there are others.

    `places` are the numbers of findings by id where `listed` is a part of another list.
    """
    _ = sheets.translate
    sheet = sheets.page(_("Daftar Perbaikan"))
    _write_head(sheet, sheets, _)
    shown = listed[:limit]
    numbers = places or {finding.id: number for number, finding in enumerate(shown, 1)}
    severities = {str(severity): name for severity, name in severity_names(_).items()}
    for row, finding in enumerate(shown, 1):
        related = [numbers[i] for i in finding.related if i in numbers]
        texts = _texts(finding, numbers[finding.id], numbers.get(finding.root, 0), related, severities, _)
        _write_row(sheet, sheets, finding, [*texts, answers.get(finding.id, "")], row)
    _write_end(sheet, sheets, len(shown), len(listed) > limit)


def _write_head(sheet: Worksheet, sheets: Sheets, _: Translator) -> None:
    for index, (title, width) in enumerate(zip(titles(_), _WIDTHS, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, title, sheets.formats["head"])
    sheet.set_column(_HIDDEN, _HIDDEN, 20, None, {"hidden": True})
    sheet.write_string(0, _HIDDEN, ID_HEADER, sheets.formats["head"])
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)


def _texts(
    finding: Finding, number: int, root: int, related: list[int], severities: dict[str, str], _: Translator
) -> list[str]:
    """The texts of the row's columns up to *Petugas*."""
    severity, message = severities[finding.severity], finding.message
    if finding.severity == "error":
        severity = severity.upper()
    if finding.trial:
        severity = _("{severity} (uji coba)").format(severity=severity)
    if root:
        message = f"↳ {_('akibat dari no. {n}').format(n=root)}: {message}"
    if related:
        message += "\n" + _("Berkaitan dengan no. {numbers}").format(numbers=", ".join(map(str, related)))
    why = "\n".join([finding.why, _("Dasar: {basis}").format(basis=finding.basis)]) if finding.basis else finding.why
    sheet = f"\n[{finding.sheet}]" if finding.sheet else ""
    return [
        str(number),
        severity,
        file_name(finding.file) + sheet,
        place(finding, _),
        field_names(finding, _),
        found_values(finding, _),
        message,
        why,
        finding.fix,
        finding.menu.replace(" > ", "\n› "),
        "\n".join(finding.documents),
        finding.role,
    ]


def _write_row(sheet: Worksheet, sheets: Sheets, finding: Finding, texts: list[str], row: int) -> None:
    formats = sheets.formats
    texts = [clean(text) for text in texts]
    sheet.set_row(row, height(list(zip(texts[1:], _WIDTHS[1:], strict=True))))
    styles = dict.fromkeys(range(2, _ANSWER), formats["cell"])
    styles |= {1: formats[finding.severity], _ANSWER: formats["answer"]}
    if finding.root:
        styles[6] = formats["indented"]
    sheet.write_number(row, 0, int(texts[0]), formats["count"])
    for index in range(1, _ANSWER + 1):
        put = sheet.write_string if texts[index] else sheet.write_blank
        put(row, index, texts[index], styles[index])
    sheet.write_string(row, _HIDDEN, finding.id)


def _write_end(sheet: Worksheet, sheets: Sheets, shown: int, more: bool) -> None:
    _ = sheets.translate
    last = max(shown, 1)
    if not shown:
        sheet.write_string(1, 6, _("Tidak ada temuan."), sheets.formats["more"])
    if more:
        rest = max(1, sum(sheets.village.counts.values()) - shown)
        text = _("… dan {n} temuan lagi; lihat CSV/JSON").format(n=_.number(rest))
        sheet.write_string(last + 1, 1, text, sheets.formats["more"])
    sheet.autofilter(0, 0, last, _HIDDEN)
    choices = {
        "validate": "list",
        "source": answers_offered(_),
        "show_error": False,
        "input_title": _("Tanggapan desa"),
        "input_message": _("Pilih satu, atau tulis sendiri. Bila datanya benar, sebutkan alasan dan dokumennya."),
    }
    sheet.data_validation(1, _ANSWER, last, _ANSWER, choices)
