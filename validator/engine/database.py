"""The DuckDB connection in which a check runs: given its vocabulary, then closed to the outside world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from validator.declarations.errors import DeclarationError
from validator.declarations.models import Macro, Pack
from validator.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def seal(connection: DuckDBPyConnection) -> None:
    """No file, no network, no Python object and no change of settings from here on: a rule pack is foreign input."""
    connection.execute(
        "SET python_enable_replacements = false; SET enable_external_access = false; SET lock_configuration = true"
    )


def optimisers(connection: DuckDBPyConnection) -> Sequence[str]:
    """The names of the steps that DuckDB takes to optimise a plan."""
    return [name for (name,) in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()]


def plan_little(connection: DuckDBPyConnection, steps: Sequence[str]) -> None:
    """For few rows: plans without these steps (`optimisers`) and run by the thread that asks: half the time."""
    connection.execute(f"SET disabled_optimizers = '{','.join(steps)}'; SET threads = 1")


def define_macros(connection: DuckDBPyConnection, pack: Pack, today: date) -> None:
    """Creates the program's own macros; `today()` becomes the reference date.

    Variadic ones are not among them: `engine.variadic` writes them out.
    """
    own = [_definition(macro, today) for macro in pack.macros if not (macro.variadic or macro.foreign)]
    if own:
        connection.execute(";".join(own))


def define_foreign_macros(connection: DuckDBPyConnection, pack: Pack, today: date) -> None:
    """Creates those of other packs, which may replace own ones, in a database that is sealed: they are foreign input.

    Raises `DeclarationError` for one that DuckDB refuses.
    """
    for macro in pack.macros:
        if macro.foreign and not macro.variadic:
            try:
                connection.execute(_definition(macro, today))
            except duckdb.Error as error:
                raise DeclarationError(f"makro {macro.name} tidak dapat dibuat: {first_line(error)}") from error


def first_line(error: Exception) -> str:
    """What an engine error says, without its picture of the query."""
    return str(error).splitlines()[0][:300]


def literal(text: str) -> str:
    """A text as it stands in SQL.

    >>> literal("Jum'at")
    "'Jum''at'"
    """
    return "'" + text.replace("'", "''") + "'"


def _definition(macro: Macro, today: date) -> str:
    if macro.name == "today":
        return f"CREATE OR REPLACE MACRO today() AS DATE '{today.isoformat()}'"
    return f"CREATE OR REPLACE MACRO {macro.name}({', '.join(macro.parameters)}) AS {macro.sql}"
