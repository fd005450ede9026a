"""One cell or file that nobody foresaw costs no other its copy, and comments bear the numbers of the village's list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from validator.checking import check
from validator.readers.sheets import Merge, Sheet
from validator.reports import OutputError, write
from validator.reports import annotated as annotated
from validator.reports.workbook import copying
from validator.reports.workbook.repairs import ID_HEADER

DAY = date(2026, 11, 24)
HEADER = ["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]
ROWS = [["6311032021", "12/06/2026", "Is\x01lm", 180, 213, 393], ["6311032021", "12/06/2026", "Hindu", 4, 4, 9]]


@pytest.fixture
def folder(tmp_path) -> Path:
    home = tmp_path / "6311032021"
    home.mkdir()
    lines = [HEADER, *ROWS, *([*ROWS[1][:2], f"Kepercayaan {n}", n, n, 2 * n] for n in range(60))]
    (home / "grid_t49.csv").write_text("\n".join(";".join(map(str, row)) for row in lines), encoding="utf-8")
    book = Workbook()
    for row in [[*HEADER[:2], "Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)", "Jumlah Total (orang)"],
                ["6311032021", "12/06/2026", 400, 300, 701]]:  # fmt: skip
        book.active.append(row)
    book.save(home / "grid_t45.xlsx")
    return home


def copies(paths: list[Path]) -> dict[str, Path]:
    return {path.name: path for path in paths if path.suffix == ".xlsx"}


def test_control_characters_are_shown_as_such(folder, tmp_path):
    made = copies(write("salinan", check([folder], date=DAY), tmp_path / "hasil"))
    page = load_workbook(made["6311032021_grid_t49.xlsx"]).worksheets[0]
    assert page["C2"].value == "Is\N{REPLACEMENT CHARACTER}lm"
    assert "Is\N{REPLACEMENT CHARACTER}lm" in page["C2"].comment.text
    assert len(made) == 2


def _numbered(page: Worksheet) -> dict[str, int]:
    """By the id of a finding its number; titles of sections have neither."""
    ids = [cell.value for cell in page[1]].index(ID_HEADER)
    return {row[ids].value: int(row[0].value) for row in page.iter_rows(min_row=2) if row[ids].value}


def test_numbers_are_those_of_the_list(folder, tmp_path):
    result = check([folder], date=DAY)
    numbers = {f.id: n for n, f in enumerate(result.listed("6311032021", 2000), 1)}
    told = {}
    for path in copies(write("salinan", result, tmp_path / "hasil")).values():
        book = load_workbook(path)
        told |= _numbered(book["Daftar Perbaikan"])
        for f in result.iter_findings():
            if Path(f.file).stem in path.name and f.cells:
                assert f"No. {numbers[f.id]}, " in book.worksheets[0][f.cells[0]].comment.text
    assert told == numbers


def test_a_merge_that_runs_backwards_is_a_merge():
    page = Workbook().active
    copying._fill(page, Sheet("a.xls", "t49", [["a", "b"], ["c", "d"]], (Merge(1, 1, 0, 0),)))
    assert [str(each) for each in page.merged_cells.ranges] == ["A1:B2"]


@pytest.mark.parametrize("error", [ValueError("tak terduga"), copying.NotCopiedError("incomplete")])
def test_a_copy_that_is_not_whole_is_an_error_and_the_others_are_written(folder, tmp_path, monkeypatch, error):
    make = annotated.copied

    def fails(path: str, *more: object) -> object:
        if "t49" in path:
            raise error
        return make(path, *more)

    monkeypatch.setattr(annotated, "copied", fails)
    with pytest.raises(OutputError, match=r"grid_t49\.csv: salinannya tidak dibuat"):
        write("salinan", check([folder], date=DAY), tmp_path / "hasil")
    assert [path.name for path in (tmp_path / "hasil").rglob("*.xlsx")] == ["6311032021_grid_t45.xlsx"]


def test_a_file_with_a_number_in_its_name_is_found_again(folder, tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("KK 6311032109269001")
    for number, row in enumerate([HEADER, ["6311032021", "12/06/2026", "Islam", 180, 213, 400]]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    (folder / "grid_t49.csv").unlink()
    book.save(str(folder / "KK_6311032109269001.xls"))
    result = check([folder], date=DAY)
    (made,) = [p for p in copies(write("salinan", result, tmp_path / "hasil")).values() if "KK" in p.name]
    assert "6311032109269001" not in made.name
    assert any(c.comment for row in load_workbook(made).worksheets[0].iter_rows() for c in row)
