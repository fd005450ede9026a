"""The static site of the nightly run: an index, and a page a village with its trend and what changed since last night.

Every page stands alone and needs no JavaScript; its size does not grow with the number of nights. Names and numbers of
persons are masked, as the ledger keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date as Date  # noqa: N812
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from validator.findings.history import Change
from validator.findings.models import Share
from validator.ledger.book import Ledger
from validator.ledger.errors import NightError
from validator.ledger.records import AbsentVillage, NightReport, VillageNight
from validator.messages.texts import translator
from validator.nightly.gate import GateVerdict
from validator.nightly.senders import Register
from validator.nightly.site_findings import LISTED, Details, groups
from validator.regions.table import Regions
from validator.reports.charts import Line, bar, lines, thinned
from validator.reports.errors import OutputError
from validator.reports.targets import output_error, write_bytes
from validator.reports.wording import dotted, severity_names

__all__ = ["Tonight", "page_name", "write_site"]

_ = translator("id")
NIGHTS = list[tuple[Date, VillageNight]]


def page_name(code: str) -> str:
    """The file name of a village's page: `6311032021.html`."""
    return f"{code}.html"


class Tonight(Struct, frozen=True):
    """What the pages tell of a night beside its trend; `details` tells of findings what the ledger does not."""

    report: NightReport
    verdict: GateVerdict
    senders: Register
    details: Details = Details()


def write_site(folder: Path, ledger: Ledger, tonight: Tonight) -> int:
    """Writes all pages and removes those of villages the ledger does not know; returns their number.

    One that cannot be written does not stop the others: `OutputError` names all of these at the end.
    """
    failed: list[OutputError] = []
    written = set()
    for name, page in _pages(ledger, tonight):
        try:
            write_bytes(folder / name, page.encode("utf-8", "backslashreplace"))
            written.add(name)
        except OSError as error:
            failed.append(output_error(folder / name, error, _))
    if failed:
        raise OutputError([e.path for e in failed], "\n".join(map(str, failed)), failed[0].cure)
    for old in folder.glob("[0-9]*.html"):
        if old.name not in written:
            old.unlink()
    return len(written)


def _pages(ledger: Ledger, tonight: Tonight) -> Iterator[tuple[str, str]]:
    report = tonight.report
    trends: dict[str, NIGHTS] = defaultdict(list)
    nights: dict[Date, list[VillageNight]] = defaultdict(list)
    for day, village in ledger.trend():
        if day <= report.date:
            trends[village.code].append((day, village))
            nights[day].append(village)
    for village in report.villages:
        yield page_name(village.code), _village_page(ledger, tonight, village, trends[village.code])
    for absent in report.absent:
        yield page_name(absent.code), _absent_page(report, absent, trends[absent.code])
    yield "index.html", _index_page(tonight, nights)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("validator.nightly"), PackageLoader("validator.reports.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, report: NightReport, **values: Any) -> str:  # noqa: ANN401 - what a template shows
    night = report.night
    made = f"Malam {_.day(night.date)} · prodeskel-validator {night.version} · aturan {night.rules_version}"
    return _environment().get_template(template).render(made=f"{made} ({_.number(night.rules_count)})", **values)


def _index_page(tonight: Tonight, nights: dict[Date, list[VillageNight]]) -> str:
    report, verdict, senders = tonight.report, tonight.verdict, tonight.senders
    names = ("error", "new", "solved", "reopened", "waived")
    error, new, solved, back, waived = (_.number(report.total(name)) for name in names)
    changes = f"baru {new} · selesai {solved} · kambuh {back}"
    if verdict.first:
        changes = "malam pertama: belum ada pembanding"
    failed = [c.sentence for c in verdict.failed]
    return _render(
        "index.html",
        report,
        heading=_.day(report.date),
        gate=verdict.sentence(),
        failed=failed[:LISTED],
        totals=f"{_.number(len(report.villages))} desa · galat {error} · {changes} · dikecualikan {waived}",
        charts=_overall_charts(nights),
        villages=[_line(village) for village in report.villages],
        missing=_missing(report, senders),
        expected=bool(senders.expected),
        strays=senders.strays[:LISTED],
        strays_more=max(len(senders.strays) - LISTED, 0),
        renamed=senders.renamed,
    )


def _line(village: VillageNight) -> dict[str, Any]:
    numbers = {n: _.number(getattr(village, n)) for n in ("error", "warning", "new", "solved", "reopened")}
    shares = {n: _.percent(getattr(village, n).percent) for n in ("completeness", "accuracy")}
    name = village.name or dotted(village.code)
    return {"page": page_name(village.code), "name": name, "code": dotted(village.code), **numbers, **shares}


def _missing(report: NightReport, senders: Register) -> list[dict[str, Any]]:
    """Expected villages that did not send; without such a list, those that the ledger knows."""
    known = {absent.code: absent for absent in report.absent}
    names = senders.missing if senders.expected else {a.code: a.name or a.code for a in report.absent}
    return [
        {
            "code": dotted(code),
            "name": name,
            "page": page_name(code) if code in known else "",
            "last": _.day(known[code].last) if code in known else "",
            "open": _.number(known[code].open_) if code in known else "",
        }
        for code, name in names.items()
    ]


def _village_page(ledger: Ledger, tonight: Tonight, village: VillageNight, nights: NIGHTS) -> str:
    report = tonight.report
    counts = [f"{name} {_.number(getattr(village, key))}" for key, name in severity_names(_).items()]
    moved = (("new", "baru"), ("solved", "selesai"), ("reopened", "kambuh"))
    states = (*(() if tonight.verdict.first else moved), ("waived", "dikecualikan"))
    counts += [f"{name} {_.number(getattr(village, state))}" for state, name in states]
    return _render(
        "desa.html",
        report,
        heading=village.name or dotted(village.code),
        place=_place(village.code, village.district, village.regency),
        absent="",
        scores=[_score(name, share) for name, share in _shares(village).items()],
        counts=" · ".join(counts),
        charts=_village_charts(nights),
        changes=list(groups(_changes(ledger, village.code, tonight), village.code, tonight.details, tonight.verdict)),
    )


def _absent_page(report: NightReport, absent: AbsentVillage, nights: NIGHTS) -> str:
    region = Regions.load().village(absent.code)
    waiting = f"Belum mengirim. Terakhir {_.day(absent.last)}; {_.number(absent.open_)} temuan masih menunggu."
    return _render(
        "desa.html",
        report,
        heading=absent.name or dotted(absent.code),
        place=_place(absent.code, region.district if region else "", region.regency if region else ""),
        absent=waiting,
        scores=[],
        counts="",
        charts=_village_charts(nights),
        changes=[],
    )


def _place(code: str, district: str, regency: str) -> str:
    return " · ".join(part for part in (dotted(code), f"Kecamatan {district}" if district else "", regency) if part)


def _shares(village: VillageNight) -> dict[str, Share]:
    return {
        "Kelengkapan": village.completeness,
        "Akurasi": village.accuracy,
        "Cakupan": village.coverage,
    }


def _score(name: str, share: Share) -> dict[str, Any]:
    percent = _.percent(share.percent)
    return {"name": name, "percent": percent, "bar": bar(share.percent, f"{name} {percent}")}


def _changes(ledger: Ledger, code: str, tonight: Tonight) -> Sequence[Change]:
    try:
        return ledger.history(code, until=tonight.report.date).changes
    except NightError:  # the details of the night before were pruned
        return ()


def _overall_charts(nights: dict[Date, list[VillageNight]]) -> list[dict[str, Any]]:
    days = thinned(sorted(nights))
    shares = {name: tuple(_joint(nights[d], name) for d in days) for name in _shares_names()}
    errors = tuple(float(sum(v.error for v in nights[d])) for d in days)
    return _charts(days, shares, errors)


def _shares_names() -> tuple[str, ...]:
    return ("Kelengkapan", "Akurasi", "Cakupan")


def _joint(villages: Sequence[VillageNight], name: str) -> float | None:
    shares = [_shares(v)[name] for v in villages]
    return Share(sum(s.part for s in shares), sum(s.whole for s in shares)).percent


def _village_charts(nights: NIGHTS) -> list[dict[str, Any]]:
    kept = thinned(nights)
    shares = {name: tuple(_shares(v)[name].percent for _day, v in kept) for name in _shares_names()}
    return _charts([day for day, _v in kept], shares, tuple(float(v.error) for _day, v in kept))


def _charts(
    days: Sequence[Date], shares: dict[str, tuple[float | None, ...]], errors: tuple[float, ...]
) -> list[dict[str, Any]]:
    if len(days) < 2:
        return []
    span = f"{_.day(days[0])} sampai {_.day(days[-1])}"
    drawn = [Line(name, values) for name, values in shares.items()]
    strokes = ("garis penuh", "garis putus", "titik-titik")
    key = [f"{n} {_.percent(v[-1])} ({s})" for (n, v), s in zip(shares.items(), strokes, strict=True)]
    open_ = f"Galat {_.number(errors[-1])}, paling banyak {_.number(max(errors))}"
    return [
        {
            "title": f"Nilai (0–100 %), {span}",
            "svg": lines(days, drawn, f"Nilai {span}: {', '.join(key)}", 100.0),
            "key": key,
        },
        {"title": f"Galat, {span}", "svg": lines(days, [Line("Galat", errors)], open_), "key": [open_]},
    ]
