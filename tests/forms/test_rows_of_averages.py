"""Rows below a table that give averages or shares are no records; a letter in place of a digit makes no number."""

from __future__ import annotations

import pytest

from tests.forms.test_pollutions import FORM, findings, said, text
from validator.cells.values import parse
from validator.pack.models import Field


@pytest.mark.parametrize(
    "word", ["Rata-rata", "RATA - RATA", "Persentase (%)", "Persen", "Prosentase", "Average", "Jumlah %"]
)
def test_averages_and_shares_are_left_out(word, tmp_path):
    want = findings(said(tmp_path / "clean", text(FORM).encode()))
    result = said(tmp_path, text([*FORM, [word, "", "", "60", "70,5", "130"]]).encode())
    assert findings(result) == want
    (left,) = result.files[0].sheets[0].left_out
    assert (left.row, left.reason) == (5, f'Baris jumlah atau rata-rata ("{word}").')


@pytest.mark.parametrize("cell", ["18O", "18o", "1OO", "2I"])
def test_letters_in_place_of_digits(cell):
    assert parse(cell, Field("n", "N", type="integer")).problem == "not_a_number"


@pytest.mark.parametrize("cell", ["180 orang", "180org", "18 kg", "5l"])
def test_units_are_still_units(cell):
    assert parse(cell, Field("n", "N", type="integer")).problem == "unit"
