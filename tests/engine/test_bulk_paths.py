"""A CSV too large for memory gives the same findings, scores and books as the same CSV read cell by cell."""

from __future__ import annotations

import pytest

from tests.engine.bulk_support import CLEAN, VILLAGE, assert_same, books, both, members, pack, write
from validator.readers import csvfiles

FOLDER = f"2026/{VILLAGE}_desa"


@pytest.mark.parametrize("seed", [1, 2])
def test_odd_cells_give_the_same_findings(seed, tmp_path, monkeypatch):
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", members(seed, 250)))
    assert whole.total > 250
    assert_same(whole, bulk)


def test_many_clean_rows_and_one_odd_one(tmp_path, monkeypatch):
    rows = [*members(4, 60, odd=0), *members(4, 3, odd=0.5)[1:]]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding, tmp_path, monkeypatch):
    rows = members(5, 40, odd=0)
    rows[7] = [cell.replace("Contoh Amat", "André Ñuñez") for cell in rows[7]]
    rows[8] = [cell.replace("Awayan", "Nihil") for cell in rows[8]]
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows, encoding))
    assert [f.rule for f in whole.iter_findings()].count("DDK-022") == 0
    assert_same(whole, bulk)


LATE = {
    "Windows": "André".encode("cp1252"),
    "half of a pair": b"Andr\xed\xa0\x80",
    "longer than need be": b"Andr\xc1\xa9",
    "beyond the last character": b"Andr\xf4\x90\x80\x80",
    "five bytes": b"Andr\xf8\x88\x80\x80\x80",
    "none before it": b"Andr\xa9",
    "cut": "André".encode()[:-1] + b";",
    "UTF-8": "André".encode(),
}


@pytest.mark.parametrize("even", [True, False], ids=["even", "uneven"])
@pytest.mark.parametrize("named", [b"", b"sep=;\n", b"SEP=;\n"])
@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
def test_an_encoding_that_shows_only_beyond_the_beginning(late, named, even, tmp_path, monkeypatch):
    """In a name, in a column that is no field, and at the very end."""
    monkeypatch.setattr(csvfiles, "_SAMPLE", 2048)
    rows = [[*row, "catatan"] for row in members(5, 60, odd=0)]
    name = rows[0].index("Nama Anggota Keluarga")
    for place, column in ((40, name), (50, -1), (60, -1)):
        rows[place][column] = "HERE"
    if not even:
        rows[30][name] = 'A "B"\nC'
    path = write(tmp_path / FOLDER / "anggota.csv", rows)
    path.write_bytes(named + path.read_bytes().strip().replace(b"HERE", late))
    whole, bulk = both(monkeypatch, path)
    assert_same(whole, bulk)


def test_what_is_large_and_no_member_list_has_its_own_encoding_too(tmp_path, monkeypatch):
    monkeypatch.setattr(csvfiles, "_SAMPLE", 2048)
    path = write(tmp_path / FOLDER / "surat.csv", [["Perihal", "Isi"], *([["a", "b"]] * 999), ["é", "ñ"]], "cp1252")
    whole, bulk = both(monkeypatch, path, sure=False)
    assert [f.status for f in whole.files] == [f.status for f in bulk.files]
    assert books(whole.files) == books(bulk.files)


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_delimiters(delimiter, tmp_path, monkeypatch):
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", members(6, 60), delimiter=delimiter)))


@pytest.mark.parametrize("name", ["ang[got]*a?.csv", "ang'gota.csv", "{a,b}%20c.csv"])
def test_file_names_are_no_patterns(name, tmp_path, monkeypatch):
    for other in ("anggota.csv", "ango.csv", "a.csv"):
        write(tmp_path / "beside" / other, members(8, 5))
    path = write(tmp_path / FOLDER / name, members(7, 10))
    (path.parent / "anggota.csv").write_text("x;y\n1;2\n", "utf-8")
    assert_same(*both(monkeypatch, path))


def test_quoted_cells_with_line_breaks_count_as_one_row(tmp_path, monkeypatch):
    rows = members(9, 30, odd=0)
    name, sex = rows[0].index("Nama Anggota Keluarga"), rows[0].index("Jenis Kelamin")
    rows[4][name] = 'Contoh "A"\nAmat;\r\nB'
    rows[20][sex] = "Salah"
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows))
    assert [f.row for f in whole.iter_findings() if f.values.get("jenis_kelamin") == "Salah"] == [21]
    assert_same(whole, bulk)


def test_lines_that_end_as_on_windows(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "anggota.csv", members(10, 30), lineterminator="\r\n")
    assert_same(*both(monkeypatch, path))


def test_as_many_returns_alone_as_newlines_alone(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "anggota.csv", members(10, 30), lineterminator="\r\n")
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n", 1)[::-1].replace(b"\n\r", b"\r", 1)[::-1])
    assert path.read_bytes().count(b"\r") == path.read_bytes().count(b"\n")
    assert_same(*both(monkeypatch, path))


def test_rows_shorter_and_longer_than_the_header(tmp_path, monkeypatch):
    rows = members(11, 40, odd=0)
    rows[3], rows[5], rows[9] = rows[3][:9], rows[5][:21], rows[9][:1]
    rows[12] = [*rows[12], "lebih", "", "lagi"]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows)))


def test_last_line_without_an_end(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "anggota.csv", members(12, 10))
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert_same(*both(monkeypatch, path))


def test_title_rows_above_the_header(tmp_path, monkeypatch):
    rows = [["Daftar Anggota Keluarga"], ["Desa Putat Basiun"], *members(13, 25)]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows)))


def test_columns_missing_and_unknown(tmp_path, monkeypatch):
    rows = members(14, 30)
    gone = {rows[0].index("Agama"), rows[0].index("Usia")}
    rows = [[cell for i, cell in enumerate(row) if i not in gone] for row in rows]
    rows = [[*row, "Kolom Sendiri" if n == 0 else "x"] for n, row in enumerate(rows)]
    assert_same(*both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows)))


def test_villages_by_row_and_rows_without_one(tmp_path, monkeypatch):
    rows = members(15, 40, odd=0)
    code = rows[0].index("Kode Desa")
    spellings = ["6311032014", "63.11.03.2014", "_6311032005", "6311032005"]
    for number, row in enumerate(rows[1:21]):
        row[code] = spellings[number % len(spellings)]
    whole, bulk = both(monkeypatch, write(tmp_path / "anggota 2026.csv", rows))
    assert {v.code for v in whole.villages} == {"6311032014", "6311032005", VILLAGE}
    assert_same(whole, bulk)


def test_the_same_family_and_number_twice(tmp_path, monkeypatch):
    rows = members(16, 12, odd=0)
    rows.append(list(rows[-1]))
    whole, bulk = both(monkeypatch, write(tmp_path / FOLDER / "anggota.csv", rows))
    assert "DDK-017" in {f.rule for f in whole.iter_findings()}
    assert_same(whole, bulk)


def test_both_roads_side_by_side(tmp_path, monkeypatch):
    """A large and a small file of two villages in one check."""
    one = write(tmp_path / FOLDER / "anggota.csv", members(17, 20))
    other = [[cell.replace("63.11.03.2021", "63.11.03.2014") for cell in row] for row in members(18, 15)]
    two = write(tmp_path / "2026/6311032014_lain/anggota.csv", other)
    whole, bulk = both(monkeypatch, one, two)
    assert len(whole.villages) == 2
    assert_same(whole, bulk)


@pytest.mark.parametrize("years", [("2026", "2026"), ("2025", "2026"), ("2026", "2025")])
@pytest.mark.parametrize("large", ["a.csv", "b.csv"])
def test_large_and_small_file_of_one_village(large, years, tmp_path, monkeypatch):
    """Which year is under review, and which row is the first, does not depend on the road of either."""
    pairs = zip(("a.csv", "b.csv"), years, strict=True)
    paths = [
        write(tmp_path / f"{n}/{year}/{VILLAGE}/{name}", members(20 + n, 60 if name == large else 9, odd=0.1))
        for n, (name, year) in enumerate(pairs)
    ]
    assert_same(*both(monkeypatch, *paths, in_memory=8000, tied=True))


@pytest.mark.parametrize("content", ["a;b\nc;d\n\ne;f\n", 'a;"b\nc;d\n'])
def test_file_that_is_no_member_list(content, tmp_path, monkeypatch):
    path = tmp_path / FOLDER / "a.csv"
    path.parent.mkdir(parents=True)
    path.write_text(content * 150, "utf-8")
    whole, bulk = both(monkeypatch, path, sure=False)
    assert_same(whole, bulk)
    assert bulk.files[0].sheets[0].rows_read >= 300


def test_cell_too_long_for_any_reader(tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", members(21, 5))
    path.write_text(path.read_text("utf-8") + '"' + "x" * 200_000 + "\n", "utf-8")
    assert_same(*both(monkeypatch, path, sure=False))


def test_the_whole_pack_on_both_roads(tmp_path, monkeypatch):
    from validator.pack.loading import load_pack

    path = write(tmp_path / FOLDER / "anggota.csv", members(19, 60, odd=0.05))
    assert_same(*both(monkeypatch, path, rules=load_pack(), tied=True))


def test_the_clean_row_is_clean():
    assert set(CLEAN) <= {alias for f in pack().tables["agtkeluarga"].fields for alias in (f.title, *f.aliases)}
