"""Which of several records of one village and key counts: the newest of a year, and an older one carried forward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class PlacedRow(NamedTuple):
    """One record: its 1-based spreadsheet row, whose it is, of which year and date, and whether it is under review.

    `key` are the normalised key cells; where all are blank `#` and the row, for then it is nobody else's record.
    `stale` marks a record of an earlier year that stands in for a missing one of `year`; `written` is the year it was
    written for.
    """

    line: int
    village: str
    year: int
    date: date | None
    key: tuple[str, ...]
    review: bool = True
    stale: bool = False
    written: int = 0


def settle(rows: Sequence[PlacedRow], review_year: int) -> tuple[list[PlacedRow], list[tuple[int, date]]]:
    """The rows that stay, in their order, and (index in `rows`, newer date) of those superseded within their year.

    Of the records of one village, key and year only those of the newest date stay; undated ones always do. A village
    and key whose newest record is older than `review_year` is carried into it and marked stale. Rows that were settled
    before may be settled again together with those of other files of the same table.
    """
    rows = [row._replace(year=row.written, stale=False) if row.stale else row for row in rows]
    newest = _newest_dates(rows)
    superseded: list[tuple[int, date]] = []
    kept: list[PlacedRow] = []
    for index, row in enumerate(rows):
        latest = newest.get((row.village, row.key, row.year))
        if row.date is not None and latest is not None and row.date < latest:
            superseded.append((index, latest))
        else:
            kept.append(row)
    last = _last_years(kept, review_year)
    return [_reviewed(row, last[row.village, row.key], review_year) for row in kept], superseded


def _newest_dates(rows: Iterable[PlacedRow]) -> dict[tuple[str, tuple[str, ...], int], date]:
    newest: dict[tuple[str, tuple[str, ...], int], date] = {}
    for row in rows:
        if row.date is not None:
            place = (row.village, row.key, row.year)
            newest[place] = max(row.date, newest.get(place, row.date))
    return newest


def _last_years(rows: Iterable[PlacedRow], review_year: int) -> dict[tuple[str, tuple[str, ...]], int]:
    """The last year up to the one under review that a village has this key for; 0 if it only has later ones."""
    last: dict[tuple[str, tuple[str, ...]], int] = {}
    for row in rows:
        place = (row.village, row.key)
        last[place] = max(last.get(place, 0), row.year if row.year <= review_year else 0)
    return last


def _reviewed(row: PlacedRow, last: int, review_year: int) -> PlacedRow:
    carried = row.year == last < review_year
    review = carried or row.year == review_year
    if row.written and not carried and review == row.review and not row.stale:
        return row
    return row._replace(
        year=review_year if carried else row.year, review=review, stale=carried, written=row.written or row.year
    )
