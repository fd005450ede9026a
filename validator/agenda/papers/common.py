"""What several papers say in the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Bar, Signature
from validator.agenda.plan import VillagePlan
from validator.agenda.progress import TARGET, Measure
from validator.agenda.topics import Topic
from validator.agenda.words import clock, level_of, long_day, point
from validator.findings.models import Village
from validator.messages.texts import percent, translator
from validator.pack.models import Severity
from validator.reports.wording import dotted

__all__ = [
    "MENTOR",
    "bars",
    "changes",
    "facts",
    "footer",
    "found",
    "kind_of",
    "matter",
    "mentor_signature",
    "stem",
    "trouble",
    "village_signatures",
    "village_title",
]

SEVERITY_NAMES: dict[Severity, str] = {"error": "galat", "warning": "peringatan", "info": "info"}
MENTOR = "Pendamping Kecamatan"


def kind_of(village: Village) -> str:
    """Desa or Kelurahan, by the code."""
    return level_of(village.code)


def village_title(village: Village) -> str:
    """Desa Putat Basiun (63.11.03.2021)."""
    return f"{kind_of(village)} {village.name or '…'} ({dotted(village.code)})"


def stem(kind: str, village: Village) -> str:
    """The file's name without its ending: agenda_6311032021_putat-basiun."""
    plain = unicodedata.normalize("NFKD", village.name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    code = re.sub(r"[^0-9A-Za-z]+", "-", village.code)
    return "_".join(part for part in (kind, code, slug) if part)


def facts(plan: VillagePlan, kop: Letterhead) -> tuple[tuple[str, str], ...]:
    """Day, hours, place, village and mentor of a visit."""
    visit, village = plan.visit, plan.village
    hours = f"{clock(visit.start)}–{clock(visit.start + plan.meeting.minutes)} ({plan.meeting.minutes} menit)"
    return (
        ("Hari, tanggal", long_day(visit.day)),
        ("Waktu", hours),
        ("Tempat", kop.place(village)),
        (kind_of(village), f"{village.name} ({dotted(village.code)}), data tahun {village.year}"),
        ("Pendamping", visit.mentor or "…………………………………"),
    )


def bars(measures: Sequence[Measure]) -> tuple[Bar, ...]:
    """A chart line a score, with its distance to the target."""
    return tuple(Bar(m.name, m.percent, f"{percent(m.percent)} · {_distance(m)}") for m in measures)


def _distance(measure: Measure) -> str:
    if measure.percent is None:
        return "belum dapat dihitung"
    return f"kurang {point(measure.missing)} poin" if measure.missing else "target tercapai"


def changes(plan: VillagePlan) -> str:
    """What became of the last visit's findings and of what was answered as repaired; '' where nothing is known."""
    told = []
    if plan.since is not None and plan.last is not None:
        counts = plan.since
        text = f"Sejak kunjungan {translator('id').day(plan.last)}: {counts['selesai']} temuan selesai, "
        told.append(f"{text}{counts['masih_ada']} masih ada, {counts['baru']} baru, {counts['kambuh']} kambuh.")
    if plan.mended:
        told.append(f"{plan.mended} temuan dijawab sudah diperbaiki, tetapi masih ditemukan.")
    return " ".join(told)


def found(plan: VillagePlan) -> str:
    """How many findings there are, and how many of them are of rules on trial, which no visit is about."""
    counts, tried = plan.village.counts, plan.village.tried
    numbers = ", ".join(f"{counts.get(key, 0)} {name}" for key, name in SEVERITY_NAMES.items())
    return f"Temuan: {numbers}" + (f"; {tried} di antaranya uji coba, tidak dibahas." if tried else ".")


def trouble(topic: Topic) -> str:
    """What is wrong: the first record's message, or the rule with the number of records that break it, and where."""
    n = len(topic.records)
    where = topic.where
    if topic.message:
        return topic.message + (f" Begitu pula {n - 1} catatan lain ({where})." if n > 1 else "")
    at = f" ({where})" if where else ""
    return f"{topic.title}: {n} catatan perlu diperbaiki{at}."


def matter(topic: Topic) -> str:
    """The cell of an agenda: what is wrong, then its mode of mentoring and what else it settles."""
    marks = [topic.mode.capitalize()]
    if topic.begun:
        marks.append("mulai bersama, sisanya pekerjaan rumah")
    if topic.continued:
        marks.append("lanjutan yang dimulai bersama")
    if topic.follows:
        marks.append(f"{topic.follows} temuan lain ikut selesai")
    return f"{trouble(topic)}\n{' · '.join(marks)}"


def mentor_signature(plan: VillagePlan) -> Signature:
    return Signature("", MENTOR, plan.visit.mentor)


def village_signatures(plan: VillagePlan) -> tuple[Signature, ...]:
    """The head of the village and the operator."""
    head = "Lurah" if kind_of(plan.village) == "Kelurahan" else "Kepala Desa"
    return Signature("Mengetahui,", f"{head} {plan.village.name}"), Signature("", "Operator Prodeskel")


def footer(plan: VillagePlan) -> str:
    return f"{village_title(plan.village)} · target {point(TARGET)} %"
