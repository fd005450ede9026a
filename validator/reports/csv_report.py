"""CSV that opens in Excel with a double click on a computer with Indonesian settings: `;` and a UTF-8 byte order mark.

One row a finding, then one for each file or sheet that could not be checked; CRLF at the end. The order of the columns
is fixed; their names are in the language of the report. Text that a spreadsheet could take for a formula (it begins
with = + - @, tab, CR or LF) is written after an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from validator.findings.models import Finding
from validator.messages.texts import Translator, translator
from validator.reports.books import Unchecked, unread
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import found_values, severity_label, spans

__all__ = ["guarded", "write"]

BOM = "\ufeff"
DELIMITER = ";"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Column = tuple[str, Callable[[Finding], str]]


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the CSV report: a header row, one row a finding, and one for whatever could not be checked."""
    _ = translator(lang)
    columns = _columns({village.code: village.name for village in source.villages}, _)
    with opened(target, _) as handle:
        handle.write(BOM)
        rows = csv.writer(handle, delimiter=DELIMITER)
        rows.writerow([title for title, _value in columns])
        rows.writerows([guarded(value(finding)) for _title, value in columns] for finding in source.iter_findings())
        titles = [title for title, _value in columns]
        rows.writerows(_unchecked(entry, titles, _) for entry in unread(source.files))
    return [target] if isinstance(target, Path) else []


def _unchecked(entry: Unchecked, titles: list[str], _: Translator) -> list[str]:
    """A row without an id: what could not be checked, and why."""
    said = {
        _("Tingkat"): _("Tidak dapat diperiksa"),
        _("Berkas"): entry.file,
        _("Lembar"): entry.sheet,
        _("Apa yang salah"): entry.reason,
    }
    return [guarded(said.get(title, "")) for title in titles]


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could run it."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _columns(names: dict[str, str], _: Translator) -> list[Column]:
    return [*_what(names, _), *_where(_), *_remedy(_)]


def _what(names: dict[str, str], _: Translator) -> list[Column]:
    return [
        (_("ID temuan"), lambda f: f.id),
        (_("Tingkat"), lambda f: severity_label(f, _)),
        (_("Aturan"), lambda f: f.rule),
        (_("Kode desa"), lambda f: f.village),
        (_("Desa/Kelurahan"), lambda f: names.get(f.village, "")),
        (_("Tahun"), lambda f: str(f.year)),
        (_("Formulir"), lambda f: f.table_title),
    ]


def _where(_: Translator) -> list[Column]:
    return [
        (_("Berkas"), lambda f: f.file),
        (_("Lembar"), lambda f: f.sheet),
        (_("Baris"), lambda f: str(f.row) if f.row else ""),
        (_("Sel"), lambda f: ", ".join(spans(f.cells))),
        (_("Isian"), lambda f: ", ".join(f.headers)),
        (_("Nilai"), lambda f: found_values(f, _, full=True).replace("\n", " | ")),
    ]


def _remedy(_: Translator) -> list[Column]:
    return [
        (_("Apa yang salah"), lambda f: f.message),
        (_("Mengapa"), lambda f: f.why),
        (_("Cara memperbaiki"), lambda f: f.fix),
        (_("Menu Prodeskel"), lambda f: f.menu),
        (_("Dokumen"), lambda f: ", ".join(f.documents)),
        (_("Petugas"), lambda f: f.role),
        (_("Dasar"), lambda f: f.basis),
        (_("Akibat dari temuan"), lambda f: f.root),
    ]
