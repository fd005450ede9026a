"""A meeting: what fits in its minutes, in which order, from when till when; what does not fit is homework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from validator.agenda.costs import STEP
from validator.agenda.knapsack import choose
from validator.agenda.topics import Topic, share_out
from validator.pack.models import SEVERITIES

__all__ = ["CLOSING", "OPENING", "SHORTEST", "Extras", "MeetingPlan", "Slot", "meeting"]

OPENING, CLOSING, REVIEW, UNCHECKED = 5, 10, 5, 15
SHORTEST = 30
"""Minutes below which there is no meeting."""

Kind = Literal["opening", "review", "clarify", "topic", "unchecked", "closing"]


class Slot(Struct, frozen=True):
    """A part of the meeting: `start` in minutes after midnight, how long it takes, and its topic if it has one."""

    kind: Kind
    start: int
    minutes: int
    topic: Topic | None = None

    @property
    def end(self) -> int:
        return self.start + self.minutes


class MeetingPlan(Struct, frozen=True):
    """The slots from opening to closing, without gaps, and the topics (or parts of them) left as homework."""

    slots: tuple[Slot, ...]
    homework: tuple[Topic, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return tuple(slot.topic for slot in self.slots if slot.topic)

    @property
    def minutes(self) -> int:
        return sum(slot.minutes for slot in self.slots)


class Extras(Struct, frozen=True):
    """What else the meeting is for: looking back at the last visit, `answers` of the village ("data benar") to
    settle, and questions that could not be checked."""

    review: bool = False
    answers: int = 0
    unchecked: bool = False


NOTHING_ELSE = Extras()


def meeting(topics: Sequence[Topic], minutes: int, start: int, extras: Extras = NOTHING_ELSE) -> MeetingPlan:
    """Pack topics into a meeting of at most `minutes` that begins `start` minutes after midnight.

    ValueError for less than `SHORTEST` minutes. A meeting with little to do ends earlier.
    """
    if minutes < SHORTEST:
        raise ValueError(f"a meeting takes at least {SHORTEST} minutes")
    before = _before(extras)
    free = minutes - sum(item[1] for item in before) - CLOSING
    shares = [share_out(topic) for topic in _ranked(topics)]
    parts = [part for part, _rest in shares]
    chosen = choose([p.minutes // STEP for p in parts], [_worth(*share) for share in shares], free // STEP)
    picked = set(chosen)
    left = [parts[i] for i in range(len(parts)) if i not in picked]
    left += [rest for _part, rest in shares if rest]
    spent = sum(parts[i].minutes for i in chosen)
    middle: list[_Item] = [("topic", t.minutes, t) for t in _in_order([parts[i] for i in chosen])]
    after: list[_Item] = [("unchecked", UNCHECKED, None)] if extras.unchecked and free - spent >= UNCHECKED else []
    return MeetingPlan(_timed([*before, *middle, *after, ("closing", CLOSING, None)], start), tuple(_by_form(left)))


def _worth(part: Topic, rest: Topic | None) -> int:
    """What a part of a topic brings: a lesson also mends what the village can then mend alone."""
    return part.value + (rest.value if rest and part.recurs else 0)


_Item = tuple[Kind, int, Topic | None]


def _before(extras: Extras) -> list[_Item]:
    items: list[_Item] = [("opening", OPENING, None)]
    if extras.review:
        items.append(("review", REVIEW, None))
    if extras.answers:
        items.append(("clarify", STEP if extras.answers <= 5 else 2 * STEP, None))
    return items


def _timed(items: Sequence[_Item], start: int) -> tuple[Slot, ...]:
    slots = []
    for kind, minutes, topic in items:
        slots.append(Slot(kind, start, minutes, topic))
        start += minutes
    return tuple(slots)


def _ranked(topics: Sequence[Topic]) -> list[Topic]:
    """The worthiest a minute first, so that ties in the packing fall to these."""
    return sorted(
        topics, key=lambda t: (-t.value / t.minutes, not t.recurs, SEVERITIES.index(t.severity), t.table, t.rule)
    )


def _in_order(chosen: Sequence[Topic]) -> list[Topic]:
    """Lessons first, rule by rule; then form by form, those with the causes of most other findings first."""
    lessons = [t for t in chosen if t.recurs]
    lessons.sort(key=lambda t: (t.mode != "sosialisasi", -_of_rule(t, lessons), t.rule, t.table))
    return lessons + _by_form([t for t in chosen if not t.recurs])


def _of_rule(topic: Topic, lessons: Sequence[Topic]) -> int:
    return sum(len(t.records) for t in lessons if t.rule == topic.rule)


def _by_form(topics: Sequence[Topic]) -> list[Topic]:
    """Forms by the findings their causes settle, then by worth; on a form causes first, then by worth."""
    reach: dict[str, int] = {}
    worth: dict[str, int] = {}
    for topic in topics:
        reach[topic.table] = reach.get(topic.table, 0) + topic.follows
        worth[topic.table] = worth.get(topic.table, 0) + topic.value
    return sorted(
        topics,
        key=lambda t: (-reach[t.table], -worth[t.table], t.table, -t.follows, -t.value, t.rule, t.continued),
    )
