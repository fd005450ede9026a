"""Whipple's and Myers' indices, computed by SQL, against hand-computed values and against Myers' own definition."""

from __future__ import annotations

from datetime import date
from itertools import count
from random import Random

import pandas as pd
import pytest

from validator import check
from validator.regions.table import Regions

TODAY = date(2026, 11, 24)
VILLAGES = [village.code for village in Regions.load().villages_in("3324")]
Ages = dict[int, int]
"""Persons by age."""

UNIFORM: Ages = dict.fromkeys(range(99), 3)
ROUND: Ages = dict.fromkeys(range(20, 90, 5), 20)
EXTRA: Ages = {**dict.fromkeys(range(23, 63), 10), 30: 110}
YOUNG: Ages = {12: 10, 23: 3, 95: 5}

BY_HAND = {
    # 8 of the 40 ages from 23 to 62 end in 0 or 5; each final digit has a tenth.
    "uniform": (UNIFORM, 100, 0, None),
    # Everybody on 0 or 5: 5 x 100; half of the people on each of two digits: (2 x 40 + 8 x 10) / 2.
    "round": (ROUND, 500, 80, 0),
    # 110 + 7 x 10 of 500 persons.
    "extra": (EXTRA, 500 * 180 / 500, None, 0),
    # Age 12 is met by the counts from 10, 11 and 12, age 23 by all ten, age 95 by those from 16 to 19:
    # 30, 30 and 20 of 80 on the digits 2, 3 and 5: (27,5 + 27,5 + 15 + 7 x 10) / 2.
    "young": (YOUNG, 0, 70, 2),
    # One age.
    "one": ({40: 7}, 500, 90, 0),
}


def members(populations: list[Ages]) -> pd.DataFrame:
    """One village a population."""
    serial = count(1)
    rows = [
        {
            "Kode Desa": village,
            "Kode Keluarga": f"631103010120{next(serial):04}",
            "NIK": f"631103150380{next(serial):04}",
            "Nama Anggota Keluarga": "CONTOH",
            "Hubungan": "Kepala Keluarga",
            "Tempat Lahir": "Awayan",
            "Tanggal Lahir": date(TODAY.year - age, 3, 15),
            "Jenis Kelamin": "LAKI-LAKI",
            "Status": "Kawin",
            "Agama": "Islam",
            "Kewarganegaraan": "Warga Negara Indonesia",
        }
        for village, ages in zip(VILLAGES, populations, strict=False)
        for age, persons in ages.items()
        for _ in range(persons)
    ]
    return pd.DataFrame(rows)


def indices(populations: list[Ages]) -> list[tuple[float, float, int]]:
    result = check({"agtkeluarga": members(populations)}, year=2026, date=TODAY)
    query = "SELECT _village, whipple, myers, akhir_disukai FROM umur_desa"
    found = {row[0]: row[1:] for row in result._context.connection.execute(query).fetchall()}
    return [found[village] for village, _ in zip(VILLAGES, populations, strict=False)]


@pytest.mark.parametrize("name", BY_HAND)
def test_hand_computed_values(name):
    ages, whipple, myers, digit = BY_HAND[name]
    (found,) = indices([ages])
    assert found[0] == pytest.approx(whipple)
    if myers is not None:
        assert found[1] == pytest.approx(myers, abs=1e-9)
    if digit is not None:
        assert found[2] == digit


def myers_as_defined(ages: Ages, span: int) -> float:
    """Ten counts of `span` ages, the first starting at 10 and the last at 19; digits by their share of all."""
    counts = [0] * 10
    for start in range(10, 20):
        for age in range(start, start + span):
            counts[age % 10] += ages.get(age, 0)
    return sum(abs(100 * count / sum(counts) - 10) for count in counts) / 2


def whipple_as_defined(ages: Ages) -> float:
    inside = {age: n for age, n in ages.items() if 23 <= age <= 62}
    return 500 * sum(n for age, n in inside.items() if str(age)[-1] in "05") / sum(inside.values())


def invented(count: int, oldest: int) -> list[Ages]:
    dice = Random(8)
    return [{age: dice.choice([0, 0, 1, 2, 9]) for age in range(oldest)} | {40: 1} for _ in range(count)]


def test_members_of_any_ages_as_myers_defined():
    populations = invented(60, 105)
    for ages, (whipple, myers, _) in zip(populations, indices(populations), strict=True):
        assert whipple == pytest.approx(whipple_as_defined(ages))
        assert myers == pytest.approx(myers_as_defined(ages, 80))


def test_age_table_of_any_ages_as_myers_defined():
    populations = invented(60, 76)
    rows = [
        {"Kode Desa": village, **{f"laki_{a:02}": n // 2 for a, n in ages.items()}}
        | {f"perempuan_{a:02}": n - n // 2 for a, n in ages.items()}
        for village, ages in zip(VILLAGES, populations, strict=False)
    ]
    result = check({"t46a": pd.DataFrame(rows)}, year=2026, date=TODAY)
    found = result._context.connection.execute("SELECT whipple, myers FROM t46a_umur ORDER BY _village").fetchall()
    in_order = [ages for _, ages in sorted(zip(VILLAGES, populations, strict=False))]
    for ages, (whipple, myers) in zip(in_order, found, strict=True):
        assert whipple == pytest.approx(whipple_as_defined(ages))
        assert myers == pytest.approx(myers_as_defined(ages, 50))


def rules(populations: list[Ages]) -> list[set[str]]:
    result = check({"agtkeluarga": members(populations)}, year=2026, date=TODAY)
    kinds = ("STA-001", "STA-001K", "STA-003")
    found = [{f.rule for f in result.iter_findings(village=v.code)} & set(kinds) for v in result.villages]
    for village, named in zip(result.villages, found, strict=True):
        named |= {f"{n.rule}?" for n in village.not_checkable if n.rule in kinds}
    return found


def scaled(share: int, persons: int) -> Ages:
    """`share` in 100 of `persons` are 30 to 60 by tens, the others of ages that end in other digits."""
    heaped = persons * share // 100
    ages = dict.fromkeys((30, 40, 50, 60), heaped // 4)
    others = [age for age in range(23, 63) if age % 5]
    return ages | {age: (persons - heaped) // len(others) for age in others}


def test_classes_of_the_united_nations_and_villages_too_small_to_tell():
    fair, rough, very_rough, small = scaled(20, 1600), scaled(30, 1600), scaled(50, 1600), {30: 60, 40: 39}
    assert rules([fair]) == [set()]
    assert rules([rough]) == [{"STA-001K"}]
    assert {"STA-001"} <= rules([very_rough])[0] <= {"STA-001", "STA-003"}
    assert rules([small]) == [{"STA-001?", "STA-003?"}]


def test_a_village_too_small_says_what_it_takes():
    result = check({"agtkeluarga": members([{30: 60, 40: 39}])}, year=2026, date=TODAY)
    reasons = {n.rule: n.reason for n in result.villages[0].not_checkable}
    assert reasons["STA-001"].startswith("Memerlukan paling sedikit 100 orang berumur 23-62 tahun")
    english = check({"agtkeluarga": members([{30: 60, 40: 39}])}, year=2026, date=TODAY, lang="en")
    assert "at least 100 persons aged 23-62" in {n.rule: n.reason for n in english.villages[0].not_checkable}["STA-001"]


def test_bounds_are_changed_by_configuration(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/ambang.yml").write_text("- {id: STA-001, params: {sangat_kasar: 99, orang: 10}}\n")
    frame = {"agtkeluarga": members([UNIFORM])}
    assert "STA-001" not in {f.rule for f in check(frame, year=2026, date=TODAY).iter_findings()}
    changed = check(frame, packs=[tmp_path], year=2026, date=TODAY)
    assert "STA-001" in {f.rule for f in changed.iter_findings()}
