"""Answers of code lists in a large file: rules compare them as texts, whatever they are kept as."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.engine.bulk_support import VILLAGE, assert_same, both, members, pack, write
from tests.engine.engine_support import rule
from validator.pack.models import Derived

CONDITIONS = [
    "agama <> 'Bukan pilihan'",
    "coalesce(agama, 'kosong') <> 'kosong'",
    "agama IN ('Islam', '', 'ISLAM')",
    "agama >= 'J'",
    "agama < status_kawin",
    "agama LIKE 'Is%'",
    "lower(agama) = 'islam'",
    "concat(agama, ' / ', pekerjaan) <> 'Islam / Petani'",
    "CASE WHEN agama = 'Islam' THEN agama ELSE 'lain-lain' END = 'Islam'",
    "length(pendidikan) > 15",
    "hubungan = jenis_kelamin",
    "greatest(agama, 'Kz') = agama",
    "NOT (agama = 'O''Neil')",
]


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / f"2026/{VILLAGE}_desa" / "anggota.csv", members(41, 60, odd=0.3))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_says_the_same_of_answers_in_a_large_file(condition, path, monkeypatch):
    asked = replace(pack(), rules=(rule("X-1", condition, "agtkeluarga", blames=("agama",)),))
    whole, bulk = both(monkeypatch, path, rules=asked)
    assert_same(whole, bulk)


def test_answers_have_the_order_of_texts_also_when_they_are_counted(path, monkeypatch):
    sql = """
    SELECT _village, _year, min(_row) AS _row, bool_or(_review) AS _review,
        min(status_kawin) AS awal, max(agama) AS akhir, string_agg(DISTINCT agama, '; ' ORDER BY agama) AS semua
    FROM agtkeluarga GROUP BY ALL
    """
    named = Derived("ringkas", "Ringkas", sql, ("agtkeluarga",), locates="agtkeluarga")
    counted = rule("X-1", "awal = akhir", "ringkas", blames=("agama",), show={n: n for n in ("awal", "akhir", "semua")})
    asked = replace(pack(), derived={"ringkas": named}, rules=(counted,))
    whole, bulk = both(monkeypatch, path, rules=asked)
    assert any(finding.values.get("semua", "").count("; ") > 0 for finding in whole.iter_findings())
    assert_same(whole, bulk)


def test_a_text_that_rules_name_is_no_answer_for_that(path, monkeypatch):
    """It may be compared with, and yet a cell that holds it is not in the list."""
    rows = members(42, 12, odd=0)
    rows[3][rows[0].index("Agama")] = "kosong"
    named = write(path.parent / "lain.csv", rows)
    odd = [r for r in pack().rules if r.constraint]
    asked = replace(pack(), rules=(*odd, rule("X-1", "agama <> 'kosong'", "agtkeluarga", blames=("agama",))))
    whole, bulk = both(monkeypatch, named, rules=asked)
    assert [f.row for f in bulk.iter_findings() if "agama" in f.columns] == [4]
    assert_same(whole, bulk)


def test_a_frame_holds_them_as_texts(path, monkeypatch):
    whole, bulk = both(monkeypatch, path)
    assert whole.frame("agtkeluarga").dtypes.to_dict() == bulk.frame("agtkeluarga").dtypes.to_dict()
    assert whole.frame("agtkeluarga").drop(columns="_src").equals(bulk.frame("agtkeluarga").drop(columns="_src"))
