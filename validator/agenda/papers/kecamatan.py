"""The kecamatan sheet: whom to visit first, when, by whom; who has not sent; what to teach; where the findings are."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from validator.agenda.district.absent import VillageWithoutData
from validator.agenda.district.heat import heat
from validator.agenda.district.ranking import Need, score
from validator.agenda.district.training import Training, trainings
from validator.agenda.district.visits import VisitPlan
from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Paper, PaperColumn, PaperRow, PaperTable, Section, Signature
from validator.agenda.progress import TARGET
from validator.agenda.words import clock, joined, long_day, officer, point
from validator.findings.models import Village
from validator.messages.texts import percent
from validator.reports.wording import dotted

__all__ = ["ABSENT", "RANKING", "TRAINING", "VISITS", "District", "kecamatan"]

RANKING = (
    PaperColumn("No", 4, "center"),
    PaperColumn("Desa/Kelurahan", 20),
    PaperColumn("Kode", 12, "center"),
    PaperColumn("Nilai", 6, "right"),
    PaperColumn("Galat", 6, "right"),
    PaperColumn("Peringatan", 8, "right"),
    PaperColumn("Kelengkapan", 9, "right"),
    PaperColumn("Akurasi", 8, "right"),
    PaperColumn("Cakupan", 8, "right"),
    PaperColumn("Perkiraan kerja", 9, "right"),
    PaperColumn("Kunjungan lalu", 10, "right"),
    PaperColumn("Arah", 6, "center"),
)
VISITS = (
    PaperColumn("Hari, tanggal", 22),
    PaperColumn("Pukul", 8, "center"),
    PaperColumn("Pendamping", 22),
    PaperColumn("Desa/Kelurahan", 22),
    PaperColumn("Yang utama", 26),
)
ABSENT = (
    PaperColumn("No", 6, "center"),
    PaperColumn("Kode", 20, "center"),
    PaperColumn("Desa/Kelurahan", 44),
    PaperColumn("Tindakan", 30),
)
TRAINING = (
    PaperColumn("No", 4, "center"),
    PaperColumn("Topik", 28),
    PaperColumn("Mengapa", 30),
    PaperColumn("Desa", 18),
    PaperColumn("Temuan", 7, "right"),
    PaperColumn("Peserta", 13),
)
NAMED = 5
HOUR = 60


class District(Struct, frozen=True):
    """What the sheet is about: villages in order of need, the plan, who has not sent (None: nobody was expected)."""

    day: date
    needs: tuple[Need, ...]
    plan: VisitPlan
    absent: tuple[VillageWithoutData, ...] | None = None


def kecamatan(district: District, kop: Letterhead) -> Paper:
    """The sheet of one day."""
    first = district.needs[0].village if district.needs else None
    kop = kop.of(first)
    return Paper(
        kind="kecamatan",
        stem=f"kecamatan_{_area(district)}",
        title="Rencana Pendampingan Prodeskel",
        subtitle=f"{kop.kecamatan or 'Kecamatan'}, {long_day(district.day)}",
        kop=kop,
        day=district.day,
        sections=(
            _summary(district),
            _ranking(district),
            _visits(district),
            _absent(district),
            _training(trainings(district.needs)),
            _heat(district),
        ),
        signatures=(Signature("Mengetahui,", "Camat", kop.camat, f"NIP {kop.nip}" if kop.nip else ""),),
        footer=f"{kop.kecamatan} · target {point(TARGET)} %".strip(" ·"),
        landscape=True,
        target=TARGET,
    )


def _area(district: District) -> str:
    """The digits that all codes share, of whole levels: 631103 for one kecamatan."""
    codes = [need.village.code for need in district.needs] + [a.code for a in district.absent or ()]
    shared = next((n for n in (6, 4, 2) if len({code[:n] for code in codes}) == 1), 0)
    return codes[0][:shared] if shared else "semua"


def _summary(district: District) -> Section:
    needs = district.needs
    clean = [n for n in needs if not n.topics]
    short = [n for n in needs if _below(n.village)]
    parts = [f"{len(needs)} desa/kelurahan mengirim data; {len(clean)} tanpa temuan."]
    goal = f"target {point(TARGET)} % pada kelengkapan, akurasi dan cakupan"
    parts.append(f"{len(short)} belum mencapai {goal}." if short else f"Semuanya mencapai {goal}.")
    if district.absent is not None:
        parts.append(f"{len(district.absent)} belum mengirim." if district.absent else "Semua sudah mengirim.")
    if district.plan.later:
        names = [n.village.name or n.village.code for n in district.plan.later[:NAMED]]
        more = len(district.plan.later) - len(names)
        names += [f"{more} lainnya"] if more else []
        parts.append(f"Belum mendapat jadwal: {joined(names)}; kirimi daftar perbaikannya lebih dulu.")
    return Section("ringkasan", "Ringkasan", paragraphs=(" ".join(parts),))


def _below(village: Village) -> bool:
    shares = (village.completeness, village.accuracy, village.coverage)
    return any(share.percent is not None and share.percent < TARGET for share in shares)


def _ranking(district: District) -> Section:
    rows = tuple(_ranked(number, need, district.needs) for number, need in enumerate(district.needs, 1))
    tail = "Nilai = berat temuan × perkiraan kerja × hari sejak kunjungan lalu, 100 untuk yang tertinggi."
    return Section("urutan", "Urutan kunjungan", table=PaperTable(RANKING, rows), tail=tail)


def _ranked(number: int, need: Need, needs: tuple[Need, ...]) -> PaperRow:
    village = need.village
    shares = (village.completeness, village.accuracy, village.coverage)
    return PaperRow(
        (
            str(number),
            village.name,
            dotted(village.code),
            str(score(need, needs)),
            str(village.counts.get("error", 0)),
            str(village.counts.get("warning", 0)),
            *(percent(share.percent) for share in shares),
            f"{point(round(need.effort / HOUR, 1))} jam",
            "belum ada" if need.days is None else f"{need.days} hari",
            arrow(need.trend),
        )
    )


def arrow(trend: int | None) -> str:
    """More findings than at the last visit, fewer, as many, or unknown."""
    if trend is None:
        return "–"
    return f"naik {trend}" if trend > 0 else (f"turun {-trend}" if trend else "tetap")


def _visits(district: District) -> Section:
    rows = tuple(
        PaperRow(
            (
                long_day(v.day),
                clock(v.start),
                officer(v.mentor, "Kecamatan"),
                v.need.village.name or v.need.village.code,
                _first(v.need),
            )
        )
        for v in district.plan.visits
    )
    return Section("rencana", "Rencana kunjungan", table=PaperTable(VISITS, rows))


def _first(need: Need) -> str:
    """The forms that most of the worth is on."""
    worth: dict[str, int] = {}
    for topic in need.topics:
        worth[topic.form] = worth.get(topic.form, 0) + topic.value
    return ", ".join(sorted(worth, key=lambda form: (-worth[form], form))[:2])


def _absent(district: District) -> Section:
    rows = tuple(
        PaperRow((str(number), dotted(a.code), a.name, "Hubungi; minta ekspor Prodeskel terbaru"))
        for number, a in enumerate(district.absent or (), 1)
    )
    return Section("belum", "Belum mengirim", table=PaperTable(ABSENT, rows))


def _training(topics: tuple[Training, ...]) -> Section:
    rows = tuple(_trained(number, training) for number, training in enumerate(topics, 1))
    return Section("bimtek", "Usulan topik bimtek: kesalahan di banyak desa", table=PaperTable(TRAINING, rows))


def _trained(number: int, training: Training) -> PaperRow:
    names = list(training.villages[:NAMED])
    more = len(training.villages) - len(names)
    names += [f"{more} lainnya"] if more else []
    topic = training.topic
    what = f"{topic.title}\n{topic.form}"
    return PaperRow((str(number), what, topic.why, joined(names), str(training.findings), joined(list(training.roles))))


def _heat(district: District) -> Section:
    found = [need for need in district.needs if need.topics]
    if not found:
        return Section("peta")
    chart = heat(found)
    wide = 70 / len(chart.forms)
    columns = (PaperColumn("Desa/Kelurahan", 18), *(PaperColumn(form, wide, "center") for form in chart.forms))
    rows = tuple(
        PaperRow((name, *(str(n) if n else "" for n in counts)), shades=(0, *shades))
        for name, counts, shades in zip(chart.villages, chart.counts, chart.shades, strict=True)
    )
    return Section(
        "peta", "Peta temuan: desa × formulir", table=PaperTable(columns, rows), tail="Dihitung menurut sebabnya."
    )
