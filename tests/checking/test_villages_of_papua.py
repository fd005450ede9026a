"""Villages of the provinces that Papua was split into: who was registered before the split has a NIK of before."""

from __future__ import annotations

import pytest

from tests.checking.clean_villages import TODAY, WRITERS, books, rows_of, told
from validator import check
from validator.regions.former import former_districts
from validator.regions.table import Regions


@pytest.mark.parametrize("province", ["91", "92", "93", "94", "95", "96"])
def test_numbers_of_before_the_split_are_no_error(province, tmp_path):
    code = Regions.load().villages_in(province)[3].code
    before = [district for district in sorted(former_districts()) if district[:2] in ("91", "92")]
    district = before[int(province) % len(before) * 7 % len(before)]
    grid = books(code, 60, int(province), district)[1].grids["agtkeluarga"]
    assert {str(grid.get(row, "nik"))[1:7] for row in range(len(grid.rows))} == {district}
    home = tmp_path / f"{code}_desa"
    home.mkdir()
    WRITERS["csv_of_excel"](home, {"agtkeluarga": rows_of(grid)})
    result = check(tmp_path, date=TODAY)
    assert [v.code for v in result.villages] == [code]
    assert [found for found in told(result) if found[0] == "error"] == []


def test_every_former_district_of_papua_may_begin_a_number(tmp_path):
    """The members of one village, each registered elsewhere."""
    code = Regions.load().villages_in("95")[0].code
    before = [district for district in sorted(former_districts()) if district[0] == "9"]
    grid = books(code, 400, 95, before[0])[1].grids["agtkeluarga"]
    for row in range(len(grid.rows)):
        grid.put(row, "nik", f"_{before[row % len(before)]}{str(grid.get(row, 'nik'))[7:]}")
    home = tmp_path / f"{code}_desa"
    home.mkdir()
    WRITERS["xls"](home, {"agtkeluarga": rows_of(grid)})
    assert [found for found in told(check(tmp_path, date=TODAY)) if found[0] == "error"] == []
