"""The likely wrong cell: named where the sums single one out, with the value that fits; else nothing is said."""

from __future__ import annotations

import random

import pytest

from validator import check
from validator.declarations.loading import load_pack
from validator.findings.suspects import balances, suspect

PACK = load_pack()
LAND = PACK.tables["t03"]
SUMS = balances(PACK.rules, LAND)
FIELDS = {f.name: f for f in LAND.fields}
PARTS = ("sawah_irigasi_teknis", "sawah_irigasi_setengah_teknis", "sawah_tadah_hujan")


def paddy(**changed):
    """A record whose paddy adds up to 160.25 ha, with some cells changed."""
    right = dict(zip(PARTS, (42.5, 96.25, 21.5), strict=True)) | {"luas_tanah_sawah": 160.25}
    return right | changed


def test_the_sums_of_the_land_form_are_known():
    assert {b.total for b in SUMS} >= {"luas_tanah_sawah", "luas_tanah_kering", "kas_desa", "hutan_produksi"}
    only = [b for b in SUMS if b.total == "luas_tanah_sawah"]
    assert set(PARTS) < set(only[0].parts)


def test_nothing_is_said_where_the_sums_hold():
    assert suspect(PADDY, paddy(), FIELDS) is None


PADDY = [b for b in SUMS if b.total == "luas_tanah_sawah"]


@pytest.mark.parametrize(
    ("changed", "field", "fits", "words"),
    [
        ({"sawah_tadah_hujan": 12.5}, "sawah_tadah_hujan", 21.5, "tertukar"),
        ({"sawah_tadah_hujan": 215}, "sawah_tadah_hujan", 21.5, "nol"),
        ({"sawah_irigasi_setengah_teknis": 962500}, "sawah_irigasi_setengah_teknis", 96.25, "m²"),
        ({"sawah_irigasi_teknis": 42500}, "sawah_irigasi_teknis", 42.5, "ribuan"),
        ({"luas_tanah_sawah": 202.75}, "luas_tanah_sawah", 160.25, "dua kali"),
    ],
)
def test_an_explained_mistake_is_found(changed, field, fits, words):
    found = suspect(PADDY, paddy(**changed), FIELDS)
    assert found is not None
    assert (found.field, found.fits) == (field, fits)
    assert words in found.explanation


def test_one_failing_sum_without_an_explanation_singles_nothing_out():
    assert suspect(PADDY, paddy(sawah_tadah_hujan=57.1), FIELDS) is None


def test_a_cell_in_two_failing_sums_is_named_without_an_explanation():
    values = {"kebun_desa": 3.0, "sawah_desa": 2.0, "kas_desa": 5.0, "luas_tanah_fasilitas_umum": 5.0}
    found = suspect(SUMS, values | {"kebun_desa": 7.7}, FIELDS)
    assert found is not None
    assert (found.field, found.fits) == ("kebun_desa", 3.0)


def test_seeded_mistakes_of_the_kinds_it_knows():
    """Of digits swapped and powers of ten in a part or total, at least three in four are named first and right."""
    dice = random.Random(7)
    named = right = tried = 0
    for _ in range(400):
        values = {p: round(dice.uniform(11, 99), 2) for p in PARTS}
        values["luas_tanah_sawah"] = round(sum(values.values()), 2)
        field = dice.choice([*PARTS, "luas_tanah_sawah"])
        true = values[field]
        wrong = true * dice.choice([10, 1000, 10_000]) if dice.random() < 0.5 else _swap(true, dice)
        if abs(wrong - true) < 0.02:
            continue
        tried += 1
        found = suspect(PADDY, values | {field: wrong}, FIELDS)
        if found and found.field == field:
            named += 1
            right += abs(found.fits - true) < 0.01
    assert tried > 200
    assert named / tried >= 0.75
    assert right / named >= 0.8


def _swap(value, dice):
    digits = list(f"{value:.2f}")
    place = dice.choice([i for i in range(len(digits) - 1) if "." not in (digits[i], digits[i + 1])])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return float("".join(digits))


def test_the_advice_of_a_finding_names_the_cell():
    import pandas as pd

    frame = pd.DataFrame([{"kode_desa": "6311032021", "tanggal": "2026-06-10", **paddy(sawah_tadah_hujan=12.5)}])
    (finding,) = [f for f in check({"t03": frame}).iter_findings() if f.rule == "POT-004"]
    assert "Kemungkinan yang keliru" in finding.fix
    assert "E2" in finding.fix
    assert "21,5" in finding.fix
