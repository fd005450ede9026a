"""Macros expanded in a condition mean what they mean in DuckDB, also when written for other engines."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from validator.pack.models import Macro
from validator.pack.portability import DIALECTS, transpile
from validator.pack.vocabulary import ConditionError, Vocabulary, expand

MACROS = (
    Macro("total", "list_sum(parts)", "", ("parts",), variadic=True),
    Macro("approx", "(abs(a - b) <= tolerance)", "", ("a", "b", "tolerance")),
    Macro("today", "DATE '2026-06-30'", ""),
    Macro("age", "year(today()) - year(birth)", "", ("birth",)),
    Macro("day_of", "try_cast(substr(x, 1, 2) AS INTEGER)", "", ("x",)),
)
WORDS = Vocabulary(MACROS)
NUMBERS = st.one_of(st.none(), st.integers(-1000, 1000))


def value(sql: str) -> object:
    return duckdb.sql(f"SELECT {sql}").fetchall()[0][0]


def literal(number: int | None) -> str:
    return "CAST(NULL AS INTEGER)" if number is None else str(number)


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_totals_leave_blanks_out_in_every_engine(numbers: list[int | None]):
    tree = WORDS.expand(WORDS.parse(f"total({', '.join(map(literal, numbers))})"))
    filled = [number for number in numbers if number is not None]
    expected = sum(filled) if filled else None
    assert value(WORDS.sql(tree)) == expected
    for dialect in DIALECTS:
        sql, doubts = transpile(tree, dialect)
        assert not doubts
        assert value(sql) == expected


def test_arguments_keep_their_grouping():
    assert value(WORDS.sql(WORDS.expand(WORDS.parse("approx(10, 5 - 2 * 3, 11)")))) is True
    assert value(WORDS.sql(WORDS.expand(WORDS.parse("2 * age(date '1980-05-15')")))) == 92


def test_macros_win_over_functions_of_the_same_name():
    expanded = WORDS.expand(WORDS.parse("age(today()) = 0"))
    assert not list(expanded.find_all(exp.CurrentDate))
    assert value(WORDS.sql(expanded)) is True


def test_neighbouring_parameters_are_not_a_quoted_text():
    tree = WORDS.parse("approx(x,$a,$b)")
    assert [node.this for node in tree.find_all(exp.Placeholder)] == ["a", "b"]


def test_texts_that_are_no_number_are_blank_in_postgres():
    tree = WORDS.expand(WORDS.parse("day_of('x1')"))
    assert value(WORDS.sql(tree)) is None
    sql = transpile(tree, "postgres")[0]
    assert "TRY_CAST" not in sql.upper()
    assert "~" in sql


def test_expanding_leaves_the_tree_alone():
    tree = WORDS.parse("age(lahir) > 17")
    before = tree.sql()
    assert expand(tree, MACROS).sql() != before
    assert tree.sql() == before


def test_a_macro_that_calls_itself_is_refused():
    words = Vocabulary([Macro("f", "f(x) + 1", "", ("x",))])
    with pytest.raises(ConditionError, match="dirinya sendiri"):
        words.expand(words.parse("f(1)"))


@pytest.mark.parametrize("sql", ["", "a; b", "a >", "'x"])
def test_what_is_not_one_expression_is_refused(sql: str):
    with pytest.raises(ConditionError):
        WORDS.parse(sql)
