"""The life of a finding: new, still there, solved, back again; and what does not solve it."""

from __future__ import annotations

import pytest
from ledger_support import (
    JAYA,
    PEMATANG,
    PUTAT,
    FakeNight,
    exported,
    finding,
    full,
    night,
    seen,
    states,
    unanswerable,
)
from msgspec.structs import replace

from validator.ledger.asked import Receipt, asked_of
from validator.ledger.book import Ledger
from validator.ledger.errors import NightError, PersonalDataError

A, B, C = finding("a"), finding("b"), finding("c")


def test_the_first_night_has_no_baseline(ledger):
    report = ledger.record(seen(A, B), night(1), "run")
    (village,) = report.villages
    assert (report.previous, report.recorded, village.first) == (None, "direkam", True)
    assert (village.new, village.new_error, village.error, village.found) == (2, 2, 2, 2)
    history = ledger.history(PUTAT)
    assert history.since is None
    assert states(history) == {"a": "baru", "b": "baru"}


def test_new_still_there_solved_and_back_again(ledger):
    ledger.record(seen(A, B), night(1))
    second = ledger.record(seen(B, C), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "selesai", "b": "masih_ada", "c": "baru"}
    third = ledger.record(seen(A, B), night(3))
    history = ledger.history(PUTAT)
    assert states(history) == {"a": "kambuh", "b": "masih_ada", "c": "selesai"}
    (again,) = history.of("kambuh")
    assert (again.first_seen, again.days_open, again.times_reopened) == (night(1), 2, 1)
    assert [(v.new, v.solved, v.reopened) for r in (second, third) for v in r.villages] == [(1, 1, 0), (0, 1, 1)]
    assert third.previous == night(2)
    assert not third.villages[0].first


def test_a_finding_can_come_back_more_than_once(ledger):
    for number in range(1, 6):
        ledger.record(seen(A) if number % 2 else seen(), night(number))
    (change,) = ledger.history(PUTAT).changes
    assert (change.state, change.times_reopened, change.days_open) == ("kambuh", 2, 4)


def test_what_is_solved_a_second_time_was_back_once(ledger):
    for number, found in enumerate([(A,), (), (A,), ()], start=1):
        ledger.record(seen(*found), night(number))
    (change,) = ledger.history(PUTAT).changes
    assert (change.state, change.times_reopened, change.days_open) == ("selesai", 1, 3)


def test_days_open_of_what_is_solved_end_with_its_solution(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(), night(4))
    ledger.record(seen(), night(9))
    (change,) = ledger.history(PUTAT, since=night(1)).changes
    assert (change.state, change.days_open) == ("selesai", 3)


def test_history_since_a_date_without_a_night_starts_at_the_night_before(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(B), night(5))
    assert ledger.history(PUTAT, since=night(3)).since == night(1)
    before = ledger.history(PUTAT, since=night(0))
    assert (before.since, states(before)) == (None, {"b": "baru"})


def test_a_missing_form_solves_nothing(ledger):
    ledger.record(seen(A, finding("p", rule="POT-017", table="t45")), night(1))
    came = {PUTAT: {"t45": (1, 1)}}
    report = ledger.record(seen(came=came), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada", "p": "selesai"}
    assert (report.villages[0].unasked, report.villages[0].error, report.villages[0].solved) == (1, 0, 1)
    ledger.record(seen(), night(3))
    assert states(ledger.history(PUTAT)) == {"a": "selesai"}


def test_a_missing_village_solves_nothing_and_is_named(ledger):
    ledger.record(seen(A, finding("j", JAYA), came=full(PUTAT, JAYA)), night(1))
    report = ledger.record(seen(), night(2))
    assert states(ledger.history(JAYA)) == {"j": "masih_ada"}
    assert [(v.code, v.name, v.last, v.open_) for v in report.absent] == [(JAYA, "Muara Jaya", night(1), 1)]
    assert ledger.record(seen(came=full(PUTAT, JAYA)), night(3)).absent == ()
    assert states(ledger.history(JAYA)) == {"j": "selesai"}


def test_fewer_files_of_a_form_than_before_solve_nothing_of_it(ledger):
    member = finding("m", rule="DDK-011", table="agtkeluarga")
    ledger.record(seen(member, came={PUTAT: {"agtkeluarga": (2, 400)}}), night(1))
    half = {PUTAT: {"agtkeluarga": (1, 200)}}
    for number in (2, 3):
        ledger.record(seen(came=half), night(number))
        assert states(ledger.history(PUTAT)) == {"m": "masih_ada"}
    night_ = seen(came=half)
    ledger.record(night_, night(4), asked=asked_of(night_, [(PUTAT, "agtkeluarga")]))
    assert states(ledger.history(PUTAT)) == {"m": "selesai"}


@pytest.mark.parametrize(
    ("then", "now"),
    [((1, 40), (1, 39)), ((2, 400), (2, 390)), ((2, 400), (1, 400)), ((2, 2), (1, 1)), ((1, 40), (2, 20))],
)
def test_as_many_files_or_rows_or_copies_of_one_row_are_the_whole_form(ledger, then, now):
    member = finding("m", rule="DDK-011", table="agtkeluarga")
    ledger.record(seen(member, came={PUTAT: {"agtkeluarga": then}}), night(1))
    ledger.record(seen(came={PUTAT: {"agtkeluarga": now}}), night(2))
    assert states(ledger.history(PUTAT)) == {"m": "selesai"}


def test_a_rule_that_cannot_be_checked_solves_nothing(ledger):
    ledger.record(seen(A, finding("b", rule="POT-009")), night(1))
    ledger.record(seen(open_={PUTAT: (unanswerable("POT-004", "t03"),)}), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada", "b": "selesai"}


class Answers:
    """What a check knows of single records."""

    def __init__(self, rules=("POT-004",), columns=("luas",), unanswered=()):
        self._rules, self._columns, self._unanswered = rules, columns, unanswered

    def asks(self, rule):
        return rule in self._rules

    def columns(self, village, table):
        return self._columns

    def unanswered(self, village, rule, table):
        return self._unanswered


def test_a_check_that_knows_its_records_is_asked_about_each(ledger):
    ledger.record(seen(A, B), night(1))
    answers = Answers(unanswered={"a"})
    ledger.record(seen(open_={PUTAT: (unanswerable("POT-004", "t03"),)}, answers=answers), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada", "b": "selesai"}


def test_a_column_that_is_no_longer_in_the_file_solves_nothing(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(answers=Answers(columns=("lain",))), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada"}


def test_a_rule_given_up_is_neither_solved_nor_open(ledger):
    ledger.record(seen(A), night(1))
    report = ledger.record(seen(answers=Answers(rules=()), rules_version="2026.2"), night(2))
    assert (report.rules_changed, report.villages[0].solved) == (True, 0)
    assert states(ledger.history(PUTAT)) == {}
    ledger.record(seen(A, answers=Answers(), rules_version="2026.3"), night(3))
    (change,) = ledger.history(PUTAT).changes
    assert (change.state, change.first_seen, change.times_reopened) == ("masih_ada", night(1), 0)
    assert ledger.diff(night(2), night(3)).counts[PUTAT]["masih_ada"] == 1


def test_other_rules_without_a_sign_of_this_one_solve_nothing(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(rules_version="2026.2"), night(2))
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada"}
    ledger.record(seen(finding("z"), rules_version="2026.3"), night(3))
    assert states(ledger.history(PUTAT)) == {"a": "selesai", "z": "baru"}


def test_rules_on_trial_are_not_recorded(ledger):
    ledger.record(seen(A, replace(B, trial=True)), night(1))
    assert states(ledger.history(PUTAT)) == {"a": "baru"}


def test_a_changed_text_is_the_same_finding_and_the_old_text_stays_with_its_night(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(replace(A, message="Luas 13 ha.", severity="warning")), night(2))
    ((now,), (then,)) = ledger.history(PUTAT).changes, ledger.history(PUTAT, until=night(1)).changes
    assert (now.state, now.message, now.severity) == ("masih_ada", "Luas 13 ha.", "warning")
    assert (then.state, then.message, then.severity) == ("baru", A.message, "error")


def test_diff_lists_what_changed_and_counts_what_stayed(ledger):
    ledger.record(seen(A, B, finding("j", JAYA), came=full(PUTAT, JAYA)), night(1))
    ledger.record(seen(B, C, finding("j", JAYA), came=full(PUTAT, JAYA)), night(2))
    diff = ledger.diff(night(2), night(1))
    assert (diff.since, diff.until) == (night(1), night(2))
    assert {c.id: c.state for c in diff.changes} == {"a": "selesai", "c": "baru"}
    assert diff.counts[PUTAT] == {"baru": 1, "masih_ada": 1, "selesai": 1, "kambuh": 0, "dikecualikan": 0}
    assert diff.counts[JAYA]["masih_ada"] == diff.total("masih_ada") - 1 == 1


def test_what_came_and_went_between_two_nights_is_no_change(ledger):
    for number, found in enumerate([(A,), (A, B), (A,)], start=1):
        ledger.record(seen(*found), night(number))
    assert ledger.diff(night(1), night(3)).changes == ()
    assert states(ledger.history(PUTAT, since=night(1))) == {"a": "masih_ada"}


def test_the_same_night_again_changes_nothing(ledger):
    ledger.record(seen(A), night(1), "k")
    ledger.record(seen(A, B), night(2), "k")
    before = exported(ledger)
    assert ledger.record(seen(A, B), night(2), "k").recorded == "tidak berubah"
    assert ledger.record(seen(A), night(1), "k").recorded == "tidak berubah"
    assert exported(ledger) == before


def test_another_input_replaces_the_last_night_without_a_trace(ledger, tmp_path):
    gone = seen(came={PUTAT: {"t45": (1, 1)}})
    ledger.record(seen(A, B), night(1), "k")
    for wrong in (seen(C), gone, FakeNight(), seen(replace(A, message="Lain."))):
        ledger.record(wrong, night(2), "k")
    assert ledger.record(seen(B, C), night(2), "k").recorded == "diganti"
    with Ledger.open(str(tmp_path / "other.db")) as other:
        other.record(seen(A, B), night(1), "k")
        other.record(seen(B, C), night(2), "k")
        assert exported(ledger) == exported(other)


def test_the_past_is_not_rewritten(ledger):
    ledger.record(seen(A), night(2))
    ledger.record(seen(B), night(3))
    for number in (1, 2):
        with pytest.raises(NightError, match="mendahului"):
            ledger.record(seen(C), night(number))
    assert [n.date for n in ledger.nights()] == [night(2), night(3)]


def test_nights_that_are_not_there(ledger):
    with pytest.raises(NightError, match="kosong"):
        ledger.report()
    ledger.record(seen(A), night(1))
    with pytest.raises(NightError, match="2026-11-07"):
        ledger.diff(night(1), night(7))


@pytest.mark.parametrize(
    "result", [seen(A, show_personal=True), seen(replace(A, message="NIK 6311030802719007 keliru."))]
)
def test_personal_data_is_refused_and_nothing_is_left_of_it(ledger, result):
    ledger.record(seen(B), night(1))
    before = exported(ledger)
    with pytest.raises(PersonalDataError):
        ledger.record(result, night(2))
    assert exported(ledger) == before


def test_a_failure_in_the_middle_leaves_the_night_before(ledger):
    ledger.record(seen(A), night(1))
    before = exported(ledger)

    class Broken(FakeNight):
        def iter_findings(self, village=None):
            yield B
            raise RuntimeError("listrik padam")

    with pytest.raises(RuntimeError):
        ledger.record(Broken(came=full()), night(2))
    assert exported(ledger) == before
    assert ledger.record(seen(B), night(2)).recorded == "direkam"


def test_the_trend_of_a_village(ledger):
    for number, found in enumerate([(A, B), (A,)], start=1):
        ledger.record(seen(*found, came=full(PUTAT, PEMATANG)), night(number))
    assert [(day, v.error) for day, v in ledger.trend(PUTAT)] == [(night(1), 2), (night(2), 1)]
    assert len(ledger.trend()) == 4


def test_receipts_of_a_sheet_with_many_villages_follow_what_each_village_lacks():
    source = seen(came={PUTAT: {"t03": (1, 1)}, JAYA: {"t03": (1, 1), "t45": (1, 1)}})
    files = tuple(
        replace(book, sheets=tuple(replace(s, village="") for s in book.sheets)) for book in source.files[-1:]
    )

    class Shared(FakeNight):
        @property
        def files(self):
            return files

    shared = Shared(came=source.came)
    assert asked_of(shared).receipts == {(JAYA, "t45"): Receipt(1, 0)}
