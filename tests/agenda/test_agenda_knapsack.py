from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.agenda.knapsack import choose

THINGS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40)), max_size=9)


def brute_force(costs: list[int], values: list[int], capacity: int) -> int:
    subsets = (s for n in range(len(costs) + 1) for s in combinations(range(len(costs)), n))
    return max(sum(values[i] for i in s) for s in subsets if sum(costs[i] for i in s) <= capacity)


@given(THINGS, st.integers(0, 40))
def test_the_choice_is_worth_as_much_as_any(things: list[tuple[int, int]], capacity: int) -> None:
    costs, values = [c for c, _ in things], [v for _, v in things]
    chosen = choose(costs, values, capacity)
    assert sum(costs[i] for i in chosen) <= capacity
    assert sum(values[i] for i in chosen) == brute_force(costs, values, capacity)
    assert list(chosen) == sorted(set(chosen))


def test_of_equals_the_cheaper_and_earlier_wins() -> None:
    assert choose([3, 2, 2], [5, 5, 5], 3) == (1,)


def test_nothing_fits_into_less_than_nothing() -> None:
    assert choose([1], [1], -1) == ()


def test_a_negative_cost_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        choose([-1], [1], 5)
