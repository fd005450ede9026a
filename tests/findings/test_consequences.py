"""What is said to follow from a finding goes when that one is repaired, and what goes was said: tried by repairing."""

from __future__ import annotations

from functools import cache

import pytest
from repairing import Share, outcome, sample_villages, share

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.findings import result as results
from validator.findings import trials
from validator.pack.models import Table

SHARE = 0.95


@cache
def of_samples() -> Share:
    return sum((share(outcome(village)) for village in sample_villages()), Share())


def test_what_is_claimed_vanishes_with_its_root():
    found = of_samples()
    assert found.claimed >= 30
    assert found.true >= SHARE * found.claimed


def test_what_vanishes_with_a_root_was_claimed():
    found = of_samples()
    assert found.told >= SHARE * found.vanished


@pytest.fixture
def loud(monkeypatch):
    """Questions that cannot be asked are errors here: a check goes on without claims."""

    def refuse(*_):
        raise AssertionError("a supposition could not be asked")

    real = trials.suppose

    def asked_loudly(*arguments):
        try:
            return real(*arguments)
        except Exception as error:
            refuse(error)

    monkeypatch.setattr(trials, "suppose", asked_loudly)


def tied(result):
    """Rule of the consequence -> rule of its root."""
    found = {f.id: f for f in result.iter_findings()}
    return {f.rule: found[f.root].rule for f in found.values() if f.root}


@pytest.mark.usefixtures("loud")
def test_looking_at_the_same_cell_is_no_consequence():
    """The total is 100 too much; whatever is done about it, the field stays too large."""
    total = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))
    small = rule("X-2", "sawah < 20 or jumlah < 0", severity="warning")
    result = asked(pack_of(total, small), lahan=land(jumlah=[140], sawah=[30], ladang=[10]))
    assert {f.rule for f in result.iter_findings()} == {"X-1", "X-2"}
    assert tied(result) == {}
    related = {f.rule: f.related for f in result.iter_findings()}
    ids = {f.rule: f.id for f in result.iter_findings()}
    assert related["X-2"] == (ids["X-1"],)


@pytest.mark.usefixtures("loud")
def test_what_no_value_mends_claims_nothing():
    never = rule("X-1", "jumlah > 5 and jumlah < 5", blames=("jumlah",))
    other = rule("X-2", "jumlah < 100", severity="warning")
    result = asked(pack_of(never, other), lahan=land(jumlah=[500]))
    assert "X-1" not in tied(result).values()


@pytest.mark.usefixtures("loud")
def test_a_repair_reaches_the_form_beside_it():
    other = Table("kebun", "Kebun Contoh", "Potensi", "", LAND.fields, layout="one_row")
    total = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))
    same = rule("X-2", "jumlah = lahan.jumlah", table="kebun", with_=("lahan",), severity="warning")
    pack = pack_of(total, same, tables=(LAND, other))
    result = asked(pack, lahan=land(jumlah=[410], sawah=[300], ladang=[101]), kebun=land(jumlah=[401]))
    assert tied(result) == {"X-2": "X-1"}


@pytest.mark.usefixtures("loud")
def test_rows_listed_twice_are_one_mistake():
    rows = Table("rinci", "Rincian Contoh", "Potensi", "", LAND.fields, layout="rows", key=("catatan",))
    twice = rule("X-1", "_copies < 2", table="rinci", blames=("catatan",))
    result = asked(pack_of(twice, tables=(rows,)), rinci=land(jumlah=[5, 5, 7], catatan=["a", "a", "b"]))
    found = {f.id: f for f in result.iter_findings()}
    assert sorted((f.row, found[f.root].row) for f in found.values() if f.root) == [(3, 2)]


@pytest.mark.usefixtures("loud")
def test_a_blank_cell_is_the_root_of_what_asks_for_it():
    sum_ = rule("X-1", "sawah > 0 and ladang is not null", severity="warning", blames=("sawah",))
    blank = rule("B-1", "", table="*", constraint="blank", severity="warning", message="{kosong}")
    result = asked(pack_of(sum_, blank), lahan=land(jumlah=[5], sawah=[3], ladang=[None]))
    assert tied(result) == {"X-1": "B-1"}


def test_too_many_findings_to_keep_are_told_without_roots(monkeypatch):
    import pandas as pd

    people = Table("orang", "Orang Contoh", "DDK", "", LAND.fields, layout="records", key=("catatan",))
    rules = [rule("X-1", "jumlah < 10", "orang"), rule("X-2", "jumlah < 20", "orang", severity="warning")]
    frame = pd.DataFrame({f.name: ([50] * 3 if f.name == "jumlah" else list("abc")) for f in LAND.fields})
    frame[["sawah", "ladang"]] = 1
    few = asked(pack_of(*rules, tables=(people,)), orang=frame)
    assert tied(few) == {"X-2": "X-1"}
    monkeypatch.setattr(results, "KEPT", 2)
    many = asked(pack_of(*rules, tables=(people,)), orang=frame)
    assert [f.id for f in many.iter_findings()] == [f.id for f in few.iter_findings()]
    assert tied(many) == {}


def test_members_alike_are_tried_once_and_told_alike(monkeypatch):
    """Of members that break the same rules the first are tried, and the others have their roots."""
    import pandas as pd

    from validator.findings import consequences

    people = Table("orang", "Orang Contoh", "DDK", "", LAND.fields, layout="records", key=("catatan",))
    rules = [rule("X-1", "jumlah < 10", "orang"), rule("X-2", "jumlah < 20", "orang", severity="warning")]
    frame = pd.DataFrame({"jumlah": [50] * 9, "sawah": 1, "ladang": 1, "catatan": list("abcdefghi")})
    exact = asked(pack_of(*rules, tables=(people,)), orang=frame)
    monkeypatch.setattr(consequences, "ALIKE", 2)
    sampled = asked(pack_of(*rules, tables=(people,)), orang=frame)
    assert [(f.id, f.root) for f in sampled.iter_findings()] == [(f.id, f.root) for f in exact.iter_findings()]
    assert sum(f.root != "" for f in sampled.iter_findings()) == 9
