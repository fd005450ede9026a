"""How the parts of a finding and of a village are put into words, the same in every report for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import digits

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import FileAccount, Finding, Share, Village
from validator.messages.texts import Translator
from validator.pack.models import Severity

__all__ = [
    "Addresses",
    "dotted",
    "field_names",
    "file_name",
    "found_values",
    "named",
    "place",
    "score_sentences",
    "several_sheets",
    "severity_advice",
    "severity_label",
    "severity_names",
    "spans",
    "tried_text",
    "village_name",
]

SHOWN = 6  # cells and fields of one finding that are written out; the rest is counted


def severity_names(_: Translator) -> dict[Severity, str]:
    return {"error": _("Galat"), "warning": _("Peringatan"), "info": _("Info")}


def severity_label(finding: Finding, _: Translator, loud: bool = False) -> str:
    """The severity of a finding; one of a rule on trial says so. `loud` writes errors in capitals."""
    name = severity_names(_)[finding.severity]
    if loud and finding.severity == "error":
        name = name.upper()
    return _("{severity} (uji coba)").format(severity=name) if finding.trial else name


def tried_text(village: Village, _: Translator) -> str:
    """How many of the findings that are counted are of rules on trial; '' for none."""
    if not village.tried:
        return ""
    text = _("{n} di antaranya uji coba: aturannya sedang dicoba dan tidak menurunkan nilai.")
    return text.format(n=_.number(village.tried))


def severity_advice(_: Translator) -> dict[Severity, str]:
    """What a village does about findings of each severity."""
    return {
        "error": _("Pasti salah. Perbaiki di Prodeskel."),
        "warning": _("Mungkin salah. Periksa dokumennya; bila datanya benar, tulis alasannya di kolom Tanggapan."),
        "info": _("Untuk diketahui. Tidak wajib diperbaiki."),
    }


def dotted(code: str) -> str:
    """A 10-digit village code as offices write it: 63.11.03.2021."""
    return f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}" if len(code) == 10 else code


def village_name(village: Village) -> str:
    """Name and code: `Putat Basiun (63.11.03.2021)`; the code alone where the name is unknown."""
    return named(village.name, village.code)


def named(name: str, code: str) -> str:
    """The same for a name and a code."""
    return f"{name} ({dotted(code)})" if name else dotted(code)


def file_name(path: str) -> str:
    """The last part of a path, of any system."""
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1]


def place(finding: Finding, _: Translator) -> str:
    """The cells of a finding (`J12, K12`, `J12:J20`), else its row, else the columns it counts, else a dash."""
    if finding.cells:
        return _shortened(spans(finding.cells), ", ", _)
    if finding.row:
        return _("baris {row}").format(row=finding.row)
    if finding.columns:
        return _("seluruh kolom {columns}").format(columns=_shortened(finding.headers, ", ", _))
    return "–"


def spans(cells: Sequence[str]) -> list[str]:
    """Addresses as people write them: cells that stand below each other as one range.

    >>> spans(["C5", "C6", "C7", "C9", "D5"])
    ['C5:C7', 'C9', 'D5']
    """
    found: list[tuple[str, int, int]] = []
    for cell in cells:
        column = cell.rstrip(digits)
        row = int(cell[len(column) :])
        if found and found[-1][::2] == (column, row - 1):
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    return [f"{c}{a}" if a == b else f"{c}{a}:{c}{b}" for c, a, b in found]


def several_sheets(files: Iterable[FileAccount]) -> frozenset[str]:
    """The paths of the files with more than one sheet."""
    return frozenset(book.path for book in files if len({sheet.name for sheet in book.sheets}) > 1)


class Addresses:
    """Where findings stand in their files: of a workbook with several sheets the sheet is named too."""

    def __init__(self, files: Iterable[FileAccount]) -> None:
        self._several = several_sheets(files)

    def of(self, finding: Finding, _: Translator) -> str:
        """`lembar RT 02, H4`, or `H4` where the sheet goes without saying."""
        at = place(finding, _)
        if finding.file not in self._several or not finding.sheet:
            return at
        return _("lembar {sheet}, {place}").format(sheet=mask_long_numbers(finding.sheet), place=at)


def field_names(finding: Finding, _: Translator) -> str:
    """The labels above the cells; the form's title where a finding is about a whole record or form."""
    return _shortened(finding.headers, "\n", _) if finding.headers else finding.table_title


def found_values(finding: Finding, _: Translator, full: bool = False) -> str:
    """What the cells hold; several are labelled, one a line. `full`: all of them, and one alone is labelled too."""
    values = [finding.values.get(column, "").strip() or _("(kosong)") for column in finding.columns]
    if len(values) == 1 and not full:
        return values[0]
    labels = (*finding.headers, *finding.columns[len(finding.headers) :])
    lines = [f"{label}: {value}" for label, value in zip(labels, values, strict=False)]
    return "\n".join(lines) if full else _shortened(lines, "\n", _)


def _shortened(parts: Sequence[str], joint: str, _: Translator) -> str:
    more = len(parts) - SHOWN
    if more <= 0:
        return joint.join(parts)
    return joint.join([*parts[:SHOWN], _("… dan {n} lagi").format(n=more)])


def score_sentences(village: Village, _: Translator) -> list[tuple[str, Share, str]]:
    """Each score of a village: its name, the share, and what it means in one sentence."""
    return [
        (_("Kelengkapan"), village.completeness, _sentence(village.completeness, _completeness(_), _)),
        (_("Akurasi"), village.accuracy, _sentence(village.accuracy, _accuracy(_), _)),
        (_("Cakupan"), village.coverage, _sentence(village.coverage, _coverage(_), _)),
    ]


def _sentence(share: Share, text: str, _: Translator) -> str:
    if not share.whole:
        return _("Belum ada yang dapat dihitung.")
    n = _.number
    return text.format(part=n(share.part), whole=n(share.whole), rest=n(share.whole - share.part))


def _completeness(_: Translator) -> str:
    return _("{part} dari {whole} isian pada formulir yang diterima sudah terisi; {rest} masih kosong.")


def _accuracy(_: Translator) -> str:
    return _("{part} dari {whole} isian yang terisi bebas dari galat; {rest} harus diperbaiki.")


def _coverage(_: Translator) -> str:
    return _(
        "{part} dari {whole} pemeriksaan sudah dapat dilakukan; {rest} belum, karena data yang diperlukan belum ada. "
        "Yang belum diperiksa tidak dihitung sebagai benar."
    )
