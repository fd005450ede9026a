"""Rules that are sums, as linear equations between cells: what error localisation reckons with.

Only conditions of the plainest kind are understood: `jumlah = laki_laki + perempuan`, `approx(luas, total(a, b), 0.1)`,
and two of them joined by `and`. Other rules are left out, which can hide a likely cell but never accuses a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from validator.pack.models import Derived, Pack, Rule

__all__ = ["Cell", "Equation", "equations"]

Cell = tuple[str, str]
"""(table, field), in the one record of a form under review."""
Values = Mapping[Cell, float]

TOLERANCE = 0.0051
_NAME = r"[A-Za-z]\w*(?:\.\w+)?"
_TERM = rf"(?:total\(\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\)|{_NAME})"
_SIDE = rf"({_TERM}(?:\s*\+\s*{_TERM})*)"
_EQUAL = re.compile(rf"{_SIDE}\s*=\s*{_SIDE}")
_APPROX = re.compile(rf"approx\(\s*{_SIDE}\s*,\s*{_SIDE}\s*,\s*(\$\w+|[\d.]+)\s*\)")
_LISTED = re.compile(r"\[([\w,\s]+)\]\s+as\s+(\w+)")
_SUMMED = re.compile(r"\b(?:total|list_sum)\(([\w,\s|\[\]:]+)\)\s+as\s+(\w+)")
_PART = re.compile(r"(\w+)(?:\[(\d+):(\d+)(?::(\d+))?\])?")


class Equation(Struct, frozen=True):
    """`terms`, each with its factor, add up to nothing. `needed`: of each of these groups some cell must be filled.

    `total` is the single cell on one side, if there is one.
    """

    rule: str
    terms: Mapping[Cell, float]
    needed: tuple[frozenset[Cell], ...]
    total: Cell | None
    tolerance: float

    def asked(self, values: Values) -> bool:
        """Whether the rule has an answer."""
        return all(any(cell in values for cell in group) for group in self.needed)

    def error(self, values: Values) -> float:
        """By how much the sides differ; blanks count as nothing."""
        return sum(factor * values.get(cell, 0) for cell, factor in self.terms.items())

    def fails(self, values: Values) -> bool:
        return abs(self.error(values)) > self.tolerance


def equations(pack: Pack) -> dict[str, list[Equation]]:
    """The active rules that are plain sums between single records of a village, or within one record, by rule id."""
    expanded = {name: dict(_sums_of(derived, pack)) for name, derived in pack.derived.items()}
    found: dict[str, list[Equation]] = {}
    for rule in pack.rules:
        if rule.assert_ and not rule.when and rule.status == "aktif" and rule.table != "*":
            for equation in _equations(rule, expanded):
                if _sound(equation, pack):
                    found.setdefault(rule.id, []).append(equation)
    return found


def _sums_of(derived: Derived, pack: Pack) -> Iterator[tuple[str, list[Cell]]]:
    """The columns of a derived table that are the sum of cells of the one record it is made of."""
    table = pack.tables.get(derived.locates)
    if table and table.layout == "one_row" and derived.needs == (table.name,):
        lists = {match[2]: re.findall(r"\w+", match[1]) for match in _LISTED.finditer(derived.sql)}
        for match in _SUMMED.finditer(derived.sql):
            fields = [name for part in _PART.finditer(match[1]) for name in _parts(part, lists)]
            if set(fields) <= set(table.names):
                yield match[2], [(table.name, name) for name in fields]


def _parts(part: re.Match[str], lists: Mapping[str, list[str]]) -> list[str]:
    """The fields that one term of a sum names: a field itself, a list of them, or a slice of it as DuckDB counts."""
    name, first, last, step = part.groups()
    fields = lists.get(name, [name])
    return fields[int(first) - 1 : int(last) : int(step or 1)] if first else fields


def _equations(rule: Rule, expanded: Mapping[str, Mapping[str, list[Cell]]]) -> Iterator[Equation]:
    for part in re.split(r"\s+and\s+", " ".join(rule.assert_.split()), flags=re.IGNORECASE):
        if match := _EQUAL.fullmatch(part):
            yield _equation(rule, match[1], match[2], TOLERANCE, expanded)
        elif match := _APPROX.fullmatch(part):
            allowed = rule.parameters.get(match[3][1:], 0.0) if match[3][0] == "$" else float(match[3])
            yield _equation(rule, match[1], match[2], max(allowed, TOLERANCE), expanded)


def _equation(
    rule: Rule, left: str, right: str, tolerance: float, expanded: Mapping[str, Mapping[str, list[Cell]]]
) -> Equation:
    terms: Counter[Cell] = Counter()
    needed: list[frozenset[Cell]] = []
    sides = [list(_groups(side, rule.table, expanded)) for side in (left, right)]
    for sign, groups in zip((1, -1), sides, strict=True):
        for group in groups:
            needed.append(frozenset(group))
            for cell in group:
                terms[cell] += sign
    single = [groups[0][0] for groups in sides if len(groups) == 1 and len(groups[0]) == 1]
    total = single[0] if len(single) == 1 else None
    return Equation(rule.id, dict(terms), tuple(needed), total, tolerance)


def _groups(side: str, table: str, expanded: Mapping[str, Mapping[str, list[Cell]]]) -> Iterator[list[Cell]]:
    """The cells of one side, a group for each term: of a `total` one filled cell is enough."""
    for term in re.findall(_TERM, side):
        names = term[len("total(") : -1].split(",") if term.startswith("total(") else [term]
        group: list[Cell] = []
        for name in names:
            owner, _, field = name.strip().rpartition(".")
            cell = (owner or table, field)
            group += expanded.get(cell[0], {}).get(cell[1], [cell])
        yield group


def _sound(equation: Equation, pack: Pack) -> bool:
    """All its cells are of one record, or each of the one record of a form."""
    owners = {table for table, _ in equation.terms}
    known = all(t in pack.tables and f in pack.tables[t].names for t, f in equation.terms)
    return known and (len(owners) == 1 or all(pack.tables[t].layout == "one_row" for t in owners))


def components(failing: Iterable[Equation]) -> list[list[Equation]]:
    """Failing equations in groups that share no cell: each is a mistake of its own."""
    groups: list[tuple[set[Cell], list[Equation]]] = []
    for equation in failing:
        cells, members = set(equation.terms), [equation]
        apart = []
        for other, theirs in groups:
            if cells.isdisjoint(other):
                apart.append((other, theirs))
            else:
                cells |= other
                members = theirs + members
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]
