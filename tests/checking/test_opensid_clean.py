"""OpenSID's workbooks without a mistake are accused of nothing, saved as they are or as something else."""

from __future__ import annotations

import pytest

from samples.generator import opensid, opensid_people, opensid_sheets
from samples.generator.profiles import PEMATANG
from tests.checking.clean_villages import TODAY, WRITERS, told
from validator import check


@pytest.fixture(scope="module")
def workbooks():
    village = opensid._village()
    people = {"Data Penduduk": opensid_people.sheet(village, PEMATANG.rw)}
    return {"kuesioner": opensid_sheets.workbook(village, PEMATANG.seed), "penduduk": people}


@pytest.mark.parametrize("kind", ["xlsx_of_all", "csv_of_excel", "csv_of_programs", "ods", "fods", "html"])
@pytest.mark.parametrize("name", ["kuesioner", "penduduk"])
def test_no_error_in_any_format(name, kind, workbooks, tmp_path):
    home = tmp_path / f"{PEMATANG.code}_pematang"
    home.mkdir()
    sheets = {sheet: made.rows for sheet, made in workbooks[name].items()}
    WRITERS[kind](home, sheets)
    result = check(tmp_path, date=TODAY)
    assert [found for found in told(result) if found[0] == "error"] == []
    assert sum(s.rows_checked for book in result.files for s in book.sheets) > 100
