"""The villages of a large file, kept as numbers of a list if much is asked: rules compare them as texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.bulk_support import assert_same, both, members, pack, write
from tests.engine.engine_support import rule
from validator.engine import bulk_joining

CODES = ("6311032014", "6311032005", "6311032021")
CONDITIONS = [
    "_village = '6311032021'",
    "_village <> '9999999999'",
    "_village < '6311032014'",
    "_village > kode_keluarga",
    "_village IN ('6311032005', 'x')",
    "_village LIKE '63%5'",
    "_village::BIGINT % 2 = 0",
    "left(_village, 6) = left(nik, 6)",
    "_village || '/' || nama <> '6311032005/Contoh Amat'",
    "coalesce(_village, '') = coalesce(kode_desa, 'x')",
    "_places.name <> 'Pematang'",
]


def file(folder, codes=CODES, above=()):
    """Members of these villages in turn, below a line of its own if there is one."""
    header, *rows = members(51, 60, odd=0.1)
    for number, row in enumerate(rows):
        row[header.index("Kode Desa")] = codes[number % len(codes)]
    return write(folder / "2026" / "anggota.csv", [*([[*above]] if above else []), header, *rows])


def kind(result) -> str:
    """The type of the column."""
    return str(result._context.connection.execute("SELECT typeof(_village) FROM agtkeluarga LIMIT 1").fetchall()[0][0])


@pytest.fixture
def asked_much(monkeypatch):
    monkeypatch.setattr(bulk_joining, "SEVERAL", 1)


SPELT = [CODES, ("63.11.03.2014", "6311032005", "63.11.03.2021")]


@pytest.mark.usefixtures("asked_much")
@pytest.mark.parametrize("codes", SPELT, ids=["as they are", "spelt otherwise"])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_says_the_same_of_villages_in_a_large_file(condition, codes, tmp_path, monkeypatch):
    beside = ("_places",) if "_places" in condition else ()
    new = replace(rule("X-1", condition, "agtkeluarga", blames=("nik",)), with_=beside)
    whole, bulk = both(monkeypatch, file(tmp_path, codes), rules=replace(pack(), rules=(*pack().rules, new)))
    assert kind(bulk).startswith("ENUM")
    assert {v.code for v in bulk.villages} == set(CODES)
    assert_same(whole, bulk)


@pytest.mark.parametrize("codes", SPELT, ids=["as they are", "spelt otherwise"])
def test_what_is_asked_once_is_asked_of_the_first_row_of_a_village(codes, tmp_path, monkeypatch):
    """In the file that comes first, whatever the order of its villages, and below a row that is no record."""
    large = [file(tmp_path / "a", codes[:2], above=["Laporan"]), file(tmp_path / "b", codes)]
    once = replace(pack(), rules=(rule("X-1", "NOT _first", "agtkeluarga", blames=("nik",)),))
    whole, bulk = both(monkeypatch, *large, rules=once)
    found = [(Path(f.file).parts[-3], f.row, f.village) for f in bulk.iter_findings() if f.rule == "X-1"]
    assert sorted(found) == [("a", 3, CODES[0]), ("a", 4, CODES[1]), ("b", 4, CODES[2])]
    assert_same(whole, bulk)


@pytest.mark.usefixtures("asked_much")
def test_findings_of_one_village_and_frames_hold_texts(tmp_path, monkeypatch):
    whole, bulk = both(monkeypatch, file(tmp_path))
    for code in CODES:
        assert [f.id for f in bulk.iter_findings(code)] == [f.id for f in whole.iter_findings(code)] != []
    assert bulk.frame("agtkeluarga").dtypes.to_dict() == whole.frame("agtkeluarga").dtypes.to_dict()
    assert bulk.frame("agtkeluarga").equals(whole.frame("agtkeluarga"))


@pytest.mark.usefixtures("asked_much")
def test_files_of_other_villages_join_them(tmp_path, monkeypatch):
    """Two large files with a list of their own each, and a small one with texts."""
    large = [file(tmp_path / "a", CODES[:2]), file(tmp_path / "b", CODES[1:])]
    small = write(tmp_path / "c" / "2026" / "anggota.csv", members(52, 3))
    whole, bulk = both(monkeypatch, *large, small, in_memory=2_000)
    assert_same(whole, bulk)


def test_where_little_is_asked_they_stay_texts(tmp_path, monkeypatch):
    little = replace(pack(), rules=(rule("X-1", "nama IS NOT NULL", "agtkeluarga", blames=("nama",)),))
    whole, bulk = both(monkeypatch, file(tmp_path), rules=little)
    assert kind(bulk) == "VARCHAR"
    assert_same(whole, bulk)
