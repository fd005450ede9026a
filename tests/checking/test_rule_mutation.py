"""The examples of every rule notice when its condition is broken: made always true, always false, or turned round."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from validator.examples import run_examples
from validator.pack.loading import load_pack
from validator.pack.models import Pack

PACK = load_pack()
ASKED = [rule.id for rule in PACK.rules if not rule.constraint and rule.status != "mati"]
MUTATIONS = {"always true": "TRUE", "always false": "FALSE", "turned round": "NOT ({})"}


def mutated(pattern: str) -> Pack:
    rules = tuple(r if r.constraint else replace(r, assert_=pattern.format(r.assert_)) for r in PACK.rules)
    return replace(PACK, rules=rules)


@pytest.fixture(scope="module", params=sorted(MUTATIONS))
def red(request):
    """The ids of the rules whose examples fail once every rule is broken in the same way."""
    _, failures = run_examples(mutated(MUTATIONS[request.param]))
    return {failure.rule.id for failure in failures}


def test_every_rule_that_is_broken_turns_its_examples_red(red):
    assert [rule for rule in ASKED if rule not in red] == []


def test_unbroken_rules_pass_their_examples():
    count, failures = run_examples(PACK)
    assert count > len(ASKED)
    assert [failure.text for failure in failures] == []


def test_every_condition_is_needed():
    """Without its `when`, or asked never, a rule that has one must notice too."""
    conditional = [r for r in PACK.rules if r.when]
    never = replace(PACK, rules=tuple(replace(r, when="FALSE") if r.when else r for r in PACK.rules))
    red = {failure.rule.id for failure in run_examples(never)[1]}
    assert [r.id for r in conditional if r.id not in red] == []
