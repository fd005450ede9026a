"""Odd files give the same on the road for large CSV files as on the road for small ones."""

from __future__ import annotations

import pytest

from tests.engine.bulk_support import VILLAGE, books, both, members, told, write

FOLDER = f"2026/{VILLAGE}_desa"


def assert_same(whole, bulk):
    assert told(bulk) == told(whole)
    assert books(bulk.files) == books(whole.files)
    assert bulk.villages == whole.villages


def with_cell(name, text, rows=20):
    found = members(31, rows, odd=0)
    found[5][found[0].index(name)] = text
    return found


@pytest.mark.parametrize("text", ["\u00a0_ "])
@pytest.mark.parametrize("name", ["Agama", "NIK", "Tanggal Lahir"])
def test_cell_of_nothing_but_spaces(name, text, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell(name, text))))


@pytest.mark.parametrize("text", ["__6311030802719001", "_nihil", " _6311030802719001", "'_63"])
def test_identifier_with_a_mark(text, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell("NIK", text))))


@pytest.mark.parametrize("kind", ["middle", "end"])
def test_blank_row(kind, tmp_path, monkeypatch):
    rows = members(32, 20, odd=0)
    rows.insert(len(rows) if kind == "end" else 6, [""] * len(rows[0]))
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


@pytest.mark.parametrize("code", ["123", "6311032021 ", "'6311032021", "_63.11.03.2021"])
def test_village_code_of_a_row(code, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", with_cell("Kode Desa", code))))


@pytest.mark.parametrize("code", ["", "tidak tahu"])
def test_village_code_of_a_row_without_another(code, tmp_path, monkeypatch):
    rows = with_cell("Kode Desa", code)
    rows[8][rows[0].index("Kode Desa")] = "6311032014"
    assert_same(*both(monkeypatch, write(tmp_path / "anggota 2026.csv", rows)))


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


@pytest.mark.parametrize("extra", [9, 11])
def test_row_much_longer_than_the_header(extra, tmp_path, monkeypatch):
    rows = members(39, 12, odd=0)
    rows[4] = rows[4] + ["x"] * extra
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_wide_row_beside_short_ones_far_down(tmp_path, monkeypatch):
    rows = members(40, 300, odd=0)
    rows[280] = [*rows[280], "", ""]
    rows[290] = rows[290][:20]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))


def test_sep_line(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", members(41, 12, odd=0))
    path.write_bytes(b"sep=;\n" + path.read_bytes())
    assert_same(*both(monkeypatch, path))


def test_one_row(tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", members(46, 1, odd=0))))
