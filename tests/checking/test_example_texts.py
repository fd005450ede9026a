"""Every message is read with the values of its own examples, in both languages: nothing stumbles, nothing is left."""

from __future__ import annotations

import re

import pytest

from validator.example_texts import example_texts
from validator.pack.loading import load_pack

PACK = load_pack()
TEXTS = ("message", "why", "fix")
FAULTS = {
    "a placeholder": r"[{}]",
    "the id of a rule": r"\b[A-Z]{3}-\d{2,3}\b",
    "a negative number after 'only'": r"\b(hanya|only) -\d",
    "a negative age difference": r"-\d+ (tahun|years?) (lebih (muda|tua)|younger|older)",
    "a plural of one": r"\b1 (orang-orang|persons|people|years|families|rows|records|cells|members|entries)\b",
    "two blanks": r"  ",
    "a year with a point": r"\b(tahun|year|Tahun|Year) (19|20|1\.9|2\.0|1,9|2,0)[.,]?\d{2}[.,]\d",
    "rupiah before the minus": r"Rp ?-\d",
    "two full stops": r"[^.]\.\.$",
    "a path of another kind": r"›|→|»",
    "a blank for a number": r"\((kosong|blank)\) (orang|KK|ha|persons|families)\b",
}


@pytest.fixture(scope="module")
def said():
    """By rule, what it says of each of its failing examples."""
    return example_texts(PACK, every=True)


def _texts(said):
    """Every text of every finding, in both languages, with its rule."""
    for rule, findings in said.items():
        for each in findings:
            for finding in (each.indonesian, each.english):
                yield from ((rule, getattr(finding, name)) for name in TEXTS)


def test_every_rule_is_heard(said):
    assert set(said) == {rule.id for rule in PACK.rules if rule.status != "mati"}


@pytest.mark.parametrize("text", ["title_en", "message_en", "why_en", "fix_en"])
def test_every_rule_has_its_english_texts(text):
    assert [rule.id for rule in PACK.rules if not getattr(rule, text)] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_no_text_has(said, fault):
    assert [(rule, text) for rule, text in _texts(said) if re.search(FAULTS[fault], text)] == []


def test_every_text_is_a_sentence(said):
    found = [(rule, text) for rule, text in _texts(said) if not text.endswith((".", "?", "!")) or text[0].islower()]
    assert found == []


def test_no_english_text_is_the_indonesian_one(said):
    same = [
        (rule, getattr(each.indonesian, name))
        for rule, findings in said.items()
        for each in findings
        for name in (*TEXTS, "title")
        if getattr(each.indonesian, name) == getattr(each.english, name)
    ]
    assert same == []


def test_both_languages_speak_of_the_same_findings(said):
    for findings in said.values():
        for each in findings:
            assert (each.indonesian.id, each.indonesian.cells) == (each.english.id, each.english.cells)


def test_numbers_are_written_as_in_english(said):
    """An amount that is found in both: 1.234.567 here, 1,234,567 there."""
    grouped = re.compile(r"Rp ?(\d{1,3}(?:\.\d{3}){2,})")
    for findings in said.values():
        for each in findings:
            for amount in grouped.findall(each.indonesian.message):
                assert amount not in each.english.message
