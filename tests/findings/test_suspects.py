"""The likely wrong cells: named where the sums single them out, with the value that fits; else nothing is said."""

from __future__ import annotations

import random

import pytest
from mistakes import MISTAKES, clean_sums, planted

from validator import check
from validator.findings.equations import TOLERANCE, equations
from validator.findings.suspects import RelatedCells, localise
from validator.pack.loading import load_pack

PACK = load_pack()
SUMS = equations(PACK)
LAND = [e for group in SUMS.values() for e in group if {t for t, _ in e.terms} == {"t03"}]
PADDY = SUMS["POT-004"]
FIELDS = {("t03", f.name): f for f in PACK.tables["t03"].fields}
PARTS = ("sawah_irigasi_teknis", "sawah_irigasi_setengah_teknis", "sawah_tadah_hujan")


def paddy(**changed):
    """A record whose paddy adds up to 160.25 ha, with some cells changed."""
    right = dict(zip(PARTS, (42.5, 96.25, 21.5), strict=True)) | {"luas_tanah_sawah": 160.25}
    return right | changed


def found_in(values, rule="POT-004", sums=PADDY, before=None):
    record = RelatedCells(*({("t03", name): v for name, v in some.items()} for some in (values, before or {})), FIELDS)
    return localise(rule, sums, record)


def told(suspicion):
    return [(w.cell[1], w.fits) for w in suspicion.wrong]


@pytest.fixture(scope="module")
def clean():
    return clean_sums()


def test_sums_are_read_from_rules():
    (sum_,) = SUMS["POT-004"]
    assert sum_.total == ("t03", "luas_tanah_sawah")
    assert sum_.terms[("t03", "luas_tanah_sawah")] == 1
    assert {sum_.terms[("t03", part)] for part in PARTS} == {-1}
    assert sum_.tolerance == 0.05


def test_sums_between_forms_reach_the_cells_of_a_derived_table():
    men, women = SUMS["SDM-006"]
    assert men.total == ("t45", "laki_laki")
    assert ("t46a", "laki_33") in men.terms
    assert ("t46a", "perempuan_75_lebih") in women.terms


@pytest.mark.parametrize("rule", ["SDM-004", "POT-027", "KEM-009", "KEU-006", "POT-047"])
def test_other_conditions_are_left_out(rule):
    assert rule not in SUMS


def test_blanks_count_as_nothing_and_a_sum_without_parts_is_not_asked():
    (sum_,) = PADDY
    assert not sum_.asked({("t03", "luas_tanah_sawah"): 5.0})
    assert sum_.error({("t03", "luas_tanah_sawah"): 5.0, ("t03", PARTS[0]): 3.0}) == 2


def test_nothing_is_said_where_the_sums_hold():
    assert found_in(paddy()) == []


@pytest.mark.parametrize(
    ("changed", "field", "fits", "words"),
    [
        ({"sawah_tadah_hujan": 12.5}, "sawah_tadah_hujan", 21.5, "dua angka tertukar"),
        ({"sawah_tadah_hujan": 215}, "sawah_tadah_hujan", 21.5, "kelebihan satu angka nol"),
        ({"sawah_irigasi_setengah_teknis": 962500}, "sawah_irigasi_setengah_teknis", 96.25, "m²"),
        ({"sawah_irigasi_teknis": 42500}, "sawah_irigasi_teknis", 42.5, "ribuan"),
        ({"luas_tanah_sawah": 202.75}, "luas_tanah_sawah", 160.25, "terjumlah dua kali"),
        ({"luas_tanah_sawah": 160.25 - 96.25 + 926.5, "sawah_irigasi_setengah_teknis": 96.25}, "", 0, ""),
    ],
)
def test_an_explained_mistake_is_found(changed, field, fits, words):
    found = found_in(paddy(**changed))
    if not field:
        assert found == []
        return
    assert told(found[0]) == [(field, fits)]
    assert words in found[0].explanation


def test_last_years_value_is_recognised():
    before = {"sawah_irigasi_teknis": 37.1, "sawah_tadah_hujan": 20.0}
    (found,) = found_in(paddy(sawah_irigasi_teknis=37.1), before=before)
    assert told(found) == [("sawah_irigasi_teknis", 42.5)]
    assert found.explanation == "sama dengan angka tahun lalu"


def test_where_every_cell_is_last_years_none_is_named():
    assert found_in(paddy(sawah_irigasi_teknis=37.1), before=paddy(sawah_irigasi_teknis=37.1)) == []


def test_one_failing_sum_without_an_explanation_singles_nothing_out():
    assert found_in(paddy(sawah_tadah_hujan=57.1)) == []


def test_a_cell_in_two_failing_sums_is_named_without_an_explanation():
    values = {"kebun_desa": 7.7, "sawah_desa": 2.0, "kas_desa": 5.0, "luas_tanah_fasilitas_umum": 5.0}
    (found,) = found_in(values, "POT-008", LAND)
    assert told(found) == [("kebun_desa", 3.0)]
    assert found.explanation == ""


def test_a_cell_that_another_sum_vouches_for_is_not_accused():
    values = {**paddy(luas_tanah_sawah=1602.5), "total_luas": 1602.5}
    (found,) = found_in(values, "POT-004", LAND)
    assert {cell for cell, _ in told(found)} == {"luas_tanah_sawah", "total_luas"}
    assert found_in(values, "POT-004", PADDY)[0].wrong[0].cell == ("t03", "luas_tanah_sawah")


def test_values_that_a_field_cannot_hold_are_not_proposed():
    for found in found_in(paddy(luas_tanah_sawah=15.25)):
        assert all(w.fits >= 0 for w in found.wrong)


@pytest.mark.parametrize("kind", MISTAKES)
def test_planted_mistakes(kind, clean):
    """The true cells are among those told in nine of ten, first in three of four, the value right in four of five."""
    dice = random.Random(kind)
    tried = listed = first = right = 0
    for _ in range(1500):
        sums = dice.choice(clean)
        changed = planted(kind, sums, dice)
        broken = changed and sums.broken_by(changed)
        if not broken:
            continue
        tried += 1
        places = [{w.cell for w in s.wrong} == set(changed) for s in localise(broken[0], sums.all, broken[1])]
        listed += any(places)
        if places and places[0]:
            first += 1
            proposed = localise(broken[0], sums.all, broken[1])[0].wrong
            right += all(abs(w.fits - sums.record.values[w.cell]) <= 2 * _allowed(sums) for w in proposed)
    assert tried >= 15
    assert listed / tried >= 0.9
    assert first / tried >= 0.75
    assert right / first >= 0.8


def _allowed(sums):
    return max(e.tolerance for e in sums.all) + TOLERANCE


def test_the_advice_of_a_finding_names_the_cell():
    import pandas as pd

    frame = pd.DataFrame([{"kode_desa": "6311032021", "tanggal": "2026-06-10", **paddy(sawah_tadah_hujan=12.5)}])
    (finding,) = [f for f in check({"t03": frame}).iter_findings() if f.rule == "POT-004"]
    assert "Kemungkinan yang keliru" in finding.fix
    assert "E2" in finding.fix
    assert "21,5" in finding.fix


def test_where_nothing_singles_a_cell_out_the_advice_says_so():
    import pandas as pd

    frame = pd.DataFrame([{"kode_desa": "6311032021", "tanggal": "2026-06-10", **paddy(sawah_tadah_hujan=57.1)}])
    (finding,) = [f for f in check({"t03": frame}).iter_findings() if f.rule == "POT-004"]
    assert "tidak menunjuk sel yang keliru" in finding.fix


def test_men_and_women_exchanged_between_two_forms():
    import pandas as pd

    place = {"kode_desa": "6311032021", "tanggal": "2026-06-10"}
    ages = {f"laki_{n:02}": 3 for n in range(40)} | {f"perempuan_{n:02}": 3 for n in range(37)}
    frames = {
        "t45": pd.DataFrame([{**place, "laki_laki": 111, "perempuan": 120, "jumlah": 231, "kepala_keluarga": 70}]),
        "t46a": pd.DataFrame([{**place, **ages}]),
    }
    (finding,) = [f for f in check(frames).iter_findings() if f.rule == "SDM-006"]
    assert "isian keduanya tertukar" in finding.fix
    assert "120 dan 111" in finding.fix
