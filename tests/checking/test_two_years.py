"""2025 and 2026 given together: 2026 is reviewed, 2025 compared with, and the books of every sheet balance."""

from __future__ import annotations

import shutil
from datetime import date

import pandas as pd
import pytest

from tests.checking.sample_support import CARRIED, MUARA_JAYA, PEMATANG, SAMPLES, TODAY, checked
from validator import check
from validator.cli.check import exit_code


def test_only_the_later_year_is_reviewed():
    result = checked("2025", "2026")
    assert {v.year for v in result.villages} == {2026}
    assert {f.year for f in result.iter_findings()} == {2026}
    assert {(f.village, f.table) for f in result.iter_findings() if "/2025/" in f.file} <= CARRIED


def test_books_of_every_sheet_balance():
    for result in (checked("2026"), checked("2025", "2026")):
        sheets = [s for f in result.files for s in f.sheets]
        assert len(sheets) >= len(result.files)
        for sheet in sheets:
            assert sheet.rows_read == sheet.rows_checked + sheet.rows_left_out, sheet
            assert sheet.rows_left_out == len(sheet.left_out) or len(sheet.left_out) == 1000, sheet
            assert all(left.reason for left in sheet.left_out), sheet


def test_files_of_the_year_before_are_read_not_rejected():
    result = checked("2025", "2026")
    older = [f for f in result.files if "/2025/" in f.path and not any(s.rows_checked for s in f.sheets)]
    assert len(older) > 70
    assert {f.status for f in older} == {"read"}
    assert {s.year for f in older for s in f.sheets} == {2025}
    assert all("2025" in f.reason and "2026" in f.reason for f in older)
    assert exit_code(result, "never") == 0


def test_rules_about_the_year_before_are_answered_only_with_it():
    alone = {n.rule for v in checked("2026").villages for n in v.not_checkable if "2025" in n.reason}
    beside = {n.rule for v in checked("2025", "2026").villages for n in v.not_checkable if "2025" in n.reason}
    assert {"KEM-002", "YOY-002", "YOY-006"} <= alone
    assert beside == set()
    for village in checked("2026").villages:
        both = checked("2025", "2026").village(village.code)
        assert both.coverage.part > village.coverage.part
        assert both.coverage.whole >= village.coverage.whole
        assert both.coverage.percent > village.coverage.percent


def test_the_year_before_adds_only_findings_of_comparison():
    alone = {f.id for f in checked("2026").iter_findings()}
    added = [f for f in checked("2025", "2026").iter_findings() if f.id not in alone]
    assert added
    for finding in (f for f in added if (f.village, f.table) not in CARRIED):
        rule = checked("2026")._context.pack.rule(finding.rule)
        assert any(name == "previous" or name.endswith("_lalu") for name in rule.with_), finding


def test_an_old_form_beside_newer_ones_is_checked_and_called_stale(tmp_path):
    folder = tmp_path / "6311032005_pematang"
    shutil.copytree(SAMPLES / "2026/6311032005_pematang", folder)
    shutil.copy(SAMPLES / "2025/6311032005_pematang/grid_t03.xls", folder / "grid_t03.xls")
    result = check([tmp_path], date=TODAY)
    assert result.village(PEMATANG).year == 2026
    assert {(f.rule, f.table) for f in result.iter_findings() if f.rule == "GEN-007"} == {("GEN-007", "t03")}
    assert "Jenis Lahan" not in result.village(PEMATANG).missing
    sheet = next(s for f in result.files for s in f.sheets if s.table == "t03")
    assert (sheet.year, sheet.rows_checked) == (2026, 1)


LAND = {"Tanggal": "12/03/2026", "Luas Desa/Kelurahan (Ha)": 10.0, "Tegal/Ladang (Ha)": 10.0, "Pemukiman (Ha)": 0.0}


def written(path, **changes):
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame([LAND | changes]).to_csv(path, index=False, sep=";")
    return path


def test_the_same_form_twice_counts_the_newer_and_names_the_older(tmp_path):
    old = written(tmp_path / "6311032021/grid_t03 (1).csv", **{"Tanggal": "12/03/2026", "Pemukiman (Ha)": "-1"})
    new = written(tmp_path / "6311032021/grid_t03 (2).csv", **{"Tanggal": "12/09/2026", "Pemukiman (Ha)": "-2"})
    result = check([old, new], date=TODAY)
    negative = [f for f in result.iter_findings() if f.rule == "GEN-017"]
    assert [(f.file, f.values["pemukiman"]) for f in negative] == [(new.as_posix(), "-2")]
    books = {f.path: f for f in result.files}
    left = books[old.as_posix()].sheets[0]
    assert (left.rows_read, left.rows_checked, left.rows_left_out) == (1, 0, 1)
    assert "12/09/2026" in left.left_out[0].reason
    assert {f.status for f in result.files} == {"read"}


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_that_is_said_is_reviewed(year):
    folders = [SAMPLES / "2025/6311032014_muara_jaya", SAMPLES / "2026/6311032014_muara_jaya"]
    result = check([f / "grid_t09.xls" for f in folders], date=TODAY, year=year)
    assert result.village(MUARA_JAYA).year == year
    assert [s.rows_checked for f in result.files for s in f.sheets] == [int(year == 2025), int(year == 2026)]


def test_a_form_dated_in_the_future_is_reviewed_now_so_that_its_date_is_found(tmp_path):
    path = written(tmp_path / "6311032021/grid_t03.csv", Tanggal="12/03/2031")
    result = check([path], date=date(2026, 6, 30))
    assert result.villages[0].year == 2026
    assert "GEN-006" in {f.rule for f in result.iter_findings()}
