"""What a condition asks at once, told apart without parsing SQL: each part means what it meant in the whole."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from validator.pack.loading import load_pack
from validator.plan.conditions import conjuncts


@pytest.mark.parametrize(
    ("sql", "parts"),
    [
        ("a = 1", ("a = 1",)),
        ("a = 1 AND b = 2 and c", ("a = 1", "b = 2", "c")),
        ("a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4", ("a BETWEEN 1 AND 2", "b BETWEEN 3 AND 4")),
        ("a = 1 AND b = 2 OR c = 3", ("a = 1 AND b = 2 OR c = 3",)),
        ("a = 1 AND (b = 2 OR c = 3)", ("a = 1", "(b = 2 OR c = 3)")),
        ("CASE WHEN a AND b THEN c ELSE d END AND e", ("CASE WHEN a AND b THEN c ELSE d END", "e")),
        ("a = ' AND ' AND b", ("a = ' AND '", "b")),
        ("a NOT BETWEEN (1 AND 2) AND 3 AND b", ("a NOT BETWEEN (1 AND 2) AND 3", "b")),
    ],
)
def test_parts(sql, parts):
    assert conjuncts(sql) == parts


def test_every_rule_is_divided_as_a_parser_would():
    for rule in load_pack().rules:
        if rule.assert_:
            sql = rule.assert_.replace("$", "p_")
            tree = sqlglot.parse_one(sql, dialect="duckdb")
            expected = list(tree.flatten(unnest=False)) if isinstance(tree, exp.And) else [tree]
            found = [sqlglot.parse_one(part, dialect="duckdb") for part in conjuncts(sql)]
            assert found == expected, rule.id
