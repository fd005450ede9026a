"""Which village, year and date each row of a recognised sheet has, and which rows are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct, field

from validator.declarations.models import CodeList, Field, Table
from validator.exports.leftouts import Row, Sieve
from validator.exports.notes import Note
from validator.exports.places import Named, village_of_names, village_of_path, year_of_path
from validator.exports.recognition import Recognition
from validator.exports.regions import Regions, plain_code
from validator.exports.settling import PlacedRow, settle
from validator.exports.sheets import Cell, Sheet
from validator.exports.slips import is_slipped
from validator.exports.texts import is_blank, normalise, text_of
from validator.exports.values import parse

__all__ = ["LISTED", "LeftRow", "Options", "Placed", "PlacedRow", "Placer", "place", "settled"]

LISTED = 1000
"""So many rows left out are listed one by one."""


class Options(Struct, frozen=True):
    """What is said from outside: the reference date, `--village`, `--year`, and the file's path as it was given."""

    reference_date: date
    village: str = ""
    year: int | None = None
    path: str = ""


class LeftRow(Struct, frozen=True):
    """A row that is not checked; `line` is its 1-based spreadsheet row, `note` the reason."""

    line: int
    note: Note


class Placed(Struct, frozen=True):
    """The rows of a sheet with their places: every row below the header is in `rows` or in `left_out`.

    `bad_codes` are (1-based row, raw text) of village codes that are not 10 digits; those rows were placed by path or
    option, or left out. `village` is that of the sheet, '' where rows differ. Of a large file a row stands for as many
    as `sizes` says by its line, and of those without a village `unlisted` more are left out.
    """

    rows: tuple[PlacedRow, ...]
    left_out: tuple[LeftRow, ...]
    review_year: int
    bad_codes: tuple[tuple[int, str], ...] = ()
    notes: tuple[Note, ...] = ()
    village: str = ""
    sizes: Mapping[int, int] = field(default_factory=dict)
    unlisted: int = 0

    @property
    def reason(self) -> str:
        """`no_village` if that is why not a single row is left, else ''."""
        reasons = {left.note.key for left in self.left_out}
        return "no_village" if not self.rows and "no_village" in reasons else ""


def place(
    sheet: Sheet,
    recognition: Recognition,
    table: Table,
    options: Options,
    codelists: Mapping[str, CodeList] | None = None,
    regions: Regions | None = None,
) -> Placed:
    """Village, year and date of every data row; see `Placed`. With `codelists` an answer named Jumlah is no total."""
    sieve = Sieve(recognition, table, codelists or {})
    records, left_out = _sieved(sheet, recognition.data_start, sieve)
    placer = Placer(sheet, recognition, table, options, regions or Regions.load())
    rows: list[PlacedRow] = []
    for index in records:
        village = placer.village(index)
        if village:
            rows.append(placer.row(index, village))
        else:
            left_out.append(LeftRow(index + 1, Note("no_village")))
    return settled(rows, left_out, placer)


def review_year(options: Options, latest: int | None) -> int:
    """The year under review: `--year`, else the path's, else the latest year of the rows, else the reference date's."""
    return options.year or year_of_path(options.path) or latest or options.reference_date.year


def _sieved(sheet: Sheet, start: int, sieve: Sieve) -> tuple[list[int], list[LeftRow]]:
    """0-based indices of the records, and the rows that are none."""
    records, left_out = [], []
    for index in range(start, len(sheet.rows)):
        note = sieve.reason(sheet.rows[index])
        if note is None:
            records.append(index)
        else:
            left_out.append(LeftRow(index + 1, note))
    least = 1 if sieve.table.layout == "one_row" else 0  # of a form of one row, its only row is the record
    while len(records) > least and sieve.footnote(sheet.rows[records[-1]]):
        left_out.append(LeftRow(records.pop() + 1, Note("footnote_row")))
    if records and sieve.unlabelled_total(sheet.rows[records[-1]], [sheet.rows[index] for index in records[:-1]]):
        left_out.append(LeftRow(records.pop() + 1, Note("unlabelled_total")))
    return records, left_out


def settled(rows: Sequence[PlacedRow], left_out: Sequence[LeftRow], placer: Placer) -> Placed:
    """The rows that stay, and with those left out the ones that give way to newer records."""
    year = placer.review_year(rows)
    kept, superseded = settle([_in_time(row, placer.latest_year, year) for row in rows], year)
    dropped = [LeftRow(rows[i].line, Note("superseded", {"date": text_of(newer)})) for i, newer in superseded]
    villages = {row.village for row in kept}
    used = sorted({newer for i, newer in superseded if rows[i].year == year})
    dates = [Note("date_used", {"year": str(year), "date": text_of(used[-1])})] if used else []
    return Placed(
        rows=tuple(kept),
        left_out=tuple(sorted([*left_out, *dropped], key=lambda left: left.line)),
        review_year=year,
        bad_codes=tuple(placer.bad_codes),
        notes=(*placer.notes.values(), *dates),
        village=villages.pop() if len(villages) == 1 else "",
    )


class Placer(Struct, dict=True):
    """Answers for one row at a time; remembers invalid codes and notes on the way."""

    sheet: Sheet
    recognition: Recognition
    table: Table
    options: Options
    regions: Regions
    bad_codes: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.latest_year = self.options.reference_date.year
        self._names: dict[tuple[str, ...], Named | None] = {}
        self._fallback = self._village_of_sheet()
        self._only_code = self._single_code()
        self._merged = self._merged_codes()
        self._path_year = year_of_path(self.options.path)
        self._key = [(self.table.field(name), self.recognition.columns.get(name, -1)) for name in self.table.key]
        self._dated = self._date_fields()

    def row(self, index: int, village: str) -> PlacedRow:
        cells = self.sheet.rows[index]
        day, year = self._when(cells)
        held = [cells[c] if 0 <= c < len(cells) else None for _, c in self._key]
        return PlacedRow(index + 1, village, year, day, self.key(held, index + 1), written=year)

    def key(self, cells: Sequence[Cell], line: int) -> tuple[str, ...]:
        """The key of a record from its key cells."""
        key = tuple(_key_text(cell, f) for cell, (f, _) in zip(cells, self._key, strict=True))
        return key if any(key) or not key else (f"#{line}",)

    def village(self, index: int) -> str:
        """The village of a row: its own code, else what the sheet says, else its own names."""
        cell = self._cell(index, "kode_desa")
        if not is_blank(cell):
            if code := _village_code(cell):
                return code
            self.bad_codes.append((index + 1, text_of(cell)))
        return self._merged.get(index) or self._only_code or self._said(index)

    def review_year(self, rows: Sequence[PlacedRow]) -> int:
        written = [row.year for row in rows if row.year <= self.latest_year]
        return review_year(self.options, max(written, default=None))

    def _said(self, index: int) -> str:
        if self._fallback:
            note, code = self._fallback
            self.notes.setdefault(note.key, note)
            return code
        names = tuple(text_of(self._cell(index, n)) for n in ("nama_desa", "kecamatan", "kabupaten", "provinsi"))
        if names not in self._names:
            self._names[names] = village_of_names(self._texts(names), self.regions)
        named = self._names[names]
        if named:
            self.notes.setdefault(named.code, _name_note(named))
        return named.code if named else ""

    def _texts(self, names: Sequence[str]) -> Iterator[str]:
        """What may name a village: the row's own cells, the title rows, the path."""
        for level, name in zip(("Desa", "Kecamatan", "Kabupaten", "Provinsi"), names, strict=True):
            if name:
                yield f"{level} {name}"
        header = self.recognition.header_rows
        for row in self.sheet.rows[: header[0] if header else 0]:
            yield " ".join(text_of(cell) for cell in row if isinstance(cell, str))
        path = PurePosixPath(self.options.path.replace("\\", "/"))
        yield from (*path.parent.parts, path.stem, self.sheet.name)

    def _village_of_sheet(self) -> tuple[Note, str] | None:
        if code := village_of_path(self.options.path, self.regions):
            return Note("village_from_path", {"village": code}), code
        if len(code := plain_code(self.options.village)) == 10:
            return Note("village_from_option", {"village": code}), code
        return None

    def _single_code(self) -> str:
        """The one valid code of the whole column, for rows where it is blank; '' if there is none or several."""
        column = self.recognition.columns.get("kode_desa")
        if column is None:
            return ""
        rows = self.sheet.rows[self.recognition.data_start :]
        codes = Counter(_village_code(row[column]) for row in rows if column < len(row) and not is_blank(row[column]))
        return next(iter(codes)) if len(codes) == 1 else ""

    def _merged_codes(self) -> dict[int, str]:
        """The code of every row whose cell is merged with one above it."""
        column = self.recognition.columns.get("kode_desa", -1)
        merges = [merge for merge in self.sheet.merges if merge.left <= column <= merge.right]
        rows = self.sheet.rows
        return {
            index: _village_code(rows[merge.top][merge.left])
            for merge in merges
            if merge.top < len(rows) and merge.left < len(rows[merge.top])
            for index in range(merge.top + 1, merge.bottom + 1)
        }

    def _cell(self, index: int, name: str) -> Cell:
        column = self.recognition.columns.get(name)
        row = self.sheet.rows[index]
        return row[column] if column is not None and column < len(row) else None

    def _date_fields(self) -> list[tuple[Field, int]]:
        columns = self.recognition.columns
        fields = {f.name: f for f in self.table.fields}
        return [(fields[name], columns[name]) for name in ("tanggal", "tahun") if name in columns and name in fields]

    def _when(self, cells: Row) -> tuple[date | None, int]:
        day, year = None, None
        for f, column in self._dated:
            value = parse(cells[column], f).value if column < len(cells) else None
            if isinstance(value, date):
                day = value
            elif isinstance(value, int):
                year = value
        if day or year:
            return day, day.year if day else year or 0
        if not (self._path_year or self.options.year):
            self.notes.setdefault("year", Note("year_assumed", {"year": str(self.latest_year)}))
        return None, self._path_year or self.options.year or self.latest_year


def _key_text(cell: Cell, f: Field) -> str:
    text = "" if isinstance(cell, str) and is_slipped(cell) else text_of(cell)
    return text.strip("_' ") if f.identifier else normalise(text)


def _in_time(row: PlacedRow, latest: int, year: int) -> PlacedRow:
    """A record dated after the reference year is reviewed now, so that its date is found to be wrong."""
    return row if row.year <= latest else row._replace(year=year)


@lru_cache(maxsize=1024)
def _village_code(cell: Cell) -> str:
    code = parse(cell, _CODE).value
    return code if isinstance(code, str) and len(code) == 10 and code.isascii() and code.isdigit() else ""


def _name_note(named: Named) -> Note:
    parameters = {"village": named.code, "name": named.name.title(), "district": named.district}
    return Note("village_from_name", parameters)


_CODE = Field("kode_desa", "Kode Desa", identifier=True)
