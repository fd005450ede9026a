"""A cell without a value answers nothing: no sentence says of a blank that it is more, less, or written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from msgspec.structs import replace

from validator.example_texts import example_texts
from validator.examples import run_examples
from validator.pack.loading import load_pack
from validator.pack.models import Example, Rule

PACK = load_pack()
DECIMAL_COMMA = re.compile(r"\d,\d(?!\d\d)")
QUOTED = re.compile(r"'[^']*'")
BOUNDED = ("KEL-002", "KES-003", "POT-033J", "POT-033JK", "POT-033JP")
"""Rules that hold a cell against the larger or smaller of two numbers: DuckDB passes over a blank among these."""


def blanked(rule: Rule) -> Iterator[Example]:
    """Each failing example, in turn without each value that the sentence names, and without each form beside it."""
    for example in (e for e in rule.examples if e.fails):
        (row,) = example.rows
        for name in set(row) & set(re.findall(r"{(\w+)", rule.message)):
            yield replace(example, rows=({**row, name: None},), fails=False)
        for table in example.tables:
            yield replace(example, tables={t: r for t, r in example.tables.items() if t != table}, fails=False)


@pytest.mark.parametrize("name", BOUNDED)
def test_nothing_is_said_of_what_is_blank(name):
    rule = replace(PACK.rule(name), examples=tuple(blanked(PACK.rule(name))))
    assert rule.examples
    pack = replace(PACK, rules=(rule,))
    assert run_examples(pack, [name])[1] == []


@cache
def said():
    return example_texts(PACK, every=True)


def test_no_english_sentence_writes_decimals_with_a_comma():
    """A cell that is quoted as it is written may hold one."""
    found = [QUOTED.sub("", each.english.message) for texts in said().values() for each in texts]
    assert len(found) > 400
    assert [message for message in found if DECIMAL_COMMA.search(message)] == []
