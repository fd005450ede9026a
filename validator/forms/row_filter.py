"""Rows of a sheet that are no records: blank rows, totals, repeated headers, column numbers, footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from validator.cells.values import Codes, Verdict, parse
from validator.forms.headers import is_numbering
from validator.forms.recognition import Recognition
from validator.forms.second_tables import Headers
from validator.pack.models import CodeList, Field, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell
from validator.readers.texts import is_blank, normalise, text_of

_TOTAL = re.compile(
    r"(?:(?:(?:grand|sub) ?)?(?:total|jumlah)(?: (?:total|jumlah|seluruh|seluruhnya|keseluruhan|semua))?"
    "|rata rata|rerata|persentase|persen|prosentase|average|percentage)(?: ?%)?"
)
_TOTAL_WORD = re.compile("total|jumlah|rata|persen|prosen|percent|average", re.IGNORECASE)
_PRINT = re.compile(
    r"\W*(?:(?:\w+ ){0,3}(?:dicetak|tercetak|diunduh|printed)\b|(?:tanggal|tgl|waktu)\W* cetak\b|sumber(?: data)?\s*:"
    r"|(?:halaman|hal|page)\W* [0-9]+|mengetahui\b|(?:catatan|keterangan|ket|note)\W?\s*:|nip\b[\s.:]*[0-9])",
    re.IGNORECASE,
)
_PRINTED = 2
_DAYS = "ahad|minggu|senin|selasa|rabu|kamis|jum['’]?at|sabtu"
_SIGNED = re.compile(rf"\s*(?!(?:{_DAYS})\b)[^\W\d]+(?: [^\W\d]+)*\s*,", re.IGNORECASE)
"""A place before a date, as it stands above a signature; the name of a day is none."""
_STROKES = re.compile(r" *[-=_+*:|~–—─━═]{3,} *")
_HEADER_SHARE = 0.6
_IDENTIFIER_DIGITS = 8

Row = Sequence[Cell]


class RowFilter(Struct, frozen=True, dict=True):
    """Says of a data row why it is no record (a note), or None if it may be one. `total` needs the other rows too."""

    recognition: Recognition
    table: Table
    codelists: Mapping[str, CodeList] = field(default_factory=dict)
    headers: Headers | None = None

    def second_table(self, row: Row) -> str:
        """The title of the form whose header the row is, if it is not that of this table once more; else ''."""
        if self.headers is None:
            return ""
        title = self.headers.title(row)
        return "" if not title or self._is_header(row) else title

    def reason(self, row: Row) -> Note | None:
        """blank_row, numbering_row, repeated_header, ruled_line, footnote_row or total_row."""
        cells = self.cells(row)
        if all(map(is_blank, cells)):
            return self._beside(row)
        if any(isinstance(cell, str) for cell in cells):
            if is_numbering(row):
                return Note("numbering_row")
            if self._is_header(row):
                return Note("repeated_header")
            if self._is_print(row):
                return Note("footnote_row")
            if _is_ruled(cells):
                return Note("ruled_line")
        text = self._total_text(row)
        return Note("total_row", {"text": text}) if text and not self._key_valid(row) else None

    def footnote(self, row: Row) -> bool:
        """One or two texts in a row of a wider table, none of them a number, an identifier or a known answer.

        Only rows below all records are asked.
        """
        held = [(name, row[c]) for name, c in self._placed(row) if not is_blank(row[c])]
        if len(self.recognition.columns) < 4 or len(held) > 2:
            return False
        unlisted = any(
            f.codelist and f.codelist not in self.codelists for f in map(self._fields.__getitem__, dict(held))
        )
        return not unlisted and not any(self._means_something(self._fields[name], cell) for name, cell in held)

    def _is_print(self, row: Row) -> bool:
        """What a printer or a signature adds below (or between) pages, and no number or answer beside it."""
        first = next((cell for cell in row if not is_blank(cell)), None)
        if not (isinstance(first, str) and _PRINT.match(first)):
            return False
        held = [(self._fields[name], row[column]) for name, column in self._placed(row) if not is_blank(row[column])]
        return len(held) <= _PRINTED and not any(self._answers(f, cell) for f, cell in held)

    def _answers(self, f: Field, cell: Cell) -> bool:
        return f.type != "date" and self._means_something(f, cell)

    def unlabelled_total(self, row: Row, above: Sequence[Row]) -> bool:
        """The row names nothing (key, village, date are blank) and its numbers are sums of two or more rows above."""

        def total(f: Field) -> float:
            column = self.recognition.columns[f.name]
            return sum(self._number(_at(other, column), f) for other in above)

        return self.is_sum(row, len(above), total)

    def is_sum(self, row: Row, above: int, total: Callable[[Field], float]) -> bool:
        """`unlabelled_total` where the numbers of the `above` rows are summed by somebody else."""
        columns = self._naming_columns
        if not columns or above < 2 or any(not is_blank(_at(row, column)) for column in columns):
            return False
        numeric = [(f, column) for f, column in self._numeric if not is_blank(_at(row, column))]
        own = [self._number(_at(row, column), f) for f, column in numeric]
        sums = [total(f) for f, _ in numeric]
        return any(own) and all(abs(a - b) <= 1e-6 * max(1, abs(b)) for a, b in zip(own, sums, strict=True))

    def cells(self, row: Row) -> list[Cell]:
        """The cells of the recognised columns."""
        width = len(row)
        if width > self._last:
            return [row[column] for column in self._columns]
        return [row[column] for column in self._columns if column < width]

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        return {f.name: f for f in self.table.fields}

    @cached_property
    def _columns(self) -> list[int]:
        return list(self.recognition.columns.values())

    @cached_property
    def _last(self) -> int:
        return max(self._columns, default=-1)

    @cached_property
    def _naming(self) -> frozenset[str]:
        """Fields that say which record a row is."""
        return frozenset(self.table.key) | {f.name for f in self.table.fields if not f.expected}

    @cached_property
    def _naming_columns(self) -> list[int]:
        return [column for name, column in self.recognition.columns.items() if name in self._naming]

    @cached_property
    def _numeric(self) -> list[tuple[Field, int]]:
        placed = [(self._fields[name], column) for name, column in self.recognition.columns.items()]
        return [(f, column) for f, column in placed if f.type in ("integer", "number") and f.name not in self._naming]

    @cached_property
    def _codes(self) -> dict[str, Codes]:
        """The code lists that were asked for so far."""
        return {}

    def _codes_of(self, f: Field) -> Codes | None:
        if f.codelist not in self.codelists:
            return None
        if f.codelist not in self._codes:
            self._codes[f.codelist] = Codes.of(self.codelists[f.codelist])
        return self._codes[f.codelist]

    @cached_property
    def _titles(self) -> dict[str, frozenset[str]]:
        """What may stand above the columns that were asked for so far."""
        return {}

    def _titled(self, name: str, cell: Cell) -> bool:
        """A cell of a column says no more than what stands above it."""
        if not isinstance(cell, str):
            return False
        if name not in self._titles:
            f, printed = self._fields[name], self.recognition.headers
            texts = (f.title, f.code or f.title, printed.get(name, f.title))
            self._titles[name] = frozenset(map(normalise, texts))
        return normalise(cell) in self._titles[name]

    def _placed(self, row: Row) -> Iterator[tuple[str, int]]:
        width = len(row)
        return ((name, column) for name, column in self.recognition.columns.items() if column < width)

    def _beside(self, row: Row) -> Note:
        """Nothing in the known columns: a blank row, or a total or remark standing beside them."""
        if text := self._total_text(row):
            return Note("total_row", {"text": text})
        texts = [cell for cell in row if isinstance(cell, str) and any(map(str.isalpha, cell))]
        return Note("footnote_row" if texts else "blank_row")

    def _is_header(self, row: Row) -> bool:
        if not self._begins_with_title(row):
            return False
        held = [(name, cell) for name, column in self._placed(row) if not is_blank(cell := row[column])]
        same = sum(self._titled(name, cell) for name, cell in held)
        return same >= 2 and same >= _HEADER_SHARE * len(held)

    def _begins_with_title(self, row: Row) -> bool:
        """One of the first three texts is the title of its column. Of a record none is, so no more is looked at."""
        left, width = 3, len(row)
        for name, column in self.recognition.columns.items():
            if column < width and not is_blank(cell := row[column]):
                if self._titled(name, cell):
                    return True
                left -= 1
                if not left:
                    break
        return False

    def _total_text(self, row: Row) -> str:
        """The word for a total in the first cell of the row, or where village or key should stand."""
        first = next((cell for cell in row if not is_blank(cell)), None)
        for cell in (first, *(_at(row, column) for column in self._naming_columns)):
            if isinstance(cell, str) and _TOTAL_WORD.search(cell) and _TOTAL.fullmatch(normalise(cell)):
                return text_of(cell)
        return ""

    def _key_valid(self, row: Row) -> bool:
        """Some naming cell of the row means something: an answer of the list, a village code, a family's number."""
        named = [(self._fields[name], row[column]) for name, column in self._placed(row) if name in self._naming]
        return any(self._means_something(f, cell) for f, cell in named if not is_blank(cell))

    def _means_something(self, f: Field, cell: Cell) -> bool:
        """The cell is a number, date, identifier or listed answer. Without its code list no text is an answer."""
        verdict = self._verdict(cell, f, self._codes_of(f))
        if f.identifier:
            text = str(verdict.value)
            worded = any(map(str.isalpha, text))
            return verdict.problem == "digits_lost" or (
                not worded and sum(map(str.isdigit, text)) >= _IDENTIFIER_DIGITS
            )
        if f.type == "date" and isinstance(cell, str) and _SIGNED.match(cell):
            return False
        if f.codelist:
            return f.codelist in self.codelists and verdict.problem == ""
        return f.type != "string" and verdict.value is not None

    def _number(self, cell: Cell, f: Field) -> float:
        value = self._verdict(cell, f).value
        return value if isinstance(value, (int, float)) else 0

    def _verdict(self, cell: Cell, f: Field, codes: Codes | None = None) -> Verdict:
        return self.recognition.manner.reading(f, lambda own: parse(own, f, codes))(cell)


def _is_ruled(cells: Row) -> bool:
    """A line drawn across a text: every cell is made of strokes. Of a record mostly one cell is looked at."""
    return all(is_blank(cell) or (isinstance(cell, str) and bool(_STROKES.fullmatch(cell))) for cell in cells)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
