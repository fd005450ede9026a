"""From loaded tables to answers: the door is closed, and every check is run."""

from __future__ import annotations

from collections.abc import Mapping

from validator.engine.running import SMALL, Run, run_checks
from validator.engine.tables import Tables
from validator.engine.workers import Workers

__all__ = ["answer"]


def answer(tables: Tables, absent: Mapping[str, Mapping[int, frozenset[str]]] | None = None) -> Run:
    """Asks all rules of `tables.pack` of what was loaded. `absent`: see `run_checks`."""
    workers = Workers([tables.connection, tables.connection.cursor()])
    if tables.next_row <= SMALL:
        tables.plan_little()
    tables.seal()
    return run_checks(tables, absent or {}, workers)
