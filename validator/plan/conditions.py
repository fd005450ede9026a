"""Conditions as written in a pack, made ready for the query that asks them.

Own fields are qualified with `self`, parameters become numbers, and the engine's own columns are resolved. This is a
rewriting of names only, on tokens; that the condition is sound SQL is for `prodeskel rules lint` to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from msgspec import Struct

_TOKEN = re.compile(
    r"(?P<skip>'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|::\s*\w+)"
    r"|\$(?P<param>\w+)"
    r"|(?P<name>[A-Za-z_]\w*)(?:\s*\.\s*(?P<column>[A-Za-z_]\w*))?(?P<call>\s*\()?",
    re.DOTALL,
)

_STEP = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|[()\[\]]|[A-Za-z_]\w*", re.DOTALL)
_DEEPER = {"(": 1, "[": 1, "case": 1, ")": -1, "]": -1, "end": -1}

PLACES = {
    "_known_village": "(_places.name IS NOT NULL)",
    "_village_kind": "_places.kind",
    "_village_name": "_places.name",
    "_district_name": "_places.district",
    "_regency_name": "_places.regency",
    "_province_name": "_places.province",
    "_village_state": "_places.state",
    "_village_until": "_places.until",
    "_village_successor": "_places.successor",
    "_village_near": "_places.near",
}
PHYSICAL = (
    *("_row", "_line", "_village", "_year", "_date"),
    *("_review", "_first", "_stale", "_written", "_copies", "_older", "_bad_code"),
)
"""The engine's own columns of every row that conditions may name."""


class Condition(Struct, frozen=True):
    """`sql` ready to run; `columns` of the relation it is asked of, `others` of those beside it as (alias, column)."""

    sql: str
    columns: tuple[str, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are fields, in the order named."""
        return tuple(c for c in self.columns if not c.startswith("_"))

    @property
    def aliases(self) -> set[str]:
        return {alias for alias, _ in self.others}


def prepare(sql: str, own: Collection[str], parameters: Mapping[str, float]) -> Condition:
    """`sql` with names resolved. `own` are the columns of the relation it is asked of.

    Raises `KeyError` for a parameter that is not declared.
    """
    columns: dict[str, None] = {}
    others: dict[tuple[str, str], None] = {}

    def replace(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        if match["param"]:
            return f"({parameters[match['param']]!r})"
        name, column, call = match["name"], match["column"], match["call"] or ""
        if column:
            others[(name, column)] = None
            return f"{name}.{column}{call}"
        if call:
            return match[0]
        if name in PLACES:
            others[("_places", name)] = None
            return PLACES[name]
        if name in own:
            columns[name] = None
            return f"self.{name}"
        return match[0]

    return Condition(_TOKEN.sub(replace, sql), tuple(columns), tuple(others))


def conjuncts(sql: str) -> tuple[str, ...]:
    """The parts of `sql` that all have to hold: what stands between its outermost ANDs, the whole where there are none.

    >>> conjuncts("a BETWEEN 1 AND 2 AND (b AND c)")
    ('a BETWEEN 1 AND 2', '(b AND c)')
    """
    depth, start, between = 0, 0, False
    parts = []
    for match in _STEP.finditer(sql):
        word = match[0].lower()
        depth += _DEEPER.get(word, 0)
        if depth == 0 and word == "or":
            return (sql,)
        if depth == 0 and word == "between":
            between = True
        elif depth == 0 and word == "and" and between:
            between = False
        elif depth == 0 and word == "and":
            parts.append(sql[start : match.start()].strip())
            start = match.end()
    return (*parts, sql[start:].strip())
