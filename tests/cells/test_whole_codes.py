"""Codes whose digits are all written are read, whatever they are written with; those that lack some are not."""

from __future__ import annotations

import pytest

from validator.cells.values import parse
from validator.forms.spellings import likeliest
from validator.pack.models import Field
from validator.regions.village_codes import village_code

CODE = Field("kode_desa", "Kode Desa", identifier=True)


@pytest.mark.parametrize("text", ["6.311032021E9", "6,311032021E+09", "6.311032021e+9"])
def test_scientific_writing_with_all_digits(text):
    assert parse(text, CODE) == ("6311032021", "")
    assert village_code(text) == "6311032021"


@pytest.mark.parametrize("text", ["6.31E9", "6,31103202E+09", "6E9", "6,311030802719E+15"])
def test_scientific_writing_without_them(text):
    assert parse(text, CODE).problem == "digits_lost"
    assert village_code(text) == ""


@pytest.mark.parametrize(
    "text",
    ["６３１１０３２０２１", "６３．１１．０３．２０２１", "63\u201011\u201003\u20102021", "63\u2060.11.03.2021"],
)
def test_village_codes_in_wide_digits(text):
    assert village_code(text) == "6311032021"
    assert parse(text, CODE).problem == ""


def test_letters_in_common_are_no_likeness():
    labels = {"bujur": "bujur", "pendidikan": "pendidikan", "kode keluarga": "kode_keluarga"}
    assert likeliest("umur", labels) == ""
    assert likeliest("pendidikan terakhir", labels) == "pendidikan"
    assert likeliest("kod kelurga", labels) == "kode_keluarga"
