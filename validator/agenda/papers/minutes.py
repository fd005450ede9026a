"""The berita acara: the minutes of the verification, for the kecamatan's file."""

from __future__ import annotations

from collections.abc import Iterator

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section, Signature
from validator.agenda.papers.common import footer, kind_of, mentor_signature, stem, trouble, village_title
from validator.agenda.plan import VillagePlan
from validator.agenda.topics import Topic
from validator.agenda.words import spelled_day
from validator.messages.texts import percent, translator

__all__ = ["BASIS", "DOTS", "MINUTES", "SUMMARY", "minutes", "summary"]

BASIS = (
    "Peraturan Menteri Dalam Negeri Nomor 12 Tahun 2007 tentang Pedoman Penyusunan dan Pendayagunaan Data "
    "Profil Desa dan Kelurahan",
)
NAMED = 4
"""Forms of an instrument that are named."""
DOTS = "……………………"
SUMMARY = (
    PaperColumn("Instrumen", 28),
    PaperColumn("Formulir", 36),
    PaperColumn("Galat", 12, "right"),
    PaperColumn("Peringatan", 12, "right"),
    PaperColumn("Info", 12, "right"),
)
INSTRUMENTS = {"DDK": "Data Dasar Keluarga", "Perkembangan": "Tingkat Perkembangan", "": "Lainnya"}
MINUTES = (
    PaperColumn("No", 4, "center"),
    PaperColumn("Kode", 9),
    PaperColumn("Formulir", 15),
    PaperColumn("Keadaan yang ditemukan", 25),
    PaperColumn("Seharusnya / tindakan", 24),
    PaperColumn("PJ", 10),
    PaperColumn("Batas waktu", 8, "center"),
    PaperColumn("Status", 5),
)


def minutes(plan: VillagePlan, kop: Letterhead) -> Paper:
    """The berita acara of one visit."""
    kop = kop.of(plan.village)
    return Paper(
        kind="berita-acara",
        stem=stem("berita-acara", plan.village),
        title="Berita Acara Verifikasi Data Profil Desa dan Kelurahan",
        subtitle=f"Nomor: {DOTS}",
        kop=kop,
        day=plan.visit.day,
        sections=(_opening(plan, kop), _summary(plan), _agreed(plan), _table(plan)),
        signatures=_signatures(plan, kop),
        footer=footer(plan),
        landscape=True,
    )


def _opening(plan: VillagePlan, kop: Letterhead) -> Section:
    basis = "; ".join([*BASIS, *kop.dasar, f"Surat Tugas Nomor {DOTS}"])
    shares = ", ".join(f"{m.name.lower()} {percent(m.percent)}" for m in plan.measures)
    text = (
        f"Pada hari ini, {spelled_day(plan.visit.day)}, bertempat di {kop.place(plan.village)}, telah dilaksanakan "
        f"verifikasi data Prodeskel {village_title(plan.village)} tahun data {plan.village.year} oleh Tim Pendamping "
        f"{kop.kecamatan or 'Kecamatan'} bersama Kelompok Kerja Profil {kind_of(plan.village)}."
    )
    return Section("pembukaan", paragraphs=(text, f"Dasar: {basis}.", f"Hasil pemeriksaan: {shares}."))


def summary(plan: VillagePlan) -> PaperTable:
    """Findings by instrument and severity, counted by their causes."""
    return PaperTable(SUMMARY, tuple(_counts(plan)))


def _counts(plan: VillagePlan) -> Iterator[PaperRow]:
    instruments: dict[str, list[Topic]] = {}
    for topic in plan.topics:
        instruments.setdefault(topic.instrument, []).append(topic)
    for name, topics in sorted(instruments.items()):
        forms = shortened(sorted({topic.form for topic in topics}))
        numbers = (str(_of(topics, severity)) for severity in ("error", "warning", "info"))
        yield PaperRow((INSTRUMENTS.get(name, name), forms, *numbers))


def shortened(names: list[str]) -> str:
    """The first names of a list, the others counted."""
    more = len(names) - NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:NAMED])} dan {more} formulir lain"


def _of(topics: list[Topic], severity: str) -> int:
    return sum(len(t.records) for t in topics if t.severity == severity)


def _summary(plan: VillagePlan) -> Section:
    tail = "Dihitung menurut sebabnya; temuan yang ikut selesai tidak dihitung lagi."
    return Section("ringkasan", "Ringkasan temuan", table=summary(plan), tail=tail)


def _table(plan: VillagePlan) -> Section:
    met = set(plan.meeting.topics)
    day = translator("id").day
    rows = [
        _row(number, topic, day(plan.visit.day if topic in met else plan.due))
        for number, topic in enumerate(plan.topics, 1)
    ]
    return Section("temuan", "Lampiran: rincian dan penyelesaian", table=PaperTable(MINUTES, tuple(rows)), annex=True)


def _row(number: int, topic: Topic, due: str) -> PaperRow:
    return PaperRow((str(number), topic.rule, topic.form, trouble(topic), topic.fix, topic.role, due, ""))


def _agreed(plan: VillagePlan) -> Section:
    due = translator("id").day(plan.due)
    return Section(
        "kesepakatan",
        "Kesepakatan",
        bullets=(
            f"Temuan yang belum selesai dalam pertemuan diperbaiki di Prodeskel paling lambat {due}.",
            "Sesudah diperbaiki, desa mengekspor ulang formulirnya untuk diperiksa kembali.",
            "Data yang menurut desa sudah benar dijelaskan secara tertulis dengan buktinya.",
            f"Rincian {len(plan.topics)} temuan dan penyelesaiannya terlampir dan merupakan bagian berita acara ini.",
        ),
        tail="Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    )


def _signatures(plan: VillagePlan, kop: Letterhead) -> tuple[Signature, ...]:
    head = "Lurah" if kind_of(plan.village) == "Kelurahan" else "Kepala Desa"
    rank = " · ".join(part for part in (kop.pangkat, f"NIP {kop.nip}" if kop.nip else "") if part)
    return (
        Signature("", "Ketua Pokja Profil"),
        Signature("", "Operator Prodeskel"),
        mentor_signature(plan),
        Signature("Mengetahui,", f"{head} {plan.village.name}"),
        Signature("Mengetahui,", "Camat", kop.camat, rank),
    )
