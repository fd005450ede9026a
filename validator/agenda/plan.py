"""One visit to one village, planned from its findings: all that its papers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from validator.agenda.progress import Measure, VillageAnswers, answers_of, measures, since_last
from validator.agenda.schedule import Extras, MeetingPlan, meeting
from validator.agenda.topics import Topic, topics_of
from validator.agenda.words import officer, working_day
from validator.findings.history import History, State
from validator.findings.models import Finding, Village
from validator.findings.responses import Response
from validator.reports.discretion import Discretion

__all__ = ["VillagePlan", "Visit", "plan_village"]

OPERATOR = "Operator desa"


class Visit(Struct, frozen=True):
    """When and how long a visit is: `start` in minutes after midnight, homework is due `homework_days` later."""

    day: date
    minutes: int = 120
    start: int = 9 * 60
    homework_days: int = 14
    mentor: str = ""


class VillagePlan(Struct, frozen=True):
    """The plan of a visit. `clarify` are topics that the village answered with "data benar"; `mended` counts findings
    it called repaired that are still there. `since` counts what became of the last visit's findings, None if unknown;
    `last` is the day of that visit. Every finding that is not on trial is in `ids`."""

    village: Village
    visit: Visit
    meeting: MeetingPlan
    measures: tuple[Measure, ...]
    clarify: tuple[Topic, ...] = ()
    mended: int = 0
    since: Mapping[State, int] | None = None
    last: date | None = None

    @property
    def due(self) -> date:
        """When homework is due: a working day."""
        return working_day(self.visit.day, self.visit.homework_days)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic: on the agenda, as homework, to be clarified."""
        return (*self.meeting.topics, *self.meeting.homework, *self.clarify)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all findings that the plan takes care of."""
        return frozenset().union(*(topic.ids for topic in self.topics))

    @property
    def participants(self) -> Mapping[str, int]:
        """Who is needed at the meeting: role -> topics, the operator always, most needed first."""
        needed = {OPERATOR: 0}
        for topic in (*self.meeting.topics, *self.clarify):
            needed[topic.role] = needed.get(topic.role, 0) + 1
        return dict(sorted(needed.items(), key=lambda item: (item[0] != OPERATOR, -item[1], item[0])))

    @property
    def documents(self) -> Mapping[str, tuple[str, ...]]:
        """What is to be brought: document -> the forms it is for, most needed first."""
        needed: dict[str, dict[str, int]] = {}
        for topic in (*self.meeting.topics, *self.clarify):
            for document in topic.documents:
                forms = needed.setdefault(document, {})
                forms[topic.form] = forms.get(topic.form, 0) + 1
        order = sorted(needed.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        return {document: tuple(forms) for document, forms in order}


def plan_village(
    village: Village,
    findings: Sequence[Finding],
    visit: Visit,
    discretion: Discretion,
    history: History | None = None,
    responses: Iterable[Response] = (),
    several: frozenset[str] = frozenset(),
) -> VillagePlan:
    """Plan a visit. `findings` are the village's, in any fixed order; `history` is since the last visit.

    `several` are the files with more than one sheet: rows in them are told with their sheet.

    >>> from validator import check
    >>> from validator.pack.loading import load_pack
    >>> result = check("samples/2026", date="2026-11-24")
    >>> village = result.village("63.11.03.2021")
    >>> findings = list(result.iter_findings(village.code))
    >>> plan = plan_village(village, findings, Visit(date(2026, 11, 24)), Discretion(load_pack()))
    >>> plan.due
    datetime.date(2026, 12, 8)
    >>> list(plan.participants)[0]
    'Operator desa'
    """
    again = frozenset(c.id for c in history.of("kambuh")) if history else frozenset()
    answers = answers_of(village.code, responses, [f.id for f in findings])
    waived = answers.stands | (frozenset(c.id for c in history.of("dikecualikan")) if history else frozenset())
    visit = replace(visit, mentor=officer(visit.mentor, "Kecamatan"))
    clarify = topics_of([f for f in findings if f.id in answers.stands], discretion, several=several)
    topics = topics_of([f for f in findings if f.id not in waived], discretion, again, several)
    return VillagePlan(
        village,
        visit,
        meeting(topics, visit.minutes, visit.start, _extras(village, history, answers)),
        measures(village, history),
        tuple(clarify),
        len(answers.mended),
        since_last(history),
        history.since if history else None,
    )


def _extras(village: Village, history: History | None, answers: VillageAnswers) -> Extras:
    unchecked = village.coverage.part < village.coverage.whole
    return Extras(bool(history and history.since), len(answers.stands), unchecked)
