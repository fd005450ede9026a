"""What is said of files that lie in the wrong folder, are empty, hold more than one table or lines of a printer."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import xlsxwriter

from tests.checking.sample_support import SAMPLES
from tests.engine.bulk_support import assert_same, both, members, write
from validator import check
from validator.pack.loading import load_pack
from validator.records.claims import claims_of
from validator.regions.named import year_of_path
from validator.regions.table import Regions
from validator.regions.village_codes import village_code
from validator.reports import write as report
from validator.reports.books import not_received
from validator.reports.json_source import load_result

DAY = date(2026, 6, 30)
PUTAT, MUARA = "6311032021", "6311032014"
T45 = ["Kode Desa", "Tanggal", "Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)", "Jumlah Total (orang)"]
T45.append("Jumlah Kepala Keluarga (KK)")
FORM = [MUARA, "05/03/2026", "10", "20", "30", "9"]
T49 = ["Agama", "Laki-Laki (orang)", "Perempuan (orang)"]


def saved(path: Path, rows: list[list[str]]) -> Path:
    """The rows as a file of the kind that its name ends in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Data")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    elif path.suffix == ".html":
        lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        path.write_text(f"<html><table>{lines}</table></html>", "utf-8")
    else:
        write(path, rows)
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-c", "from validator.cli import main; main()", "check", "--date", "2026-06-30"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, " ".join(done.stdout.split()), done.stderr


def sheets(result):
    return [sheet for book in result.files for sheet in book.sheets]


def alerts(result) -> str:
    return " ".join(alert for sheet in sheets(result) for alert in sheet.alerts)


@pytest.mark.parametrize(
    "cell",
    [PUTAT, "6311032021.0", 6311032021, 6311032021.0, "6311.03.2021", "63-11-03-2021", "63 11 03 2021", "'6311032021",
     "_63.11.03.2021", "63.11.03.2021,0", "6.311.032.021", "6,311032021E+09", "63\u00a011\u00a003\u00a02021"],
)  # fmt: skip
def test_spellings_of_a_village_code(cell):
    assert village_code(cell) == PUTAT


@pytest.mark.parametrize(
    "cell", ["631103202.0", "631103", "6,31E+09", "63110320211", True, None, "desa 2021", "6311032021.5", "6311032O21"]
)
def test_what_is_no_village_code(cell):
    assert village_code(cell) == ""


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
def test_a_code_that_is_not_understood_is_told_with_its_cell(tmp_path, suffix):
    path = saved(tmp_path / f"grid_t45.{suffix}", [T45, FORM, ["63110320", *FORM[1:]]])
    (left,) = sheets(check(path, date=DAY))[0].left_out
    assert left.row == 3
    assert 'sel A3 berisi "63110320"' in left.reason


def test_a_number_of_a_person_is_not_told_in_place_of_a_code(tmp_path):
    path = saved(tmp_path / "grid_t45.csv", [T45, ["6311030802719001", *FORM[1:]]])
    assert "6311030802719001" not in json.dumps([left.reason for left in sheets(check(path, date=DAY))[0].left_out])


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
def test_the_village_of_another_folder(tmp_path, suffix):
    saved(tmp_path / "2026" / f"{PUTAT}_putat_basiun" / f"grid_t45.{suffix}", [T45, FORM])
    result = check(tmp_path, date=DAY)
    for word in (PUTAT, MUARA, "Putat Basiun", "Muara Jaya", f"{PUTAT}_putat_basiun"):
        assert word in alerts(result)
    assert [(v.code, v.name) for v in not_received(result.files, result.villages)] == [(PUTAT, "Putat Basiun")]


def test_a_folder_that_names_another_village_of_the_district():
    regions = Regions.load()
    assert claims_of("Awayan/Putat Basiun/t45.csv", "", {MUARA}, regions).unmet == (PUTAT,)
    assert claims_of("Putat Basiun/Muara Jaya/t45.csv", "", {MUARA}, regions).unmet == ()
    assert claims_of("Awayan/2026/t45.csv", "", {MUARA}, regions).notes == ()


def test_the_option_names_another_village(tmp_path):
    path = saved(tmp_path / "grid_t45.csv", [T45, FORM])
    assert f"--village menyebut desa {PUTAT}" in alerts(check(path, village=PUTAT, date=DAY))
    assert not alerts(check(path, village=MUARA, date=DAY))


def test_a_village_without_data_is_listed_everywhere(tmp_path):
    saved(tmp_path / "in" / PUTAT / "grid_t45.csv", [T45, FORM])
    _, text, _ = run(str(tmp_path / "in"))
    assert "Belum diterima: Putat Basiun (63.11.03.2021)" in text
    out = tmp_path / "o.json"
    result = check(tmp_path / "in", date=DAY)
    report("json", result, out, "id")
    written = json.loads(out.read_text("utf-8"))
    schema = json.loads((SAMPLES.parent / "docs/format-json.schema.json").read_text("utf-8"))
    jsonschema.validate(written, schema)
    assert written["not_received"] == [{"code": PUTAT, "name": "Putat Basiun"}]
    read = load_result(out, load_pack())
    assert [s.alerts for s in sheets(read)] == [s.alerts for s in sheets(result)]
    assert [s.notes for s in sheets(read)] == [s.notes for s in sheets(result)]
    assert not_received(read.files, read.villages) == not_received(result.files, result.villages)


@pytest.mark.parametrize("junk", [[], [".gitkeep"], [".DS_Store", "Thumbs.db", "~$grid.xlsx"]])
def test_nothing_to_check_is_not_clean(tmp_path, junk):
    for name in junk:
        (tmp_path / name).write_bytes(b"x")
    code, _, told = run(str(tmp_path))
    assert code == 4
    assert "tidak ada satu berkas pun" in told


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
@pytest.mark.parametrize(
    "more", [[], [["Jumlah", "", "", "", ""]], [["", "", "", "", ""], ["Sumber: desa", "", "", "", ""]]]
)
def test_column_headings_alone(tmp_path, suffix, more):
    path = saved(tmp_path / PUTAT / f"grid_t45.{suffix}", [T45, *more])
    code, text, _ = run(str(path))
    assert code == 4
    assert "Hanya ada judul kolom" in text
    assert "terpotong" not in text
    assert "tunggu sampai unduhan selesai" not in text


@pytest.mark.parametrize(
    ("path", "year"),
    [("penduduk_22_12_2020.csv", 2020), ("penduduk_20201222.csv", 2020), ("22-12-2020/x.csv", 2020),
     ("x_22122020.csv", 2020), ("2026/6311032021.xls", 2026), ("20201222143000.csv", None)],
)  # fmt: skip
def test_years_in_names(path, year):
    assert year_of_path(path) == year


def test_a_year_from_the_name_is_told(tmp_path):
    path = write(tmp_path / PUTAT / "agtkeluarga_22_12_2020.csv", members(1, 3, odd=0))
    (sheet,) = sheets(check(path, date=DAY))
    assert any("2020 diambil dari nama" in note for note in sheet.notes)
    result = check(path, date=DAY, year=2026)
    assert "2020 diambil dari nama" in alerts(result)
    (stale,) = [f.message for f in result.iter_findings() if f.rule == "GEN-007"]
    assert "tahun 2020" in stale


PRINTED = [
    "Dicetak dari Prodeskel tanggal 24/11/2025",
    "Mengetahui, Kepala Desa NIP 196801011990031001",
    "NIP. 19680101 199003 1 001",
    "Halaman 1 dari 3",
    "Sumber: Profil Desa 2025",
    "Awayan, 24 November 2025",
]


@pytest.mark.parametrize("text", PRINTED)
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
def test_lines_of_a_printer_are_no_records(tmp_path, text, column, suffix):
    footer = ["", "", "", "", "", ""]
    footer[column] = text
    path = saved(tmp_path / f"grid_t45.{suffix}", [T45, [*FORM[:1], "05/03/2024", *FORM[2:]], footer])
    (sheet,) = sheets(check(path, date=DAY, village=MUARA))
    assert (sheet.rows_checked, sheet.year) == (1, 2024)
    assert [left.row for left in sheet.left_out] == [3]


@pytest.mark.parametrize("text", PRINTED)
def test_lines_of_a_printer_in_a_large_file(monkeypatch, tmp_path, text):
    header, *rows = members(2, 6, odd=0)
    footer = [""] * len(header)
    footer[header.index("Kode Desa")] = text
    path = write(tmp_path / "6311032021_agtkeluarga.csv", [header, *rows[:3], footer, header, *rows[3:], footer])
    whole, bulk = both(monkeypatch, path)
    assert_same(whole, bulk)


def test_a_record_with_a_bad_code_alone_stays_one(tmp_path):
    path = saved(tmp_path / MUARA / "grid_t45.csv", [T45, ["63110320", *FORM[1:]]])
    result = check(path, date=DAY)
    assert sheets(result)[0].rows_checked == 1
    assert "GEN-001" in {f.rule for f in result.iter_findings()}


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
def test_another_table_below_is_told(tmp_path, suffix):
    rows = [T45, FORM, ["", "", "", "", ""], T49, ["Islam", "10", "20"], ["Hindu", "0", "0"]]
    result = check(saved(tmp_path / f"grid_t45.{suffix}", rows), date=DAY)
    (sheet,) = sheets(result)
    assert sheet.rows_checked == 1
    assert "Mulai baris 4 ada tabel lain" in alerts(result)
    assert result.files[0].status == "partial"
    assert not [f for f in result.iter_findings() if f.rule == "GEN-008"]


def test_the_same_table_below_is_told(tmp_path):
    header, *rows = members(3, 6, odd=0)
    result = check(write(tmp_path / PUTAT / "agtkeluarga.csv", [header, *rows[:3], header, *rows[3:]]), date=DAY)
    (sheet,) = sheets(result)
    assert sheet.rows_checked == 6
    assert any("berulang pada baris 5" in note for note in sheet.notes)


@pytest.mark.parametrize("below", [[T49, ["Islam", "10", "20"]], []])
def test_another_table_below_a_large_one(monkeypatch, tmp_path, below):
    header, *rows = members(4, 8, odd=0.1)
    turned = [header[::-1], *(row[::-1] for row in rows[:3])]
    padded = [[*row, *[""] * (len(header) - len(row))] for row in below or turned]
    path = write(tmp_path / "6311032021_agtkeluarga.csv", [header, *rows, *padded])
    whole, bulk = both(monkeypatch, path)
    assert_same(whole, bulk)
    assert "ada tabel lain" in alerts(whole)


def test_bad_codes_in_a_large_file(monkeypatch, tmp_path):
    header, *rows = members(5, 12, odd=0)
    for number, row in enumerate(rows):
        row[header.index("Kode Desa")] = ("6311032021.0", "63-11-03-2014", "x9", "")[number % 4]
    assert_same(*both(monkeypatch, write(tmp_path / "agtkeluarga.csv", [header, *rows])))


def test_the_sheet_is_part_of_the_address_where_there_are_several(tmp_path):
    header, *rows = members(6, 4, odd=0)
    rows[3][header.index("Agama")] = "Islm"
    path = tmp_path / PUTAT / "agtkeluarga.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path) as book:
        for name, part in (("RT 01", rows[:2]), ("RT 02", rows[2:])):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([header, *part]):
                sheet.write_row(number, 0, row)
    for form in ("terminal", "markdown"):
        _, text, _ = run(str(path), "--format", form)
        assert "lembar RT 02, " in text


def test_blank_cells_of_a_column_are_counted_among_rows(tmp_path):
    header, *rows = members(7, 5, odd=0)
    for number in (1, 3):
        rows[number][header.index("Dusun")] = ""
    result = check(write(tmp_path / PUTAT / "agtkeluarga.csv", [header, *rows]), date=DAY)
    (blank,) = [f.message for f in result.iter_findings() if f.rule == "GEN-016" and "Dusun" in f.message]
    assert blank == "Dusun kosong pada 2 dari 5 baris (baris 3, 5)."
