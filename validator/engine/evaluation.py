"""Asks the sources of a run their questions: each source in one query, and counts the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from validator.engine.answer_table import AnswerTable, Group
from validator.engine.everywhere import Everywhere
from validator.engine.relation_query import Listed, RelationQuery
from validator.pack.models import Pack
from validator.plan.checks import Check
from validator.plan.scope import Absent

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["FEW", "Evaluation"]

FEW = 5_000
"""Up to so many rows fetching answers is quicker than storing them."""


class Evaluation:
    """The questions of one run: `share` first, then `ask` for each source, in any order and side by side.

    `checks` are asked, by source; `idle` are the derived tables that were not made. `count` rows there are in all: of
    `few` the answers are fetched, which is quicker than storing them, and rules of all tables are asked once for all
    (`ask_everywhere`).
    """

    def __init__(
        self, pack: Pack, checks: Mapping[str, Sequence[Check]], absent: Absent, idle: Collection[str], count: int
    ) -> None:
        self.hits = AnswerTable()
        self.few, self._count = count <= FEW, count
        self.checks, self._pack, self._absent, self._idle = checks, pack, absent, idle
        self._everywhere = Everywhere({})
        self._rows: dict[str, list[Listed]] = {}
        self._stored: dict[str, list[Group]] = {}

    def share(self) -> None:
        """Finds the checks that can be asked of all tables at once."""
        if self.few:
            self._everywhere = Everywhere({s: c for s, c in self.checks.items() if s in self._pack.tables})

    def ask_everywhere(self, connection: DuckDBPyConnection) -> None:
        """Asks the rules of all tables of the rows of all of them."""
        lacking = {number: fields for sheets in self._absent.values() for number, fields in sheets.items()}
        self._everywhere.ask(connection, self._pack, lacking, self._count)

    def ask(self, connection: DuckDBPyConnection, source: str) -> None:
        """Asks a source all other rules."""
        checks = self.checks[source]
        asked = self._everywhere.own(checks)
        question = RelationQuery(self._pack, source, asked, self._absent.get(source, {}), self._idle, count=self._count)
        if self.few:
            self._rows[source] = question.listed(connection)
        else:
            store = partial(self.hits.store, connection, source, checks, question.packed())
            self._stored[source] = question.answered(connection, store)

    def groups(self) -> dict[str, list[Group]]:
        """The answers of all sources, counted; once, when all have been asked."""
        if not self.few:
            return {source: self._stored[source] for source in self.checks}
        return {
            source: self.hits.hold(source, checks, list(self._everywhere.packed(checks, self._rows[source])))
            for source, checks in self.checks.items()
        }
