"""The sheet *Ringkasan*: how the village stands, and where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from validator.findings.models import Finding
from validator.messages.texts import Translator
from validator.pack.models import SEVERITIES, Severity
from validator.reports.priorities import Repair, repair_first
from validator.reports.targets import Options
from validator.reports.wording import score_sentences, severity_advice, severity_names, tried_text, village_name
from validator.reports.workbook.earlier import Since
from validator.reports.workbook.styles import LISTED, Sheets, clean, height

__all__ = ["add_summary"]

_WIDTHS = (21, 8, 8, 9, 49)
_LAST = len(_WIDTHS) - 1


class _Page:
    """A sheet that is filled from top to bottom."""

    def __init__(self, sheets: Sheets, sheet: Worksheet) -> None:
        small = {name: sheets.formats.get(f"list_{name}", form) for name, form in sheets.formats.items()}
        self.formats = small
        self.sheet = sheet
        self.row = 0

    def section(self, title: str) -> None:
        self.row += 1
        for index in range(_LAST + 1):
            self.sheet.write_blank(self.row, index, None, self.formats["section"])
        self.sheet.write_string(self.row, 0, title, self.formats["section"])
        self.row += 1

    def line(self, cells: Sequence[str | int], style: str = "cell", first: str = "") -> None:
        """One row, of which the first cell may have a style of its own; the last text goes on to the last column."""
        end = len(cells) - 1
        self._cell(0, cells[0], first or style, _LAST if end == 0 else 0)
        for index in range(1, end + 1):
            self._cell(index, cells[index], style, _LAST if index == end else index)
        self._end_row(cells, (*_WIDTHS[:end], sum(_WIDTHS[end:])))

    def counts(self, cells: Sequence[str | int], style: str) -> None:
        """One row of a narrow table: a label, then numbers or their titles."""
        for index, cell in enumerate(cells):
            self._cell(index, cell, style if index else "head" if style == "count_head" else "cell", index)
        self._end_row(cells, _WIDTHS[: len(cells)])

    def _cell(self, index: int, cell: str | int, style: str, last: int) -> None:
        if isinstance(cell, int):
            self.sheet.write_number(self.row, index, cell, self.formats["count"])
            return
        if last > index:
            self.sheet.merge_range(self.row, index, self.row, last, "", self.formats[style])
        self.sheet.write_string(self.row, index, clean(cell), self.formats[style])

    def _end_row(self, cells: Sequence[str | int], widths: Sequence[float]) -> None:
        self.sheet.set_row(
            self.row, height([(str(cell), width) for cell, width in zip(cells, widths, strict=True)], LISTED)
        )
        self.row += 1


def add_summary(sheets: Sheets, listed: Sequence[Finding], options: Options, since: Since | None = None) -> None:
    """Add the sheet. `listed` are the findings of the list, of which the numbers are quoted."""
    _ = sheets.translate
    sheet = sheets.page(_("Ringkasan"))
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    page = _Page(sheets, sheet)
    _identity(page, sheets, _)
    _scores(page, sheets, _)
    _since(page, since, _)
    repairs = repair_first(listed, sheets.village.rule_counts, options.repair_first)
    _first(page, repairs, _)
    _missing(page, sheets.village.missing, _)
    _how_to_read(page, _)
    sheet.print_area(0, 0, page.row - 1, _LAST)  # one page: what follows is for the screen
    _forms(page, _by_form(sheets, listed), _)


def _identity(page: _Page, sheets: Sheets, _: Translator) -> None:
    village, source = sheets.village, sheets.source
    page.sheet.write_string(0, 0, _("Daftar Perbaikan Data Prodeskel"), page.formats["title"])
    page.sheet.set_row(0, 24)
    page.row = 1
    facts = [
        (_("Desa/Kelurahan"), village_name(village)),
        (_("Kecamatan, kabupaten/kota"), ", ".join(filter(None, (village.district, village.regency))) or "–"),
        (_("Tahun data"), str(village.year)),
        (_("Tanggal pemeriksaan"), _.day(source.reference_date)),
        (_("Versi aturan"), _("{version} ({n} aturan)").format(version=source.rules_version, n=source.rules_count)),
    ]
    for label, value in facts:
        page.line([label, value], "plain", first="label")


def _scores(page: _Page, sheets: Sheets, _: Translator) -> None:
    page.section(_("Keadaan data"))
    page.line([_("Ukuran"), _("Nilai"), _("Artinya")], "head")
    for name, share, sentence in score_sentences(sheets.village, _):
        page.line([name, _.percent(share.percent), sentence])
    names, advice = severity_names(_), severity_advice(_)
    page.section(_("Jumlah temuan"))
    page.line([_("Tingkat"), _("Jumlah"), _("Yang perlu dilakukan")], "head")
    for severity in SEVERITIES:
        page.line([names[severity], sheets.village.counts.get(severity, 0), advice[severity]], first=severity)
    if tried := tried_text(sheets.village, _):
        page.line([tried], "plain")


def _since(page: _Page, since: Since | None, _: Translator) -> None:
    if since is None:
        return
    day = since.day or "–"
    page.section(_("Sejak daftar sebelumnya ({day})").format(day=day))
    told = _("{solved} selesai (sudah diperiksa lagi), {still} masih ada, {new} baru.")
    lines = [told.format(solved=_.number(since.solved), still=_.number(since.still), new=_.number(since.new))]
    if since.unsure:
        told = _("{n} tidak ditemukan lagi, tetapi belum tentu selesai: pertanyaannya belum dapat diperiksa lagi.")
        lines.append(told.format(n=_.number(since.unsure)))
    if since.claimed:
        told = _("{n} dijawab “sudah diperbaiki”, tetapi masih ditemukan; barisnya ditandai di Daftar Perbaikan.")
        lines.append(told.format(n=_.number(since.claimed)))
    for line in lines:
        page.line([line], "plain")


def _first(page: _Page, repairs: Sequence[Repair], _: Translator) -> None:
    page.section(_("Perbaiki ini lebih dulu"))
    if not repairs:
        page.line([_("Tidak ada galat atau peringatan.")], "plain")
        return
    heads = [_("Formulir"), _("No. di daftar"), _("Jumlah serupa"), _("Apa yang salah dan cara memperbaikinya")]
    page.line(heads, "head")
    for repair in repairs:
        finding = repair.finding
        text = f"{finding.message}\n→ {finding.fix}"
        if repair.consequences:
            settled = _("Temuan lain yang ikut selesai bila ini diperbaiki: {n}")
            text += " " + settled.format(n=_.number(repair.consequences))
        page.line([finding.table_title, repair.number, repair.alike, text])


def _by_form(sheets: Sheets, listed: Sequence[Finding]) -> dict[str, Counter[Severity]]:
    """Findings of each form by severity, all of them, forms in the order in which they come."""
    total = sum(sheets.village.counts.values())
    every: Iterable[Finding] = listed if total <= len(listed) else sheets.source.iter_findings(sheets.village.code)
    forms: dict[str, Counter[Severity]] = {}
    for finding in every:
        forms.setdefault(finding.table_title, Counter())[finding.severity] += 1
    return forms


def _forms(page: _Page, forms: dict[str, Counter[Severity]], _: Translator) -> None:
    if not forms:
        return
    page.section(_("Temuan tiap formulir"))
    page.counts([_("Formulir"), *severity_names(_).values()], "count_head")
    for title, counts in forms.items():
        page.counts([title, *(counts[severity] for severity in SEVERITIES)], "count")


def _how_to_read(page: _Page, _: Translator) -> None:
    page.section(_("Cara memakai daftar ini"))
    steps = [
        _("1. Buka lembar Daftar Perbaikan. Mulai dari baris GALAT; no. 1 yang paling penting."),
        _(
            "2. Tiap petugas mendapat bagiannya sendiri: cetak, lalu bagikan. Kolom Letak menyebut formulir dan sel di "
            "berkas ekspor. Perbaiki datanya di Prodeskel, bukan di berkas ekspor; kolom di sebelah kanan memuat "
            "berkas, menu, dokumen, dan alasannya."
        ),
        _(
            "3. Baris bertanda ↳ adalah akibat dari baris lain. Perbaiki dulu baris asalnya; sering kali akibatnya "
            "hilang sendiri."
        ),
        _("4. Isi kolom Tanggapan: sudah diperbaiki, data benar karena … (tulis alasannya), atau belum."),
        _("5. Setelah selesai, unduh lagi ekspornya dari Prodeskel dan jalankan pemeriksaan sekali lagi."),
        _(
            "Lembar Tidak Dapat Diperiksa memuat hal yang belum dapat dinilai. Itu bukan kesalahan, tetapi juga belum "
            "tentu benar."
        ),
    ]
    for step in steps:
        page.line([step], "plain")


def _missing(page: _Page, missing: Sequence[str], _: Translator) -> None:
    if missing:
        page.section(_("Formulir yang belum diterima"))
        page.line([", ".join(missing)], "plain")
