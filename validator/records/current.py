"""Sheets of one check seen together: which year of each village is under review, and which of several records counts.

`placing` settles the rows of one sheet. Where a village sent the same form in more than one sheet, or files of several
years lie side by side, the rows are settled again together here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from validator.pack.models import Table
from validator.records.settling import PlacedRow, settle

__all__ = ["SettledRows", "SheetPart", "review_years", "settle_together"]


class SheetPart(Struct, frozen=True):
    """The placed rows of one sheet of `table`, and the year that the sheet alone would put under review."""

    table: Table
    rows: Sequence[PlacedRow]
    review_year: int


class SettledRows(Struct, frozen=True):
    """A part's rows after settling, in their order; `dropped` gives the newer date by row of `SheetPart.rows`.

    `review_year` is the year under review of the villages in it (the latest, if they differ).
    """

    rows: Sequence[PlacedRow]
    dropped: Mapping[int, date]
    review_year: int


def review_years(parts: Iterable[SheetPart], year: int | None = None) -> dict[str, int]:
    """The year under review of each village: `year` if it is said, else the latest that one of its sheets is of."""
    found: dict[str, int] = {}
    for part in parts:
        for village in {row.village for row in part.rows if row.review}:
            found[village] = year or max(found.get(village, 0), part.review_year)
    return found


def settle_together(parts: Sequence[SheetPart], years: Mapping[str, int]) -> list[SettledRows]:
    """The rows of every part, settled among all parts of their table; `years` as `review_years` gives them."""
    rows = [list(part.rows) for part in parts]
    dropped: list[dict[int, date]] = [{} for _ in parts]
    for (_, village), places in _unsettled(parts, years).items():
        own = [_unit(rows[p][r], parts[p].table) for p, r in places]
        kept, superseded = settle(own, years.get(village, parts[places[0][0]].review_year))
        gone = dict(superseded)
        left = iter(kept)
        for i, (p, r) in enumerate(places):
            if i in gone:
                dropped[p][r] = gone[i]
            else:
                new = next(left)
                rows[p][r] = rows[p][r]._replace(year=new.year, review=new.review, stale=new.stale, written=new.written)
    return [
        SettledRows([row for r, row in enumerate(own) if r not in gone], gone, _latest(part, years))
        for part, own, gone in zip(parts, rows, dropped, strict=True)
    ]


def _latest(part: SheetPart, years: Mapping[str, int]) -> int:
    found = {years[village] for village in {row.village for row in part.rows} if village in years}
    return max(found, default=part.review_year)


def _unsettled(parts: Sequence[SheetPart], years: Mapping[str, int]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """By table and village, (part, row) of the rows that their own sheet has not settled for good."""
    homes: dict[tuple[str, str], set[int]] = defaultdict(set)
    other_year: set[tuple[str, str]] = set()
    for number, part in enumerate(parts):
        for village in {row.village for row in part.rows}:
            homes[part.table.name, village].add(number)
            if years.get(village, part.review_year) != part.review_year:
                other_year.add((part.table.name, village))
    wanted = {place for place, numbers in homes.items() if len(numbers) > 1} | other_year
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for number in sorted({n for place in wanted for n in homes[place]}):
        for r, row in enumerate(parts[number].rows):
            if (parts[number].table.name, row.village) in wanted:
                found[parts[number].table.name, row.village].append((number, r))
    return found


def _unit(row: PlacedRow, table: Table) -> PlacedRow:
    """Members come as a whole list: a year's list replaces that of the year before, whoever is on it."""
    return row._replace(key=(), date=None) if table.layout == "records" else row
