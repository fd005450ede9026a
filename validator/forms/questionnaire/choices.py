"""The workbook's sheet `Kode Pilihan`: which numbers a village gave to answers of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from validator.cells.values import Codes
from validator.forms.headers import Grid, filled
from validator.pack.models import CodeList, Table
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import normalise, text_of

OTHER = "Lainnya"
EMPTY_SLOT = "?"


class Choices(Struct, frozen=True):
    """Answers by the normalised heading of their question, then by number as text."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def own(self, table: Table, codelists: Mapping[str, CodeList]) -> Mapping[str, frozenset[str]]:
        """By field, the numbers that stand for an answer that is not in our list: a village's own."""
        found = {}
        for declared in table.fields:
            known = codelists.get(declared.codelist)
            texts = self._of(declared.title) if known else {}
            if known and texts:
                codes = Codes.of(known)
                found[declared.name] = frozenset(
                    n for n, text in texts.items() if not (codes.find(n) or codes.find(text))
                )
        return {name: numbers for name, numbers in found.items() if numbers}

    def _of(self, title: str) -> Mapping[str, str]:
        wanted = normalise(title)
        exact = self.texts.get(wanted)
        return exact or next((t for head, t in self.texts.items() if head in wanted or wanted in head), {})


def choices(sheets: Sequence[Sheet]) -> Choices:
    """What the code sheets of a workbook say, without the slots left empty."""
    texts: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        grid = filled(sheet, len(sheet.rows))
        start = next((i for i, row in enumerate(grid[:8]) if text_of(row[0] if row else None) == "ID"), None)
        for column, head in _heads(grid, start) if start is not None else ():
            for row in grid[start + 1 :] if start is not None else ():
                number, text = _pair(row, column)
                if number and text and text != EMPTY_SLOT:
                    texts.setdefault(head, {})[number] = text
    return Choices(texts)


def _heads(grid: Grid, start: int) -> list[tuple[int, str]]:
    """(0-based column of the numbers, normalised question) of every list of a code sheet."""
    found, question = [], ""
    for column, cell in enumerate(grid[start]):
        above = [text for row in grid[:start] if (text := text_of(row[column]))]
        if above and text_of(cell) == "ID":
            question = _question(above)
        if text_of(cell) == "ID":
            found.append((column, normalise(question)))
    return found


def _question(above: Sequence[str]) -> str:
    """The lists of 1.6 are one numbering of commodities; elsewhere the nearest heading tells the question."""
    if above[0].startswith("1.6"):
        return "Komoditas"
    return above[-1].split(" ", 1)[-1] if above[-1][:1].isdigit() else above[-1]


def _pair(row: Sequence[Cell], column: int) -> tuple[str, str]:
    return text_of(row[column]), text_of(row[column + 1]) if column + 1 < len(row) else ""


def translated(cell: Cell, own: frozenset[str]) -> Cell:
    """The cell with the village's own answers named as what they are to us: `Lainnya`."""
    parts = [part.strip() for part in text_of(cell).split(",")]
    if own.isdisjoint(parts):
        return cell
    return ", ".join(OTHER if part in own else part for part in parts)
