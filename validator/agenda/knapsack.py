"""The exact 0/1 knapsack: which things to take so that their worth is greatest and their cost within a limit."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["choose"]


def choose(costs: Sequence[int], values: Sequence[int], capacity: int) -> tuple[int, ...]:
    """The indices, ascending, of the choice worth most at a total cost of at most `capacity`.

    Costs and values are whole and not negative. Where choices are worth the same, the cheaper one wins, then the one
    that does without later things. Dynamic programming: things × capacity steps. ValueError for a negative cost.
    """
    if any(cost < 0 for cost in costs):
        raise ValueError("a cost is negative")
    best = [0] * (max(capacity, 0) + 1)
    taken: list[list[bool]] = []
    for cost, value in zip(costs, values, strict=True):
        taken.append(_improve(best, cost, value))
    return tuple(sorted(_retrace(taken, costs, _cheapest(best)))) if capacity >= 0 else ()


def _improve(best: list[int], cost: int, value: int) -> list[bool]:
    """Offer one more thing: updates `best` (by limit) and says at which limits the thing is taken."""
    taken = [False] * len(best)
    for limit in range(len(best) - 1, cost - 1, -1):
        worth = best[limit - cost] + value
        if worth > best[limit]:
            best[limit], taken[limit] = worth, True
    return taken


def _cheapest(best: Sequence[int]) -> int:
    """The smallest limit that already reaches the greatest worth."""
    return next(limit for limit, worth in enumerate(best) if worth == best[-1])


def _retrace(taken: Sequence[Sequence[bool]], costs: Sequence[int], limit: int) -> list[int]:
    chosen = []
    for index in range(len(costs) - 1, -1, -1):
        if taken[index][limit]:
            chosen.append(index)
            limit -= costs[index]
    return chosen
