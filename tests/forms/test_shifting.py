"""Rows with a delimiter too many or too few: one finding at their line, and nothing false around it."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from tests.engine.bulk_support import VILLAGE, assert_same, both, members, pack, write
from validator.checking import check_with
from validator.intake import Settings
from validator.pack.loading import load_pack

FOLDER = f"2026/{VILLAGE}_desa"
RULE = "GEN-026"
HEAD = [
    *("RW", "RT", "Dusun", "Alamat", "Kode Keluarga", "Nama Kepala Keluarga", "No.", "NIK", "Nama Anggota Keluarga"),
    *("Jenis Kelamin", "Hubungan", "Tempat Lahir", "Tanggal Lahir", "Usia", "Status", "Agama", "GDarah"),
    *("Kewarganegaraan", "Etnis / Suku", "Pendidikan", "Pekerjaan"),
]
FAMILIES = [
    "001;002;Hulu;Jl. Contoh RT 002;_6311031203119001;Rahmadi Contoh;1;_6311031203809001;Rahmadi Contoh;LAKI-LAKI;"
    "Kepala Keluarga;Awayan;12/03/1980;46;Kawin;Islam;O;Warga Negara Indonesia;Banjar;Tamat SLTA/sederajat;Petani",
    "001;002;Hulu;Jl. Contoh RT 002;_6311031203119001;Rahmadi Contoh;2;_6311034507849002;Siti Contoh;PEREMPUAN;"
    "Istri;Awayan;05/07/1984;41;Kawin;Islam;O;Warga Negara Indonesia;Banjar;Tamat SLTA/sederajat;Ibu Rumah Tangga",
    "001;002;Hulu;Jl. Contoh RT 002;_6311031203119001;Rahmadi Contoh;3;_6311034911129003;Aisyah Contoh;PEREMPUAN;"
    "Anak Kandung;Awayan;09/11/2012;13;Belum Kawin;Islam;O;Warga Negara Indonesia;Banjar;Sedang SD/sederajat;Pelajar",
]


def table():
    return [HEAD, *(line.split(";") for line in FAMILIES)]


def check(path, rules=None):
    return check_with(rules or load_pack(), [path], Settings("", None, date(2026, 6, 30), show_personal=True))


def told(result):
    return sorted((f.rule, f.row) for f in result.iter_findings())


def raw(tmp_path, rows, name="grid_agtkeluarga.csv"):
    path = tmp_path / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(";".join(row) + "\n" for row in rows), "utf-8")
    return path


def only(tmp_path, rows):
    """What is told beside what the table has without the mistake."""
    before = told(check(raw(tmp_path / "before", table())))
    after = told(check(raw(tmp_path / "after", rows)))
    return [t for t in after if t not in before], [t for t in before if t not in after]


def lines(names):
    """Each of these columns in each line, but for a family's number in the lines that make it a family."""
    return [(name, line) for name in names for line in (1, 2, 3) if name != "Kode Keluarga" or line == 3]


@pytest.mark.parametrize(("name", "line"), lines(HEAD))
def test_delimiter_within_a_cell(name, line, tmp_path):
    rows = table()
    at = HEAD.index(name)
    rows[line][at : at + 1] = [rows[line][at][:2], rows[line][at][2:] or "x"]
    more, _ = only(tmp_path, rows)
    assert more == [(RULE, line + 1)]


@pytest.mark.parametrize(("name", "line"), lines([name for name in HEAD if name != "Pekerjaan"]))
def test_cell_that_is_missing(name, line, tmp_path):
    rows = table()
    del rows[line][HEAD.index(name)]
    more, _ = only(tmp_path, rows)
    assert more == [(RULE, line + 1)]


@pytest.mark.parametrize("line", [1, 2, 3])
@pytest.mark.parametrize("name", ["RW", "Dusun", "Alamat", "Kode Keluarga", "No.", "NIK", "Jenis Kelamin", "Usia"])
def test_delimiter_that_is_missing(name, line, tmp_path):
    rows = table()
    at = HEAD.index(name)
    rows[line][at : at + 2] = ["".join(rows[line][at : at + 2])]
    more, _ = only(tmp_path, rows)
    assert more == [(RULE, line + 1)]


def test_the_finding_says_how_many_cells_and_where(tmp_path):
    rows = table()
    rows[3][3:4] = ["Jl. Contoh", " RT 002"]
    (found,) = [f for f in check(raw(tmp_path, rows)).iter_findings() if f.rule == RULE]
    assert "isinya 22, padahal judul kolomnya 21" in found.message
    assert "⇄" not in found.message
    assert found.row == 4
    assert found.cells[0] in {"A4", "B4", "C4", "D4"}


def test_several_delimiters_in_an_address(tmp_path):
    rows = table()
    rows[2][3:4] = ["Jl. Contoh", " RT 002", " RW 001", "Hulu"]
    assert only(tmp_path, rows)[0] == [(RULE, 3)]


def test_cells_right_of_the_slip_are_still_checked(tmp_path):
    rows = table()
    rows[3][3:4] = ["Jl. Contoh", " RT 002"]
    rows[3][rows[3].index("Islam")] = "Islm"
    more, _ = only(tmp_path, rows)
    assert (RULE, 4) in more
    assert len(more) == 2


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_blank_cells_at_the_end_that_were_dropped(cut, tmp_path):
    """Many programs write no delimiter after the last cell that holds something."""
    full, short = table(), table()
    for rows in (full, short):
        rows[2][-cut:] = [""] * cut
    short[2] = short[2][:-cut]
    whole = told(check(raw(tmp_path / "whole", full)))
    assert told(check(raw(tmp_path / "short", short))) == whole
    assert RULE not in {rule for rule, _ in whole}


@pytest.mark.parametrize("extra", [1, 2, 5])
def test_blank_cells_beyond_the_header_are_none(extra, tmp_path):
    rows = table()
    rows[2] = [*rows[2], *[""] * extra]
    assert only(tmp_path, rows) == ([], [])


def test_a_short_row_where_blanks_are_written(tmp_path):
    """Of numbers alone nobody knows which one is missing, but the writer leaves no cell out."""
    rows = [
        ["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"],
        ["6311032021", "12/06/2026", "Islam", "180", "213", "393"],
        ["6311032021", "12/06/2026", "Kristen", "4", "8"],
        ["6311032021", "12/06/2026", "Hindu", "0", "2", ""],
    ]
    found = told(check(raw(tmp_path, rows, "grid_t49.csv"), pack()))
    assert (RULE, 3) in found
    assert [t for t in found if t[1] == 3] == [(RULE, 3)]


def test_a_remark_right_of_the_table_is_told_with_its_cell(tmp_path):
    rows = [[*row, ""] for row in table()]
    rows[2][-1] = "sudah pindah"
    result = check(raw(tmp_path, rows))
    assert RULE not in {rule for rule, _ in told(result)}
    assert any("V3" in note for f in result.files for s in f.sheets for note in s.notes)


@pytest.mark.parametrize("slipped", [True, False])
def test_workbook(slipped, tmp_path):
    """A CSV that was opened in Excel and saved as a workbook keeps its slip; a remark is none."""
    rows = table()
    if slipped:
        rows[2][3:4] = ["Jl. Contoh", " RT 002"]
    else:
        rows[2].append("sudah pindah")
    path = tmp_path / FOLDER / "grid_agtkeluarga.xlsx"
    path.parent.mkdir(parents=True)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    result = check(path)
    assert ((RULE, 3) in told(result)) is slipped
    assert any("V3" in note for f in result.files for s in f.sheets for note in s.notes) is not slipped


def test_names_of_rows_as_r_writes_them(tmp_path):
    plain = told(check(raw(tmp_path / "plain", table())))
    rows = [row if not number else [str(number), *row] for number, row in enumerate(table())]
    result = check(raw(tmp_path / "named", rows))
    assert told(result) == plain
    assert any("tidak berjudul" in note for f in result.files for s in f.sheets for note in s.notes)


def test_signature_below_is_no_slip(tmp_path):
    rows = [*table(), ["", "", "Mengetahui, Kepala Desa"], ["Awayan", " 24 November 2026"]]
    assert only(tmp_path, rows) == ([], [])


@pytest.mark.parametrize("name", ["Alamat", "NIK", "Nama Anggota Keluarga", "Pekerjaan", "Tanggal Lahir"])
@pytest.mark.parametrize("kind", ["many", "few"])
def test_large_files(name, kind, tmp_path, monkeypatch):
    rows = members(81, 40, odd=0.05)
    rows[0] = list(rows[0])
    at = rows[0].index(name)
    for line in (7, 30):
        if kind == "many":
            rows[line][at : at + 1] = [rows[line][at][:3], rows[line][at][3:] or "x"]
        else:
            del rows[line][at]
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows))
    assert_same(whole, bulk)
    if kind == "many":
        assert [row for rule, row in told(whole) if rule == RULE] == [8, 31]


@pytest.mark.parametrize("row", [5, 30])
def test_remark_beside_a_large_table(row, tmp_path, monkeypatch):
    rows = [[*row, ""] for row in members(82, 40, odd=0.05)]
    rows[row][-1] = "sudah pindah"
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows))
    assert any(f"X{row + 1}" in note or f"W{row + 1}" in note for s in whole.files[0].sheets for note in s.notes)
    assert_same(whole, bulk)


def test_names_of_rows_in_a_large_file(tmp_path, monkeypatch):
    rows = [row if not number else [str(number), *row] for number, row in enumerate(members(83, 40, odd=0.05))]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "a.csv", rows)))
