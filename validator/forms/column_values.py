"""Whether the values of a column are what its heading says: a heading alone may mean something else in another list.

Only the first rows are looked at, and mostly two cells of a column: as soon as some values fit, the heading is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from validator.forms.column_parser import ColumnParser
from validator.forms.recognition import Recognition, Unrecognised
from validator.forms.spellings import IGNORED, identity_of
from validator.pack.models import CodeList, Field, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet, column_letter
from validator.readers.texts import is_blank, normalise, text_of

__all__ = ["Suiting"]

SAMPLE = 50
"""So many filled cells of a column are looked at, at most."""
_LEAST = 5
"""Of fewer values nobody can tell a wrong column from wrong values."""
_PLENTY = 3
_NUMBER_OF_PERSON = 16


class Suiting:
    """Compares columns with the code lists of their fields."""

    def __init__(self, codelists: Mapping[str, CodeList], typist: ColumnParser) -> None:
        self._codelists, self._typist = codelists, typist

    def suited(self, sheet: Sheet, found: Recognition, table: Table) -> Recognition:
        """The same recognition, unless the values of a column are not those of its field and another column's are."""
        rows = _sample(sheet, found.data_start)
        for field in table.fields:
            column = found.columns.get(field.name, -1)
            if column >= 0 and field.codelist in self._codelists and not self._fits(rows, column, table, field):
                found = self._mended(rows, found, table, field)
        return _without_row_numbers(rows, found, table)

    def suggested(self, sheet: Sheet, why: Unrecognised, table: Table) -> Unrecognised:
        """The same, with the likeliest columns for the fields that were not found: by heading and values together, then
        by values alone, then by a heading whose values do not speak against it.
        """
        rows = _sample(sheet, why.data_start)
        told: dict[str, tuple[int, str]] = {}
        for guess, column, text in self._guesses(rows, why, table):
            if guess not in told and (column, text) not in told.values():
                told[guess] = (column, text)
        for name in why.lacking:
            free = [at for at in why.unread if at not in told.values()]
            alike = [at for at in free if self._is(rows, at[0], table, table.field(name))]
            if name not in told and len(alike) == 1:
                told[name] = alike[0]
        for name, column, text in why.perhaps:
            free_text = not table.field(name).identifier or not any(True for _ in _filled(rows, column))
            if name not in told and (column, text) not in told.values() and free_text:
                told[name] = (column, text)
        return replace(why, perhaps=tuple((name, *told[name]) for name in why.lacking if name in told))

    def _guesses(self, rows: Sequence[Sequence[Cell]], why: Unrecognised, table: Table) -> list[tuple[str, int, str]]:
        """(field, column, heading) that may belong together, the likeliest first."""
        from validator.forms.guessing import guesses

        lacking = [table.field(name) for name in why.lacking]
        found = [
            (guess.score, guess.field.name, column, text)
            for column, text in why.unread
            if text
            for guess in guesses(text, _filled(rows, column), lacking, self._codelists)
        ]
        return [
            (name, column, text) for _, name, column, text in sorted(found, key=lambda entry: (-entry[0], entry[2]))
        ]

    def _mended(self, rows: Sequence[Sequence[Cell]], found: Recognition, table: Table, field: Field) -> Recognition:
        """With the column whose values fit; without any, if there is none and there are values enough to tell."""
        column, label = found.columns[field.name], found.headers[field.name]
        words = {"title": field.title, "other": column_letter(column), "label": label}
        better = [(at, text) for at, text, _ in found.unknown if self._is(rows, at, table, field)]
        if len(better) == 1:
            at, text = better[0]
            note = Note("column_by_values", {**words, "column": column_letter(at), "text": text})
            return replace(
                found,
                columns={**found.columns, field.name: at},
                headers={**found.headers, field.name: text},
                unknown=tuple(entry for entry in found.unknown if entry[0] != at),
                notes=(*_without(found.notes, at), note),
            )
        if field.name in identity_of(table) or sum(1 for _ in _filled(rows, column)) < _LEAST:
            return found
        note = Note("column_not_read", {"title": field.title, "column": column_letter(column), "text": label})
        return replace(_unread(found, field.name, note), unfit=(*found.unfit, field.name))

    def _fits(self, rows: Sequence[Sequence[Cell]], column: int, table: Table, field: Field) -> bool:
        """Some values are choices of the field, more than a few strays; or there are none at all."""
        parse = self._typist.parser(table, field.name)
        hits = count = 0
        for cell in _filled(rows, column):
            count += 1
            hits += not parse(cell).problem
            if hits >= _PLENTY:
                return True
        return count == 0 or hits * 10 > count

    def _is(self, rows: Sequence[Sequence[Cell]], column: int, table: Table, field: Field) -> bool:
        """Nearly all values are choices of the field, in words; of a number of persons: have its sixteen digits."""
        cells = list(_filled(rows, column))
        if field.identifier:
            good = sum(len(text_of(cell).strip("_' ")) == _NUMBER_OF_PERSON for cell in cells)
        elif field.codelist in self._codelists and any(map(str.isalpha, "".join(map(text_of, cells)))):
            good = sum(not self._typist.parser(table, field.name)(cell).problem for cell in cells)
        else:
            return False
        return len(cells) > 0 and good * 10 >= len(cells) * 9


def _without_row_numbers(rows: Sequence[Sequence[Cell]], found: Recognition, table: Table) -> Recognition:
    """Without a number within the family that goes on from family to family: it counts the rows of the sheet."""
    heads = found.columns.get(table.key[0], -1) if len(table.key) > 1 else -1
    for field in table.fields if heads >= 0 else ():
        column = found.columns.get(field.name, -1)
        if column < 0 or field.type != "integer" or normalise(found.headers[field.name]) not in IGNORED:
            continue
        held = [(text_of(row[heads]), text_of(row[column])) for row in rows if max(heads, column) < len(row)]
        held = [pair for pair in held if all(pair)]
        if len({head for head, _ in held}) >= _PLENTY and [number for _, number in held] == _counted(len(held)):
            words = {"title": field.title, "column": column_letter(column), "text": found.headers[field.name]}
            found = _unread(found, field.name, Note("row_numbers", words))
    return found


def _counted(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _unread(found: Recognition, name: str, note: Note) -> Recognition:
    """The same without the column of a field."""
    return replace(
        found,
        columns={field: at for field, at in found.columns.items() if field != name},
        headers={field: text for field, text in found.headers.items() if field != name},
        notes=(*found.notes, note),
    )


def _sample(sheet: Sheet, start: int) -> Sequence[Sequence[Cell]]:
    return sheet.rows[start : start + SAMPLE]


def _filled(rows: Sequence[Sequence[Cell]], column: int) -> Iterator[Cell]:
    for row in rows:
        if column < len(row) and not is_blank(row[column]) and row[column] != "-":
            yield row[column]


def _without(notes: Sequence[Note], column: int) -> Iterator[Note]:
    """The notes but that on an unknown column which is known now."""
    letter = column_letter(column)
    unknown = ("unknown_header", "unknown_header_like")
    return (note for note in notes if not (note.key in unknown and note.parameters["column"] == letter))
