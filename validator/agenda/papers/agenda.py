"""The agenda of a visit: one to two pages for the table, the wall and the village's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section
from validator.agenda.papers.common import (
    MENTOR,
    bars,
    changes,
    facts,
    footer,
    found,
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
from validator.agenda.words import clock, joined, long_day
from validator.findings.models import Village
from validator.messages.texts import translator

__all__ = ["AGENDA", "HOMEWORK", "agenda", "agenda_rows"]

AGENDA = (
    PaperColumn("No", 4, "center"),
    PaperColumn("Waktu", 7, "center"),
    PaperColumn("Materi", 31),
    PaperColumn("Cara memperbaiki", 34),
    PaperColumn("Dokumen", 13),
    PaperColumn("Petugas", 11),
)
HOMEWORK = (PaperColumn("Formulir", 18), PaperColumn("Yang diperbaiki", 66), PaperColumn("Petugas", 16))
CAUSES = 3
"""Causes of one form that the homework names; the rest is counted, the list of the village names them all."""
FORMS = 6
"""Forms that have a row of their own in the homework, those with the worthiest repairs."""
LINES = 110
"""Lines of both tables together that fit on two pages with what stands above and below them."""
LETTERS = 1.35
"""Letters that a hundredth of a table's width holds in a line."""
NAMED = 6
COUNTED = 12
"""Further forms that the homework names with their number of findings."""
LESSONS = "Pelajaran singkat: kesalahan yang berulang"


def agenda(plan: VillagePlan, kop: Letterhead) -> Paper:
    """The agenda of one visit. The example of `agenda.plan.plan_village` shows how a plan is made."""
    kop = kop.of(plan.village)
    return Paper(
        kind="agenda",
        stem=stem("agenda", plan.village),
        title="Agenda Pendampingan Prodeskel",
        subtitle=village_title(plan.village),
        kop=kop,
        day=plan.visit.day,
        facts=facts(plan, kop),
        sections=(_state(plan), _needed(plan), *_work(plan)),
        signatures=(*village_signatures(plan), mentor_signature(plan)),
        footer=footer(plan),
        target=TARGET,
    )


def _state(plan: VillagePlan) -> Section:
    sentence = " ".join(part for part in (found(plan), changes(plan)) if part)
    return Section("keadaan", "Keadaan data", paragraphs=(sentence,), bars=bars(plan.measures))


def _needed(plan: VillagePlan) -> Section:
    people = joined(list(plan.participants))
    bullets = [f"Peserta: {people}."]
    if plan.documents:
        bullets.append(f"Dokumen yang dibawa: {', '.join(plan.documents)}.")
    return Section("persiapan", "Persiapan", bullets=tuple(bullets))


def _work(plan: VillagePlan) -> tuple[Section, Section]:
    """What is done in the meeting and after it, in as many words as two pages hold.

    The reasons of lessons go first, then the forms of the homework one by one: all of it stands in the list.
    """
    meeting = PaperTable(AGENDA, tuple(agenda_rows(plan)))
    if lines_of(meeting) > LINES - LINES // 3:
        meeting = PaperTable(AGENDA, tuple(agenda_rows(plan, reasons=False)))
    homework = _homework(plan, FORMS)
    for forms in range(FORMS - 1, -1, -1):
        if homework.table is None or lines_of(meeting) + lines_of(homework.table) <= LINES:
            break
        homework = _homework(plan, forms)
    return Section("acara", "Acara", table=meeting), homework


def lines_of(table: PaperTable) -> float:
    """About how many lines a table takes, the space between its rows as half a line."""
    return sum(0.5 + _row_lines(row, table.columns) for row in table.rows)


def _row_lines(row: PaperRow, columns: Sequence[PaperColumn]) -> int:
    return 1 if row.group else max(_cell_lines(*pair) for pair in zip(row.cells, columns, strict=True))


def _cell_lines(text: str, column: PaperColumn) -> int:
    width = max(column.width * LETTERS, 1)
    return sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))


def agenda_rows(plan: VillagePlan, reasons: bool = True) -> Iterator[PaperRow]:
    """A row a slot; several in a row on one form (or several lessons) stand under a heading.

    `reasons`: lessons say why it cannot be right.
    """
    number = 0
    for title, run in groupby(plan.meeting.slots, _heading):
        slots = list(run)
        headed = bool(title) and (len(slots) > 1 or title == LESSONS)
        if headed:
            yield PaperRow((title, *[""] * (len(AGENDA) - 1)), group=True)
        for slot in slots:
            number += 1
            yield PaperRow((str(number), f"{clock(slot.start)}–{clock(slot.end)}", *_slot(plan, slot, headed, reasons)))


def _heading(slot: Slot) -> str:
    if slot.topic is None:
        return ""
    if slot.topic.recurs:
        return LESSONS
    return f"{slot.topic.form} ({slot.topic.menu})" if slot.topic.menu else slot.topic.form


def _slot(plan: VillagePlan, slot: Slot, headed: bool, reasons: bool) -> tuple[str, str, str, str]:
    topic = slot.topic
    if topic is None:
        return _fixed(plan, slot)
    what = matter(topic) if headed and not topic.recurs else f"{topic.form}: {matter(topic)}"
    return (
        (f"{what}\n{topic.why}" if topic.recurs and reasons else what),
        topic.fix,
        ", ".join(topic.documents),
        topic.role,
    )


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


def _homework(plan: VillagePlan, most: int) -> Section:
    """`most` forms have rows of their own."""
    forms: dict[str, list[Topic]] = {}
    for topic in plan.meeting.homework:
        forms.setdefault(topic.form, []).append(topic)
    order = sorted(forms, key=lambda form: -sum(t.value for t in forms[form]))
    rows = [_form_row(form, forms[form]) for form in order[:most]]
    if order[most:]:
        rows.append(_others_row({form: forms[form] for form in order[most:]}))
    n = sum(len(topic.ids) for topic in plan.meeting.homework)
    return Section(
        "pr",
        f"Pekerjaan rumah: {n} temuan, selesai {long_day(plan.due)}",
        table=PaperTable(HOMEWORK, tuple(rows)),
        tail="Letak setiap sel dan cara memperbaikinya ada di daftar perbaikan (Excel) desa." if rows else "",
    )


def _others_row(forms: dict[str, list[Topic]]) -> PaperRow:
    """The forms without a row of their own, with the number of their findings; many are counted together."""
    counts = [(form, sum(len(topic.ids) for topic in topics)) for form, topics in forms.items()]
    told = [f"{form} ({count})" for form, count in counts[:COUNTED]]
    if counts[COUNTED:]:
        told.append(f"{len(counts[COUNTED:])} formulir lagi ({sum(count for _form, count in counts[COUNTED:])})")
    return PaperRow(("Formulir lain", f"Jumlah temuan: {', '.join(told)}.", ""))


def _form_row(form: str, topics: Sequence[Topic]) -> PaperRow:
    """The worthiest causes of a form, in short; the others counted."""
    best = sorted(topics, key=lambda t: -t.value)
    causes = [_short(topic) for topic in best[:CAUSES]]
    more = sum(len(topic.ids) for topic in best[CAUSES:])
    roles = dict.fromkeys(topic.role for topic in best)
    text = " ".join(causes) + (f" Dan {more} temuan lain." if more else "")
    return PaperRow((form, text, ", ".join(list(roles)[:2])))


def _short(topic: Topic) -> str:
    """What is wrong, in one sentence."""
    where = f" ({topic.where})" if topic.where and not topic.message else ""
    n = len(topic.records)
    text = topic.message or f"{topic.title}{where}."
    return f"{text} ({n} catatan)" if topic.message and n > 1 else text
