"""The patterns of exported schemas fit the texts that the reader finds nothing wrong with, and no others."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from validator.cells.values import Codes, parse
from validator.pack.export.patterns import pattern
from validator.pack.loading import load_pack
from validator.pack.models import Field

PACK = load_pack()
NUMBERS = [Field("n", "N", type=kind, minimum=low, maximum=high)
           for kind in ("integer", "number")
           for low, high in ((None, None), (0, None), (0, 12), (0, 100), (1, 999), (0, 2500))]  # fmt: skip
YEAR, DATE = Field("y", "Y", type="year"), Field("d", "D", type="date")
LISTS = sorted({(f.codelist, f.multiple) for t in PACK.tables.values() for f in t.fields if f.codelist})
DIGITS = st.text("0123456789.,+- ", max_size=9)
WRITTEN = st.from_regex(r"[+-]?[0-9]{1,4}([.][0-9]{3}){0,2}([.,][0-9]{1,3})?[.,]?", fullmatch=True)
DAYS = st.one_of(
    st.from_regex(r"[0-3]?[0-9][/. -][01]?[0-9][/. -][0-9]{4}( 0?8:15(:00)?( WIB)?)?", fullmatch=True),
    st.from_regex(r"(19|20)[0-9]{2}[-/][01]?[0-9][-/][0-3]?[0-9](T08:15:00Z)?", fullmatch=True),
    st.from_regex(
        r"(Jum'at, |Ahad )?[0-3]?[0-9] (Januari|FEB|peb[.]|Mei|juni|Sept|Oktobar|des) (1900|2000|2024|2025)",
        fullmatch=True,
    ),
    st.from_regex(r"[0-9]{4,6}", fullmatch=True),
)


@cache
def both(field):
    codes = Codes.of(PACK.codelists[field.codelist]) if field.codelist else None
    return re.compile(pattern(field, PACK.codelists)), codes


def agrees(field, text):
    fitting, codes = both(field)
    wrong = parse(text, field, codes).problem not in ("", "blank")
    assert bool(fitting.fullmatch(text)) is not wrong, (field.type, field.minimum, field.maximum, field.codelist, text)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda f: f"{f.type} {f.minimum}..{f.maximum}")
@given(text=st.one_of(DIGITS, WRITTEN))
@settings(max_examples=60, deadline=None)
@example(text="12,000")
@example(text="1.234")
@example(text="1.04")
@example(text="1.000.0")
@example(text="1.000.00")
@example(text="-0")
@example(text="100,0")
@example(text="100,5")
@example(text="12 Ha")
@example(text="-")
@example(text="_")
@example(text="12.")
@example(text="1 234,5")
@example(text="null")
def test_numbers(field, text):
    agrees(field, text)


@given(text=st.one_of(DIGITS, WRITTEN, st.from_regex(r"[0-9]{4}", fullmatch=True)))
@settings(max_examples=60, deadline=None)
def test_years(text):
    agrees(YEAR, text)


@given(text=DAYS)
@settings(max_examples=200, deadline=None)
@example(text="29/02/2000")
@example(text="29/02/1900")
@example(text="29 Feb. 2024")
@example(text="2026-02-30")
@example(text="80001")
@example(text="07/03/26")
def test_days(text):
    agrees(DATE, text)


@pytest.mark.parametrize(("name", "multiple"), LISTS)
def test_labels_in_any_case_and_their_aliases(name, multiple):
    field = Field("c", "C", codelist=name, multiple=multiple)
    for item in PACK.codelists[name].items:
        for text in (item.label, *item.aliases):
            for written in (
                text,
                text.upper(),
                text.lower(),
                f" {text} ",
                text.replace(" ", "  "),
                f"{text}x",
                f"2{text}",
            ):
                agrees(field, written)
            agrees(field, f"{text}; {PACK.codelists[name].items[0].label}")
    for text in ("-", "", "null", "1", "entah"):
        agrees(field, text)


@pytest.mark.parametrize(
    "text", ["Jalan Hulu", "null", " NULL ", "#REF!", "Jl.%20Hulu", "-", "nul", "6,31E+15", "631\n2"]
)
@pytest.mark.parametrize("identifier", [True, False])
def test_texts(text, identifier):
    agrees(Field("t", "T", identifier=identifier), text)


def test_blanks_of_required_fields():
    needed = Field("t", "T", required=True)
    assert re.fullmatch(pattern(needed, {}), "x")
    for blank in ("", "  ", "_", "'", "\u00a0"):
        assert not re.fullmatch(pattern(needed, {}), blank)
        assert re.fullmatch(pattern(Field("t", "T"), {}), blank)
