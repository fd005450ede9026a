"""The same mistake is found in Prodeskel's member list, in OpenSID's population sheet and in the questionnaire."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from opensid_words import population, questionnaire

from tools.docs.members import REASONS, gaps, lacking, members, stand_ins
from validator.examples import COMPUTED, run_examples
from validator.pack.loading import load_pack

PACK = load_pack()
WORDS = {"opensid_penduduk": population, "ddk_anggota": questionnaire}
STANDS = {stand.locates: stand for stand in stand_ins(PACK)}
COVERED_BY_OWN = {
    (rule, table): reason.split()[0] for (rule, table), reason in REASONS.items() if reason.startswith("SID-")
}
"""The rule of the other table that asks the same, where a rule of members is not asked there for that reason."""


def planted(rule, table):
    """The examples of a rule as rows of another table; those which that table has no words for are left out."""
    found = []
    for example in rule.examples:
        rows = tuple(map(WORDS[table], example.rows))
        if None not in rows and not example.tables and not example.previous:
            found.append(replace(example, rows=rows, table=table))
    return tuple(found)


PAIRS = [(rule, table) for rule in members(PACK) for table in rule.also if rule.constraint not in COMPUTED]
NAMES = [f"{rule.id}-{table}" for rule, table in PAIRS]


@pytest.fixture(scope="module")
def failures():
    """The planted rows that were judged otherwise than in the member list, by rule and table."""
    found = {}
    for table in WORDS:
        rules = {rule.id: replace(rule, examples=planted(rule, table)) for rule, of in PAIRS if of == table}
        pack = replace(PACK, rules=tuple(rules.get(r.id, replace(r, examples=())) for r in PACK.rules))
        for failure in run_examples(pack)[1]:
            found.setdefault((failure.rule.id, table), []).append((failure.fails, failure.number))
    return found


@pytest.mark.parametrize(("rule", "table"), PAIRS, ids=NAMES)
def test_the_same_mistake_is_found_there_and_nothing_that_is_right(rule, table, failures):
    wrong = [example for example in planted(rule, table) if example.fails]
    unseen = failures.get((rule.id, table), [])
    assert wrong != [], "no mistake of this rule can be written in that table"
    assert [number for fails, number in unseen if not fails] == []
    missed = [number for fails, number in unseen if fails]
    assert len(missed) < len(wrong) if rule.also_params else missed == []


def test_nobody_is_left_out_without_a_reason():
    said = list(gaps(PACK))
    assert {gap.rule.id for gap in said} == {rule.id for rule in members(PACK)}
    assert len(said) == len(members(PACK)) * len(WORDS)


def test_a_reason_is_given_only_where_the_columns_are_there_and_the_rule_is_not_asked():
    for rule_id, table in REASONS:
        rule = PACK.rule(rule_id)
        assert table not in rule.also
        assert lacking(rule, STANDS[table]) == set()


@pytest.mark.parametrize(("rule_id", "table"), COVERED_BY_OWN)
def test_what_a_rule_of_the_sheet_asks_itself_it_finds(rule_id, table):
    own = replace(PACK.rule(COVERED_BY_OWN[rule_id, table]), examples=planted(PACK.rule(rule_id), table))
    pack = replace(PACK, rules=tuple(own if r.id == own.id else replace(r, examples=()) for r in PACK.rules))
    count, failures = run_examples(pack)
    assert count > 1
    assert [failure.text for failure in failures] == []


@pytest.mark.parametrize("stand", STANDS.values(), ids=STANDS)
def test_no_text_sends_to_a_menu_that_the_other_program_does_not_have(stand):
    from validator.pack.stand_ins import variant

    for rule in PACK.rules:
        if stand.locates in rule.also:
            found = variant(rule, stand.locates, PACK)
            assert "Edit AK" not in found.fix, rule.id
            assert "Daftar Kepala Keluarga" not in found.fix, rule.id
