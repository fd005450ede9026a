"""Completeness, accuracy and coverage by hand on tiny frames, and what could not be checked never counts as passed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.findings.models import Share
from validator.findings.result import Result
from validator.pack.models import Table

OTHER = replace(LAND, name="lain", title="Lain Contoh", aliases=("lain",))
TOTAL = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))


def state(result: Result):
    (village,) = result.villages
    return village


def share(value: Share) -> tuple[int, int]:
    return value.part, value.whole


def test_completeness_counts_filled_among_expected_cells():
    result = asked(pack_of(), lahan=land(jumlah=[1, None], catatan=["ya", ""]))
    assert share(state(result).completeness) == (6, 8)
    assert state(result).completeness.percent == 75


def test_zero_and_nihil_are_filled():
    result = asked(pack_of(), lahan=land(jumlah=[0], catatan=["nihil"]))
    assert share(state(result).completeness) == (4, 4)


def test_leftovers_of_a_program_are_not_filled():
    assert share(state(asked(pack_of(), lahan=land(catatan=["#REF!"]))).completeness) == (3, 4)


def test_cells_that_do_not_apply_are_not_expected():
    fields = tuple(replace(f, applies_when="sawah > 0") if f.name == "ladang" else f for f in LAND.fields)
    pack = pack_of(tables=(replace(LAND, fields=fields),))
    assert share(state(asked(pack, lahan=land(sawah=[0, 5], ladang=[None, None]))).completeness) == (6, 7)


def test_columns_that_nobody_fills_are_not_expected():
    fields = tuple(replace(f, expected=f.name != "catatan") for f in LAND.fields)
    result = asked(pack_of(tables=(replace(LAND, fields=fields),)), lahan=land(catatan=[None]))
    assert share(state(result).completeness) == (3, 3)


def test_accuracy_counts_cells_without_error_among_filled():
    result = asked(pack_of(TOTAL), lahan=land(jumlah=[2, 9], catatan=["a", None]))
    assert share(state(result).accuracy) == (6, 7)


def test_a_cell_with_several_errors_counts_once():
    twice = rule("X-2", "jumlah < 5", blames=("jumlah",))
    result = asked(pack_of(TOTAL, twice), lahan=land(jumlah=[9]))
    assert share(state(result).accuracy) == (3, 4)


def test_an_error_of_the_cell_and_one_of_a_rule_count_once():
    fields = tuple(replace(f, maximum=5) if f.name == "jumlah" else f for f in LAND.fields)
    pack = pack_of(TOTAL, tables=(replace(LAND, fields=fields),))
    result = asked(pack, lahan=land(jumlah=[9]))
    assert {f.rule for f in result.iter_findings()} == {"X-1", "lahan.jumlah:maximum"}
    assert share(state(result).accuracy) == (3, 4)


def test_warnings_and_trial_rules_do_not_touch_accuracy():
    warning, trial = replace(TOTAL, severity="warning"), replace(TOTAL, id="X-2", status="uji_coba")
    result = asked(pack_of(warning, trial), lahan=land(jumlah=[9]))
    assert share(state(result).accuracy) == (4, 4)
    assert state(result).counts == {"error": 0, "warning": 1, "info": 0}


def test_a_cell_that_cannot_be_read_is_wrong_but_filled():
    result = asked(pack_of(TOTAL), lahan=land(jumlah=["banyak"]))
    assert share(state(result).completeness) == (4, 4)
    assert share(state(result).accuracy) == (3, 4)
    assert share(state(result).coverage) == (0, 1)


def test_counts_agree_with_the_findings():
    pack = pack_of(TOTAL, rule("X-2", "sawah < 5", severity="warning"))
    result = asked(pack, lahan=land(jumlah=[2, 9, 7], sawah=[9, 1, 1]))
    found = list(result.iter_findings())
    for severity, count in state(result).counts.items():
        assert count == sum(f.severity == severity for f in found)
    assert state(result).rule_counts == {i: sum(f.rule == i for f in found) for i in ("X-1", "X-2")}
    assert result.total == len(found)
    assert result.worst() == "error"


@pytest.mark.parametrize(
    ("columns", "expected", "reason"),
    [({"sawah": [None]}, (1, 2), "kosong"), ({}, (2, 2), ""), ({"sawah": ["x"]}, (1, 2), "tidak terbaca")],
)
def test_coverage_counts_answers_among_questions(columns, expected, reason):
    result = asked(pack_of(TOTAL, rule("X-2", "ladang = 1")), lahan=land(**{"jumlah": [2], **columns}))
    assert share(state(result).coverage) == expected
    assert [reason in n.reason for n in state(result).not_checkable] == [True] * (expected[1] - expected[0])


def test_a_missing_column_is_named():
    result = asked(pack_of(TOTAL), lahan=land().drop(columns=["sawah"]))
    (open_,) = state(result).not_checkable
    assert (open_.rule, open_.count) == ("X-1", 1)
    assert "Sawah" in open_.reason
    assert share(state(result).coverage) == (0, 1)


def test_a_missing_form_to_compare_with_is_named():
    compared = rule("X-3", "jumlah = lain.jumlah", with_=("lain",))
    result = asked(pack_of(compared, tables=(LAND, OTHER)), lahan=land(jumlah=[2]))
    assert [(n.rule, "Lain Contoh" in n.reason) for n in state(result).not_checkable] == [("X-3", True)]
    assert state(result).missing == ("Lain Contoh",)
    assert list(result.iter_findings()) == []


def test_a_missing_form_leaves_its_own_rules_unanswered():
    own = [rule("X-4", "jumlah = 1", table="lain"), rule("X-5", "jumlah = 1", table="lain", status="mati")]
    result = asked(pack_of(TOTAL, *own, tables=(LAND, OTHER)), lahan=land(jumlah=[2]))
    assert [n.rule for n in state(result).not_checkable] == ["X-4"]
    assert share(state(result).coverage) == (1, 2)


def test_a_missing_year_before_is_named():
    result = asked(pack_of(rule("X-6", "jumlah = previous.jumlah", with_=("previous",))), lahan=land(jumlah=[2]))
    (open_,) = state(result).not_checkable
    assert "2025" in open_.reason
    assert share(state(result).coverage) == (0, 1)


def test_english_reasons():
    from tests.engine.engine_support import TODAY, VILLAGE
    from validator.checking import check_with
    from validator.intake import Settings

    pack = pack_of(TOTAL, tables=(LAND, OTHER))
    result = check_with(pack, {"lahan": land(sawah=[None])}, Settings(VILLAGE, None, TODAY, lang="en"))
    assert state(result).not_checkable[0].reason == "Sawah is blank."


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, None), (2, 3, 66.6), (999, 1000, 99.9), (1999, 2000, 99.9), (3, 3, 100)]
)
def test_percentages_are_rounded_down(part, whole, percent):
    assert Share(part, whole).percent == percent


def filling(*constraints: str):
    more = {"message": "{instrumen} {persen} {belum}", "parameters": {"target": 80}}
    return [rule(f"I-{constraint}", "", "*", constraint=constraint, **more) for constraint in constraints]


def instruments(*filled: object, tables: tuple[Table, ...] = (LAND,)) -> list[tuple[str, str]]:
    pack = pack_of(*filling("instrument_share", "instrument_empty"), tables=tables)
    columns = {f.name: [value] for f, value in zip(LAND.fields, filled, strict=True)}
    found = asked(pack, lahan=land(**columns)).iter_findings()
    return [(f.rule, f.message) for f in found if f.rule.startswith("I-")]


def test_an_instrument_that_is_filled_is_not_spoken_of():
    assert instruments(1, 1, 1, "x") == []


def test_an_instrument_below_its_target_is_named_with_its_share_and_forms():
    assert instruments(1, 1, None, None) == [("I-instrument_share", "Potensi 50 Lahan Contoh")]


def test_an_instrument_that_is_wholly_empty_is_an_error_of_its_own():
    found = instruments("NULL", "NULL", "NULL", "NULL")
    assert [r for r, _ in found] == ["I-instrument_empty"]


def test_forms_on_paper_belong_to_no_instrument():
    assert instruments(None, 1, None, None, tables=(replace(LAND, status="paper"),)) == []


def test_an_instrument_of_which_nothing_came_is_not_spoken_of():
    other = replace(OTHER, module="Perkembangan")
    assert instruments(1, 1, 1, "x", tables=(LAND, other)) == []


def test_instruments_of_the_built_in_pack():
    import pandas as pd

    from tests.engine.engine_support import TODAY, VILLAGE
    from validator import check
    from validator.pack.loading import load_pack

    fields = [f for f in load_pack().tables["k03"].fields if f.expected]
    half = pd.DataFrame([[1, 2, *[None] * (len(fields) - 2)]], columns=[f.title for f in fields], dtype=object)
    result = check({"k03": half}, village=VILLAGE, date=TODAY)
    found = [f for f in result.iter_findings() if f.rule in ("GEN-022", "GEN-023")]
    assert [(f.rule, f.severity, f.row, f.cells) for f in found] == [("GEN-022", "info", 0, ())]
    assert "Tingkat Perkembangan terisi 40%" in found[0].message
