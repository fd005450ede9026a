"""Variadic macros are written out at every call, however nested or quoted their arguments are."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.pack.models import Macro
from validator.plan.variadic import written_out

TOTAL = Macro("total", "list_sum(parts)", "", ("parts",), True)
PLAIN = Macro("filled", "(x IS NOT NULL)", "", ("x",))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("total(a)", "list_sum([a])"),
        ("total (a, b)", "list_sum([a, b])"),
        ("total(a, total(b, c))", "list_sum([a, list_sum([b, c])])"),
        ("total(a) + total(b)", "list_sum([a]) + list_sum([b])"),
        ("total(f(a), (b + c))", "list_sum([f(a), (b + c)])"),
        ("total([a][1], b) = c", "list_sum([[a][1], b]) = c"),
        ("total(strpos(x, ')'), b) > 1", "list_sum([strpos(x, ')'), b]) > 1"),
        ("total(strpos(x, 'it''s ('), b) > 1", "list_sum([strpos(x, 'it''s ('), b]) > 1"),
        (r"total(strpos(x, '\1'))", r"list_sum([strpos(x, '\1')])"),
        ("subtotal(a)", "subtotal(a)"),
        ("total_luas > 1", "total_luas > 1"),
        ("filled(a)", "filled(a)"),
        ("", ""),
    ],
)
def test_calls_are_replaced(sql, expected):
    assert written_out(sql, [TOTAL, PLAIN]) == expected


def test_a_macro_that_names_itself_is_written_out_once():
    own = Macro("total", "total(parts)", "", ("parts",), True)
    assert written_out("total(a, b)", [own]) == "total([a, b])"


def test_bracket_that_never_closes_ends_with_the_text():
    assert written_out("total(a, b", [TOTAL]) == "list_sum([a, b])"


numbers = st.integers(-99, 99)
trees = st.recursive(numbers, lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=12)


def call(tree: object) -> str:
    return f"total({', '.join(map(call, tree))})" if isinstance(tree, list) else str(tree)


def added(tree: object) -> int:
    return sum(map(added, tree)) if isinstance(tree, list) else int(str(tree))


@given(st.lists(trees, min_size=1, max_size=4))
def test_nested_totals_add_up(tree):
    value = duckdb.execute(f"SELECT {written_out(call(tree), [TOTAL])}").fetchall()[0][0]
    assert value == added(tree)
