"""The DuckDB connection in which a check runs: opened, given its vocabulary, then closed to the outside world."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

from validator.declarations.models import Macro, Pack
from validator.exports.files.scratch import scratch_folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "1400MB"
"""What DuckDB may hold before it spills to the scratch folder; a check of a million members stays under 2 GB."""


class Opening:
    """A database that is being opened in a thread of its own; what is submitted to `beside` is done there after it."""

    def __init__(self, threads: int | None = None) -> None:
        self.beside = ThreadPoolExecutor(1)
        self.connection = self.beside.submit(connect, threads)


def connect(threads: int | None = None) -> DuckDBPyConnection:
    """A new in-memory database; `threads` defaults to the number of cores."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(scratch_folder()),
    }
    if threads:
        settings["threads"] = threads
    connection = duckdb.connect(config=settings)
    connection.execute("SET enable_progress_bar = false")
    # An IN list of answers is quicker compared than joined: each such join costs more than a village's rows.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    return connection


def seal(connection: DuckDBPyConnection) -> None:
    """No file, no network, no Python object and no change of settings from here on: a rule pack is foreign input."""
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def plan_little(connection: DuckDBPyConnection) -> None:
    """For few rows: plans hardly optimised and run by the thread that asks, which takes half the time."""
    steps = [name for (name,) in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()]
    connection.execute(f"SET disabled_optimizers = '{','.join(steps)}'")
    connection.execute("SET threads = 1")


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
