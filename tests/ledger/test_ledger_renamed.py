"""Villages with another code keep their history; villages that were split end theirs."""

from __future__ import annotations

from datetime import date

import pytest
from ledger_support import JAYA, PEMATANG, PUTAT, answer, exported, finding, full, night, seen, states, unanswerable

from validator.findings.identity import Identifier
from validator.ledger.book import Ledger
from validator.ledger.records import RecordedVisit, Renamed
from validator.ledger.renaming import in_effect
from validator.ledger.waivers import Waiver

NEW = "6311032030"
CHANGE = (Renamed(PUTAT, (NEW,)),)
SPLIT = (Renamed(PUTAT, (JAYA, PEMATANG)),)


def of(name: str, village: str = PUTAT, **other):
    """The finding of a record in a village, under the id that a check gives it."""
    said = {"message": f"Isian {name} keliru."} | other
    return finding(Identifier().base("POT-004", village, 2026, "t03", [name]), village, **said)


A, B, C = (of(name) for name in "abc")
NEW_A, NEW_B, NEW_C = (of(name, NEW) for name in "abc")


def test_a_renamed_village_keeps_its_history(ledger):
    ledger.record(seen(B), night(1))
    ledger.record(seen(A), night(2))
    report = ledger.record(seen(NEW_A, NEW_B, NEW_C, came=full(NEW)), night(3), renamed=CHANGE)
    history = ledger.history(NEW)
    assert states(history) == {NEW_A.id: "masih_ada", NEW_B.id: "kambuh", NEW_C.id: "baru"}
    assert {c.id: c.first_seen for c in history.changes}[NEW_A.id] == night(2)
    (village,) = report.villages
    assert (village.code, village.new, village.reopened, village.solved, village.first) == (NEW, 1, 1, 0, False)
    assert report.absent == ()
    assert ledger.history(PUTAT).changes == ()


def test_what_was_mended_meanwhile_is_solved_and_what_was_not_asked_stays(ledger):
    ledger.record(seen(A, B), night(1))
    came = {NEW: {"t45": (1, 1)}}
    ledger.record(seen(came=came), night(2), renamed=CHANGE)
    assert set(states(ledger.history(NEW)).values()) == {"masih_ada"}
    ledger.record(seen(NEW_B, came=full(NEW)), night(3), renamed=CHANGE)
    assert states(ledger.history(NEW)) == {NEW_A.id: "selesai", NEW_B.id: "masih_ada"}


def test_a_record_that_cannot_be_answered_is_known_under_its_new_id(ledger):
    class Answers:
        def asks(self, rule):
            return True

        def columns(self, village, table):
            return ("luas",)

        def unanswered(self, village, rule, table):
            return {NEW_A.id} if village == NEW else set()

    ledger.record(seen(A, B), night(1))
    open_ = {NEW: (unanswerable("POT-004", "t03"),)}
    ledger.record(seen(came=full(NEW), open_=open_, answers=Answers()), night(2), renamed=CHANGE)
    assert states(ledger.history(NEW)) == {NEW_A.id: "masih_ada", NEW_B.id: "selesai"}


def test_the_same_entry_changes_nothing_afterwards(ledger):
    ledger.record(seen(A, B), night(1))
    later = seen(NEW_A, came=full(NEW))
    ledger.record(later, night(2), renamed=CHANGE)
    before = exported(ledger)
    assert ledger.record(later, night(2), renamed=CHANGE).recorded == "tidak berubah"
    assert exported(ledger) == before
    report = ledger.record(later, night(3), renamed=CHANGE)
    assert (report.villages[0].new, report.villages[0].solved) == (0, 0)


def test_it_waits_until_the_new_code_alone_sends(ledger):
    ledger.record(seen(A), night(1), renamed=CHANGE)
    ledger.record(seen(came=full(JAYA)), night(2), renamed=CHANGE)
    assert states(ledger.history(PUTAT)) == {A.id: "masih_ada"}
    ledger.record(seen(A, NEW_A, came=full(PUTAT, NEW)), night(3), renamed=CHANGE)
    assert states(ledger.history(NEW)) == {NEW_A.id: "baru"}
    ledger.record(seen(NEW_A, came=full(NEW)), night(4), renamed=CHANGE)
    (change,) = ledger.history(NEW).changes
    assert (change.state, change.first_seen) == ("masih_ada", night(1))
    assert [day for day, _ in ledger.trend(NEW)] == [night(1), night(3), night(4)]


def test_an_entry_that_comes_late_joins_both_histories(ledger):
    ledger.record(seen(A, B, C), night(1))
    ledger.record(seen(A, B), night(2))
    ledger.record(seen(NEW_A, came=full(NEW)), night(3))
    assert ledger.report().villages[0].new == 1
    ledger.record(seen(NEW_A, NEW_C, came=full(NEW)), night(4), renamed=CHANGE)
    assert len(ledger.history(NEW).changes) == 3
    changes = {c.id: (c.state, c.first_seen) for c in ledger.history(NEW).changes}
    assert changes == {
        NEW_A.id: ("masih_ada", night(1)),
        NEW_B.id: ("selesai", night(1)),
        NEW_C.id: ("kambuh", night(1)),
    }
    assert ledger.history(NEW, until=night(2)).of("masih_ada")[0].first_seen == night(1)


def test_the_last_night_can_be_recorded_anew_with_the_entry(ledger, tmp_path):
    later = seen(NEW_A, NEW_C, came=full(NEW))
    ledger.record(seen(A, B), night(1))
    ledger.record(later, night(2))
    assert ledger.record(later, night(2), renamed=CHANGE).recorded == "diganti"
    with Ledger.open(str(tmp_path / "other.db")) as other:
        other.record(seen(A, B), night(1))
        other.record(later, night(2), renamed=CHANGE)
        assert exported(ledger) == exported(other)


def test_answers_visits_and_waivers_go_with_it(ledger):
    waiver = Waiver("POT-004", PUTAT, B.id, (), "Sengketa.", "Kasi", "Surat", date(2026, 12, 31))
    ledger.record(seen(A, B), night(1), waivers=[waiver])
    ledger.record_responses([answer(A.id, "belum"), answer(B.id, "belum")], night(1))
    ledger.record_responses([answer(NEW_B.id, "belum", NEW)], night(1))
    ledger.visit(RecordedVisit(PUTAT, night(1), "Kasi", 60))
    report = ledger.record(seen(NEW_B, came=full(NEW)), night(2), waivers=[waiver], renamed=CHANGE)
    assert set(ledger.responses(NEW)) == {NEW_A.id, NEW_B.id}
    (visit,) = ledger.visits(NEW)
    assert [c.id for c in visit.solved] == [NEW_A.id]
    assert states(ledger.history(NEW))[NEW_B.id] == "dikecualikan"
    assert (report.villages[0].waived, report.villages[0].error) == (1, 0)
    assert f'"village": "{PUTAT}"' not in exported(ledger)


def test_two_villages_can_become_one(ledger):
    jaya = of("a", JAYA)
    ledger.record(seen(jaya, came=full(JAYA)), night(1))
    ledger.record(seen(jaya, A, B, came=full(PUTAT, JAYA)), night(2))
    both = (*CHANGE, Renamed(JAYA, (NEW,)))
    ledger.record(seen(NEW_A, NEW_B, came=full(NEW)), night(3), renamed=both)
    changes = {c.id: (c.state, c.first_seen) for c in ledger.history(NEW).changes}
    assert changes == {NEW_A.id: ("masih_ada", night(1)), NEW_B.id: ("masih_ada", night(2))}


def test_a_split_village_ends_and_its_parts_start_anew(ledger):
    ledger.record(seen(A, B), night(1))
    parts = seen(of("a", JAYA), came=full(JAYA, PEMATANG))
    for number in (2, 3):
        report = ledger.record(parts, night(number), renamed=SPLIT)
        assert report.absent == ()
        assert ledger.history(PUTAT).changes == ()
    assert exported(ledger).count('"ending": "dimekarkan"') == 2
    assert states(ledger.history(JAYA, until=night(2))) == {of("a", JAYA).id: "baru"}
    assert [(v.solved, v.first) for v in ledger.report(night(2)).villages] == [(0, True), (0, True)]
    assert ledger.diff(night(1), night(2)).total("selesai") == 0


def test_a_split_can_be_taken_back(ledger):
    ledger.record(seen(A), night(1))
    parts = seen(came=full(JAYA, PEMATANG))
    ledger.record(parts, night(2), renamed=SPLIT)
    assert [a.open_ for a in ledger.record(parts, night(2)).absent] == [1]
    ledger.record(parts, night(2), renamed=SPLIT)
    ledger.record(seen(A, came=full(PUTAT)), night(3))
    (change,) = ledger.history(PUTAT).changes
    assert (change.state, change.first_seen) == ("masih_ada", night(1))
    assert ledger.report().villages[0].returned == 1


@pytest.mark.parametrize(
    ("renamed", "came", "effective"),
    [
        ([("A", "B"), ("B", "C")], {"C"}, [("A", "C"), ("B", "C")]),
        ([("A", "B"), ("B", "C")], {"B"}, [("A", "B")]),
        ([("A", "B"), ("B", "A")], {"A"}, [("B", "A")]),
        ([("A", "B")], {"A", "B"}, []),
        ([("A", "B")], {"X"}, []),
        ([("A", "A")], {"A"}, []),
        ([("A", "B C"), ("X", "A")], {"C"}, [("A", "B C"), ("X", "B C")]),
    ],
)
def test_which_changes_take_effect(renamed, came, effective):
    said = [Renamed(old, tuple(new.split())) for old, new in renamed]
    assert [(c.old, " ".join(c.new)) for c in in_effect(said, came)] == effective
