"""Village × form: where the findings are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from validator.agenda.district.ranking import Need

__all__ = ["DARKEST", "FORMS", "Heat", "heat"]

FORMS = 12
"""Forms with a column of their own, those with most findings; the others are one column together."""

DARKEST = 4
OTHERS = "Lainnya"


class Heat(Struct, frozen=True):
    """`counts[i][j]`: causes of findings of village i on form j. `shades` are 0 (none) to `DARKEST`."""

    villages: tuple[str, ...]
    forms: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def shades(self) -> tuple[tuple[int, ...], ...]:
        """By the largest count of the map; anything at all is at least 1."""
        highest = max((n for row in self.counts for n in row), default=0)
        return tuple(tuple(-(-DARKEST * n // highest) if n else 0 for n in row) for row in self.counts)


def heat(needs: Sequence[Need]) -> Heat:
    """The map in the order of `needs`; forms by their findings."""
    by_village = [_by_form(need) for need in needs]
    total = sum(by_village, Counter[str]())
    order = sorted(total, key=lambda form: (-total[form], form))
    named, others = order[:FORMS], order[FORMS:]
    rows = []
    for counts in by_village:
        rest = sum(counts[form] for form in others)
        rows.append((*(counts[form] for form in named), *([rest] if others else [])))
    titles = (*named, *([OTHERS] if others else []))
    return Heat(tuple(n.village.name or n.village.code for n in needs), titles, tuple(rows))


def _by_form(need: Need) -> Counter[str]:
    counts: Counter[str] = Counter()
    for topic in need.topics:
        counts[topic.form] += len(topic.records)
    return counts
