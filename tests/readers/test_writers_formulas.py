"""Formulas as their writers leave them, worked out or not; `tests/writers/make/formulas.py` has them written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.readers import files_support as make
from validator.checking import check
from validator.readers.sheets import UNCALCULATED

FILES = sorted((Path(__file__).parents[1] / "writers" / "formulas").iterdir())
CALCULATING = ("libreoffice", "gnumeric")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_results_and_errors(path):
    file = make.only(path)
    (sheet,) = file.sheets
    shown = [sheet.rows[1][5], sheet.rows[2][5], sheet.rows[3][4], sheet.rows[3][5]]
    if path.stem in CALCULATING:
        assert (shown, file.notes) == ([393, 0, "#DIV/0!", 9], ())
    else:
        assert shown == [UNCALCULATED] * 4
        assert file.notes == ("uncalculated: t49 F2, t49 F3, t49 E4, t49 F4",)


@pytest.mark.parametrize("name", ["openpyxl.xlsx", "libreoffice.ods"])
def test_what_is_told_of_them(name):
    path = next(each for each in FILES if each.name == name)
    result = check([path], village="6311032021", date=date(2026, 11, 24))
    messages = [(each.cells, each.message) for each in result.iter_findings() if each.rule == "GEN-015"]
    shown = "#DIV/0!" if name.startswith("libreoffice") else UNCALCULATED
    assert any(cells == ("E4",) and shown in message for cells, message in messages)
    assert ("belum dihitung" in result.files[0].reason) == (shown == UNCALCULATED)
