"""Forms that count people by year of age: what their record may rightly be where it is wrong as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from validator.pack.models import Table

__all__ = ["aged", "evened", "is_copy", "series_of"]

_AGE = re.compile(r"(\w+?)_(\d{2})")
LEAST = 20
"""So many fields in a row, each for one year of age, are a series."""
COPIED = 0.9
"""A record that agrees with last year's in so much of a series is a copy of it."""
ROUND = 5
"""People who round their age round it to a multiple of five."""


def series_of(table: Table) -> list[list[str]]:
    """The names of its fields by single years of age, from the youngest, a list a series."""
    found: dict[str, list[str]] = {}
    for field in table.fields:
        if match := _AGE.fullmatch(field.name):
            found.setdefault(match[1], []).append(field.name)
    return [names for names in found.values() if len(names) >= LEAST]


def is_copy(series: Sequence[Sequence[str]], values: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a record is last year's."""
    names = [name for one in series for name in one if values.get(name) is not None]
    return bool(names) and sum(values[name] == before.get(name) for name in names) >= COPIED * len(names)


def aged(series: Sequence[Sequence[str]], before: Mapping[str, Any]) -> dict[str, str]:
    """Last year's record one year on, but for the youngest; empty if there is none."""
    moved = {to: before.get(name) for one in series for name, to in pairwise(one)}
    return {name: str(value) for name, value in moved.items() if value is not None}


def evened(series: Sequence[Sequence[str]], values: Mapping[str, Any]) -> dict[str, str]:
    """The same people with ages that nobody rounded: every five neighbouring ages alike, as many as they were."""
    found: dict[str, str] = {}
    for one in series:
        for start in range(ROUND // 2 + 1, len(one) - ROUND + 1, ROUND):
            names = one[start : start + ROUND]
            share, rest = divmod(int(sum(values.get(name) or 0 for name in names)), ROUND)
            found |= {name: str(share + (n < rest)) for n, name in enumerate(names)}
    return found
