"""The mentoring report: what the mentor hands to the camat afterwards, in six chapters, to be completed by hand."""

from __future__ import annotations

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section, Signature
from validator.agenda.papers.common import (
    MENTOR,
    bars,
    changes,
    facts,
    footer,
    found,
    kind_of,
    mentor_signature,
    stem,
    trouble,
    village_title,
)
from validator.agenda.papers.minutes import BASIS, DOTS, summary
from validator.agenda.plan import VillagePlan
from validator.agenda.progress import TARGET
from validator.agenda.topics import Topic
from validator.agenda.words import joined, long_day, point
from validator.messages.texts import percent

__all__ = ["PLAN", "PROBLEMS", "report"]

PROBLEMS = (PaperColumn("Permasalahan", 50), PaperColumn("Solusi", 50))
PLAN = (
    PaperColumn("No", 6, "center"),
    PaperColumn("Tindakan", 44),
    PaperColumn("Penanggung jawab", 22),
    PaperColumn("Batas waktu", 28),
)
LISTED = 8


def report(plan: VillagePlan, kop: Letterhead) -> Paper:
    """The report of one visit."""
    kop = kop.of(plan.village)
    rank = " · ".join(part for part in (kop.pangkat, f"NIP {kop.nip}" if kop.nip else "") if part)
    return Paper(
        kind="laporan",
        stem=stem("laporan", plan.village),
        title="Laporan Pendampingan Prodeskel",
        subtitle=village_title(plan.village),
        kop=kop,
        day=plan.visit.day,
        facts=facts(plan, kop),
        sections=(
            _introduction(plan, kop),
            _execution(plan),
            _results(plan),
            _instruments(plan),
            _problems(plan),
            _next(plan),
            _end(plan),
        ),
        signatures=(Signature("Mengetahui,", "Camat", kop.camat, rank), mentor_signature(plan)),
        footer=footer(plan),
        target=TARGET,
    )


def _introduction(plan: VillagePlan, kop: Letterhead) -> Section:
    kind = kind_of(plan.village).lower()
    return Section(
        "pendahuluan",
        "I. Pendahuluan",
        paragraphs=(
            f"Latar belakang: data Prodeskel adalah dasar perencanaan {kind}; data yang salah menghasilkan rencana "
            "yang salah. Kecamatan tidak dapat mengubah data itu, sehingga temuan diselesaikan bersama "
            f"pemerintah {kind}.",
            f"Dasar hukum: {'; '.join([*BASIS, *kop.dasar])}.",
            f"Maksud dan tujuan: memperbaiki temuan pemeriksaan dan mencapai target {point(TARGET)} %.",
        ),
    )


def _execution(plan: VillagePlan) -> Section:
    modes = list(dict.fromkeys(topic.mode for topic in plan.meeting.topics)) or ["supervisi"]
    return Section(
        "pelaksanaan",
        "II. Pelaksanaan",
        paragraphs=(
            f"Waktu: {long_day(plan.visit.day)}, direncanakan {plan.meeting.minutes} menit.",
            f"Peserta yang diundang: {joined([*plan.participants, MENTOR])}; yang hadir: daftar hadir terlampir.",
            f"Metode: {joined(modes)}; {len(plan.meeting.topics)} materi direncanakan menurut agenda terlampir, "
            f"yang dibahas {DOTS} materi.",
        ),
    )


def _results(plan: VillagePlan) -> Section:
    meanings = "; ".join(f"{m.name.lower()} {percent(m.percent)} ({m.meaning})" for m in plan.measures)
    paragraphs = [f"{meanings[:1].upper()}{meanings[1:]}.", found(plan), changes(plan)]
    kept = tuple(p for p in paragraphs if p)
    return Section("hasil", "III. Hasil", paragraphs=kept, bars=bars(plan.measures))


def _instruments(plan: VillagePlan) -> Section:
    tail = "Dihitung menurut sebabnya; temuan yang ikut selesai tidak dihitung lagi."
    return Section("instrumen", "Temuan menurut instrumen", table=summary(plan), tail=tail)


def _problems(plan: VillagePlan) -> Section:
    topics = sorted(plan.topics, key=lambda t: -t.value)[:LISTED]
    rows = tuple(PaperRow((f"{t.form}. {trouble(t)}", t.fix)) for t in topics)
    return Section("masalah", "IV. Permasalahan dan solusi", table=PaperTable(PROBLEMS, rows))


def _next(plan: VillagePlan) -> Section:
    forms: dict[str, list[Topic]] = {}
    for topic in plan.meeting.homework:
        forms.setdefault(topic.form, []).append(topic)
    rows = [
        (f"Memperbaiki {sum(len(t.ids) for t in topics)} temuan pada {form}", _roles(topics))
        for form, topics in forms.items()
    ]
    rows.append(("Mengekspor ulang formulir yang sudah diperbaiki untuk diperiksa kembali", "Operator desa"))
    due = long_day(plan.due)
    cells = tuple(PaperRow((str(n), what, who, due)) for n, (what, who) in enumerate(rows, 1))
    return Section("rencana", "V. Rencana tindak lanjut", table=PaperTable(PLAN, cells))


def _roles(topics: list[Topic]) -> str:
    return ", ".join(dict.fromkeys(topic.role for topic in topics))


def _end(plan: VillagePlan) -> Section:
    return Section(
        "penutup",
        "VI. Penutup",
        paragraphs=(
            "Demikian laporan ini disampaikan sebagai bahan pembinaan selanjutnya.",
            "Lampiran: agenda, daftar hadir, berita acara, lembar tindak lanjut, foto kegiatan.",
        ),
    )
