"""What a check knows of its questions, record by record: the ledger calls a finding solved only if this says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache

from validator.engine.packing import UNANSWERED, answer_bit, column_of
from validator.findings.context import Context
from validator.findings.identity import Identifier
from validator.plan.checks import Check

__all__ = ["Answers"]


class Answers:
    """The questions of one check and which of them stayed without an answer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._open = lru_cache(maxsize=4096)(self._unanswered)

    def asks(self, rule: str) -> bool:
        """Whether a rule was asked; constraints that no rule speaks for (`TABLE.FIELD:KIND`) always are."""
        return ":" in rule or rule in self._active

    def columns(self, village: str, table: str) -> Collection[str]:
        """The fields that the files of a village's form have."""
        return self._columns.get((village, table), frozenset())

    def unanswered(self, village: str, rule: str, table: str) -> Collection[str]:
        """The ids, without suffix, that findings of a rule would have for the records that could not be answered."""
        return self._open(village, rule, table)

    def _unanswered(self, village: str, rule: str, table: str) -> frozenset[str]:
        found: set[str] = set()
        for checks in self._context.run.checks.values():
            for check in checks:
                if check.rule.id == rule and check.table.name == table:
                    found |= set(self._ids(check, village))
        return frozenset(found)

    @cached_property
    def _active(self) -> frozenset[str]:
        return frozenset(r.id for r in self._context.pack.rules if r.status == "aktif")

    @cached_property
    def _columns(self) -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], frozenset[str]] = {}
        for lot in self._context.run.census:
            if lot.review:
                place = (lot.village, lot.table)
                found[place] = found.get(place, frozenset()) | self._context.sources[lot.source].columns.keys()
        return found

    def _ids(self, check: Check, village: str) -> Iterator[str]:
        derived = self._context.pack.derived.get(check.source)
        key = derived.key if derived else check.table.key
        hits = self._context.run.hits.table(self._context.connection, check.source)
        rows = self._context.connection.cursor().execute(
            f"SELECT {', '.join(['self._year', *(f'self.{k}' for k in key)])} FROM {hits} AS h"
            f" JOIN {check.source} AS self ON self._row = h._row"
            f" WHERE h._village = ? AND (h.{column_of(check)} & {answer_bit(check, UNANSWERED)}::UBIGINT) <> 0",
            [village],
        )
        identifier = Identifier()
        for year, *values in rows.fetchall():
            lasting = None if check.table.layout == "records" else year
            yield identifier.base(check.rule.id, village, lasting, check.source, values)
