"""Mistakes that many villages make: what one training day (bimtek) settles better than many visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from validator.agenda.district.ranking import Need
from validator.agenda.topics import Topic

__all__ = ["SHARE", "Training", "trainings"]

SHARE = 0.25
"""A mistake is common if this share of the villages make it, and at least two."""

LESSON = 30
"""Minutes proposed for one topic of a training."""


class Training(Struct, frozen=True):
    """A mistake with the villages that make it (names or codes, by code) and its findings in all of them."""

    topic: Topic
    villages: tuple[str, ...]
    findings: int
    roles: tuple[str, ...]


def trainings(needs: Sequence[Need], limit: int = 10) -> tuple[Training, ...]:
    """The mistakes common to many villages, those of most villages first."""
    by_rule: dict[str, list[tuple[Need, Topic]]] = {}
    for need in sorted(needs, key=lambda n: n.village.code):
        for topic in need.topics:
            by_rule.setdefault(topic.rule, []).append((need, topic))
    common = [_training(found) for found in by_rule.values()]
    least = max(2, SHARE * len(needs))
    kept = [t for t in common if len(t.villages) >= least and t.topic.severity != "info"]
    return tuple(sorted(kept, key=lambda t: (-len(t.villages), -t.findings, t.topic.rule))[:limit])


def _training(found: Sequence[tuple[Need, Topic]]) -> Training:
    topics = [topic for _, topic in found]
    return Training(
        topics[0],
        tuple(dict.fromkeys(need.village.name or need.village.code for need, _ in found)),
        sum(len(topic.records) for topic in topics),
        _distinct(topic.role for topic in topics),
    )


def _distinct(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))
