"""Which village, year and date each row of a recognised sheet has, and which rows are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from msgspec import Struct, field

from validator.cells.slips import is_slipped
from validator.cells.values import Verdict, parse
from validator.forms.recognition import Recognition
from validator.forms.row_filter import Row, RowFilter
from validator.forms.second_tables import Headers
from validator.pack.models import CodeList, Field, NewRegion, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet, column_letter
from validator.readers.texts import is_blank, normalise, text_of
from validator.records.claims import claims_of
from validator.records.settling import PlacedRow, settle
from validator.records.sieving import LeftRow, cut, sieved
from validator.regions.named import Named, village_of_names, village_of_path, year_of_path
from validator.regions.table import Regions, plain_code
from validator.regions.village_codes import curbed, village_code

__all__ = ["LISTED", "LeftRow", "Placed", "PlacedRow", "Placer", "PlacingOptions", "place", "settled"]

LISTED = 1000
"""So many rows left out are listed one by one."""
_NAMED_ROWS = 8


class PlacingOptions(Struct, frozen=True):
    """What is said from outside: the reference date, `--village`, `--year`, the file's path as it was given, and the
    regions that the pack adds.
    """

    reference_date: date
    village: str = ""
    year: int | None = None
    path: str = ""
    regions: tuple[NewRegion, ...] = ()


class Placed(Struct, frozen=True):
    """The rows of a sheet with their places: every row below the header is in `rows` or in `left_out`.

    `bad_codes` are (1-based row, raw text) of village codes that are not 10 digits; those rows were placed by path or
    option, or left out. `village` is that of the sheet, '' where rows differ. Of a large file a row stands for as many
    as `sizes` says by its line, and of those left out `unlisted` more are not listed. `unmet` are the villages that
    path or option name and that no row is of. `copies` were left out because another sheet holds the same.
    """

    rows: tuple[PlacedRow, ...]
    left_out: tuple[LeftRow, ...]
    review_year: int
    bad_codes: tuple[tuple[int, str], ...] = ()
    notes: tuple[Note, ...] = ()
    village: str = ""
    sizes: Mapping[int, int] = field(default_factory=dict)
    unlisted: int = 0
    copies: int = 0
    unmet: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """`no_village` if that is why not a single row is left, else ''."""
        reasons = {left.note.key for left in self.left_out}
        return "no_village" if not self.rows and reasons & {"no_village", "bad_village_code"} else ""


def place(
    sheet: Sheet,
    recognition: Recognition,
    table: Table,
    options: PlacingOptions,
    codelists: Mapping[str, CodeList] | None = None,
    regions: Regions | None = None,
    headers: Headers | None = None,
) -> Placed:
    """Village, year and date of every data row; see `Placed`. With `codelists` an answer named Jumlah is no total.

    With `headers` a second table below the first is told from it, and left out.
    """
    sieve = RowFilter(recognition, table, codelists or {}, headers)
    sheet, below = cut(sheet, recognition.data_start, sieve)
    records, left_out = sieved(sheet, recognition.data_start, sieve)
    left_out += below
    placer = Placer(sheet, recognition, table, options, regions or Regions.load(options.regions))
    rows: list[PlacedRow] = []
    for index in records:
        village = placer.village(index)
        if village:
            rows.append(placer.row(index, village))
        else:
            left_out.append(LeftRow(index + 1, placer.homeless(sheet.rows[index], index + 1)))
    return settled(rows, left_out, placer)


def review_year(options: PlacingOptions, latest: int | None) -> int:
    """The year under review: `--year`, else the path's, else the latest year of the rows, else the reference date's."""
    return options.year or year_of_path(options.path) or latest or options.reference_date.year


def settled(rows: Sequence[PlacedRow], left_out: Sequence[LeftRow], placer: Placer) -> Placed:
    """The rows that stay, and with those left out the ones that give way to newer records."""
    year = placer.review_year(rows)
    kept, superseded = settle([_in_time(row, placer.latest_year, year) for row in rows], year)
    dropped = [LeftRow(rows[i].line, Note("superseded", {"date": text_of(newer)})) for i, newer in superseded]
    villages = {row.village for row in kept}
    claims = claims_of(placer.options.path, placer.options.village, villages, placer.regions)
    used = sorted({newer for i, newer in superseded if rows[i].year == year})
    dates = [Note("date_used", {"year": str(year), "date": text_of(used[-1])})] if used else []
    return Placed(
        rows=tuple(kept),
        left_out=tuple(sorted([*left_out, *dropped], key=lambda left: left.line)),
        review_year=year,
        bad_codes=tuple(placer.bad_codes),
        notes=(*claims.notes, *placer.notes.values(), *placer.path_year(year), *_of_rows(left_out), *dates),
        village=next(iter(villages)) if len(villages) == 1 else "",
        unmet=claims.unmet,
    )


class Placer(Struct, dict=True):
    """Answers for one row at a time; remembers invalid codes and notes on the way."""

    sheet: Sheet
    recognition: Recognition
    table: Table
    options: PlacingOptions
    regions: Regions
    bad_codes: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.latest_year = self.options.reference_date.year
        self._names: dict[tuple[str, ...], Named | None] = {}
        self._first_bad: dict[str, str] = {}
        self._undated = False
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
            if code := village_code(cell):
                return code
            self.bad_codes.append((index + 1, text_of(cell)))
        return self._merged.get(index) or self._only_code or self._said(index)

    def homeless(self, cells: Row, line: int) -> Note:
        """Why a row has no village: no code at all, or one (told where it stands first) that cannot be understood."""
        column = self.recognition.columns.get("kode_desa", -1)
        cell = cells[column] if 0 <= column < len(cells) else None
        if is_blank(cell):
            return Note("no_village")
        text = curbed(text_of(cell))
        at = self._first_bad.setdefault(text, f"{column_letter(column)}{line}")
        return Note("bad_village_code", {"cell": at, "text": text})

    def path_year(self, review: int) -> Iterator[Note]:
        """That the year of undated rows is the path's, if it is."""
        if self._undated and self._path_year:
            key = "year_from_path" if self._path_year == review else "year_from_path_differs"
            yield Note(key, {"year": str(self._path_year), "review": str(review)})

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
        codes = Counter(village_code(row[column]) for row in rows if column < len(row) and not is_blank(row[column]))
        return next(iter(codes)) if len(codes) == 1 else ""

    def _merged_codes(self) -> dict[int, str]:
        """The code of every row whose cell is merged with one above it."""
        column = self.recognition.columns.get("kode_desa", -1)
        merges = [merge for merge in self.sheet.merges if merge.left <= column <= merge.right]
        rows = self.sheet.rows
        return {
            index: village_code(rows[merge.top][merge.left])
            for merge in merges
            if merge.top < len(rows) and merge.left < len(rows[merge.top])
            for index in range(merge.top + 1, merge.bottom + 1)
        }

    def _cell(self, index: int, name: str) -> Cell:
        column = self.recognition.columns.get(name)
        row = self.sheet.rows[index]
        return row[column] if column is not None and column < len(row) else None

    def _date_fields(self) -> list[tuple[Callable[[Cell], Verdict], int]]:
        """What reads the cells that may say when a row was written, and their columns."""
        columns, manner = self.recognition.columns, self.recognition.manner
        fields = {f.name: f for f in self.table.fields}
        names = [name for name in ("tanggal", "tahun") if name in columns and name in fields]
        return [(manner.reading(fields[n], partial(parse, field=fields[n])), columns[n]) for n in names]

    def _when(self, cells: Row) -> tuple[date | None, int]:
        day, year = None, None
        for read, column in self._dated:
            value = read(cells[column]).value if column < len(cells) else None
            if isinstance(value, date):
                day = value
            elif isinstance(value, int):
                year = value
        if day or year:
            return day, day.year if day else year or 0
        self._undated = True
        if not (self._path_year or self.options.year):
            self.notes.setdefault("year", Note("year_assumed", {"year": str(self.latest_year)}))
        return None, self._path_year or self.options.year or self.latest_year


def _of_rows(left_out: Sequence[LeftRow]) -> Iterator[Note]:
    yield from (left.note for left in left_out if left.note.key == "second_table")
    lines = [left.line for left in left_out if left.note.key == "repeated_header"]
    if lines:
        more = " …" if len(lines) > _NAMED_ROWS else ""
        yield Note("repeated_headers", {"rows": ", ".join(map(str, sorted(lines)[:_NAMED_ROWS])) + more})


def _key_text(cell: Cell, f: Field) -> str:
    text = "" if isinstance(cell, str) and is_slipped(cell) else text_of(cell)
    return text.strip("_' ") if f.identifier else normalise(text)


def _in_time(row: PlacedRow, latest: int, year: int) -> PlacedRow:
    """A record dated after the reference year is reviewed now, so that its date is found to be wrong."""
    return row if row.year <= latest else row._replace(year=year)


def _name_note(named: Named) -> Note:
    parameters = {"village": named.code, "name": named.name.title(), "district": named.district}
    return Note("village_from_name", parameters)
