"""A rule keeper's way: a sheet out, a rule and a severity edited, in again, tested; and what stops the import."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

OWN = {
    "id": "BLG-001",
    "tabel": "t03",
    "judul": "Sawah tadah hujan tidak melebihi luas desa",
    "judul (Inggris)": "Rain-fed paddy does not exceed the village area",
    "tingkat": "warning",
    "dimensi": "consistency",
    "syarat": "sawah_tadah_hujan <= luas_desa",
    "pesan": "Sawah {sawah_tadah_hujan} ha, luas desa {luas_desa} ha.",
    "mengapa": "Sebidang sawah adalah bagian dari desa.",
    "perbaiki": "Cocokkan kedua angka dengan peta desa.",
    "petugas": "Kasi Pemerintahan",
    "dasar": "Rumus formulir",
}


@pytest.fixture
def run(prodeskel):
    """Runs `prodeskel rules` with some arguments."""
    return partial(prodeskel, "rules")


@pytest.fixture
def sheet(run, tmp_path) -> Path:
    path = tmp_path / "baru" / "aturan.xlsx"
    code, output, errors = run("sheet", "export", "--table", "t03", "--output", path)
    assert (code, errors) == (0, "")
    assert f"ditulis ke {path}" in output
    return path


def add(path: Path, **cells: object) -> None:
    """Append a rule with a passing and a failing example."""
    book = load_workbook(path)
    rules = book["Aturan"]
    row = rules.max_row + 1
    for cell in rules[1]:
        rules.cell(row, cell.column).value = {**OWN, **cells}.get(cell.value)
    book["Contoh"].append(["BLG-001", "lulus", "sawah_tadah_hujan: 40, luas_desa: 900"])
    book["Contoh"].append(["BLG-001", "gagal", "sawah_tadah_hujan: 1040, luas_desa: 900"])
    book.save(path)


def change(path: Path, rule_id: str, head: str, value: object) -> None:
    book = load_workbook(path)
    rules = book["Aturan"]
    column = next(cell.column for cell in rules[1] if cell.value == head)
    row = next(cell.row for cell in rules["A"] if cell.value == rule_id)
    rules.cell(row, column).value = value
    book.save(path)


def test_a_changed_severity_and_a_new_rule_make_a_pack_that_passes_its_tests(run, sheet, tmp_path):
    add(sheet)
    change(sheet, "POT-004", "tingkat", "warning")
    pack = tmp_path / "paket"
    code, output, errors = run("sheet", "import", sheet, "--output", pack)
    assert (code, errors) == (0, "")
    assert output.splitlines()[:2] == ["1 aturan baru: BLG-001", "1 aturan diubah: POT-004"]
    assert "{id: POT-004" not in (pack / "rules/lembar.yml").read_text("utf-8"), "a key a line"
    code, output, _ = run("test", "--pack", pack, "BLG-001", "POT-004")
    assert (code, " 0 gagal" in output) == (0, True)
    shown = run("show", "POT-004", "--pack", pack)[1]
    assert "Tingkat    warning" in shown


def test_an_example_that_does_not_do_what_it_says_stops_the_import(run, sheet, tmp_path):
    add(sheet, syarat="sawah_tadah_hujan >= luas_desa")
    code, output, errors = run("sheet", "import", sheet, "--output", tmp_path / "paket")
    assert (code, errors) == (3, "2 kesalahan; tidak ada yang ditulis\n")
    last = load_workbook(sheet)["Contoh"].max_row
    for row in (last - 1, last):
        assert f"{sheet}, lembar Contoh, sel C{row}: " in output
    assert not (tmp_path / "paket").exists()


def test_the_linter_names_the_cell(run, sheet, tmp_path):
    add(sheet, syarat="sawah_tadah_hujn <= luas_desa")
    code, output, _ = run("sheet", "import", sheet, "--output", tmp_path / "paket")
    assert code == 3
    assert "lembar Aturan, sel M" in output
    assert "sawah_tadah_hujan" in output, "the likeliest name is offered"


def test_a_pack_that_cannot_be_written_is_5(run, sheet, tmp_path):
    (tmp_path / "berkas").write_text("", "utf-8")
    change(sheet, "POT-004", "tingkat", "warning")
    code, _, errors = run("sheet", "import", sheet, "--output", tmp_path / "berkas" / "paket")
    assert (code, str(tmp_path / "berkas") in errors) == (5, True)


def test_a_pack_that_cannot_be_read_is_3(run, sheet, tmp_path):
    rules = tmp_path / "lain" / "rules"
    rules.mkdir(parents=True)
    (rules / "a.yml").write_text("- [", "utf-8")
    for arguments in (("export",), ("import", sheet)):
        code, _, errors = run("sheet", *arguments, "--pack", tmp_path / "lain", "--output", tmp_path / "hasil")
        assert (code, "a.yml" in errors) == (3, True)
