"""The query that asks one relation its rules: the rows under review, what stands beside them, an answer a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from validator.engine.database import first_line
from validator.engine.limits import BeyondError, LimitError, limiting
from validator.engine.packing import packed
from validator.messages.sentences import Sentence, Sentences, cause
from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack
from validator.plan.checks import Check, columns_read, joins, needed
from validator.plan.lifting import Lifted
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Answer", "Listed", "Plain", "RelationQuery"]

T = TypeVar("T")
Answer = tuple["bool | None", "bool | None"]
"""Whether a check is asked of a record, and whether it is broken if it is."""
Listed = tuple[int, str, int, tuple[Answer, ...]]
"""A row, its village and year, and its answers."""
Plain = tuple[int, str, int, "list[bool | None]", "list[bool | None]"]
"""A row, its village and year; for each check whether it is asked, and whether it is broken."""


class RelationQuery:
    """Some checks of `source`. `lacking` names the fields that a sheet, by its number, does not have.

    `idle` are the derived tables that were not made (see `joins`); `relation` is what to read instead of `source`, if
    it is something else; `count` about how many rows there are in all.
    """

    def __init__(
        self,
        pack: Pack,
        source: str,
        checks: Sequence[Check],
        lacking: Mapping[int, frozenset[str]],
        idle: Collection[str] = frozenset(),
        relation: str = "",
        count: int = 0,
    ) -> None:
        self.checks, self._lacking, self._count = checks, lacking, count
        conditions = [condition for check in checks for condition in check.conditions]
        self._lifted = Lifted([m.name for m in pack.macros], [c.sql for c in conditions])
        beside = needed(conditions)
        columns = columns_read(checks, source, pack) | ({"_src"} if lacking else set())
        rows = self._lifted.relation(relation or source, sorted(columns))
        self._rows = f"FROM {rows} {joins(beside, source, pack, idle)}"

    def listed(self, connection: DuckDBPyConnection) -> list[Listed]:
        """The rows and their answers."""
        rows = self.plain(connection)
        return [(row, village, year, tuple(zip(a, b, strict=True))) for row, village, year, a, b in rows]

    def plain(self, connection: DuckDBPyConnection, parameters: Sequence[object] = ()) -> list[Plain]:
        """The rows and their answers as DuckDB lists them. Of few rows: planning a query takes longer than running it,
        and the one that lists plain answers is planned soonest. `parameters` are those of the relation.
        """
        asked = ", ".join(self._asked(c) for c in self.checks)
        broken = ", ".join(self._broken(c) for c in self.checks)
        query = f"SELECT self._row, self._village, self._year, [{asked}], [{broken}] {self._rows}"
        return self.answered(connection, lambda: connection.execute(query, parameters).fetchall())

    def packed(self) -> str:
        """SQL for rows (_row, _village, _year, packed answers): of many rows, answers stay where the rows are."""
        asked = [f"{self._asked(c)} AS w{c.number}" for c in self.checks if c.when]
        broken = [f"{self._broken(c)} AS b{c.number}" for c in self.checks]
        answers = ",\n".join(["self._row", "self._village", "self._year", *asked, *broken])
        columns = ",\n".join(["_row", "_village", "_year", *packed(self.checks)])
        return f"SELECT {columns} FROM (SELECT {answers} {self._rows})"

    def answered(self, connection: DuckDBPyConnection, ask: Callable[[], T]) -> T:
        """What `ask` yields; it asks these checks, and is held to limits where one is of another pack.

        Raises `DeclarationError` that names the rule which cannot be asked, or takes too long or too much.
        """
        try:
            with self._held(connection, any(check.rule.foreign for check in self.checks)):
                return ask()
        except BeyondError as error:
            raise self._costly(connection, error) from error
        except duckdb.Error as error:
            raise self._blamed(connection, error) from error

    def _held(self, connection: DuckDBPyConnection, foreign: bool) -> AbstractContextManager[None]:
        return limiting(connection, self._count) if foreign else nullcontext()

    def _blamed(self, connection: DuckDBPyConnection, error: duckdb.Error) -> DeclarationError:
        """What to say of a query that cannot be run: the rule among these that cannot be asked."""
        for check in self.checks:
            try:
                with self._held(connection, check.rule.foreign):
                    self._alone(connection, check)
            except BeyondError as beyond:
                return LimitError(_beyond(check, beyond))
            except duckdb.Error as refused:
                return DeclarationError(_refused(check, refused))
        return DeclarationError(_("aturan tidak dapat ditanyakan: {cause}", cause=first_line(error)))

    def _costly(self, connection: DuckDBPyConnection, error: BeyondError) -> LimitError:
        """What to say of a query that takes too much: the rule that does so alone, else the one that takes longest."""
        longest, slowest = -1.0, ""
        for check in self.checks:
            if check.rule.foreign:
                begun = monotonic()
                try:
                    with self._held(connection, True):
                        self._alone(connection, check)
                except BeyondError as beyond:
                    return LimitError(_beyond(check, beyond))
                except duckdb.Error as refused:
                    return LimitError(_refused(check, refused))
                if (took := monotonic() - begun) > longest:
                    longest, slowest = took, check.rule.id
        return LimitError(Sentences((_("aturan {id} bersama yang lain", id=slowest), cause(error)), " "))

    def _alone(self, connection: DuckDBPyConnection, check: Check) -> None:
        connection.execute(f"SELECT count({self._asked(check)} AND {self._broken(check)}) {self._rows}")

    def _asked(self, check: Check) -> str:
        return f"({self._lifted.apply(check.when.sql)})" if check.when else "true"

    def _broken(self, check: Check) -> str:
        broken = f"NOT ({self._lifted.apply(check.holds.sql)})"
        without = sorted(source for source, fields in self._lacking.items() if check.idle(fields))
        return f"CASE WHEN self._src NOT IN ({', '.join(map(str, without))}) THEN {broken} END" if without else broken


def _beyond(check: Check, beyond: BeyondError) -> Sentences:
    return Sentences((_("aturan {id}", id=check.rule.id), cause(beyond)), " ")


def _refused(check: Check, refused: duckdb.Error) -> Sentence:
    return _("aturan {id} tidak dapat ditanyakan: {cause}", id=check.rule.id, cause=first_line(refused))
