"""Village, year and date of the rows of a large file, and which are no records: as `records.placing` says.

Rows with the same cells for village and date have the same answer, so one of them is asked for all; only in villages
with records of several dates, where a record may give way to another of its key, every row is placed by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from validator.engine.bulk import Bulk
from validator.forms.questionnaire.reading import POPULATION, begins_instructions, beside
from validator.forms.recognition import Recognition
from validator.forms.row_filter import RowFilter
from validator.forms.second_tables import Headers
from validator.pack.models import CodeList, Field
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet
from validator.records.placing import LISTED, LeftRow, Placed, Placer, PlacingOptions, settled
from validator.records.settling import PlacedRow
from validator.records.sieving import OTHER_TABLE, TITLE, titles_above
from validator.regions.table import Regions

__all__ = ["place_bulk"]

_PLACING = ("kode_desa", "nama_desa", "kecamatan", "kabupaten", "provinsi", "tanggal", "tahun")


class _Group(NamedTuple):
    """Rows with the same cells for village and date: these cells, the first row's line, and how many they are."""

    cells: tuple[str | None, ...]
    line: int
    rows: int


def place_bulk(
    bulk: Bulk,
    sheet: Sheet,
    recognition: Recognition,
    options: PlacingOptions,
    codelists: Mapping[str, CodeList],
    headers: Headers | None = None,
) -> Placed:
    """The places of all rows of `bulk`; each of `Placed.rows` stands for as many as `sizes` says by its line.

    Rows that are left out are taken from `bulk`. Where the rows are not all in the village that their own code says,
    or not all of one date, they know the line of the placed row they belong to, as `_unit`.
    """
    sieve = RowFilter(recognition, bulk.table, codelists, headers)
    below, unlisted = _explained(bulk, sieve) if bulk.table.name == POPULATION else ([], 0)
    below, unlisted = (below, unlisted) if below else _cut(bulk, sieve)
    gone = _sieved(bulk, sieve)
    bulk.drop([place for place, *_ in gone])
    left_out = [*(LeftRow(bulk.line(place), note) for place, _, note in gone), *below]
    placed = _Places(bulk, sheet, recognition, options, [cells for _, cells, _ in gone]).placed(left_out)
    return replace(placed, unlisted=placed.unlisted + unlisted)


def _cut(bulk: Bulk, sieve: RowFilter) -> tuple[list[LeftRow], int]:
    """Takes out the rows from the header of a second table on: the first of them, and how many more there are."""
    found = next(((place, title) for place, cells in bulk.doubtful() if (title := sieve.second_table(cells))), None)
    if found is None:
        return [], 0
    start, title = found
    bulk.connection.execute(f"DELETE FROM {bulk.name} WHERE rowid >= {start}")
    listed = range(start + 1, min(bulk.read, start + LISTED))
    below = [LeftRow(bulk.line(place), OTHER_TABLE) for place in listed]
    first = LeftRow(bulk.line(start), Note("second_table", {"row": str(bulk.line(start)), "title": title}))
    return [first, *below], bulk.read - start - 1 - len(below)


def _explained(bulk: Bulk, sieve: RowFilter) -> tuple[list[LeftRow], int]:
    """Takes out the rows below a population list that explain its columns: the first of them, and how many more."""
    start = next((place for place, cells in bulk.doubtful() if begins_instructions(cells)), None)
    if start is None:
        return [], 0
    moved = ((place, beside(cells, bulk.file.width)) for place, cells in bulk.doubtful() if place >= start)
    notes = {place: sieve.reason(cells) for place, cells in moved}
    bulk.connection.execute(f"DELETE FROM {bulk.name} WHERE rowid >= {start}")
    listed = range(start, min(bulk.read, start + LISTED))
    below = [LeftRow(bulk.line(place), notes.get(place) or Note("footnote_row")) for place in listed]
    return below, bulk.read - start - len(below)


def _sieved(bulk: Bulk, sieve: RowFilter) -> list[tuple[int, Sequence[Cell], Note]]:
    """The rows that are no records, with their cells and the reason."""
    gone: list[tuple[int, Sequence[Cell], Note]] = []
    places: set[int] = set()
    footnotes: list[tuple[int, Sequence[Cell]]] = []
    last: tuple[int, Sequence[Cell]] = (-1, ())
    for place, cells in bulk.doubtful():
        if note := sieve.reason(cells):
            if note.key == "repeated_header":
                titles = titles_above(place, places, [row[0] for row in footnotes], lambda _: True)
                gone += [(*footnotes.pop(), TITLE) for _ in titles]
            gone.append((place, cells, note))
            places.add(place)
        elif sieve.footnote(cells):
            footnotes.append((place, cells))
        else:
            last, footnotes = (place, cells), []
    plain = bulk.last_plain()
    below = [(place, cells) for place, cells in footnotes if place > plain]
    gone += [(*row, Note("footnote_row")) for row in below]
    if last[0] > plain and _is_sum(bulk, sieve, *last, {place for place, *_ in gone}):
        gone.append((*last, Note("unlabelled_total")))
    return gone


def _is_sum(bulk: Bulk, sieve: RowFilter, place: int, cells: Sequence[Cell], gone: Collection[int]) -> bool:
    """Whether the last record is the sum of those above it."""
    others = f"FROM {bulk.name} WHERE rowid < {place} AND rowid NOT IN ({', '.join(map(str, [*gone, -1]))})"

    def total(f: Field) -> float:
        return float(bulk.one(f"SELECT coalesce(sum({f.name}), 0) {others}"))

    return sieve.is_sum(cells, int(bulk.one(f"SELECT count(*) {others}")), total)


class _Places:
    """Places the groups of rows of one large file."""

    def __init__(
        self,
        bulk: Bulk,
        sheet: Sheet,
        recognition: Recognition,
        options: PlacingOptions,
        gone: Sequence[Sequence[Cell]],
    ) -> None:
        self.bulk = bulk
        self.names = [name for name in _PLACING if name in bulk.columns]
        self.groups = self._grouped()
        start = recognition.data_start
        asked = [self._row(group) for group in self.groups]
        few = replace(sheet, rows=[*sheet.rows[:start], *asked, *map(list, gone)], path=None, dialect=None)
        self.placer = Placer(few, recognition, bulk.table, options, Regions.load(options.regions))
        self.start = start
        self.bad: dict[int, str] = {}

    def placed(self, left_out: list[LeftRow]) -> Placed:
        """The groups or, where several dates meet, the rows; see `place_bulk`."""
        units = {group.line: self._unit(i, group) for i, group in enumerate(self.groups)}
        rows: Mapping[int, PlacedRow] = {line: unit for line, unit in units.items() if unit}
        sizes: Mapping[int, int] = {group.line: group.rows for group in self.groups}
        if not self._plainly(units):
            columns = [[group.cells[i] for group in self.groups] for i in range(len(self.names))]
            self.bulk.unite(units, *columns, names=self.names)
        listed, lost = self._without_village([line for line, unit in units.items() if not unit], sizes)
        rows, sizes = self._apart(rows, sizes)
        self.placer.bad_codes[:] = [(line, text) for line, text in self.bad.items()]
        found = settled(list(rows.values()), [*left_out, *listed], self.placer)
        return replace(found, sizes=sizes, unlisted=lost - len(listed))

    def _grouped(self) -> list[_Group]:
        columns = ", ".join(f"p{i}" for i in range(len(self.names)))
        picked = f"{columns}, " if columns else ""
        query = (
            f"SELECT {picked}min(place), count(*) FROM ({self.bulk.cells(self.names)}) GROUP BY ALL ORDER BY min(place)"
        )
        found = self.bulk.connection.execute(query).fetchall()
        return [_Group(tuple(cells), self.bulk.line(first), rows) for *cells, first, rows in found if rows]

    def _row(self, group: _Group) -> list[Cell]:
        row: list[Cell] = [None] * self.bulk.file.width
        for name, cell in zip(self.names, group.cells, strict=True):
            row[self.bulk.columns[name]] = cell
        return row

    def _unit(self, number: int, group: _Group) -> PlacedRow | None:
        """The placed row that stands for a group; None if its village is not known."""
        known = len(self.placer.bad_codes)
        village = self.placer.village(self.start + number)
        for _, text in self.placer.bad_codes[known:]:
            self.bad[group.line] = text
        return self.placer.row(self.start + number, village)._replace(line=group.line, key=()) if village else None

    def _plainly(self, units: Mapping[int, PlacedRow | None]) -> bool:
        """Whether all rows are of one group, or each of the village that its own column `kode_desa` says."""
        if len(units) < 2 and all(units.values()):
            return True
        return self.names == ["kode_desa"] and all(
            unit and unit.village == group.cells[0] for unit, group in zip(units.values(), self.groups, strict=True)
        )

    def _without_village(self, lines: Sequence[int], sizes: Mapping[int, int]) -> tuple[list[LeftRow], int]:
        """The first rows of these groups, which are taken out, and how many there were."""
        if not lines:
            return [], 0
        among = "_unit IN (SELECT unnest(?::INTEGER[]))"
        found = self.bulk.connection.execute(
            f"SELECT rowid, _unit FROM {self.bulk.name} WHERE {among} ORDER BY rowid LIMIT {LISTED}", [lines]
        ).fetchall()
        self.bulk.connection.execute(f"DELETE FROM {self.bulk.name} WHERE {among}", [lines])
        rows = {group.line: self._row(group) for group in self.groups}
        whys = {line: self.placer.homeless(rows[line], line) for line in lines}
        return [LeftRow(self.bulk.line(place), whys[unit]) for place, unit in found], sum(sizes[x] for x in lines)

    def _apart(
        self, units: Mapping[int, PlacedRow], sizes: Mapping[int, int]
    ) -> tuple[Mapping[int, PlacedRow], Mapping[int, int]]:
        """The same units and sizes, but row by row where a village has records of several dates or years."""
        days = defaultdict(set)
        for unit in units.values():
            days[unit.village].add((unit.year, unit.date))
        mixed = {line for line, unit in units.items() if len(days[unit.village]) > 1}
        if not mixed:
            return units, sizes
        bulk, whole = self.bulk, {line: unit for line, unit in units.items() if line not in mixed}
        keys = [name for name in bulk.table.key if name in bulk.columns]
        held = dict.fromkeys(bulk.table.key)
        rows = bulk.connection.execute(
            f"SELECT own._unit, p.* FROM ({bulk.cells(keys)}) AS p JOIN {bulk.name} AS own ON own.rowid = p.place "
            "WHERE own._unit IN (SELECT unnest(?::INTEGER[])) ORDER BY p.place",
            [list(mixed)],
        ).fetchall()
        found = dict(whole)
        for unit, place, *cells in rows:
            line = bulk.line(place)
            key = self.placer.key([*(held | dict(zip(keys, cells, strict=True))).values()], line)
            found[line] = units[unit]._replace(line=line, key=key)
            if unit in self.bad:
                self.bad[line] = self.bad[unit]
        bulk.connection.execute(
            f"UPDATE {bulk.name} SET _unit = rowid + {bulk.line(0)} WHERE _unit IN (SELECT unnest(?::INTEGER[]))",
            [list(mixed)],
        )
        return dict(sorted(found.items())), {line: sizes[line] if line in whole else 1 for line in found}
