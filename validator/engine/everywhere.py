"""Rules of all tables, asked of the rows of all tables in one query: planned once, not once a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from validator.engine.packing import pack
from validator.engine.relation_query import Answer, Listed, RelationQuery
from validator.pack.models import Pack
from validator.plan.checks import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Everywhere"]


class Everywhere:
    """The checks that mean the same in every table they are bound to; `bound` are all checks, by source."""

    def __init__(self, bound: Mapping[str, Sequence[Check]]) -> None:
        found: dict[str, list[Check]] = {}
        for check in (check for checks in bound.values() for check in checks if check.rule.table == "*"):
            found.setdefault(check.rule.id, []).append(check)
        same = [checks[0] for checks in found.values() if len(set(map(_meaning, checks))) == 1]
        near = [check for check in same if check.aliases <= {"_places"}]
        self.checks = [replace(check, number=number) for number, check in enumerate(near)]
        self._numbers = {check.rule.id: check.number for check in self.checks}
        self.sources = [source for source, checks in bound.items() if len(self.own(checks)) < len(checks)]
        self._answers: dict[int, Sequence[Answer]] = {}

    def own(self, checks: Iterable[Check]) -> list[Check]:
        """Those of the checks of a source that must be asked of it alone."""
        return [check for check in checks if check.rule.id not in self._numbers]

    def ask(
        self, connection: DuckDBPyConnection, declared: Pack, lacking: Mapping[int, frozenset[str]], count: int
    ) -> None:
        """Asks them of all rows under review. `lacking`, `count`: see `RelationQuery`; of the sheets of all tables."""
        if not self.checks:
            return
        columns = {c for check in self.checks for condition in check.conditions for c in condition.columns}
        listed = ", ".join(sorted(columns | {"_row", "_village", "_year", "_src", "_review"}))
        rows = " UNION ALL ".join(f"SELECT {listed} FROM {source}" for source in self.sources)
        question = RelationQuery(declared, self.sources[0], self.checks, lacking, relation=f"({rows})", count=count)
        self._answers = {row: answers for row, _, _, answers in question.listed(connection)}

    def packed(self, checks: Sequence[Check], rows: Iterable[Listed]) -> Iterator[tuple[object, ...]]:
        """(_row, _village, _year, packed answers of all `checks`) from the answers to those that are their own."""
        own = self.own(checks)
        places = {check.rule.id: place for place, check in enumerate(own)}
        order = [places[c.rule.id] if c.rule.id in places else len(own) + self._numbers[c.rule.id] for c in checks]
        numbers = tuple(check.number for check in checks)
        for row, village, year, answers in rows:
            known = (*answers, *self._answers.get(row, ()))
            yield (row, village, year, *pack(numbers, tuple([known[place] for place in order])))


def _meaning(check: Check) -> object:
    """What two checks of a rule have in common if one query can ask both."""
    types = [check.table.field(name).type for condition in check.conditions for name in condition.fields]
    return check.when, check.holds, tuple(types)
