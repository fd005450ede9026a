"""What a repair is worth and how long it takes: the two numbers that decide what a meeting is spent on."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from validator.pack.models import Severity

__all__ = ["GROWTH", "STEP", "WEIGHTS", "fitting", "minutes_for", "severity_value"]

STEP = 5
"""Minutes: the grain of an agenda; nothing takes less."""

GROWTH = 0.7
"""`n` records of one mistake take `n ** GROWTH` times as long as one: twice as many records, 1.6 times the minutes."""

WEIGHTS: dict[Severity, int] = {"error": 10, "warning": 4, "info": 1}


def minutes_for(records: int, each: float) -> int:
    """Minutes to mend `records` records in one sitting, `each` minutes for the first, rounded up to `STEP`.

    >>> minutes_for(1, 3), minutes_for(1, 10), minutes_for(10, 10), minutes_for(100, 10)
    (5, 10, 55, 255)
    """
    if records <= 0:
        return 0
    raw: float = round(max(each, 1) * records**GROWTH, 6)
    return max(STEP, STEP * ceil(raw / STEP))


def fitting(records: int, each: float, limit: int) -> int:
    """How many of `records` can be mended within `limit` minutes; at least one.

    >>> fitting(40, 10, 30), fitting(3, 60, 30)
    (4, 1)
    """
    return next((n for n in range(records, 1, -1) if minutes_for(n, each) <= limit), 1)


def severity_value(severities: Iterable[Severity]) -> int:
    """What mending these findings is worth: the sum of their weights.

    >>> severity_value(["error", "warning", "warning"])
    18
    """
    return sum(WEIGHTS[severity] for severity in severities)
