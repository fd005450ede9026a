"""A plan of visits over days and mentors: the neediest first, every mentor with a fair share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from validator.agenda.district.ranking import Need
from validator.agenda.words import working_day

__all__ = ["STARTS", "PlannedVisit", "VisitPlan", "plan_visits"]

STARTS = (9 * 60, 13 * 60 + 30)
"""When the visits of a day begin, in minutes after midnight: one before noon, one after."""


class PlannedVisit(Struct, frozen=True):
    """One village, when and by whom; `start` in minutes after midnight."""

    day: date
    start: int
    mentor: str
    need: Need


class VisitPlan(Struct, frozen=True):
    """The visits in the order of days, hours and mentors, and the villages for which there is no time."""

    visits: tuple[PlannedVisit, ...]
    later: tuple[Need, ...]


def plan_visits(needs: Sequence[Need], mentors: Sequence[str], days: int, after: date) -> VisitPlan:
    """Spread the needy villages over `days` working days after `after`, two a day and mentor.

    `needs` are in order of need; villages without findings need no visit. In each half-day the mentor with the least
    work behind them (minutes of repair) takes the neediest village that is left.
    """
    waiting = [need for need in needs if need.topics]
    load = dict.fromkeys(mentors, 0)
    visits: list[PlannedVisit] = []
    day = after
    for _ in range(days):
        day = working_day(day, 1)
        for start in STARTS:
            for mentor in sorted(load, key=lambda name: (load[name], mentors.index(name))):
                if waiting:
                    need = waiting.pop(0)
                    load[mentor] += need.effort
                    visits.append(PlannedVisit(day, start, mentor, need))
    order = sorted(visits, key=lambda v: (v.day, v.start, mentors.index(v.mentor)))
    return VisitPlan(tuple(order), tuple(waiting))
