"""Which rows a derived table counts together for a column of it, read from its SQL.

A rule about such a column is about all these rows: to mark the first of them would accuse a row that may be right.
Only a SELECT that draws from one table by its rows, and makes one row of each village, is understood column by column
(`sum(jumlah) FILTER (WHERE jenis = 'RT') AS rt`). Of any other that makes one row of each village all rows count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from validator.pack.models import Derived, Macro, Pack, Table
from validator.plan.variadic import written_out

__all__ = ["Counted", "CountedColumn", "counted"]

_TOKEN = re.compile(
    r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|[(),\[\]]|\b(?:group|order)\s+by\b|[A-Za-z_]\w*",
    re.DOTALL | re.IGNORECASE,
)
_CLAUSES = ("select", "from", "where", "group by", "having", "qualify", "window", "order by", "limit", "union")
_ITEM = re.compile(r"(.*\S)\s+as\s+(\w+)\s*", re.DOTALL | re.IGNORECASE)
_FILTER = re.compile(r"\bfilter\s*\(\s*where\b", re.IGNORECASE)
_CALLS = re.compile(
    r"\b(?:sum|count|min|max|avg|median|mode|any_value|first|last|list|string_agg|bool_or|bool_and|bit_or"
    r"|arg_min|arg_max)\s*\(",
    re.IGNORECASE,
)
_WORD = re.compile(r"'(?:[^']|'')*'|([A-Za-z_]\w*)")
_BY_VILLAGE = re.compile(
    r"\bgroup\s+by\s+(?:all|(?:\w+\.)?_village\s*,\s*(?:\w+\.)?_year)\s*(?=$|\)|having\b|order\b)", re.IGNORECASE
)
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


class CountedColumn(Struct, frozen=True):
    """The rows of the relation that a column counts (`condition`; '': all), and the fields that it adds of them."""

    condition: str = ""
    fields: tuple[str, ...] = ()


class Counted(Struct, frozen=True):
    """The rows of `relation` that are counted together where `where` is true, and what is known of single columns."""

    relation: str
    where: str
    columns: Mapping[str, CountedColumn]

    @classmethod
    def whole(cls, table: Table) -> Counted:
        """All rows of a table that are current, where nothing is known of single columns."""
        return cls(table.name, "" if table.layout == "records" else "_rank = 1", {})


def counted(derived: Derived, pack: Pack) -> Counted | None:
    """What a derived table counts; None for one with a row for each record of the table that it locates."""
    table = pack.tables.get(derived.locates)
    if table is None or table.layout == "one_row" or derived.key or not _BY_VILLAGE.search(derived.sql):
        return None
    clauses = dict(_clauses(derived.sql))
    relation = clauses.get("from", "").strip()
    grouped = set(clauses) <= {"select", "from", "where", "group by"} and "group by" in clauses
    if not (grouped and _is_rows(relation, table, pack)):
        return Counted.whole(table)
    return Counted(relation, _ready(clauses.get("where", ""), pack.macros), _columns(clauses["select"], table, pack))


def _is_rows(relation: str, table: Table, pack: Pack) -> bool:
    """Whether a relation has a row for each of the table's: itself, or the one that stands for another by its rows."""
    stand = pack.derived.get(relation)
    return relation == table.name or (stand is not None and bool(stand.stands_for) and stand.locates == table.name)


@cache
def _clauses(sql: str) -> tuple[tuple[str, str], ...]:
    """The clauses of the outermost SELECT: the word that begins each, and what follows it."""
    depth, starts = 0, [("", 0, 0)]
    for match in _TOKEN.finditer(sql):
        word = " ".join(match[0].lower().split())
        depth += _DEPTH.get(word, 0)
        if depth == 0 and word in _CLAUSES:
            starts.append((word, match.start(), match.end()))
    starts.append(("", len(sql), len(sql)))
    return tuple((word, sql[at:end]) for (word, _, at), (_, end, _) in pairwise(starts) if word or sql[at:end].strip())


def _columns(select: str, table: Table, pack: Pack) -> Mapping[str, CountedColumn]:
    named = (match for item in _split(select) if (match := _ITEM.fullmatch(item)))
    return {match[2]: _column(match[1], table.names, pack.macros) for match in named}


def _column(sql: str, names: Collection[str], macros: Sequence[Macro]) -> CountedColumn:
    """What an expression counts: all rows where one of its aggregates has no filter."""
    filters, rest = [], sql
    while match := _FILTER.search(rest):
        end = _closing(rest, match.end())
        filters.append(_ready(rest[match.end() : end], macros))
        rest = rest[: match.start()] + rest[end + 1 :]
    fields = dict.fromkeys(m[1] for m in _WORD.finditer(rest) if m[1] in names)
    everything = len(_CALLS.findall(rest)) > len(filters)
    return CountedColumn("" if everything else " OR ".join(f"({each})" for each in filters), tuple(fields))


def _ready(sql: str, macros: Sequence[Macro]) -> str:
    return " ".join(written_out(re.sub(r"--[^\n]*", "", sql), macros).split("\n")).strip()


def _split(sql: str) -> Iterator[str]:
    """What stands between the outermost commas."""
    depth, start = 0, 0
    for match in _TOKEN.finditer(sql):
        depth += _DEPTH.get(match[0], 0)
        if match[0] == "," and depth == 0:
            yield sql[start : match.start()]
            start = match.end()
    yield sql[start:]


def _closing(sql: str, start: int) -> int:
    """Where the bracket that opened before `start` closes."""
    depth = 1
    for match in _TOKEN.finditer(sql, start):
        depth += _DEPTH.get(match[0], 0)
        if not depth:
            return match.start()
    return len(sql)
