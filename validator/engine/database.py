"""The DuckDB connection in which a check runs: given its vocabulary, then closed to the outside world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from validator.engine.limits import LEAST_MEMORY
from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Macro, Pack
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_OF_VALUES = (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException)
_VALUE = re.compile(r"['\"0-9]")


def seal(connection: DuckDBPyConnection) -> None:
    """No file, no network, no Python object and no change of settings from here on: a rule pack is foreign input."""
    connection.execute(
        "SET python_enable_replacements = false; SET enable_external_access = false; SET lock_configuration = true"
    )


def hold(connection: DuckDBPyConnection, few: bool) -> None:
    """What may be laid aside on the disk for another pack; of `few` rows nothing, and less memory is enough."""
    disk = "0GB" if few else "8GB"
    memory = f"; SET memory_limit = '{LEAST_MEMORY - 50}MB'" if few else ""
    connection.execute(f"SET max_temp_directory_size = '{disk}'{memory}")


def optimisers(connection: DuckDBPyConnection) -> Sequence[str]:
    """The names of the steps that DuckDB takes to optimise a plan."""
    return [name for (name,) in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()]


def plan_little(connection: DuckDBPyConnection, steps: Sequence[str]) -> None:
    """For few rows: plans without these steps (`optimisers`) and run by the thread that asks: half the time."""
    connection.execute(f"SET disabled_optimizers = '{','.join(steps)}'; SET threads = 1")


def define_macros(connection: DuckDBPyConnection, pack: Pack, today: date) -> None:
    """Creates the program's own macros; `today()` becomes the reference date.

    Variadic ones are not among them: `plan.variadic` writes them out.
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
                said = _("makro {name} tidak dapat dibuat: {cause}", name=macro.name, cause=first_line(error))
                raise DeclarationError(said) from error


def first_line(error: Exception) -> str:
    """What an engine error says, without its picture of the query, and without the value it is about: that may be a
    person's name.
    """
    said = str(error).splitlines()[0][:300]
    return f"{_VALUE.split(said)[0].rstrip()} …" if isinstance(error, _OF_VALUES) else said


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
