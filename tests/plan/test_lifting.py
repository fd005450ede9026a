"""Calls that several conditions share become columns; whatever else is asked stays as it was."""

from __future__ import annotations

import duckdb

from validator.plan.lifting import Lifted

SHARED = ["age(self.lahir) > 17", "age(self.lahir) < 120 AND umur(self.lahir, 'x') > 1", "umur(self.a, 2) = 1"]


def test_a_call_of_two_conditions_is_lifted_from_both():
    lifted = Lifted(["age", "umur"], SHARED)
    assert lifted.apply(SHARED[0]) == "self._lifted_0 > 17"
    assert lifted.apply(SHARED[1]) == "self._lifted_0 < 120 AND umur(self.lahir, 'x') > 1"
    assert lifted.apply(SHARED[2]) == SHARED[2]


def test_the_relation_provides_every_lifted_column():
    lifted = Lifted(["age", "umur"], SHARED)
    assert lifted.relation("orang", ["lahir"]) == (
        "(SELECT lahir, age(self.lahir) AS _lifted_0 FROM orang AS self WHERE _review) AS self"
    )


def test_calls_with_calls_inside_are_left_alone_but_for_their_inner_one():
    lifted = Lifted(["age"], ["age(least(self.a, 1)) > 1", "age(least(self.a, 1)) > 2"])
    assert lifted.apply("age(least(self.a, 1)) > 1") == "age(least(self.a, 1)) > 1"


def test_longer_names_win_over_their_beginnings():
    texts = ["nik_date_near(self.nik, self.lahir) = 1", "nik_date_near(self.nik, self.lahir) = 2"]
    assert Lifted(["nik_date", "nik_date_near"], texts).apply(texts[0]) == "self._lifted_0 = 1"


def test_without_macros_or_shared_calls_nothing_changes():
    assert Lifted([], SHARED).apply(SHARED[0]) == SHARED[0]
    assert Lifted(["age"], SHARED[:1]).apply(SHARED[0]) == SHARED[0]


def test_lifted_and_plain_conditions_answer_the_same():
    connection = duckdb.connect()
    connection.execute("CREATE MACRO twice(x) AS 2 * x")
    connection.execute("CREATE TABLE t AS SELECT unnest([1, NULL, 5]) AS a, true AS _review")
    conditions = ["twice(self.a) > 4", "twice(self.a) IS NULL"]
    lifted = Lifted(["twice"], conditions)
    plain = connection.execute(f"SELECT {', '.join(conditions)} FROM t AS self").fetchall()
    changed = ", ".join(map(lifted.apply, conditions))
    assert "twice" not in changed
    assert connection.execute(f"SELECT {changed} FROM {lifted.relation('t', ['a'])}").fetchall() == plain
