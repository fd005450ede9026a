"""The DuckDB connection in which a check runs: given its vocabulary, then closed to the outside world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from validator.declarations.models import Macro, Pack

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
    """Creates the macros that the pack calls, directly or through each other; `today()` becomes the reference date.

    Variadic ones are not among them: `engine.variadic` writes them out.
    """
    texts = [t for rule in pack.rules for t in (rule.assert_, rule.when, *rule.show.values())]
    texts += [derived.sql for derived in pack.derived.values()]
    known = {macro.name: macro for macro in pack.macros if not macro.variadic}
    wanted = _called(known, "\n".join(texts))
    while more := _called(known, "\n".join(known[name].sql for name in wanted)) - wanted:
        wanted |= more
    if wanted:
        connection.execute(";".join(_definition(macro, today) for name, macro in known.items() if name in wanted))


def _called(known: Iterable[str], corpus: str) -> set[str]:
    return set(re.findall(rf"\b({'|'.join(known)})\s*\(", corpus))


def _definition(macro: Macro, today: date) -> str:
    if macro.name == "today":
        return f"CREATE MACRO today() AS DATE '{today.isoformat()}'"
    return f"CREATE MACRO {macro.name}({', '.join(macro.parameters)}) AS {macro.sql}"
