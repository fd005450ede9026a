"""Macros that take any number of arguments, written out where they are called: DuckDB's own have a fixed number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from validator.pack.models import Macro

__all__ = ["written_out"]


def written_out(sql: str, macros: Sequence[Macro]) -> str:
    """`sql` with every call of a variadic macro replaced by its body, the arguments as a list.

    >>> written_out("total(a, b) = c", [Macro("total", "list_sum(parts)", "", ("parts",), True)])
    'list_sum([a, b]) = c'
    """
    for macro in macros:
        if macro.variadic and macro.name in sql:
            sql = _replaced(sql, macro)
    return sql


def _replaced(sql: str, macro: Macro) -> str:
    call = re.compile(rf"\b{macro.name}\s*\(")
    done = ""
    while match := call.search(sql):
        end = _closing(sql, match.end())
        inside = f"[{sql[match.end() : end]}]"
        body = re.sub(rf"\b{macro.parameters[0]}\b", inside.replace("\\", r"\\"), macro.sql)
        done, sql = done + sql[: match.start()], body + sql[end + 1 :]
        if macro.name in macro.sql:
            break
    return done + sql


def _closing(sql: str, start: int) -> int:
    """Where the bracket that opened before `start` closes; the end of `sql` if it never does."""
    depth, quoted = 1, False
    for place in range(start, len(sql)):
        letter = sql[place]
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter in "([") - (letter in ")]")
        if not depth:
            return place
    return len(sql)
