"""The cells of the rows that a finding about a sum counts: asked for once such a finding is read, all of a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from validator.findings.context import Context
from validator.findings.counted import Counted, CountedColumn
from validator.pack.models import Table
from validator.plan.checks import Check
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["LISTED", "Cells", "CountedCell", "CountedRows", "held", "lines_of"]

LISTED = 200
"""Cells of one column that are marked; of more, the column alone is named."""
PRINTED = 6
"""Cells of one column whose values are kept."""
_Wanted = tuple[str, str]
"""A field, and the condition of the rows."""


class CountedCell(Struct, frozen=True):
    """A cell of a counted row: number of the row, its source and line, and what it holds."""

    row: int
    source: int
    line: int
    value: Any


Cells = Mapping[str, Sequence[CountedCell]]
"""By field the cells that are counted."""


class CountedRows:
    """The counted cells of the villages in which some checks of one source are broken.

    `broken`: a SELECT of their `_village` and `_year`, with `given` for its placeholders.
    """

    def __init__(
        self, connection: DuckDBPyConnection, counted: Counted, checks: Sequence[Check], broken: str, given: list[str]
    ) -> None:
        self._counted = counted
        self._wanted = list(dict.fromkeys(w for c in checks for w in self._wanted_of(c, c.holds.fields)))
        try:
            self._cells = self._fetched(connection, checks[0].table.name, broken, given)
        except duckdb.Error:  # the SELECT is of a shape that cannot be taken apart: then all rows of the table count
            self._counted = Counted.whole(checks[0].table)
            self._wanted = [(f, "") for f in dict.fromkeys(f for c in checks for f in c.blames)]
            self._cells = self._fetched(connection, checks[0].table.name, broken, given)

    def of(self, check: Check, fields: Iterable[str], village: str, year: int) -> dict[str, list[CountedCell]]:
        """By blamed field the cells that these columns of the source count, filled ones alone if there are any.

        A field with more than `LISTED` cells has `LISTED` + 1 of them.
        """
        known = self._cells.get((village, year), {})
        found: dict[str, dict[int, CountedCell]] = {}
        for wanted in self._wanted_of(check, fields):
            found.setdefault(wanted[0], {}).update({cell.row: cell for cell in known.get(wanted, ())})
        return {name: _filled(found[name].values()) for name in check.blames if name in found}

    def _wanted_of(self, check: Check, fields: Iterable[str]) -> list[_Wanted]:
        """The fields that a check blames of what these columns count; of columns of which nothing is known, of all."""
        columns = [self._counted.columns.get(name, CountedColumn()) for name in fields] or [CountedColumn()]
        blamed = [(c.condition, [f for f in check.blames if f in c.fields] or check.blames) for c in columns]
        return [(name, condition) for condition, names in blamed for name in names]

    def _fetched(
        self, connection: DuckDBPyConnection, table: str, broken: str, given: list[str]
    ) -> Mapping[tuple[str, int], Mapping[_Wanted, list[CountedCell]]]:
        rows = connection.cursor().execute(self._sql(table, broken), given).fetchall()
        return {
            (village, year): {
                wanted: [CountedCell(each["row"], each["src"], each["line"], each["value"]) for each in cells or ()]
                for wanted, cells in zip(self._wanted, found, strict=True)
            }
            for village, year, *found in rows
        }

    def _sql(self, table: str, broken: str) -> str:
        conditions = list(dict.fromkeys(condition for _, condition in self._wanted))
        asked = "".join(f", ({c or 'TRUE'}) AS m{n}" for n, c in enumerate(conditions))
        cell = "{{'blank': b.{0} IS NULL, 'row': f._row, 'src': b._src, 'line': b._line, 'value': b.{0}}}"
        lists = ", ".join(
            f"min({cell.format(field)}, {LISTED + 1}) FILTER (WHERE f.m{conditions.index(condition)})"
            for field, condition in self._wanted
        )
        where = f" WHERE {self._counted.where}" if self._counted.where else ""
        return (
            f"SELECT f._village, f._year, {lists}"
            f" FROM (SELECT _village, _year, _row{asked} FROM {self._counted.relation}{where}) AS f"
            f" JOIN {table} AS b ON b._row = f._row"
            f" SEMI JOIN ({broken}) AS w ON w._village = f._village AND w._year = f._year GROUP BY ALL"
        )


def _filled(cells: Iterable[CountedCell]) -> list[CountedCell]:
    found = sorted(cells, key=lambda cell: cell.row)
    return [cell for cell in found if cell.value is not None] or found


def lines_of(cells: Cells) -> tuple[int, dict[str, tuple[int, ...]]] | None:
    """The source of the first of these cells, and by field the lines of those in it; None if they are too many or none.

    A finding is of one sheet: rows that stand in another are counted too, and cannot be marked in this one.
    """
    rows = sorted((cell.row, cell.source) for found in cells.values() for cell in found)
    if not rows or any(len(found) > LISTED for found in cells.values()):
        return None
    source = rows[0][1]
    return source, {f: tuple(cell.line for cell in found if cell.source == source) for f, found in cells.items()}


def held(context: Context, table: Table, name: str, cells: Sequence[CountedCell]) -> str:
    """What these cells of a field hold, the first of them; of one alone what it holds."""
    texts = [context.text(table, table.field(name), cell.value) for cell in cells[:PRINTED]]
    return "; ".join([*texts, "…"] if len(cells) > PRINTED else texts)
