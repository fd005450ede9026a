"""What could not be checked names the cells that lack, where they are few; else it counts."""

from __future__ import annotations

import pickle

import pytest
from msgspec.structs import replace

from tests.checking.sample_support import checked
from tests.engine.bulk_support import assert_same, both, write
from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from tests.findings.test_partners import people


def reasons(result) -> list[str]:
    return [n.reason for v in result.villages for n in v.not_checkable if n.count]


def test_the_blank_cell_is_named_with_its_row():
    """Row 8 of the members has no birth date: the age of that one person cannot be checked."""
    village = checked("2026").village("6311032021")
    said = {n.rule: n.reason for n in village.not_checkable}
    assert said["DDK-024"] == "Tanggal Lahir pada baris 8 kosong."


def test_a_form_of_one_row_names_its_cell_alone():
    sums = rule("X-1", "jumlah = sawah + ladang")
    assert reasons(asked(pack_of(sums), lahan=land(sawah=[None]))) == ["Sawah kosong."]


def test_a_cell_that_cannot_be_read_is_not_called_blank():
    sums = rule("X-1", "jumlah = sawah + ladang")
    assert reasons(asked(pack_of(sums), lahan=land(sawah=["banyak"], ladang=[None]))) == [
        "Ladang kosong; Sawah tidak terbaca."
    ]


def test_another_form_that_lacks_something_is_named():
    other = replace(LAND, name="lain", title="Lahan Lain")
    compared = rule("X-1", "jumlah = lain.jumlah", with_=("lain",))
    result = asked(pack_of(compared, tables=(LAND, other)), lahan=land(), lain=land(jumlah=[None]))
    assert reasons(result) == ["Pembandingnya (Lahan Lain) kosong, tidak terbaca, atau tidak ada."]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, "Tanggal Lahir pada baris 2 kosong; Tanggal Lahir pada baris 3 kosong."),
        (9, "Pada 9 baris, Tanggal Lahir kosong, tidak terbaca, atau tidak ada."),
    ],
)
def test_many_rows_are_counted(tmp_path, monkeypatch, count, said):
    rows = people(rows=12)
    place = rows[0].index("Tanggal Lahir")
    for row in rows[1 : count + 1]:
        row[place] = ""
    path = write(tmp_path / "a.csv", rows)
    whole, bulk = both(monkeypatch, path)
    (reason,) = {n.reason for n in whole.villages[0].not_checkable if n.rule == "DDK-024"}
    assert reason == said
    assert_same(whole, bulk)


def test_reasons_are_sentences_in_both_languages_and_survive_a_process():
    for lang in ("id", "en"):
        for village in checked("2026", lang=lang).villages:
            for each in village.not_checkable:
                assert each.reason[0].isupper()
                assert each.reason.endswith(".")
                assert "{" not in each.reason
            assert pickle.loads(pickle.dumps(village)) == village
