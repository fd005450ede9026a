"""From loaded tables to answers: the vocabulary is defined, the door is closed, and every check is run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from validator.engine.database import define_macros, plan_little, seal
from validator.engine.places import look_ups
from validator.engine.running import SMALL, Run, run_checks
from validator.engine.tables import Tables
from validator.engine.workers import Workers

__all__ = ["answer"]


def answer(tables: Tables, today: date, absent: Mapping[str, Mapping[int, frozenset[str]]] | None = None) -> Run:
    """Asks all rules of `tables.pack` of what was loaded. `absent`: see `run_checks`; `today` is the reference date."""
    pack = tables.pack
    workers = Workers([tables.connection, tables.connection.cursor()])
    if tables.next_row <= SMALL:
        plan_little(tables.connection)
    tables.finish(workers)
    look_ups(tables, {lot.village for lot in tables.census})
    texts = [t for rule in pack.rules for t in (rule.assert_, rule.when, *rule.show.values())]
    texts += [derived.sql for derived in pack.derived.values()]
    define_macros(tables.connection, pack.macros, texts, today)
    seal(tables.connection)
    return run_checks(tables, absent or {}, workers)
