"""From a workbook of another program to recognised tables, one or several a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from validator.cells.values import parse
from validator.forms.questionnaire.blocks import blocks
from validator.forms.questionnaire.choices import Choices, choices, translated
from validator.forms.questionnaire.markers import Kind, kind_of
from validator.forms.recognition import Recognition, Unrecognised, recognise
from validator.pack.models import CodeList, Field, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import text_of

__all__ = ["CodeSheet", "FoundTable", "Questionnaires"]

POPULATION, FORM2018, FAMILY = "opensid_penduduk", "ddk_lama", "ddk_keluarga"
_INSTRUCTIONS = "###"
_MARKED_ROWS = 2
_MARKER = re.compile(r"AN\d+|#+")
_NUMBERED = re.compile(r"\d{1,3}(?:[.)]\s*|\s+)(\D.*)", re.DOTALL)
_ANSWER = re.compile(r"\s*\d+\s")
_FAMILY_NUMBER = 16
_YEAR = Field("tahun", "Tahun", type="year")


class CodeSheet(Struct, frozen=True):
    """A sheet without records, beside others that have some: codes and their meanings, or instructions."""

    sheet: Sheet
    note: Note = Note("code_sheet")


class FoundTable(Struct, frozen=True):
    """A table found on a sheet. `sheet` holds its cells only, in their places; `year` is what the workbook says."""

    sheet: Sheet
    recognised: Recognition | Unrecognised
    year: int | None = None


class Questionnaires:
    """Reads sheets of OpenSID; `tables` are all declared ones, of which those with status `other` matter."""

    def __init__(self, tables: Mapping[str, Table], codelists: Mapping[str, CodeList]) -> None:
        self.tables = {name: table for name, table in tables.items() if table.status == "other"}
        self.codelists = codelists
        special = (POPULATION, FORM2018)
        self._forms = {name: table for name, table in self.tables.items() if name not in special}
        self._needed = [f.name for f in self.tables[POPULATION].fields if f.required] if POPULATION in tables else []
        self._alone = {name: {name: self.tables[name]} for name in special if name in self.tables}

    def read(self, sheets: Sequence[Sheet]) -> Mapping[int, Sequence[FoundTable | CodeSheet]]:
        """What stands on the sheets of one file that are of these kinds, by the number of the sheet."""
        kinds: dict[int, Kind] = {}
        for number, sheet in enumerate(sheets):
            if kind := kind_of(sheet):
                kinds[number] = kind
        if "questionnaire" not in kinds.values():
            kinds = {number: kind for number, kind in kinds.items() if kind in ("population", "form2018")}
        own = choices([sheets[n] for n, kind in kinds.items() if kind == "choices"])
        found = {n: list(self._sheet(sheets[n], kind, own)) for n, kind in kinds.items()}
        year = next(filter(None, (_year(part) for parts in found.values() for part in parts)), None)
        return {
            n: [replace(p, year=year) if isinstance(p, FoundTable) else p for p in parts] for n, parts in found.items()
        }

    def _sheet(self, sheet: Sheet, kind: Kind, own: Choices) -> Iterator[FoundTable | CodeSheet]:
        if kind in ("choices", "instructions"):
            yield CodeSheet(sheet)
        elif kind == "population":
            yield self._found(_without_instructions(sheet), [POPULATION])
        elif kind == "form2018":
            yield self._found(_unnumbered(sheet), [FORM2018])
        else:
            for block in blocks(sheet):
                yield self._translated(self._found(block, list(self._forms)), own)

    def population(self, sheet: Sheet, more_than: int = 0) -> FoundTable | None:
        """The sheet as a population list of OpenSID, if it is one and more of its columns are known so."""
        if POPULATION not in self._alone:
            return None
        plain = _without_instructions(sheet)
        found = recognise(plain, self._alone[POPULATION])
        if not isinstance(found, Recognition) or any(name not in found.columns for name in self._needed):
            return None
        if len(found.columns) > more_than:
            return FoundTable(plain, replace(found, notes=(Note("population_list"), *found.notes)))
        return None

    def _found(self, sheet: Sheet, names: Sequence[str]) -> FoundTable:
        candidates = self._forms if len(names) > 1 else self._alone.get(names[0], {})
        return FoundTable(sheet, recognise(sheet, candidates))

    def _translated(self, found: FoundTable, choices: Choices) -> FoundTable:
        """The village's own answers as `Lainnya`."""
        if not choices.texts or isinstance(found.recognised, Unrecognised):
            return found
        columns = found.recognised.columns
        own = choices.own(self.tables[found.recognised.table], self.codelists)
        placed = {columns[name]: numbers for name, numbers in own.items() if name in columns}
        start = found.recognised.data_start
        rows = [_row(row, placed) if i >= start else row for i, row in enumerate(found.sheet.rows)]
        return replace(found, sheet=replace(found.sheet, rows=rows)) if placed else found


def _row(row: list[Cell], own: Mapping[int, frozenset[str]]) -> list[Cell]:
    return [translated(cell, own[column]) if column in own else cell for column, cell in enumerate(row)]


def _year(part: FoundTable | CodeSheet) -> int | None:
    """The latest year that the families' own sheet says."""
    if not isinstance(part, FoundTable) or isinstance(part.recognised, Unrecognised) or part.recognised.table != FAMILY:
        return None
    column = part.recognised.columns.get("tahun")
    rows = part.sheet.rows[part.recognised.data_start :] if column is not None else []
    years = [parse(row[column], _YEAR).value for row in rows if column is not None and column < len(row)]
    return max((year for year in years if isinstance(year, int)), default=None)


def _without_instructions(sheet: Sheet) -> Sheet:
    """Rows from `###` in column B on explain the columns: they are moved beside the table, where nothing is data."""
    start = next((i for i, row in enumerate(sheet.rows) if begins_instructions(row)), None)
    if start is None:
        return sheet
    width = max(map(len, sheet.rows))
    return replace(sheet, rows=[*sheet.rows[:start], *(beside(row, width) for row in sheet.rows[start:])])


def begins_instructions(row: Sequence[Cell]) -> bool:
    """Whether what stands in a row of a population list, and below it, explains the columns."""
    return len(row) > 1 and text_of(row[1]) == _INSTRUCTIONS


def beside(row: Sequence[Cell], width: int) -> list[Cell]:
    """The row right of a table that has so many columns."""
    return [*[None] * width, *row]


def _unnumbered(sheet: Sheet) -> Sheet:
    """Headings as their question alone, without the row below them that tells OpenSID which column is which."""
    head = next((i for i, row in enumerate(sheet.rows[:8]) if "nomor kk" in (text_of(c).casefold() for c in row)), 0)
    rows = [[_question(cell) for cell in row] if i == head else row for i, row in enumerate(sheet.rows)]
    for i in range(head + 1, min(head + 1 + _MARKED_ROWS, len(rows))):
        if any(_MARKER.fullmatch(text_of(cell)) for cell in rows[i]) and not any(map(_is_family, rows[i])):
            rows[i] = []
    return replace(sheet, rows=rows)


def _question(cell: Cell) -> Cell:
    """`3\nStatus Kepemilikan Rumah\n169 Milik Sendiri`: without the running number and the answers to choose from."""
    found = _NUMBERED.fullmatch(text_of(cell))
    if not found:
        return cell
    lines = found[1].splitlines()
    return "\n".join(takewhile(lambda line: not _ANSWER.match(line), lines))


def _is_family(cell: Cell) -> bool:
    return len(text_of(cell).strip("_' ")) == _FAMILY_NUMBER
