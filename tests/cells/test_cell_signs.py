"""Signs that people cannot tell apart mean the same, and no text takes long to read, however long it is."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.cells.dates import clock_of, date_of_text, month_first
from validator.cells.numbers import number_of_text
from validator.cells.values import Codes, parse
from validator.pack.models import Code, CodeList, Field
from validator.readers.texts import (
    APOSTROPHES,
    SPACES,
    UNSEEN,
    canonical,
    compact,
    is_blank,
    normalise,
    plain_signs,
    text_of,
)

WHOLE = Field("jumlah", "Jumlah (orang)", type="integer", unit="orang", minimum=0)
NUMBER = Field("luas", "Luas (Ha)", type="number", unit="Ha")
DATE = Field("tanggal", "Tanggal", type="date")
YEAR = Field("tahun", "Tahun", type="year")
NAME = Field("nama", "Nama")
NIK = Field("nik", "NIK", identifier=True)
RELIGION = Field("agama", "Agama", codelist="agama")
ANSWERS = Field("jawaban", "Jawaban", codelist="agama", multiple=True)
CODES = Codes.of(CodeList("agama", "Agama", (Code("Islam", "1"), Code("Ma'ruf 1/2", "2"))))
FIELDS = [WHOLE, NUMBER, DATE, YEAR, NAME, NIK, RELIGION, ANSWERS]


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_is_the_same(apostrophe):
    assert parse(f"Ma{apostrophe}ruf", NAME) == ("Ma'ruf", "")
    assert parse(f"ma{apostrophe}ruf 1/2", RELIGION, CODES).value == "Ma'ruf 1/2"
    assert parse(f"{apostrophe}6311030802719001", NIK) == ("6311030802719001", "")
    assert parse(f"{apostrophe}12/06/2026", DATE) == (date(2026, 6, 12), "")
    assert parse(f"{apostrophe}180", WHOLE) == (180, "")
    assert parse(f"{apostrophe}2021", YEAR) == (2021, "")
    assert is_blank(apostrophe)


@pytest.mark.parametrize("space", [*SPACES, " "])
def test_every_blank_is_the_same(space):
    assert parse(f"{space}Siti{space}Aminah{space}", NAME) == ("Siti Aminah", "")
    assert parse(f"1{space}234{space}567", WHOLE) == (1234567, "")
    assert parse(f"1{space}234,5{space}Ha", NUMBER) == (1234.5, "unit")
    assert parse(f"8{space}Februari{space}1971", DATE) == (date(1971, 2, 8), "")
    assert parse(f"6311{space}0308{space}0271{space}9001", NIK) == ("6311030802719001", "")
    assert is_blank(space)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_does_not_count(unseen):
    assert parse(f"Si{unseen}ti", NAME) == ("Siti", "")
    assert parse(f"{unseen}Is{unseen}lam", RELIGION, CODES) == ("Islam", "")
    assert parse(f"18{unseen}0{unseen}", WHOLE) == (180, "")
    assert parse(f"12/06{unseen}/2026", DATE) == (date(2026, 6, 12), "")
    assert parse(f"631103080271{unseen}9001", NIK) == ("6311030802719001", "")
    assert is_blank(unseen * 3)


@pytest.mark.parametrize("hyphen", "-‐‑‒–—−﹣－")
def test_every_minus_is_the_same(hyphen):
    assert parse(f"{hyphen}180", WHOLE) == (-180, "minimum")
    assert parse(f"12{hyphen}06{hyphen}2026", DATE) == (date(2026, 6, 12), "")
    assert parse(f"12{hyphen}15", WHOLE).problem == "not_a_number"


@pytest.mark.parametrize("text", ["5²", "1½", "12 ½", "①", "1⁄2"])
def test_a_sign_that_only_resembles_a_digit_is_none(text):
    assert parse(text, WHOLE).value is None
    assert parse(text, NUMBER).problem == "not_a_number"


def test_letters_are_compared_in_one_spelling():
    assert parse("Andre\u0301", NAME) == parse("André", NAME) == ("André", "")
    assert parse("Ａｍａｔ", NAME) == ("Amat", "")


@given(st.text() | st.text("aʼŉ`\u1fef\u1ffd´ \u00ad\u0301"))
def test_what_is_canonical_stays_so(text):
    assert canonical(canonical(text)) == canonical(text)
    assert text.isascii() is False or plain_signs(text).strip() == plain_signs(text)


def test_a_month_that_stands_first_is_told_and_read():
    assert parse("07/25/1984", DATE) == (date(1984, 7, 25), "month_first")
    assert parse("05/07/1984", DATE) == (date(1984, 7, 5), "")
    assert parse("13/25/1984", DATE) == (None, "not_a_date")


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA", "#BEZUG!", "#NV", "#div/0!"])
def test_errors_of_spreadsheets_are_no_names(error):
    assert parse(error, NAME) == (None, "artefact")


@pytest.mark.parametrize("field", [WHOLE, NUMBER, DATE, YEAR, NIK])
def test_what_is_too_long_is_said_to_be_so(field):
    assert parse("1" * 201, field) == (None, "too_long")
    assert parse("x " * 20_000, field) == (None, "too_long")


PIECES = [
    "a",
    "1",
    " ",
    ",",
    ".",
    "'",
    "-",
    "1 ",
    "1.",
    "a ",
    "1,",
    "a1",
    "é",
    "\u00a0",
    "Rp",
    "%20",
    "2021 ",
    "_",
    "1/",
]
READERS = [
    *(lambda text, f=field: parse(text, f, CODES if f.codelist else None) for field in FIELDS),
    *(date_of_text, month_first, clock_of, normalise, compact, canonical, plain_signs, text_of, is_blank, CODES.find),
    *(lambda text: number_of_text(text, True, "orang"), lambda text: number_of_text(text, False, "Ha")),
]


def _took(read, text: str) -> float:
    best = float("inf")
    for _ in range(5):
        normalise.cache_clear()
        begun = time.perf_counter()
        read(text)
        best = min(best, time.perf_counter() - begun)
    return best


@pytest.mark.parametrize("number", range(len(READERS)))
def test_no_text_takes_more_than_its_length(number):
    """Of a text 32 times as long, 1024 times the time would be taken, were it read again from each of its places."""
    for piece in PIECES:
        short, long = ("x" + piece * (size // len(piece)) + "!" for size in (2_000, 64_000))
        few = _took(READERS[number], short)
        assert _took(READERS[number], long) < 400 * max(few, 1e-5), piece
