"""Odd files give the same on the road for large CSV files as on the road for small ones."""

from __future__ import annotations

import pytest

from tests.engine.bulk_support import VILLAGE, assert_same, both, members, write
from validator.pack.loading import load_pack

FOLDER = f"2026/{VILLAGE}_desa"


def with_cell(name, text, rows=20):
    found = members(31, rows, odd=0)
    found[5][found[0].index(name)] = text
    return found


@pytest.mark.parametrize("text", ["   ", "\u00a0", "_", "'", "\u200b", "\u00a0_ "])
@pytest.mark.parametrize("name", ["Alamat", "Etnis / Suku", "Usia", "Agama", "NIK", "Kode Keluarga", "Tanggal Lahir"])
def test_cell_of_nothing_but_spaces(name, text, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell(name, text))))


@pytest.mark.parametrize("text", ["nihil.", "n a", "tidak-ada", "tidak  ada"])
def test_word_for_nothing_with_signs(text, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell("Nama Anggota Keluarga", text))))


@pytest.mark.parametrize(
    "text",
    [
        *("_6,31E+15", "__6311030802719001", "_#REF!", "_nihil", " _6311030802719001", "'_63"),
        *("_6311030802719e00", "_6311030802719E03", "_63110308027190.1", "_6311030802 71901", "_0x11030802719001"),
    ],
)
def test_identifier_with_a_mark(text, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell("NIK", text))))


@pytest.mark.parametrize("kind", ["empty line", "blank cells", "spaces", "end", "total", "header", "footnote", "sign"])
def test_row_that_is_no_record(kind, tmp_path, monkeypatch):
    rows = members(32, 20, odd=0)
    width = len(rows[0])
    extra = {
        "empty line": [],
        "blank cells": [""] * width,
        "spaces": [" "] * width,
        "end": [""] * width,
        "total": ["Jumlah", *[""] * (width - 1)],
        "header": list(rows[0]),
        "footnote": ["Dicetak oleh operator", *[""] * (width - 1)],
        "sign": ["", "", "Mengetahui, Kepala Desa"],
    }[kind]
    rows.insert(len(rows) if kind in ("end", "total", "footnote", "sign") else 6, extra)
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


@pytest.mark.parametrize(
    "code",
    [
        "123",
        "63.11.03",
        "tidak tahu",
        "6311032021 ",
        "'6311032021",
        "9999999999",
        "_63.11.03.2021",
        "-311032021",
        "6311032e03",
    ],
)
def test_village_code_of_a_row(code, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell("Kode Desa", code))))


@pytest.mark.parametrize("code", ["123", "", "tidak tahu", "-311032021", "+311032021"])
def test_village_code_of_a_row_without_another(code, tmp_path, monkeypatch):
    rows = with_cell("Kode Desa", code)
    rows[8][rows[0].index("Kode Desa")] = "6311032014"
    assert_same(*both(monkeypatch, write(tmp_path / "anggota 2026.csv", rows)))


@pytest.mark.parametrize("more", [0, 1])
def test_sum_of_the_rows_above(more, tmp_path, monkeypatch):
    """A last row without names that holds the sums is no member; one that is out by one is."""
    rows = members(32, 20, odd=0)
    total = [""] * len(rows[0])
    for name in ("No.", "Usia"):
        column = rows[0].index(name)
        total[column] = str(sum(int(row[column]) for row in rows[1:]) + more)
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "a.csv", [*rows, total]))
    assert bulk.files[0].sheets[0].rows_left_out == 1 - more
    assert_same(whole, bulk)


def test_no_code_in_a_village_of_two_dates(tmp_path, monkeypatch):
    rows = with_cell("Kode Desa", "123", 12)
    for number, row in enumerate(rows):
        row.append(("12/06/2026", "11/06/2026", "")[number % 3] if number else "Tanggal")
    for number in (4, 7):
        rows[number][rows[0].index("Kode Desa")] = "123"
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows), rules=load_pack())
    assert "GEN-001" in {f.rule for f in whole.iter_findings()}
    assert_same(whole, bulk)


def test_village_of_the_only_code_of_the_column(tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / "anggota 2026.csv", with_cell("Kode Desa", ""))))


def test_village_by_name(tmp_path, monkeypatch):
    rows = members(33, 12, odd=0)
    code = rows[0].index("Kode Desa")
    for number, row in enumerate(rows):
        row[code] = "Desa" if not number else "Putat Basiun"
        row.append("Kecamatan" if not number else "Awayan")
    assert_same(*both(monkeypatch, write(tmp_path / "anggota 2026.csv", rows)))


@pytest.mark.parametrize("days", [["12/06/2026"], ["12/06/2025"], ["12/06/2026", "01/06/2026"], ["1/6/2026", "x"]])
def test_dated_rows(days, tmp_path, monkeypatch):
    rows = members(34, 12, odd=0)
    for number, row in enumerate(rows):
        row.append(days[number % len(days)] if number else "Tanggal")
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER.removeprefix("2026/") / "a.csv", rows)))


def test_year_of_dates_when_nothing_else_says_it(tmp_path, monkeypatch):
    rows = members(35, 12, odd=0)
    for number, row in enumerate(rows):
        row.append("10/06/2025" if number else "Tanggal")
    assert_same(*both(monkeypatch, write(tmp_path / f"{VILLAGE}.csv", rows)))


def test_header_with_a_line_break(tmp_path, monkeypatch):
    rows = members(36, 12, odd=0)
    rows[0][3] = rows[0][3].replace(" ", "\n")
    rows[0][rows[0].index("Kode Desa") if "Kode Desa" in rows[0] else 0] = "Kode\nDesa"
    rows[5][rows[0].index("Jenis Kelamin")] = "Salah"
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_bytes_that_are_no_text(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", members(37, 12, odd=0))
    path.write_bytes(path.read_bytes().replace(b"Contoh Amat", b"Contoh \x81\x8dAmat", 1))
    assert_same(*both(monkeypatch, path))


def test_stray_quote(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", members(38, 12, odd=0))
    path.write_bytes(path.read_bytes().replace(b"Contoh Amat", b'Contoh "Amat', 1))
    assert_same(*both(monkeypatch, path))


@pytest.mark.parametrize("extra", [9, 11, 40])
def test_row_much_longer_than_the_header(extra, tmp_path, monkeypatch):
    rows = members(39, 12, odd=0)
    rows[4] = rows[4] + ["x"] * extra
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_wide_row_beside_short_ones_far_down(tmp_path, monkeypatch):
    rows = members(40, 300, odd=0)
    rows[280] = [*rows[280], "", ""]
    rows[290] = rows[290][:20]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_tags_and_control_letters(tmp_path, monkeypatch):
    rows = with_cell("Nama Anggota Keluarga", "A\x1eB\x1fC")
    rows[7][rows[0].index("Usia")] = "5\x1e6\x1f7"
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_sep_line(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", members(41, 12, odd=0))
    path.write_bytes(b"sep=;\n" + path.read_bytes())
    assert_same(*both(monkeypatch, path))


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_two_years(year, tmp_path, monkeypatch):
    one = write(tmp_path / f"2025/{VILLAGE}/a.csv", members(42, 12, odd=0.1))
    two = write(tmp_path / f"2026/{VILLAGE}/a.csv", members(43, 12, odd=0.1))
    assert_same(*both(monkeypatch, one, two))


def test_two_years_of_two_villages(tmp_path, monkeypatch):
    """Each village has a review year of its own."""
    old = [[cell.replace("63.11.03.2021", "63.11.03.2014") for cell in row] for row in members(44, 12, odd=0.1)]
    one = write(tmp_path / "2025/6311032014/a.csv", old)
    two = write(tmp_path / f"2026/{VILLAGE}/a.csv", members(45, 12, odd=0.1))
    assert_same(*both(monkeypatch, one, two))


def test_one_row(tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", members(46, 1, odd=0))))


def test_no_rows(tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", members(47, 0, odd=0))))


def test_a_header_once_more_beside_numbers_where_few_columns_are_firm(tmp_path, monkeypatch):
    """Most of its cells are titles, so it is no record, though its numbers are numbers."""
    header, *rows = members(51, 20, odd=0)
    kept = [
        *("NIK", "Kode Keluarga", "Nama Anggota Keluarga", "Nama Kepala Keluarga", "Alamat", "Dusun", "RW", "RT"),
        *("Tempat Lahir", "Etnis / Suku", "Jenis Kelamin", "Hubungan", "Agama", "Status", "Pendidikan"),
    ]
    cut = [[row[header.index(name)] for name in kept] for row in rows]
    cut.insert(6, [*cut[6][:2], *kept[2:]])
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "a.csv", [kept, *cut]))
    assert whole.files[0].sheets[0].rows_left_out == 1
    assert_same(whole, bulk)
