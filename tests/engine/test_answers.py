"""Answers are packed three bits a check, 21 checks a column: many checks keep every answer apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.engine_support import asked, land, pack_of, rule
from validator.engine.packing import CHUNK, NOT_ASKED, UNANSWERED, VIOLATED, broken_bits, columns_for, masks_of

KINDS = (0, VIOLATED, UNANSWERED, NOT_ASKED)
SQL = {0: "jumlah = 1", VIOLATED: "jumlah = 2", UNANSWERED: "sawah = 1", NOT_ASKED: "jumlah = 2"}


def of_kind(number: int, kind: int):
    when = {"when": "ladang > 5"} if kind == NOT_ASKED else {}
    return rule(f"X-{number:03}", SQL[kind], **when)


@given(st.lists(st.sampled_from(KINDS), max_size=3 * CHUNK + 2))
def test_masks_give_back_what_was_packed(kinds):
    columns = [kinds[i : i + CHUNK] for i in range(0, len(kinds), CHUNK)]
    packed = tuple(sum(kind << 3 * place for place, kind in enumerate(column)) for column in columns)
    assert max(packed, default=0) < 1 << 63
    assert masks_of(packed) == tuple(
        sum(1 << n for n, given_ in enumerate(kinds) if given_ == kind) for kind in (VIOLATED, UNANSWERED, NOT_ASKED)
    )


@pytest.mark.parametrize("count", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])
def test_every_check_of_every_column_keeps_its_answer(count):
    kinds = [KINDS[(number * 7 + number // 5) % 4] for number in range(count)]
    result = asked(pack_of(*map(of_kind, range(count), kinds)), lahan=land(sawah=[None]))
    run = result._context.run
    outcome = next(o for o in run.outcomes if o.source == "lahan")
    masks = {VIOLATED: outcome.violated, UNANSWERED: outcome.unanswered, NOT_ASKED: outcome.not_asked}
    for kind, mask in masks.items():
        assert mask == sum(1 << n for n, own in enumerate(kinds) if own == kind), kind
    assert len(columns_for(run.checks["lahan"])) == -(-count // CHUNK)
    broken = {f"X-{n:03}" for n, kind in enumerate(kinds) if kind == VIOLATED}
    assert {f.rule for f in result.iter_findings() if f.rule.startswith("X-")} == broken


def test_not_asked_counts_neither_as_asked_nor_as_unanswered():
    result = asked(pack_of(of_kind(0, 0), of_kind(1, NOT_ASKED), of_kind(2, UNANSWERED)), lahan=land(sawah=[None]))
    share = result.villages[0].coverage
    assert (share.part, share.whole) == (1, 2)


def test_condition_that_cannot_be_told_is_unanswered_not_skipped():
    result = asked(pack_of(rule("X-1", "jumlah = 2", when="sawah > 1")), lahan=land(sawah=[None]))
    assert (result.villages[0].coverage.part, result.villages[0].coverage.whole) == (0, 1)
    assert [n.rule for n in result.villages[0].not_checkable] == ["X-1"]


def test_broken_bits_name_only_checks_of_their_column():
    result = asked(pack_of(*(of_kind(n, 0) for n in range(CHUNK + 2))), lahan=land())
    checks = result._context.run.checks["lahan"]
    assert broken_bits(checks[:2], 0) == VIOLATED | VIOLATED << 3
    assert broken_bits(checks[:2], 1) == 0
    assert broken_bits(checks[CHUNK:], 1) == VIOLATED | VIOLATED << 3


def test_rules_that_are_off_are_not_asked_and_trial_rules_do_not_count():
    off, trial = rule("X-1", "jumlah = 2", status="mati"), rule("X-2", "jumlah = 2", status="uji_coba")
    result = asked(pack_of(off, trial), lahan=land())
    assert [(f.rule, f.trial) for f in result.iter_findings()] == [("X-2", True)]
    assert result.villages[0].counts["error"] == 0
    assert result.villages[0].coverage.whole == 0
    assert result.worst() is None
