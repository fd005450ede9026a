"""Opens the database of a check, in a thread of its own: DuckDB needs no lock of Python's.

A command begins with it, before it imports what else it needs: so this imports little.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from validator.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from validator.engine.preparing import Database

__all__ = ["MEMORY_LIMIT", "PendingConnection", "connect", "prepared"]

MEMORY_LIMIT = "1400MB"
"""What DuckDB may hold before it spills to its workspace; a check of a million members stays under 2 GB."""


class PendingConnection:
    """A database that is being opened in a thread of its own; what is submitted to `beside` is done there after it.

    It is closed with its workspace.
    """

    def __init__(self, threads: int | None = None) -> None:
        self.work = work = Workspace()
        self.beside = beside = ThreadPoolExecutor(1)
        self.connection = connection = beside.submit(connect, work.folder, threads)
        work.on_close(lambda: connection.result().close())
        work.on_close(beside.shutdown)


def connect(spilling: Path, threads: int | None = None) -> DuckDBPyConnection:
    """A new in-memory database; `spilling` is where it may lay aside what does not fit into its memory.

    `threads` defaults to the number of cores.
    """
    from validator.startup.duck import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spilling),
    }
    if threads:
        settings["threads"] = threads
    connection = duckdb.connect(config=settings)
    connection.execute("SET enable_progress_bar = false")
    # An IN list of answers is quicker compared than joined: each such join costs more than a village's rows.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    return connection


def prepared(packs: Sequence[Path], today: date, threads: int | None = None) -> Database:
    """The pack and a database that is being opened and taught its words. Raises `DeclarationError`."""
    opening = PendingConnection(threads)
    from validator.engine.preparing import Database
    from validator.pack.loading import load_pack
    from validator.plan.plan import load_plan

    with opening.work.passed_on():
        pack = load_pack(packs, examples=False)
        if pack.regions:
            from validator.regions.added import refuse

            refuse(pack.regions)
        return Database(pack, today, opening, load_plan(pack))
