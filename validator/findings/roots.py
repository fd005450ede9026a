"""Which findings follow from which: one wrong total that breaks several rules is one root with its consequences.

Two findings are related if the root's main blamed cell is one the other looks at. Within a record this depends only
on the set of broken rules, so it is worked out once for each such set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.declarations.models import SEVERITIES
from validator.engine.checks import Check

CellName = tuple[str, str, int]
"""(table, field, row): row is 0 for a table of which a village has one record."""
ANY = "*"
"""In place of a field: any cell of the table, for what is counted from all of it."""


def record_roots(checks: Sequence[Check], violated: int) -> dict[int, int]:
    """For a record that breaks the checks in the mask `violated`: number of a consequence -> number of its root."""
    broken = [c for c in checks if violated >> c.number & 1]
    broken.sort(key=lambda c: (SEVERITIES.index(c.rule.severity), len(c.involved), c.number))
    roots: list[Check] = []
    found: dict[int, int] = {}
    for check in broken:
        root = next((r for r in roots if r.blames and (r.table.name, r.blames[0]) in check.involved), None)
        if root is None:
            roots.append(check)
        else:
            found[check.number] = root.number
    return found


class Broken(Struct, frozen=True):
    """A finding as far as roots need it: its id, severity rank (0 error), the cells it is about, and all looked at.

    `mains` is the blamed cell, if there is one, and (table, ANY, 0) after it if that cell could not be read: then
    whatever is counted from the table is its consequence.
    """

    id: str
    rank: int
    mains: tuple[CellName, ...]
    involved: frozenset[CellName]


def village_roots(broken: Sequence[Broken]) -> Mapping[str, str]:
    """Consequence id -> root id among the findings of one village's forms, the most shared cell first."""
    open_ = {b.id: b for b in broken}
    roots: dict[str, str] = {}
    while True:
        counts = Counter(cell for b in open_.values() for cell in b.involved)
        blamed = {cell for b in open_.values() for cell in b.mains}
        consequences = {cell for b in open_.values() for cell in b.involved if cell not in b.mains}
        shared = sorted(
            (-n, cell) for cell, n in counts.items() if n > 1 and cell in blamed and _follows(cell, consequences)
        )
        if not shared:
            return roots
        cell = shared[0][1]
        family = sorted((b for b in open_.values() if cell in b.involved), key=lambda b: _precedence(b, cell))
        roots.update({b.id: family[0].id for b in family[1:] if not (cell[1] == ANY and cell in b.mains)})
        for b in family:
            del open_[b.id]


def _follows(cell: CellName, consequences: set[CellName]) -> bool:
    """Two unreadable cells of a table are no consequence of each other."""
    return cell[1] != ANY or cell in consequences


def _precedence(broken: Broken, cell: CellName) -> tuple[bool, int, int, str]:
    return (cell not in broken.mains, broken.rank, len(broken.involved), broken.id)
