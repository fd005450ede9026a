"""Asks the sources of a run their questions: binds rules, asks each source in one query, counts the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from validator.engine.answer_table import AnswerTable, Group
from validator.engine.everywhere import Everywhere
from validator.engine.relation_query import Listed, RelationQuery
from validator.pack.models import Pack, Rule
from validator.plan.checks import Check, bind
from validator.plan.conditions import PHYSICAL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FEW", "Absent", "Evaluation"]

FEW = 5_000
"""Up to so many rows fetching answers is quicker than storing them."""
Absent = Mapping[str, Mapping[int, frozenset[str]]]
"""The fields that a sheet does not have, by table and number of the sheet."""


class Evaluation:
    """The questions of one run: `bind` first, then `ask` for each source, in any order and side by side.

    `asked` are the rules by source, `idle` the derived tables that were not made. `count` rows there are in all: of
    `few` the answers are fetched, which is quicker than storing them, and rules of all tables are asked once for all
    (`ask_everywhere`).
    """

    def __init__(
        self, pack: Pack, asked: Mapping[str, Sequence[Rule]], absent: Absent, idle: Collection[str], count: int
    ) -> None:
        self.hits = AnswerTable()
        self.few, self._count = count <= FEW, count
        self._pack, self._asked, self._absent, self._idle = pack, asked, absent, idle
        self._bound: dict[str, list[Check]] = {}
        self._everywhere = Everywhere({})
        self._rows: dict[str, list[Listed]] = {}
        self._stored: dict[str, list[Group]] = {}

    def bind(self) -> None:
        """Binds the rules of tables; those of derived ones are bound when they are asked."""
        for source in self._asked:
            if source in self._pack.tables:
                self._bound[source] = self._checks(source, self._pack.tables[source].names)
        if self.few:
            self._everywhere = Everywhere(self._bound)

    def ask_everywhere(self, connection: DuckDBPyConnection) -> None:
        """Asks the rules of all tables of the rows of all of them."""
        lacking = {number: fields for sheets in self._absent.values() for number, fields in sheets.items()}
        self._everywhere.ask(connection, self._pack, lacking, self._count)

    def ask(self, connection: DuckDBPyConnection, source: str) -> None:
        """Asks a source all other rules."""
        if source not in self._pack.tables:
            described = connection.execute(f"DESCRIBE {source}").fetchall()
            self._bound[source] = self._checks(source, [name for name, *_ in described])
        checks = self._bound[source]
        asked = self._everywhere.own(checks)
        question = RelationQuery(self._pack, source, asked, self._absent.get(source, {}), self._idle, count=self._count)
        if self.few:
            self._rows[source] = question.listed(connection)
        else:
            store = partial(self.hits.store, connection, source, len(checks), question.packed())
            self._stored[source] = question.answered(connection, store)

    @property
    def checks(self) -> dict[str, Sequence[Check]]:
        """The checks of each source, in the order of the sources."""
        return {source: self._bound[source] for source in self._asked}

    def groups(self) -> dict[str, list[Group]]:
        """The answers of all sources, counted; once, when all have been asked."""
        if not self.few:
            return {source: self._stored[source] for source in self._asked}
        return {
            source: self.hits.hold(source, len(checks), list(self._everywhere.packed(checks, self._rows[source])))
            for source, checks in self.checks.items()
        }

    def _checks(self, source: str, columns: Sequence[str]) -> list[Check]:
        """The rules as checks of `source`; one for all tables is not asked where no sheet has any of its fields."""
        own = {*PHYSICAL, *columns}
        without = self._absent.get(source, {}).values()
        checks: list[Check] = []
        for rule in self._asked[source]:
            check = bind(rule, source, self._pack, own, len(checks))
            if not (rule.table == "*" and without and all(map(check.idle, without))):
                checks.append(check)
        return checks
