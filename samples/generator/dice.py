"""Chance that repeats: only `random.random()` is used, whose sequence for a seed never changes between Pythons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, share: float) -> bool:
        """True in `share` (0 to 1) of the throws."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[self.between(0, len(options) - 1)]

    def weigh(self, options: Sequence[tuple[T, float]]) -> T:
        """One of (option, weight), the heavier the likelier."""
        throw = self._random.random() * sum(weight for _, weight in options)
        for option, weight in options:
            throw -= weight
            if throw < 0:
                return option
        return options[-1][0]
