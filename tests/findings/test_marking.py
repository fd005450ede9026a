"""Of a rule that asks several things at once, the cells of what fails are marked."""

from __future__ import annotations

import pytest

from validator import check

BORDERS = {"desa_utara": "Muara Jaya", "desa_selatan": "Pematang", "desa_timur": "Pematang", "desa_barat": "Muara Jaya"}
DISTRICTS = {f"kecamatan_{side}": "Awayan" for side in ("utara", "selatan", "timur", "barat")}


def _columns(table, rule, **cells):
    found = check({table: [cells]}, village="63.11.03.2021", year=2026, date="2026-11-24")
    return [finding.columns for finding in found.iter_findings() if finding.rule == rule]


@pytest.mark.parametrize(
    ("changed", "marked"),
    [
        ({"desa_timur": "Putat Basiun"}, ("desa_timur",)),
        ({"desa_utara": "Putat Basiun", "desa_barat": "Desa Putat Basiun"}, ("desa_utara", "desa_barat")),
    ],
)
def test_the_cell_of_the_part_that_fails(changed, marked):
    assert _columns("t01", "POT-017", **{**BORDERS, **DISTRICTS, **changed}) == [marked]


@pytest.mark.parametrize(("month", "year", "marked"), [(13, 2026, "bulan"), (12, 1026, "tahun")])
def test_each_part_has_its_own_cells(month, year, marked):
    assert _columns("t01", "GEN-012", **BORDERS, bulan=month, tahun=year) == [(marked,)]


def test_where_all_parts_fail_all_cells_are_marked():
    assert _columns("t01", "GEN-012", **BORDERS, bulan=13, tahun=1026) == [("bulan", "tahun")]


def test_a_part_that_cannot_be_answered_accuses_nobody():
    (columns,) = _columns("t01", "POT-016", **{**BORDERS, **DISTRICTS, "desa_timur": None})
    assert columns == ("desa_timur",)
