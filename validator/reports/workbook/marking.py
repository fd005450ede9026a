"""Marks in a copy of a workbook: wrong cells take the colour of their severity and a comment that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from validator.findings.models import Finding
from validator.messages.texts import Translator
from validator.pack.models import SEVERITIES
from validator.reports.wording import severity_names
from validator.reports.workbook.copying import Copy
from validator.reports.workbook.styles import FILLS, clean

__all__ = ["AUTHOR", "mark"]

AUTHOR = "Prodeskel"
LONGEST = 2_000
"""Characters of one comment."""


def mark(copy: Copy, listed: Sequence[Finding], numbers: Mapping[str, int], _: Translator) -> None:
    """Marks the cells of `listed`; comments name the numbers that findings have in the village's list, by id."""
    told: dict[tuple[str, str], list[tuple[int, Finding]]] = {}
    for finding in listed:
        for cell in finding.cells:
            told.setdefault((finding.sheet, cell), []).append((numbers[finding.id], finding))
    for (name, address), findings in told.items():
        sheet = copy.sheet(name)
        if sheet is not None:
            _mark(_cell(sheet, address), findings, _)


def _mark(cell: Cell, findings: Sequence[tuple[int, Finding]], _: Translator) -> None:
    worst = min((finding.severity for _number, finding in findings), key=SEVERITIES.index)
    cell.fill = PatternFill("solid", fgColor=f"FF{FILLS[worst].removeprefix('#')}")
    texts = [_said(number, finding, _) for number, finding in findings]
    before = [cell.comment.text] if cell.comment else []
    text = clean("\n\n".join([*before, *texts]))
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    cell.comment = Comment(short, AUTHOR, height=40 + 18 * (1 + len(short) // 45), width=320)


def _said(number: int, finding: Finding, _: Translator) -> str:
    head = _("No. {n}, {severity}: {message}")
    severity = severity_names(_)[finding.severity]
    text = head.format(n=number, severity=severity, message=finding.message)
    return f"{text}\n{_('Cara memperbaiki')}: {finding.fix}" if finding.fix else text


def _cell(sheet: Worksheet, address: str) -> Cell:
    """The cell, or the one that shows its value where it is merged."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return cast(Cell, sheet.cell(merged.min_row, merged.min_col))
    return cast(Cell, sheet[address])
