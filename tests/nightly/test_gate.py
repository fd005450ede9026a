"""The gate: thresholds, the ratchet, and what follows where there is no baseline."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from validator.findings.models import Share
from validator.ledger.records import Night, NightReport, VillageNight
from validator.nightly.gate import Gate, Thresholds, judge

PUTAT = VillageNight(
    code="6311032021",
    name="Putat Basiun",
    district="Awayan",
    regency="Balangan",
    year=2026,
    completeness=Share(90, 100),
    accuracy=Share(80, 90),
    coverage=Share(950, 1000),
    error=5,
    warning=3,
    info=1,
    waived=0,
    new=2,
    new_error=1,
    reopened=1,
    returned=0,
    solved=4,
    unasked=0,
)
JAYA = replace(PUTAT, code="6311032014", name="Muara Jaya", error=0, new=0, new_error=0, reopened=0)
NIGHT = Night(date(2026, 11, 24), "k", "0.1.0", "2026.1", 128)
REPORT = NightReport(NIGHT, date(2026, 11, 23), False, (JAYA, PUTAT))


def failed(gate, report=REPORT, **other):
    return [(c.kind, c.village, c.checked) for c in judge(gate, report, **other).failed]


def test_a_gate_without_conditions_is_open():
    assert judge(Gate(), REPORT).passed


@pytest.mark.parametrize(
    ("kind", "kept", "broken"),
    [
        ("max_errors", 5, 4),
        ("max_new_errors", 1, 0),
        ("min_completeness", 90, 90.1),
        ("min_coverage", 95.0, 95.1),
    ],
)
def test_limits_hold_up_to_their_value_over_all_and_for_each(kind, kept, broken):
    for value, expected in ((kept, []), (broken, [(kind, "", True)])):
        assert failed(Gate(overall=Thresholds(**{kind: value}))) == expected
    only_putat = replace(REPORT, villages=(PUTAT,))
    for value, expected in ((kept, []), (broken, [(kind, PUTAT.code, True)])):
        assert failed(Gate(village=Thresholds(**{kind: value})), only_putat) == expected


def test_limits_over_all_add_up():
    assert failed(Gate(overall=Thresholds(max_errors=9)), replace(REPORT, villages=(PUTAT, PUTAT))) == [
        ("max_errors", "", True)
    ]


def test_a_village_may_have_limits_of_its_own():
    gate = Gate(village=Thresholds(max_errors=0), villages={PUTAT.code: Thresholds(max_errors=5)})
    assert failed(gate) == []


@pytest.mark.parametrize(("ratchet", "new_error", "new", "closed"), [
    ("error", 0, 3, False),
    ("error", 1, 0, True),
    ("all", 0, 1, True),
    ("all", 0, 0, False),
    ("off", 9, 9, False),
])  # fmt: skip
def test_the_ratchet(ratchet, new_error, new, closed):
    village = replace(PUTAT, new_error=new_error, new=new, reopened=0)
    report = replace(REPORT, villages=(village,))
    assert failed(Gate(ratchet=ratchet), report) == ([("ratchet", PUTAT.code, True)] if closed else [])


@pytest.mark.parametrize("count", ["reopened", "returned"])
def test_what_is_back_counts_as_new(count):
    village = replace(PUTAT, new=0, reopened=0, **{count: 1}) if count == "returned" else replace(PUTAT, new=0)
    assert not judge(Gate(ratchet="all"), replace(REPORT, villages=(village,))).passed


def test_without_a_baseline_there_is_never_no_new_finding():
    first = replace(PUTAT, first=True, new_error=0, new=0, reopened=0)
    report = NightReport(NIGHT, None, False, (first,))
    gate = Gate(overall=Thresholds(max_new_errors=5), ratchet="all")
    for unchecked in ("fail", "pass"):
        verdict = judge(replace(gate, unchecked=unchecked), report)
        assert verdict.passed
        assert verdict.first
        assert [(c.kind, c.checked) for c in verdict.unchecked] == [("max_new_errors", False), ("ratchet", False)]
        assert all("tidak dapat diperiksa" in c.sentence for c in verdict.unchecked)
        assert verdict.sentence() == "Ambang terpenuhi. Malam pertama: belum ada pembanding."


def test_the_first_night_still_keeps_what_needs_no_baseline():
    report = NightReport(NIGHT, None, False, (replace(PUTAT, first=True),))
    gate = Gate(village=Thresholds(max_errors=4, max_new_errors=0), ratchet="error")
    assert failed(gate, report) == [("max_errors", PUTAT.code, True)]


@pytest.mark.parametrize("first", [False, True])
def test_one_thing_is_told_once(first):
    report = replace(REPORT, villages=(replace(PUTAT, first=first),))
    gate = Gate(village=Thresholds(max_new_errors=0), ratchet="error")
    assert failed(gate, report) == [("max_new_errors", PUTAT.code, not first)]


def test_a_village_that_sends_for_the_first_time_has_no_baseline_of_its_own():
    report = replace(REPORT, villages=(replace(JAYA, first=True), replace(PUTAT, new=0, reopened=0, new_error=0)))
    assert failed(Gate(overall=Thresholds(max_new_errors=0), ratchet="error")) == [
        ("max_new_errors", "", True),
        ("ratchet", PUTAT.code, True),
    ]
    assert failed(Gate(overall=Thresholds(max_new_errors=0), ratchet="error"), report) == [
        ("ratchet", JAYA.code, False)
    ]


def test_a_share_of_nothing_cannot_be_checked():
    report = replace(REPORT, villages=(replace(PUTAT, completeness=Share(0, 0)),))
    assert failed(Gate(village=Thresholds(min_completeness=50)), report) == [("min_completeness", PUTAT.code, False)]


def test_missing_villages():
    assert failed(Gate(max_missing=1), missing=["6311032005"]) == []
    assert failed(Gate(max_missing=0), missing=["6311032005"]) == [("max_missing", "", True)]


def test_sentences_say_who_what_and_how_much():
    gate = Gate(village=Thresholds(max_errors=4, min_completeness=95), ratchet="error")
    report = replace(REPORT, villages=(PUTAT,), rules_changed=True)
    assert [c.sentence for c in judge(gate, report).failed] == [
        "Desa Putat Basiun (6311032021): 5 galat; batasnya 4.",
        "Desa Putat Basiun (6311032021): kelengkapan 90,0 %; paling sedikit 95,0 %.",
        "Desa Putat Basiun (6311032021): 1 galat baru sejak 23 November 2026, padahal tidak boleh bertambah."
        " Aturannya berubah sejak malam itu.",
    ]
