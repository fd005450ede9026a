"""Villages with several mistakes, copied side by side: in each copy one is repaired, and all are checked at once.

What vanishes with a repair is known from the copies, whatever the program thinks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from functools import cache, partialmethod
from typing import Any, NamedTuple
from unittest.mock import patch

from msgspec.structs import replace

from samples.generator import planting
from validator.checking import check_with
from validator.findings.cases import Case
from validator.findings.consequences import Consequences, Ties
from validator.findings.models import Finding
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.regions.table import Regions

TODAY = date(2026, 11, 24)
DISTRICT = "631103"
MEMBERS = "agtkeluarga"
"""Members bear no year: those of the year before would be the same persons once more."""

_OF = Consequences.of
"""What follows from what is told of the village itself alone: nothing reaches from one village to another."""

Grids = dict[str, Any]
Cell = tuple[str, int, int]
"""A table, a row and a column of its grid."""
Key = tuple[str, str, int]
"""A finding in every copy: its rule, its table and its row among the records of the village."""


class Mistake(NamedTuple):
    """Cells of a village with what was right in them, and rows that should not be there."""

    cells: dict[Cell, Any]
    rows: tuple[tuple[str, int], ...] = ()

    def repaired(self, grids: Grids) -> Grids:
        found = dict(grids)
        for table in {cell[0] for cell in self.cells} | {table for table, _ in self.rows}:
            grid = found[table] = deepcopy(grids[table])
            for (owner, row, column), right in self.cells.items():
                if owner == table:
                    grid.rows[row][column] = right
            gone = {row for owner, row in self.rows if owner == table}
            grid.rows = [row for n, row in enumerate(grid.rows) if n not in gone]
        return found


class Village(NamedTuple):
    """A village of this year with its mistakes, and the forms of the year before."""

    grids: Grids
    before: Grids
    mistakes: Sequence[Mistake]


class Outcome(NamedTuple):
    """What was found in a village, and for each mistake what is left when it alone is repaired."""

    findings: dict[str, Finding]
    keys: dict[str, Key]
    left: list[frozenset[Key]]

    def settled(self, id_: str) -> Iterator[frozenset[str]]:
        """For each single repair with which a finding vanishes, the others that vanish too."""
        for left in self.left:
            gone = {i for i, key in self.keys.items() if key not in left}
            if id_ in gone:
                yield frozenset(gone - {id_})


class Share(NamedTuple):
    """Claims that came true among all claims, and claims among all findings that vanished with a root."""

    true: int = 0
    claimed: int = 0
    told: int = 0
    vanished: int = 0

    def __add__(self, other: Share) -> Share:  # type: ignore[override]
        return Share(*(a + b for a, b in zip(self, other, strict=True)))


def share(outcome: Outcome) -> Share:
    """Every root is repaired as its mistake was made; of several repairs that settle it, as claims fit best."""
    found = Share()
    for id_, finding in outcome.findings.items():
        claimed = {i for i, f in outcome.findings.items() if f.root == id_}
        settled = list(outcome.settled(id_))
        if finding.root or not settled:
            continue
        best = max(settled, key=lambda others: (len(others & claimed), -len(others)))
        found += Share(len(best & claimed), len(claimed), len(best & claimed), len(best))
    return found


def outcome(village: Village) -> Outcome:
    """Checks the village beside copies of it, as many at once as the district has villages."""
    codes = _codes()
    findings: dict[str, Finding] = {}
    keys: dict[str, Key] = {}
    left: list[frozenset[Key]] = []
    size = len(codes) - 1
    for start in range(0, len(village.mistakes), size):
        part = village.mistakes[start : start + size]
        copies = [village.grids, *(mistake.repaired(village.grids) for mistake in part)]
        with patch.object(Consequences, "of", partialmethod(_of_one, codes[0] if not start else "")):
            found = _checked(copies, village.before, codes)
        if not start:
            keys = {f.id: key for f, key in found[0]}
            findings = {f.id: f for f, _ in found[0]}
        left += [frozenset(key for _, key in each) for each in found[1:]]
    return Outcome(findings, keys, left)


def _of_one(self: Consequences, village: str, cases: Sequence[Case]) -> Ties:
    return _OF(self, [case for case in cases if case.village == village])


def _checked(copies: Sequence[Grids], before: Grids, codes: Sequence[str]) -> list[list[tuple[Finding, Key]]]:
    frames: dict[str, dict[str, list[Any]]] = {}
    starts: dict[tuple[str, str], int] = {}
    for grids, code in zip(copies, codes, strict=False):
        for name in before:
            headers = [*before[name].headers, *([] if "kode_desa" in before[name].names else ["Kode Desa"])]
            rows = _of(code, before[name]) if name != MEMBERS else []
            rows += _of(code, grids[name]) if name in grids else []
            columns = frames.setdefault(name, {header: [] for header in headers})
            starts[name, code] = len(columns[headers[0]]) + 2
            for row in rows:
                for header, cell in zip(headers, row, strict=True):
                    columns[header].append(cell)
    result = check_with(_pack(), frames, Settings("", None, TODAY))
    found: dict[str, list[tuple[Finding, Key]]] = {code: [] for code in codes}
    for finding in result.iter_findings():
        row = finding.row - starts.get((finding.table, finding.village), 0)
        found[finding.village].append((finding, (finding.rule, finding.table, row)))
    return [found[code] for code in codes[: len(copies)]]


def _of(code: str, grid: Any) -> list[list[Any]]:
    place = grid.names.index("kode_desa") if "kode_desa" in grid.names else None
    rows = []
    for row in grid.rows:
        if len(row) == len(grid.names) and (place is None or str(row[place]).isdigit()):
            cells = [code if n == place else cell for n, cell in enumerate(row)]
            rows.append(cells if place is not None else [*cells, code])
    return rows


@cache
def _pack() -> Any:
    """The pack without what compares villages: all copies would be found to be copies."""
    pack = load_pack()
    among = {name for name, derived in pack.derived.items() if derived.villages > 1}
    alone = [
        r
        for r in pack.rules
        if not among & set(r.with_) and r.table not in among and r.id not in ("STA-030", "STA-031")
    ]
    return replace(pack, rules=tuple(alone))


@cache
def _codes() -> list[str]:
    return sorted(region.code for region in Regions.load(()).villages_in(DISTRICT))


@cache
def sample_villages() -> list[Village]:
    """Those of the samples in which mistakes were planted."""
    books, entries = planting.plant()
    clean = {now.village: now for _, now in planting.villages().values()}
    found = []
    for book in books:
        own = [e for e in entries if e.village == book.village and e.year == book.year]
        if own:
            found.append(Village(book.grids, book.before, _mistakes(book.grids, clean[book.village].grids, own)))
    return found


def _mistakes(grids: Grids, clean: Grids, entries: Sequence[Any]) -> list[Mistake]:
    """The differences to the clean village, each with the entry that points at it, or at its form."""
    places = [_place(grids, entry) for entry in entries]
    cells: list[dict[Cell, Any]] = [{} for _ in entries]
    for name, grid in grids.items():
        own = [n for n, place in enumerate(places) if place and place[0] == name]
        for row, (now, right) in enumerate(zip(grid.rows, clean[name].rows, strict=False)):
            for column, (cell, value) in enumerate(zip(now, right, strict=True)):
                if cell != value and own:
                    mine = [n for n in own if _exchanged(grid, clean[name], places[n], row, column)] or own
                    nearest = min(mine, key=lambda n: (abs(places[n][1] - row), abs(places[n][2] - column)))
                    cells[nearest][name, row, column] = value
    found = []
    for place, changed in zip(places, cells, strict=True):
        twice = place is not None and place[1] >= len(clean[place[0]].rows)
        if changed or twice:
            found.append(Mistake(changed, ((place[0], place[1]),) if twice and place else ()))
    return found


def _exchanged(now: Any, clean: Any, place: Cell, row: int, column: int) -> bool:
    """Whether the cell an entry points at is this one, or holds what rightly stands in this one, and the reverse."""
    _, own_row, own_column = place
    if (own_row, own_column) == (row, column):
        return True
    if own_row >= len(clean.rows):
        return False
    here, there = now.rows[row][column], now.rows[own_row][own_column]
    return (here, there) == (clean.rows[own_row][own_column], clean.rows[row][column])


def _place(grids: Grids, entry: Any) -> Cell | None:
    for name, grid in grids.items():
        if entry.file.endswith(f"/{grid.file}") and entry.cell:
            for row in range(len(grid.rows)):
                for column, field in enumerate(grid.names):
                    if grid.address(row, field) == entry.cell:
                        return name, row, column
    return None
