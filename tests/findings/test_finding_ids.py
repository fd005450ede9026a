"""Ids of findings: the same wherever a record has moved, different for every record and rule, and telling nothing."""

from __future__ import annotations

import random
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checking.sample_support import SAMPLES, TODAY, checked
from tests.engine.bulk_support import VILLAGE, members
from validator import check
from validator.findings.identity import Identifier


def frame(rows: list[list[str]]) -> pd.DataFrame:
    return pd.DataFrame(rows[1:], columns=rows[0], dtype=object)


def ids(rows: list[list[str]], village: str = VILLAGE, **more) -> dict[str, tuple[str, str]]:
    """By id: the rule and what was found, but for the numbers of the rows that stand beside it."""
    result = check({"agtkeluarga": frame(rows)}, village=village, year=2026, date=date(2026, 6, 30), **more)
    return {f.id: (f.rule, re.sub(r"baris \d+", "baris", f.message)) for f in result.iter_findings()}


@pytest.fixture(scope="module")
def rows():
    """Members with mistakes; every family and number once, so that no suffix has to tell two records apart."""
    found = members(51, 40, odd=0)
    kk, nik = found[0].index("Kode Keluarga"), found[0].index("NIK")
    chance = random.Random(51)
    for number, row in enumerate(found[1:]):
        row[kk], row[nik] = f"_63110301012{60000 + number}", f"_631103080271{9000 + number}"
        if number % 3 == 0:
            row[found[0].index("Agama")] = chance.choice(["Islm", "", "Kristn"])
        if number % 4 == 0:
            row[found[0].index("Tanggal Lahir")] = "09/02/2031"
    return found


def per_record(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Without what is said of a column of the whole village, which stands in the first row of its kind."""
    return {i: said for i, said in found.items() if said[0] not in ("GEN-016",)}


def test_rows_in_another_order(rows):
    shuffled = [rows[0], *random.Random(1).sample(rows[1:], len(rows) - 1)]
    assert ids(shuffled) == ids(rows)
    assert len(ids(rows)) > 20


def test_rows_inserted_between(rows):
    clean = members(52, 6, odd=0)
    named = [dict(zip(clean[0], row, strict=True)) for row in clean[1:]]
    inserted = [[row[name] for name in rows[0]] for row in named]
    more = [rows[0], *inserted[:3], *rows[1:20], *inserted[3:], *rows[20:]]
    assert set(per_record(ids(rows))) <= set(ids(more))


def test_columns_in_another_order(rows):
    order = random.Random(2).sample(range(len(rows[0])), len(rows[0]))
    assert ids([[row[i] for i in order] for row in rows]) == ids(rows)


def test_masks_and_language_do_not_change_ids(rows):
    assert set(ids(rows)) == set(ids(rows, show_personal=True)) == set(ids(rows, lang="en"))


def test_other_villages_have_other_ids(rows):
    gone = rows[0].index("Kode Desa")
    bare = [[cell for i, cell in enumerate(row) if i != gone] for row in rows]
    assert not set(ids(bare)) & set(ids(bare, village="6311032014"))


def test_every_id_of_the_samples_is_its_own_and_tells_nothing():
    found = list(checked("2026").iter_findings())
    assert len({f.id for f in found}) == len(found)
    assert all(re.fullmatch(r"[0-9a-f]{12}(-[0-9]+)?", f.id) for f in found)


def test_two_runs_give_the_same_ids():
    folder = SAMPLES / "2026/6311032014_muara_jaya"
    first, second = (check([folder / "grid_t48.xls", folder / "grid_t55.xls"], date=TODAY) for _ in range(2))
    assert [(f.id, f.root) for f in first.iter_findings()] == [(f.id, f.root) for f in second.iter_findings()]


parts = st.tuples(st.text(max_size=9), st.text(max_size=9), st.none() | st.integers(2000, 2099), st.text(max_size=9))
keys = st.lists(st.none() | st.integers() | st.text(max_size=9), max_size=3)


@given(parts, keys)
def test_ids_depend_on_a_key_of_the_office(place, key):
    rule, village, year, table = place
    plain, keyed = Identifier(""), Identifier("rahasia")
    own = plain.base(rule, village, year, table, key)
    assert re.fullmatch("[0-9a-f]{12}", own)
    assert own == Identifier("").base(rule, village, year, table, key)
    assert own != keyed.base(rule, village, year, table, key)


def test_the_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("PRODESKEL_ID_KEY", "rahasia")
    assert Identifier().base("a", "b", 1, "c", []) == Identifier("rahasia").base("a", "b", 1, "c", [])


codes = st.from_regex(r"\d{10}", fullmatch=True)


@given(parts, keys, codes, codes, st.sampled_from(["", "-2", "-13"]), st.sampled_from(["", "rahasia"]))
def test_the_id_under_another_code_follows_from_the_id(place, key, old, new, number, secret):
    rule, _, year, table = place
    identifier = Identifier(secret)
    before, after = (identifier.base(rule, code, year, table, key) + number for code in (old, new))
    assert Identifier(secret).moved(before, old, new) == after
    assert (before == after) == (old == new)


def test_what_is_no_id_is_not_moved():
    assert Identifier("").moved("luas=12,5", VILLAGE, "6311032014") == "luas=12,5"


def test_every_finding_of_a_village_is_found_again_under_its_new_code(rows):
    new, identifier = "6311032014", Identifier()
    gone = rows[0].index("Kode Desa")
    bare = [[cell for i, cell in enumerate(row) if i != gone] for row in rows]
    assert {identifier.moved(i, VILLAGE, new) for i in per_record(ids(bare))} == set(per_record(ids(bare, village=new)))
