"""What the village wrote into the column *Tanggapan* of a list: for a new list in its place, and for the mentors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile, is_zipfile

from msgspec import Struct, field
from python_calamine import CalamineError, load_workbook

from validator.messages.texts import LANGUAGES, translator
from validator.readers.sheets import column_letter
from validator.reports.workbook.repairs import ID_HEADER, RULE_HEADER

__all__ = ["GivenAnswer", "ReturnedList", "read_answers"]

HEAD_ROWS = 20
"""Rows in which the titles are looked for; somebody may have put lines above them."""

_DOTTED = re.compile(r"\b(\d{2})\.(\d{2})\.(\d{2})\.(\d{4})\b")
_PLAIN = re.compile(r"(?<!\d)\d{10}(?!\d)")

Rows = Sequence[Sequence[object]]


class GivenAnswer(Struct, frozen=True):
    """The text in one cell, and the finding's id beside it (empty where there is none)."""

    sheet: str
    cell: str
    id: str
    text: str


class ReturnedList(Struct, frozen=True):
    """A list read back: the village's 10-digit code (empty where nothing names it) and the cells that are filled.

    `listed` are the findings of the list by id, with their rule and form ('' in a list that does not say); `day` is
    the day of the check, as the list writes it.
    """

    village: str
    given: tuple[GivenAnswer, ...]
    listed: Mapping[str, str] = field(default_factory=dict)
    day: str = ""


def read_answers(path: Path) -> ReturnedList | None:
    """Every filled answer of the list in `path`; None where that is no list. Raises OSError."""
    with path.open("rb") as handle:
        if not is_zipfile(handle):
            return None
    try:
        book = load_workbook(path)
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, BadZipFile):
        return None
    places = [(name, rows, found) for name, rows in sheets.items() if (found := _columns(rows))]
    if not places:
        return None
    given = tuple(answer for name, rows, found in places for answer in _given(name, rows, *found))
    listed = {i: asked for _name, rows, found in places for i, asked in _listed(rows, *found)}
    first = next(iter(sheets.values()))
    return ReturnedList(_village(path, first), given, listed, _day(first))


def _columns(rows: Rows) -> tuple[int, int, int] | None:
    """The row of the titles and the columns of id and answer, all 0-based."""
    titles = {translator(lang)("Tanggapan") for lang in LANGUAGES}
    for number, row in enumerate(rows[:HEAD_ROWS]):
        head = [str(cell).strip() for cell in row]
        answer = next((index for index, title in enumerate(head) if title in titles), None)
        if answer is not None and ID_HEADER in head:
            return number, head.index(ID_HEADER), answer
    return None


def _given(sheet: str, rows: Rows, head: int, key: int, answer: int) -> Iterator[GivenAnswer]:
    for number, row in enumerate(rows[head + 1 :], head + 2):
        text = str(row[answer]).strip()
        if text:
            yield GivenAnswer(sheet, f"{column_letter(answer)}{number}", str(row[key]).strip(), text)


def _listed(rows: Rows, head: int, key: int, answer: int) -> Iterator[tuple[str, str]]:
    """The ids of a sheet, with what the column beside them says of their rule."""
    titles = [str(cell).strip() for cell in rows[head]]
    rule = titles.index(RULE_HEADER) if RULE_HEADER in titles else None
    for row in rows[head + 1 :]:
        if found := str(row[key]).strip():
            yield found, "" if rule is None else str(row[rule]).strip()


def _day(first: Rows) -> str:
    """The day of the check, from the first sheet; '' where it does not tell."""
    labels = {translator(lang)("Tanggal pemeriksaan") for lang in LANGUAGES}
    for row in first[:HEAD_ROWS]:
        if str(row[0]).strip() in labels:
            return next((str(cell) for cell in row[1:] if str(cell).strip()), "")
    return ""


def _village(path: Path, first: Rows) -> str:
    """The code in the file's name, else the one that the first sheet names."""
    plain = _PLAIN.search(path.name)
    if plain:
        return plain[0]
    text = "\n".join(str(cell) for row in first[:HEAD_ROWS] for cell in row)
    dotted = _DOTTED.search(path.name) or _DOTTED.search(text)
    return "".join(dotted.groups()) if dotted else ""
