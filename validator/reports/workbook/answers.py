"""What the village wrote into an earlier list, so that a new list in the same place does not lose it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, is_zipfile

from python_calamine import CalamineError, load_workbook

from validator.reports.texts import LANGUAGES, translator
from validator.reports.workbook.repairs import ID_HEADER

__all__ = ["earlier_answers"]


def earlier_answers(path: Path) -> dict[str, str]:
    """Answers by finding id; empty where there is no earlier list, or what stands there is none."""
    if not path.is_file() or not is_zipfile(path):
        return {}
    try:
        book = load_workbook(path)
        rows = book.get_sheet_by_index(1).to_python() if len(book.sheet_names) > 1 else []
    except (CalamineError, BadZipFile):
        return {}
    return _answers(rows)


def _answers(rows: Sequence[Sequence[object]]) -> dict[str, str]:
    titles = {translator(lang)("Tanggapan") for lang in LANGUAGES}
    head = [str(cell) for cell in rows[0]] if rows else []
    answer = next((index for index, title in enumerate(head) if title in titles), None)
    if answer is None or ID_HEADER not in head:
        return {}
    key = head.index(ID_HEADER)
    return {str(row[key]): str(row[answer]) for row in rows[1:] if row[key] and str(row[answer]).strip()}
