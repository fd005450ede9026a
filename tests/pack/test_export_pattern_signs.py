"""The patterns of exported schemas know the blanks, apostrophes and minus signs that the reader knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.pack.test_export_patterns import DATE, DAYS, DIGITS, NUMBERS, WRITTEN, YEAR, agrees
from validator.cells.values import parse
from validator.pack.export import patterns, standalone
from validator.pack.models import Field
from validator.readers import texts

BEFORE = st.sampled_from(["", "'", "’", "`", " ‘", "ʼ ", "\u202f'", "''"])
BLANKS = st.sampled_from([" ", "\u00a0", "\u2007", "\u2009", "\u202f", "\u3000"])
MINUS = st.sampled_from(["-", "−", "–", "－"])


@st.composite
def written(draw, among):
    text = draw(BEFORE) + draw(among)
    return text.replace(" ", draw(BLANKS)).replace("-", draw(MINUS))


@pytest.mark.parametrize("field", NUMBERS, ids=lambda f: f"{f.type} {f.minimum}..{f.maximum}")
@given(text=written(st.one_of(DIGITS, WRITTEN)))
@settings(max_examples=60, deadline=None)
@example(text="'12,000")
@example(text="−180")
@example(text="’1\u202f234,50")
def test_numbers(field, text):
    agrees(field, text)


@given(text=written(st.from_regex(r"[0-9]{4}([.,]0)?", fullmatch=True)))
@settings(max_examples=60, deadline=None)
def test_years(text):
    agrees(YEAR, text)


@given(text=written(DAYS))
@settings(max_examples=200, deadline=None)
@example(text="'2026-06-30T16:00:00+07:00")
@example(text="30−06−2026")
def test_days(text):
    agrees(DATE, text)


@pytest.mark.parametrize("text", ["#SPILL!", "#bezug!", "Err:502", "err:502", "(rumus belum dihitung)", "Err:50", "#X"])
@pytest.mark.parametrize("identifier", [True, False])
def test_errors_of_spreadsheets(text, identifier):
    agrees(Field("t", "T", identifier=identifier), text)


@pytest.mark.parametrize("kind", ["SPACES", "UNSEEN", "APOSTROPHES", "HYPHENS"])
def test_the_same_characters(kind):
    known = re.compile(f"[{getattr(patterns, kind)}]")
    listed = getattr(texts, kind, None) or texts._HYPHENS + "-"
    assert {chr(code) for code in range(0x10000) if known.match(chr(code))} == set(listed)


@pytest.mark.parametrize("text", ["'180", "−180", "1\u202f234", "’1.234", "\u200b12"])
def test_exported_code_reads_the_same_numbers(text):
    field = Field("n", "N", type="integer")
    read = standalone.number(text, patterns.filled(field, {}), whole=True)
    assert read == parse(text, field).value


@pytest.mark.parametrize("text", ["'12/06/2026", "12\u00a0Juni\u00a02026", "’2026−06−12"])
def test_exported_code_reads_the_same_days(text, monkeypatch):
    monkeypatch.setattr(standalone, "MONTHS", {"juni": 6})
    assert standalone.day(text) == parse(text, DATE).value


@pytest.mark.parametrize("cell", ["\u202f", "’", "\u2060", "_"])
def test_exported_code_knows_the_same_blanks(cell):
    assert standalone.blank(cell)
    assert texts.is_blank(cell)


@pytest.mark.parametrize(
    "text", ["6.311032021E9", "6,311032021e+09", "'6,31E+15", "6E9", "6,311030802719001E+15", "6E+0"]
)
def test_identifiers_in_scientific_writing(text):
    field = Field("t", "T", identifier=True)
    agrees(field, text)
    assert standalone.lost_digits(text) is (parse(text, field).problem == "digits_lost")


def test_exported_code_reads_the_same_identifier():
    text = "6.311032021E9"
    assert standalone.identifier(text) == parse(text, Field("t", "T", identifier=True)).value
