from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from findings_support import CODE, finding, village
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from validator.agenda.costs import GROWTH, STEP, fitting, minutes_for
from validator.agenda.plan import Visit, plan_village
from validator.agenda.progress import measures
from validator.agenda.schedule import SHORTEST, meeting
from validator.agenda.topics import LESSON, LONGEST, share_out, topics_of
from validator.agenda.words import joined, rows_text, spelled, spelled_day, working_day
from validator.findings.history import Change, History
from validator.findings.responses import Response

DAY = date(2026, 11, 24)


@given(st.integers(1, 500), st.floats(0.5, 240))
def test_more_records_cost_more_but_less_each(records: int, each: float) -> None:
    one, all_ = minutes_for(1, each), minutes_for(records, each)
    assert all_ % STEP == 0
    assert one <= all_ <= one * records
    assert minutes_for(2 * records, each) <= 2**GROWTH * all_ + STEP


@given(st.integers(1, 200), st.floats(1, 60))
def test_as_many_records_as_fit(records: int, each: float) -> None:
    n = fitting(records, each, LONGEST)
    assert 1 <= n <= records
    assert n == 1 or minutes_for(n, each) <= LONGEST
    assert n == records or minutes_for(n + 1, each) > LONGEST


def test_consequences_go_with_their_root(discretion) -> None:
    found = [finding(1), finding(2, "POT-009", root="f0001"), finding(3, "POT-012", "t45", root="f0002")]
    (topic,) = topics_of(found, discretion)
    assert topic.ids == {"f0001", "f0002", "f0003"}
    assert (len(topic.records), topic.follows, topic.value) == (1, 2, 30)


def test_roots_that_go_round_lose_nobody(discretion) -> None:
    found = [finding(1, root="f0002"), finding(2, "POT-009", root="f0001"), finding(3, "POT-012", root="f0001")]
    topics = topics_of(found, discretion)
    assert frozenset().union(*(t.ids for t in topics)) == {"f0001", "f0002", "f0003"}


def test_rules_on_trial_are_left_out(discretion) -> None:
    assert topics_of([finding(1, trial=True)], discretion) == []


def test_a_mistake_recurs_by_number_mode_or_return(discretion) -> None:
    three = topics_of([finding(n) for n in range(3)], discretion)
    two = topics_of([finding(n) for n in range(2)], discretion)
    taught = topics_of([finding(n, mode="sosialisasi") for n in range(2)], discretion)
    back = topics_of([finding(1)], discretion, frozenset({"f0001"}))
    assert [t[0].recurs for t in (three, two, taught, back)] == [True, False, True, True]


def test_a_long_topic_is_begun_together_and_continued_alone(discretion) -> None:
    (topic,) = topics_of([finding(n, minutes=10) for n in range(40)], discretion)
    begun, rest = share_out(replace(topic, recurs=False))
    assert begun.minutes <= LONGEST
    assert rest is not None
    assert (begun.begun, rest.continued) == (True, True)
    assert begun.ids | rest.ids == topic.ids
    assert not begun.ids & rest.ids
    assert share_out(topic)[0].minutes <= LESSON


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["t01", "t03", "t45"]), st.integers(1, 90)), max_size=40),
    st.integers(SHORTEST, 480),
)
def test_every_finding_is_on_the_agenda_or_homework(raw: list[tuple[int, str, int]], minutes: int) -> None:
    from validator.pack.loading import load_pack
    from validator.reports.discretion import Discretion

    found = [finding(n, f"POT-{r:03d}", t, minutes=m) for n, (r, t, m) in enumerate(raw)]
    made = meeting(topics_of(found, Discretion(load_pack())), minutes, 540)
    ids = [i for t in (*made.topics, *made.homework) for i in t.ids]
    assert sorted(ids) == sorted(f.id for f in found)
    assert made.minutes <= minutes


def test_the_clock_runs_without_gaps(plans) -> None:
    for plan in plans:
        slots = plan.meeting.slots
        assert slots[0].start == plan.visit.start
        assert all(a.end == b.start for a, b in pairwise(slots))
        assert sum(s.minutes for s in slots) == plan.meeting.minutes <= plan.visit.minutes
        assert (slots[0].kind, slots[-1].kind) == ("opening", "closing")


def test_every_finding_of_the_samples_is_taken_care_of(plans, sampled) -> None:
    for plan in plans:
        wanted = {f.id for f in sampled.iter_findings(plan.village.code) if not f.trial}
        assert plan.ids == wanted


def test_lessons_come_first_then_causes(discretion) -> None:
    lesson = [finding(n, "GEN-015S", "t03", mode="sosialisasi") for n in range(3)]
    cause = [finding(10, "POT-003", "t01"), finding(11, "POT-009", "t03", root="f0010")]
    other = [finding(20, "SDM-001", "t45")]
    made = meeting(topics_of([*other, *cause, *lesson], discretion), 120, 540)
    assert [t.rule for t in made.topics] == ["GEN-015S", "POT-003", "SDM-001"]


def test_a_short_meeting_is_spent_on_what_is_worth_most(discretion) -> None:
    found = [finding(1, "POT-003", minutes=15), finding(2, "POT-009", severity="warning", minutes=15)]
    made = meeting(topics_of(found, discretion), SHORTEST, 540)
    assert [t.rule for t in made.topics] == ["POT-003"]
    assert [t.rule for t in made.homework] == ["POT-009"]


def test_no_meeting_is_too_short(discretion) -> None:
    with pytest.raises(ValueError, match="30"):
        meeting([], SHORTEST - 1, 540)


def _history(**states: str) -> History:
    seen = DAY - timedelta(days=30)
    changes = tuple(
        Change(i, "POT-004", "", "error", CODE, "t03", "", state, seen, 30)  # type: ignore[arg-type]
        for i, state in states.items()
    )
    return History(CODE, seen, DAY, changes)


def test_since_the_last_visit(discretion) -> None:
    history = _history(f0001="masih_ada", f0002="kambuh", f0009="selesai", f0003="dikecualikan")
    found = [finding(n, f"POT-{n:03d}") for n in (1, 2, 3)]
    plan = plan_village(village(), found, Visit(DAY), discretion, history)
    assert plan.since is not None
    assert plan.since["selesai"] == 1
    assert plan.meeting.slots[1].kind == "review"
    assert plan.ids == {"f0001", "f0002"}
    assert [t.recurs for t in plan.meeting.topics] == [True, False]
    solved = measures(village(), history)[-1]
    assert (solved.name, solved.percent, solved.missing) == ("Tindak lanjut", 50.0, 30.0)


def test_answers_are_settled_first(discretion) -> None:
    found = [finding(1, "POT-001"), finding(2, "POT-002")]
    answers = [
        Response(CODE, "f0001", "data benar", "ada Perdes"),
        Response(CODE, "f0002", "sudah diperbaiki"),
        Response("6311032014", "f0002", "data benar"),
    ]
    plan = plan_village(village(), found, Visit(DAY), discretion, None, answers)
    assert [t.ids for t in plan.clarify] == [frozenset({"f0001"})]
    assert plan.mended == 1
    assert [s.kind for s in plan.meeting.slots][:3] == ["opening", "clarify", "topic"]
    assert plan.ids == {"f0001", "f0002"}


def test_distance_to_the_target() -> None:
    complete, accuracy, _ = measures(village(), None)
    assert (complete.missing, accuracy.missing) == (5.0, 0.0)


def test_homework_is_due_on_a_working_day() -> None:
    assert all(working_day(DAY, n).weekday() < 5 for n in range(30))
    assert working_day(date(2026, 11, 28)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (11, "sebelas"),
        (12, "dua belas"),
        (100, "seratus"),
        (115, "seratus lima belas"),
        (1000, "seribu"),
        (2026, "dua ribu dua puluh enam"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert spelled(number) == words


def test_days_and_lists_in_words() -> None:
    assert spelled_day(DAY) == "Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam"
    assert joined(["a", "b", "c"]) == "a, b dan c"
    assert rows_text(range(2, 11)) == "baris 2, 3, 4, 5, 6, 7, … (9 baris)"
