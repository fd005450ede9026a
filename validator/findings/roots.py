"""Which finding is told as the root of which, once it is known what each repair settles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

__all__ = ["INFO", "Settled", "roots_of"]

INFO = 2
"""The rank of an info: it tells, and nobody must repair it."""


class Settled(Struct, frozen=True):
    """A finding: its id, its severity rank (0 error), whether its rule is on trial, and which others its repair settles
    (ids). `exact`: the cell to repair is the one it blames first, of so many that it blames.
    """

    id: str
    rank: int
    trial: bool = False
    exact: bool = False
    blames: int = 1
    others: frozenset[str] = frozenset()


def roots_of(settled: Sequence[Settled]) -> Mapping[str, str]:
    """Consequence id -> root id; `settled` in the order in which findings are told.

    What settles most is a root first, of several that settle as much the one that points best. No root is a
    consequence, and what must be repaired does not stand under what need not be (a rule on trial, a mere info).
    """
    known = {found.id: found for found in settled}
    place = {found.id: n for n, found in enumerate(settled)}
    roots: dict[str, str] = {}
    leading: set[str] = set()

    def order(root: Settled) -> tuple[bool, int, bool, int, int, int]:
        return root.trial, -len(root.others), not root.exact, root.rank, root.blames, place[root.id]

    for root in sorted(settled, key=order):
        if root.id not in roots:
            free = (i for i in root.others if i in known and i not in roots and i not in leading and i != root.id)
            under = [i for i in free if _may_stand_under(known[i], root)]
            roots.update(dict.fromkeys(sorted(under, key=place.__getitem__), root.id))
            leading |= {root.id} if under else set()
    return roots


def _may_stand_under(found: Settled, root: Settled) -> bool:
    if root.trial and not found.trial:
        return False
    return root.rank < INFO or found.rank >= INFO
