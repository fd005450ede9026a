"""`prodeskel rules sheet` and `rules catalogue`: what they say, their exit codes, and what stands on the disk."""

from __future__ import annotations

from functools import partial

import pytest
from openpyxl import load_workbook


@pytest.fixture
def run(prodeskel):
    """Runs `prodeskel rules` with some arguments."""
    return partial(prodeskel, "rules")


@pytest.fixture
def sheet(run, tmp_path):
    path = tmp_path / "folder baru" / "aturan.xlsx"
    code, output, errors = run("sheet", "export", "--table", "t03", "--output", path)
    assert (code, errors) == (0, "")
    assert output.startswith(f"{load_workbook(path)['Aturan'].max_row - 1} aturan ditulis ke ")
    return path


def put(path, head, rule_id, value):
    book = load_workbook(path)
    rows = {cell.value: cell.row for cell in book["Aturan"]["A"]}
    column = next(cell.column for cell in book["Aturan"][1] if cell.value == head)
    book["Aturan"].cell(rows[rule_id], column).value = value
    book.save(path)


def test_only_the_rules_of_the_asked_forms(sheet):
    tables = {cell.value for cell in load_workbook(sheet)["Aturan"]["B"][1:]}
    assert tables == {"t03"}


def test_work_is_not_overwritten_unasked(run, sheet):
    put(sheet, "judul", "POT-004", "pekerjaan saya")
    before = sheet.read_bytes()
    code, _, errors = run("sheet", "export", "--table", "t03", "--output", sheet)
    assert code == 5
    assert "sudah ada" in errors
    assert sheet.read_bytes() == before
    assert run("sheet", "export", "--table", "t03", "--output", sheet, "--force")[0] == 0
    assert sheet.read_bytes() != before


def test_an_unknown_table(run, tmp_path):
    code, _, errors = run("sheet", "export", "--table", "t003", "--output", tmp_path / "a.xlsx")
    assert code == 2
    assert "tidak ada tabel t003" in errors


def test_a_place_that_cannot_be_written(run, tmp_path):
    (tmp_path / "berkas").write_text("x")
    code, _, errors = run("sheet", "export", "--table", "t03", "--output", tmp_path / "berkas" / "a.xlsx")
    assert code == 5
    assert "tidak dapat ditulis" in errors


def test_nothing_changed(run, sheet, tmp_path):
    assert run("sheet", "import", sheet, "--output", tmp_path / "paket")[:2] == (0, "Tidak ada yang berubah.\n")
    assert not (tmp_path / "paket").exists()


def test_a_changed_severity(run, sheet, tmp_path):
    put(sheet, "tingkat", "POT-004", "warning")
    put(sheet, "ambang", "POT-005", "toleransi: 500")
    code, output, _ = run("sheet", "import", sheet, "--output", tmp_path / "paket")
    assert code == 0
    assert "2 aturan diubah: POT-004, POT-005\n" in output
    assert "peringatan: POT-005: contoh fail nomor 1" in output
    assert "ambang bawaan" in output
    listed = run("list", "--pack", tmp_path / "paket", "--table", "t03")[1]
    assert "POT-004    warning" in listed


def test_a_mistake_is_3_and_writes_nothing(run, sheet, tmp_path):
    put(sheet, "judul", "POT-004", 4)
    code, output, errors = run("sheet", "import", sheet, "--output", tmp_path / "paket")
    assert code == 3
    assert output.startswith(f"{sheet}, lembar Aturan, sel C")
    assert errors == "1 kesalahan; tidak ada yang ditulis\n"
    assert not (tmp_path / "paket").exists()


def test_no_workbook_is_3(run, tmp_path):
    (tmp_path / "a.xlsx").write_text("bukan")
    code, output, _ = run("sheet", "import", tmp_path / "a.xlsx", "--output", tmp_path / "paket")
    assert code == 3
    assert "bukan buku kerja Excel" in output


def test_the_catalogue_of_a_pack(run, tmp_path):
    rules = tmp_path / "paket/rules"
    rules.mkdir(parents=True)
    (rules / "a.yml").write_text("- {id: POT-004, severity: info}\n")
    code, output, errors = run("catalogue", "--pack", tmp_path / "paket", "--output", tmp_path / "katalog")
    assert (code, errors) == (0, "")
    assert str(tmp_path / "katalog" / "index.html") in output
    assert '<p class="tingkat info">' in (tmp_path / "katalog/aturan/POT-004.html").read_text("utf-8")


def test_a_catalogue_that_cannot_be_written(run, tmp_path):
    (tmp_path / "katalog").mkdir()
    (tmp_path / "katalog/aturan").write_text("x")
    assert run("catalogue", "--output", tmp_path / "katalog")[0] == 5
