"""The agenda of a visit: one to two pages for the table, the wall and the village's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Column, Paper, Row, Section, Table
from validator.agenda.papers.common import (
    MENTOR,
    bars,
    changes,
    facts,
    footer,
    matter,
    mentor_signature,
    stem,
    village_signatures,
    village_title,
)
from validator.agenda.plan import VillagePlan
from validator.agenda.progress import TARGET
from validator.agenda.schedule import Slot
from validator.agenda.topics import Topic
from validator.agenda.words import clock, joined, long_day, rows_text
from validator.findings.models import Village
from validator.reports.texts import translator

__all__ = ["AGENDA", "HOMEWORK", "agenda", "agenda_rows"]

AGENDA = (
    Column("No", 4, "center"),
    Column("Waktu", 7, "center"),
    Column("Materi", 31),
    Column("Cara memperbaiki", 34),
    Column("Dokumen", 13),
    Column("Petugas", 11),
)
HOMEWORK = (Column("Formulir", 18), Column("Yang diperbaiki", 66), Column("Petugas", 16))
CAUSES = 3
"""Causes of one form that the homework names; the rest is counted, the list of the village names them all."""
FORMS = 8
"""Forms that have a row of their own in the homework, those with the worthiest repairs."""
NAMED = 6
LESSONS = "Pelajaran singkat: kesalahan yang berulang"


def agenda(plan: VillagePlan, kop: Letterhead) -> Paper:
    """The agenda of one visit."""
    kop = kop.of(plan.village)
    return Paper(
        kind="agenda",
        stem=stem("agenda", plan.village),
        title="Agenda Pendampingan Prodeskel",
        subtitle=village_title(plan.village),
        kop=kop,
        day=plan.visit.day,
        facts=facts(plan, kop),
        sections=(_state(plan), _needed(plan), _meeting(plan), _homework(plan)),
        signatures=(*village_signatures(plan), mentor_signature(plan)),
        footer=footer(plan),
        target=TARGET,
    )


def _state(plan: VillagePlan) -> Section:
    counts = plan.village.counts
    found = (
        f"Temuan: {counts.get('error', 0)} galat, {counts.get('warning', 0)} peringatan, {counts.get('info', 0)} info."
    )
    sentence = " ".join(part for part in (found, changes(plan)) if part)
    return Section("keadaan", "Keadaan data", paragraphs=(sentence,), bars=bars(plan.measures))


def _needed(plan: VillagePlan) -> Section:
    people = joined(list(plan.participants))
    bullets = [f"Peserta: {people}."]
    if plan.documents:
        bullets.append(f"Dokumen yang dibawa: {', '.join(plan.documents)}.")
    return Section("persiapan", "Persiapan", bullets=tuple(bullets))


def _meeting(plan: VillagePlan) -> Section:
    return Section("acara", "Acara", table=Table(AGENDA, tuple(agenda_rows(plan))))


def agenda_rows(plan: VillagePlan) -> Iterator[Row]:
    """A row a slot; several in a row on one form (or several lessons) stand under a heading."""
    number = 0
    for title, run in groupby(plan.meeting.slots, _heading):
        slots = list(run)
        headed = bool(title) and (len(slots) > 1 or title == LESSONS)
        if headed:
            yield Row((title, *[""] * (len(AGENDA) - 1)), group=True)
        for slot in slots:
            number += 1
            yield Row((str(number), f"{clock(slot.start)}–{clock(slot.end)}", *_slot(plan, slot, headed)))


def _heading(slot: Slot) -> str:
    if slot.topic is None:
        return ""
    if slot.topic.recurs:
        return LESSONS
    return f"{slot.topic.form} ({slot.topic.menu})" if slot.topic.menu else slot.topic.form


def _slot(plan: VillagePlan, slot: Slot, headed: bool) -> tuple[str, str, str, str]:
    topic = slot.topic
    if topic is None:
        return _fixed(plan, slot)
    what = matter(topic) if headed and not topic.recurs else f"{topic.form}: {matter(topic)}"
    return (f"{what}\n{topic.why}" if topic.recurs else what), topic.fix, ", ".join(topic.documents), topic.role


def _fixed(plan: VillagePlan, slot: Slot) -> tuple[str, str, str, str]:
    if slot.kind == "opening":
        return "Pembukaan", "Tujuan pertemuan dan pembagian tugas.", "", MENTOR
    if slot.kind == "review":
        return "Hasil kunjungan lalu", changes(plan), "Lembar tindak lanjut", MENTOR
    if slot.kind == "clarify":
        return _answers(plan), "Cocokkan alasan desa dengan dokumennya; catat hasilnya.", "Bukti dari desa", MENTOR
    if slot.kind == "unchecked":
        return _unchecked(plan.village), "Ekspor lagi formulir itu dari Prodeskel.", "", "Operator desa"
    task = f"Sepakati pekerjaan rumah (selesai {translator('id').day(plan.due)}), lalu tanda tangan."
    text = task if plan.meeting.homework else "Sampaikan penghargaan atas data yang bersih, lalu tanda tangan."
    return "Rencana tindak lanjut dan penutup", text, "", "Semua"


def _answers(plan: VillagePlan) -> str:
    n = sum(len(topic.ids) for topic in plan.clarify)
    return f"Klarifikasi {n} jawaban “data benar”: {'; '.join(topic.title for topic in plan.clarify[:NAMED])}"


def _unchecked(village: Village) -> str:
    left = village.coverage.whole - village.coverage.part
    start = f"Melengkapi data yang belum dapat diperiksa ({translator('id').number(left)} pemeriksaan)"
    names = list(village.missing[:NAMED])
    more = len(village.missing) - len(names)
    names += [f"{more} formulir lain"] if more > 0 else []
    return f"{start}. Belum diterima: {joined(names)}." if names else f"{start}."


def _homework(plan: VillagePlan) -> Section:
    forms: dict[str, list[Topic]] = {}
    for topic in plan.meeting.homework:
        forms.setdefault(topic.form, []).append(topic)
    order = sorted(forms, key=lambda form: -sum(t.value for t in forms[form]))
    rows = [_form_row(form, forms[form]) for form in order[:FORMS]]
    if order[FORMS:]:
        others = (f"{form} ({sum(len(t.ids) for t in forms[form])})" for form in order[FORMS:])
        rows.append(Row(("Formulir lain", f"Jumlah temuan: {', '.join(others)}.", "")))
    n = sum(len(topic.ids) for topic in plan.meeting.homework)
    return Section(
        "pr",
        f"Pekerjaan rumah: {n} temuan, selesai {long_day(plan.due)}",
        table=Table(HOMEWORK, tuple(rows)),
        tail="Letak setiap sel dan cara memperbaikinya ada di daftar perbaikan (Excel) desa." if rows else "",
    )


def _form_row(form: str, topics: Sequence[Topic]) -> Row:
    """The worthiest causes of a form, in short; the others counted."""
    best = sorted(topics, key=lambda t: -t.value)
    causes = [_short(topic) for topic in best[:CAUSES]]
    more = sum(len(topic.ids) for topic in best[CAUSES:])
    roles = dict.fromkeys(topic.role for topic in best)
    text = " ".join(causes) + (f" Dan {more} temuan lain." if more else "")
    return Row((form, text, ", ".join(list(roles)[:2])))


def _short(topic: Topic) -> str:
    """What is wrong, in one sentence."""
    where = f" ({rows_text(topic.rows)})" if topic.rows and not topic.message else ""
    n = len(topic.records)
    text = topic.message or f"{topic.title}{where}."
    return f"{text} ({n} catatan)" if topic.message and n > 1 else text
