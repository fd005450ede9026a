"""Which village needs a visit most: severity × effort × days since the last visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.agenda.topics import Topic
from validator.findings.history import History
from validator.findings.models import Village

__all__ = ["MONTH", "Need", "ranked", "score"]

MONTH = 30
"""Days; a village of which no visit is known is ranked as if the last was so long ago."""


class Need(Struct, frozen=True):
    """How much a village needs a visit. `severity` is the worth of all its repairs, `effort` their minutes, `days`
    since the last visit (None: none known); `trend` is how many findings there are more (+) or fewer (-) than then,
    None if unknown."""

    village: Village
    topics: tuple[Topic, ...]
    days: int | None = None
    trend: int | None = None

    @property
    def severity(self) -> int:
        return sum(topic.value for topic in self.topics)

    @property
    def effort(self) -> int:
        return sum(topic.minutes for topic in self.topics)

    @property
    def weight(self) -> int:
        """Severity × effort × days: of any size, for comparing villages."""
        return self.severity * self.effort * max(1, MONTH if self.days is None else self.days)

    @property
    def findings(self) -> int:
        return sum(self.village.counts.values())


def ranked(
    villages: Sequence[Village], topics: Mapping[str, Sequence[Topic]], histories: Mapping[str, History]
) -> tuple[Need, ...]:
    """The villages, the neediest first; equals by code."""
    needs = [_need(village, topics.get(village.code, ()), histories.get(village.code)) for village in villages]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.village.code)))


def score(need: Need, needs: Sequence[Need]) -> int:
    """A need from 0 to 100, 100 for the greatest among `needs`."""
    highest = max(n.weight for n in needs)
    return 100 * need.weight // highest if highest else 0


def _need(village: Village, topics: Sequence[Topic], history: History | None) -> Need:
    if history is None or history.since is None:
        return Need(village, tuple(topics))
    counts = history.counts
    trend = counts["baru"] + counts["kambuh"] - counts["selesai"]
    return Need(village, tuple(topics), (history.until - history.since).days, trend)
