"""The ledger as people read it in a terminal: plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812

from validator.findings.history import STATES, Change, History, State
from validator.ledger.records import Diff, Night, NightReport, RecordedVisit
from validator.ledger.waivers import Waiver
from validator.messages.texts import Translator
from validator.reports.wording import dotted

__all__ = [
    *("columns", "diff_lines", "history_lines", "idle_sentence", "night_lines", "nights_lines"),
    *("state_name", "visit_lines"),
]

SHOWN = 200
"""Changes listed one by one; all of them stand in JSON and CSV."""


def state_name(state: State, _: Translator) -> str:
    names: dict[State, str] = {
        "baru": _("baru"),
        "masih_ada": _("masih ada"),
        "selesai": _("selesai"),
        "kambuh": _("kambuh"),
        "dikecualikan": _("dikecualikan"),
    }
    return names[state]


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned text; columns after the first stand to the right if they hold only numbers below the head."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    numeric = [all(_is_number(row[i]) for row in rows[1:]) and i > 0 for i in range(len(widths))]
    for row in rows:
        cells = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)]
        yield "  ".join(cells).rstrip()


def _is_number(text: str) -> bool:
    return text.strip("–%. ,").replace(".", "").replace(",", "").isdigit() or text in ("", "–")


def nights_lines(nights: Sequence[Night], _: Translator) -> Iterator[str]:
    """Which nights there are."""
    without = sum(not night.detail for night in nights)
    span = _("{n} malam direkam, {first} sampai {last}.")
    yield span.format(n=_.number(len(nights)), first=_.day(nights[0].date), last=_.day(nights[-1].date))
    if without:
        yield _("{n} malam pertama tinggal nilainya; rinciannya sudah dipangkas.").format(n=_.number(without))


def night_lines(report: NightReport, _: Translator) -> Iterator[str]:
    """The villages of a night, a line each, and those that sent nothing."""
    since = _("dibandingkan dengan {day}").format(day=_.day(report.previous)) if report.previous else ""
    yield _("Malam {day}").format(day=_.day(report.date)) + (f", {since}" if since else "")
    if not report.previous:
        yield _("Ini malam pertama; belum ada pembanding, jadi semua temuan terhitung baru.")
    if report.rules_changed:
        yield _("Aturannya berubah sejak malam itu; temuan baru dapat berasal dari aturan baru.")
    yield ""
    head = [
        *(_("Desa"), _("Galat"), _("Peringatan"), _("Info"), _("Baru"), _("Kambuh"), _("Selesai")),
        *(_("Dikecualikan"), _("Belum ditanya"), _("Lengkap"), _("Cakupan")),
    ]
    rows = [head]
    for v in report.villages:
        counts = (v.error, v.warning, v.info, v.new, v.reopened, v.solved, v.waived, v.unasked)
        shares = (_.percent(v.completeness.percent), _.percent(v.coverage.percent))
        rows.append([f"{v.code} {v.name}", *map(_.number, counts), *shares])
    yield from columns(rows)
    if report.absent:
        yield ""
        yield _("Tidak mengirim malam ini (temuannya tetap terbuka):")
    for absent in report.absent:
        text = _("  {code} {name}: terakhir {day}, {n} temuan terbuka")
        yield text.format(code=absent.code, name=absent.name, day=_.day(absent.last), n=_.number(absent.open_))


def _summary(counts: Sequence[tuple[State, int]], _: Translator) -> str:
    return " · ".join(f"{state_name(state, _)} {_.number(n)}" for state, n in counts)


def _change_lines(changes: Sequence[Change], names: Mapping[str, str], _: Translator) -> Iterator[str]:
    """A line each; `names` are those of villages by code, '' where none is to be told."""
    head = [_("Keadaan"), _("Desa"), _("Aturan"), _("Sejak"), _("Hari"), _("Id"), _("Temuan")]
    rows = [head]
    for c in changes[:SHOWN]:
        first = c.first_seen.isoformat()
        village = f"{c.village} {names.get(c.village, '')}".rstrip()
        said = f"{c.title}: {c.message}" if c.title and c.title not in c.message else c.message
        rows.append([state_name(c.state, _), village, c.rule, first, _.number(c.days_open), c.id, said])
    yield from columns(rows)
    if len(changes) > SHOWN:
        more = _("… dan {n} lagi; selengkapnya dengan --format csv.")
        yield more.format(n=_.number(len(changes) - SHOWN))


def history_lines(history: History, _: Translator, name: str = "") -> Iterator[str]:
    """What became of a village's findings; `name` is the village's."""
    span = _("Desa {code}, {since} sampai {until}") if history.since else _("Desa {code}, sampai {until}")
    since = _.day(history.since) if history.since else ""
    yield span.format(code=f"{history.village} {name}".rstrip(), since=since, until=_.day(history.until))
    yield _summary([(s, history.counts[s]) for s in STATES], _)
    if history.changes:
        yield ""
        yield from _change_lines(history.changes, {}, _)


def diff_lines(diff: Diff, _: Translator, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """What differs between two nights; villages with their names, rules with their titles."""
    text = _("Perubahan dari {since} ke {until}")
    yield text.format(since=_.day(diff.since), until=_.day(diff.until))
    yield _summary([(s, diff.total(s)) for s in STATES], _)
    if diff.changes:
        yield ""
        yield from _change_lines(diff.changes, names or {}, _)


def idle_sentence(waiver: Waiver, day: Date, _: Translator) -> str:
    """What is said of a waiver that excludes nothing on a day: it is over, or covers no finding."""
    text = _("Pengecualian {rule} desa {village} ({record}) tidak mengenai satu temuan pun; periksa isinya atau hapus.")
    if not waiver.in_force(day):
        text = _("Pengecualian {rule} desa {village} ({record}) habis masa berlakunya {expiry}; perpanjang atau hapus.")
    said = {"rule": waiver.rule, "village": dotted(waiver.village), "record": waiver.record}
    return text.format(**said, expiry=_.day(waiver.expiry))


def visit_lines(visits: Sequence[RecordedVisit], _: Translator) -> Iterator[str]:
    """Visits, with how many findings each solved."""
    text = _("{day}, {mentor}, {minutes} menit: {n} temuan selesai sesudahnya")
    for visit in visits:
        words = {"mentor": visit.mentor, "minutes": _.number(visit.minutes), "n": _.number(len(visit.solved))}
        yield text.format(day=_.day(visit.date), **words) + (f" ({visit.note})" if visit.note else "")
