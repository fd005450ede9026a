"""The follow-up sheet: every repair with its date and a box to tick."""

from __future__ import annotations

from collections.abc import Iterator

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section
from validator.agenda.papers.common import (
    facts,
    footer,
    matter,
    mentor_signature,
    stem,
    village_signatures,
    village_title,
)
from validator.agenda.plan import VillagePlan
from validator.agenda.topics import Topic
from validator.messages.texts import translator

__all__ = ["BOX", "FOLLOWUP", "followup"]

BOX = "☐"
FOLLOWUP = (
    PaperColumn("No", 5, "center"),
    PaperColumn("Temuan", 32),
    PaperColumn("Tindakan", 29),
    PaperColumn("PJ", 12),
    PaperColumn("Target", 9, "center"),
    PaperColumn("Selesai", 7, "center"),
    PaperColumn("Paraf", 6),
)


def followup(plan: VillagePlan, kop: Letterhead) -> Paper:
    """What was begun in the meeting first, then the homework, then what the village said is right."""
    kop = kop.of(plan.village)
    return Paper(
        kind="tindak-lanjut",
        stem=stem("tindak-lanjut", plan.village),
        title="Lembar Tindak Lanjut",
        subtitle=village_title(plan.village),
        kop=kop,
        day=plan.visit.day,
        facts=facts(plan, kop),
        sections=(Section("tindakan", table=PaperTable(FOLLOWUP, tuple(_rows(plan)))),),
        signatures=(*village_signatures(plan), mentor_signature(plan)),
        footer=footer(plan),
        landscape=True,
    )


def _rows(plan: VillagePlan) -> Iterator[PaperRow]:
    day = translator("id").day
    parts = (
        ("Dikerjakan dalam pertemuan", plan.meeting.topics, day(plan.visit.day)),
        ("Pekerjaan rumah", plan.meeting.homework, day(plan.due)),
        ("Dijawab “data benar”, perlu bukti", plan.clarify, day(plan.visit.day)),
    )
    number = 0
    for title, topics, due in parts:
        if topics:
            yield PaperRow((title, *[""] * (len(FOLLOWUP) - 1)), group=True)
        for topic in topics:
            number += 1
            yield _row(number, topic, due)


def _row(number: int, topic: Topic, due: str) -> PaperRow:
    return PaperRow((str(number), f"{topic.form}. {matter(topic)}", topic.fix, topic.role, due, BOX, ""))
