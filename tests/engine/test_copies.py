"""The same rows in two files count once, whatever the format; duplicates within one sheet stay findings."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.engine.bulk_support import VILLAGE, assert_same, books, both, members, write
from validator import check

DAY = date(2026, 6, 30)
TWICE = {"DDK-017", "GEN-008"}
T45 = ["Kode Desa", "Tanggal", "Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)", "Jumlah Total (orang)"]
FORM = ["6311032021", "05/03/2026", "10", "20", "30"]


def told(*paths: Path):
    return check(list(paths), date=DAY, village=VILLAGE)


def twice(result) -> list[str]:
    return [f.rule for f in result.iter_findings() if f.rule in TWICE]


def checked(result) -> list[int]:
    assert books(result.files)
    return [sum(sheet.rows_checked for sheet in book.sheets) for book in result.files]


def alerts(result) -> str:
    return "\n".join(alert for book in result.files for sheet in book.sheets for alert in sheet.alerts)


def workbook(path: Path, sheets: dict[str, list[list[str]]], hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()
            elif hidden:
                sheet.activate()
    return path


def html(path: Path, rows: list[list[str]]) -> Path:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(f"<html><table>{lines}</table></html>", "utf-8")
    return path


def test_the_same_export_under_two_names(tmp_path):
    rows = members(1, 12, odd=0)
    first = write(tmp_path / "grid_agtkeluarga.csv", rows)
    (tmp_path / "grid_agtkeluarga (1).csv").write_bytes(first.read_bytes())
    result = told(tmp_path)
    assert not twice(result)
    assert checked(result) == [0, 12]
    assert {book.status for book in result.files} == {"read"}
    assert "sama persis dengan grid_agtkeluarga.csv" in alerts(result)


@pytest.mark.parametrize("other", ["xlsx", "html", "csv"])
def test_the_same_rows_in_another_format_and_order(tmp_path, other):
    header, *rows = members(2, 10, odd=0)
    write(tmp_path / "grid_agtkeluarga.csv", [header, *rows])
    copy = [header, *reversed(rows)]
    target = tmp_path / f"grid_agtkeluarga_b.{other}"
    {"xlsx": lambda: workbook(target, {"Data": copy}), "html": lambda: html(target, copy),
     "csv": lambda: write(target, copy, delimiter=",")}[other]()  # fmt: skip
    result = told(tmp_path)
    assert not twice(result)
    assert checked(result) == [10, 0]


def test_a_hidden_copy_of_a_sheet_gives_way_and_is_called_hidden(tmp_path):
    rows = members(3, 8, odd=0)
    result = told(workbook(tmp_path / "grid_agtkeluarga.xlsx", {"Asli": rows, "Data": rows}, hidden="Asli"))
    assert not twice(result)
    hidden, seen = result.files[0].sheets
    assert (hidden.rows_checked, seen.rows_checked) == (0, 8)
    assert any("disembunyikan" in note for note in hidden.notes)
    assert 'lembar "Data"' in alerts(result)


def test_a_zip_beside_its_folder(tmp_path):
    member = write(tmp_path / "ekspor" / "grid_agtkeluarga.csv", members(4, 9, odd=0))
    with zipfile.ZipFile(tmp_path / "ekspor.zip", "w") as archive:
        archive.write(member, "grid_agtkeluarga.csv")
    result = told(tmp_path)
    assert not twice(result)
    assert sum(checked(result)) == 9


def test_a_form_of_one_row_sent_twice(tmp_path):
    write(tmp_path / "grid_t45.csv", [T45, FORM])
    workbook(tmp_path / "grid_t45_2.xlsx", {"t45": [T45, FORM]})
    assert not twice(told(tmp_path))


def test_two_exports_that_differ_are_no_copies(tmp_path):
    header, *rows = members(5, 12, odd=0)
    write(tmp_path / "rt01.csv", [header, *rows[:6]])
    write(tmp_path / "rt02.csv", [header, *rows[6:]])
    result = told(tmp_path)
    assert checked(result) == [6, 6]
    assert not alerts(result)


def test_a_part_in_common_counts_once_and_is_told(tmp_path):
    header, *rows = members(6, 12, odd=0)
    write(tmp_path / "a.csv", [header, *rows[:8]])
    write(tmp_path / "b.csv", [header, *rows[6:]])
    result = told(tmp_path)
    assert checked(result) == [8, 4]
    assert not twice(result)
    assert "2 baris sama persis dengan baris di a.csv" in alerts(result)


def test_a_person_twice_in_one_sheet_stays_a_finding(tmp_path):
    header, *rows = members(7, 6, odd=0)
    write(tmp_path / "a.csv", [header, *rows, rows[0]])
    (tmp_path / "b.csv").write_bytes((tmp_path / "a.csv").read_bytes())
    result = told(tmp_path)
    assert checked(result) == [7, 0]
    assert twice(result).count("DDK-017") == 2


def test_the_same_form_of_two_villages_is_no_copy(tmp_path):
    for folder in ("6311032021", "6311032014"):
        write(tmp_path / folder / "grid_t45.csv", [T45[1:], FORM[1:]])
    result = check(tmp_path, date=DAY)
    assert checked(result) == [1, 1]


def test_the_folder_of_the_village_itself_keeps_the_rows(tmp_path):
    for folder in ("6311032005_pematang", "6311032021_putat_basiun"):
        write(tmp_path / folder / "grid_t45.csv", [T45, FORM])
    result = check(tmp_path, date=DAY)
    assert checked(result) == [0, 1]


@pytest.mark.parametrize("odd", [0, 0.15])
@pytest.mark.parametrize("start", [0, 5, 12])
def test_large_files_agree(monkeypatch, tmp_path, start, odd):
    header, *rows = members(8, 20, odd)
    a = write(tmp_path / "6311032021" / "a_agtkeluarga.csv", [header, *rows[:14], rows[3]])
    b = write(tmp_path / "6311032021" / "b_agtkeluarga.csv", [header, *rows[start:], rows[3]])
    assert_same(*both(monkeypatch, a, b))


def test_a_small_and_a_large_file_agree(monkeypatch, tmp_path):
    header, *rows = members(9, 30, odd=0.15)
    a = write(tmp_path / "6311032021" / "a_agtkeluarga.csv", [header, *rows])
    b = write(tmp_path / "6311032021" / "b_agtkeluarga.csv", [header, *rows[20:]])
    c = write(tmp_path / "6311032021" / "c_agtkeluarga.csv", [header, *rows])
    assert_same(*both(monkeypatch, a, b, c, in_memory=b.stat().st_size + 1))


def test_large_files_of_several_villages_agree(monkeypatch, tmp_path):
    header, *rows = members(10, 24, odd=0.1)
    at = header.index("Kode Desa")
    for number, row in enumerate(rows):
        row[at] = ("6311032021", "63.11.03.2014", "6311032005", "x1")[number % 4]
    a = write(tmp_path / "a_agtkeluarga.csv", [header, *rows[:16]])
    b = write(tmp_path / "b_agtkeluarga.csv", [header, *rows[8:]])
    whole, bulk = both(monkeypatch, a, b)
    assert_same(whole, bulk)
    assert "sama persis" in alerts(whole)
