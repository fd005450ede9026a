"""The database of a check, got ready in a thread of its own while files are read: DuckDB needs no lock of Python's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING

from validator.engine import places
from validator.engine.database import define_macros, optimisers
from validator.engine.pending import PendingConnection
from validator.pack.models import Pack, Table
from validator.plan.columns import COUNTED, column_types
from validator.plan.plan import Plan
from validator.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["CELLS", "Database"]

CELLS = {
    "tbl": "INTEGER",
    "_row": "BIGINT",
    "field": "INTEGER",
    "problem": "VARCHAR",
    "text": "VARCHAR",
    "_village": "VARCHAR",
    "optional": "BOOLEAN",
}


class Database:
    """A database that knows the words of a pack and holds its tables, empty. `made` names those that are there, or will
    be once `ready`.
    """

    def __init__(
        self, pack: Pack, today: date, opening: PendingConnection | None = None, plan: Plan | None = None
    ) -> None:
        """`today` is what `today()` says in rules, `opening` the database if it is being opened already, `plan` that of
        the pack if it is known.
        """
        self.pack, self.today, self.plan = pack, today, plan or Plan(pack)
        self.made: set[str] = set()
        self._optimisers: Sequence[str] = ()
        self._opening = opening = opening or PendingConnection()
        self._prepared = opening.beside.submit(self._prepare)
        self._expected: dict[str, Future[None]] = {}

    @property
    def work(self) -> Workspace:
        """The workspace of the check; the database is closed with it."""
        return self._opening.work

    @property
    def connection(self) -> DuckDBPyConnection:
        """The database; waits until it is open and knows the words."""
        return self._prepared.result()

    @property
    def opened(self) -> DuckDBPyConnection:
        """A connection of its own to the database, which may still be learning the words."""
        return self._opening.connection.result().cursor()

    @property
    def optimisers(self) -> Sequence[str]:
        """The steps that DuckDB takes to optimise a plan; waits as `connection` does."""
        self._prepared.result()
        return self._optimisers

    @property
    def expected(self) -> Collection[str]:
        """The tables that may still be in the making."""
        return self._expected.keys()

    def expect(self, table: Table) -> None:
        """Makes a table meanwhile."""
        if table.name not in self.made:
            self.made.add(table.name)
            self._expected[table.name] = self._opening.beside.submit(self._create, table)

    def all_expected(self) -> None:
        """Says that no further table will be expected: the thread ends with those that are being made."""
        self._opening.beside.shutdown(wait=False)

    def ready(self, name: str) -> None:
        """Waits for a table that was expected."""
        if name in self._expected:
            self._expected.pop(name).result()

    def make(self, connection: DuckDBPyConnection, table: Table) -> None:
        """Makes a table now."""
        connection.execute(f"CREATE TABLE {table.name} ({_columns(table)})")
        self.made.add(table.name)

    def _prepare(self) -> DuckDBPyConnection:
        connection = self._opening.connection.result()
        connection.execute(f"CREATE TABLE _cells ({', '.join(f'{name} {kind}' for name, kind in CELLS.items())})")
        connection.execute(places.TABLES)
        define_macros(connection, self.pack, self.today)
        places.add_districts(connection, self.pack.regions)
        self._optimisers = optimisers(connection)
        return connection

    def _create(self, table: Table) -> None:
        self.make(self.connection.cursor(), table)


def _columns(table: Table) -> str:
    defaults = dict.fromkeys(COUNTED, " DEFAULT 1")
    return ", ".join(f"{name} {kind}{defaults.get(name, '')}" for name, kind in column_types(table).items())
