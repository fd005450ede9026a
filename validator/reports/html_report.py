"""HTML for the browser of an old phone and for paper: a file a village, `laporan_<code>_<name>.html`, and `index.html`.

Every file stands alone (no script, style, font or picture from elsewhere) and is complete without JavaScript, which
only adds a filter. Black on white; a severity is a word and a frame, never a colour alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import FileAccount, Village
from validator.messages.texts import Translator, translator
from validator.reports.books import awaited_text, not_received
from validator.reports.charts import bar
from validator.reports.errors import OutputError
from validator.reports.pages.books import books, shelved
from validator.reports.pages.entries import by_form, grouped
from validator.reports.pages.labels import index_labels, script_labels, village_labels
from validator.reports.priorities import Repair, repair_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, output_error, write_bytes
from validator.reports.wording import dotted, score_sentences, severity_names, tried_text, village_name
from validator.reports.xlsx_report import list_name

__all__ = ["page_name", "write"]

TARGET = 80.0
"""Percent that the mentoring programme asks for; a line in every bar."""
COMMON = 20
"""Rules that the page of all villages names."""


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the pages into the folder `target`: the villages in their order, then the page of all.

    One that cannot be written does not stop the others: OutputError names all of these at the end.
    """
    if not isinstance(target, Path):
        raise TypeError("the html report is a folder of pages: its target is a path")
    _ = translator(lang)
    written: list[Path] = []
    failed: list[OutputError] = []
    for name, page in _pages(source, options, _):
        try:
            write_bytes(target / name, page().encode("utf-8", "backslashreplace"))
            written.append(target / name)
        except OSError as error:
            failed.append(output_error(target / name, error, _))
    if failed:
        raise OutputError([e.path for e in failed], "\n".join(map(str, failed)), failed[0].cure)
    return written


def page_name(village: Village) -> str:
    """The file name of a village's page: `laporan_6311032021_putat-basiun.html`."""
    return list_name(village).replace("daftar-perbaikan", "laporan", 1).removesuffix(".xlsx") + ".html"


def _pages(source: ReportSource, options: Options, _: Translator) -> Iterator[tuple[str, Callable[[], str]]]:
    shelves, others = shelved(source.files, [village.code for village in source.villages])
    for village in source.villages:
        yield page_name(village), partial(_village_page, source, village, shelves[village.code], options, _)
    yield "index.html", partial(_index_page, source, others, _)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("validator.reports.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _village_page(
    source: ReportSource, village: Village, files: Sequence[FileAccount], options: Options, _: Translator
) -> str:
    listed = source.listed(village.code, options.list_limit)
    total = sum(village.counts.values())
    more = _("… dan {n} temuan lagi; lihat CSV/JSON").format(n=_.number(total - len(listed)))
    return (
        _environment()
        .get_template("village.html")
        .render(
            _common(source, _),
            t=village_labels(_),
            words=script_labels(_),
            back=len(source.villages) > 1,
            heading=village_name(village),
            place=_place(village, _),
            scores=list(_scores(village, _)),
            counts=_counts(village, _),
            repairs=[_repair(r, _) for r in repair_first(listed, village.rule_counts, options.repair_first)],
            forms=[{"name": form, "count": _.number(count)} for form, count in by_form(listed)],
            groups=grouped(listed, _),
            follows=_("↳ akibat dari no. {n}"),
            alike=_("Sama dengan penjelasan no. {n}."),
            more=more if total > len(listed) else "",
            not_checkable=village.not_checkable,
            missing=", ".join(village.missing),
            books=books(files, _),
        )
    )


def _index_page(source: ReportSource, files: Sequence[FileAccount], _: Translator) -> str:
    return (
        _environment()
        .get_template("index.html")
        .render(
            _common(source, _),
            t=index_labels(_),
            heading=_district(source.villages, _),
            villages=[
                {
                    "page": page_name(village),
                    "name": village.name or dotted(village.code),
                    "code": dotted(village.code),
                    "scores": list(_scores(village, _)),
                    "counts": _counts(village, _),
                }
                for village in source.villages
            ],
            awaited=[awaited_text(each, _) for each in not_received(source.files, source.villages)],
            common=_common_rules(source, _),
            books=books(files, _),
        )
    )


def _common(source: ReportSource, _: Translator) -> dict[str, Any]:
    made = _("Tanggal acuan {day} · prodeskel-validator {version} · aturan {rules} ({n})")
    day, count = _.day(source.reference_date), _.number(source.rules_count)
    text = made.format(day=day, version=source.version, rules=source.rules_version, n=count)
    return {"lang": _.lang, "made": text}


def _district(villages: Sequence[Village], _: Translator) -> str:
    names = list(dict.fromkeys(village.district for village in villages if village.district))
    if len(names) == 1:
        return _("Kecamatan {name}").format(name=names[0])
    return _("{n} desa").format(n=_.number(len(villages)))


def _place(village: Village, _: Translator) -> str:
    district = _("Kecamatan {name}").format(name=village.district) if village.district else ""
    parts = (district, village.regency, _("tahun {year}").format(year=village.year))
    return " · ".join(part for part in parts if part)


def _scores(village: Village, _: Translator) -> Iterator[dict[str, Any]]:
    for name, share, sentence in score_sentences(village, _):
        percent = _.percent(share.percent)
        chart = bar(share.percent, f"{name} {percent}", TARGET)
        yield {"name": name, "percent": percent, "sentence": sentence, "bar": chart}


def _counts(village: Village, _: Translator) -> str:
    names = severity_names(_)
    counts = " · ".join(f"{name} {_.number(village.counts.get(key, 0))}" for key, name in names.items())
    return " ".join(filter(None, (counts, tried_text(village, _))))


def _repair(repair: Repair, _: Translator) -> dict[str, Any]:
    reach = []
    if repair.alike > 1:
        reach.append(_("Kesalahan yang sama di desa ini: {n}").format(n=_.number(repair.alike)))
    if repair.consequences:
        settled = _("Temuan lain yang ikut selesai bila ini diperbaiki: {n}")
        reach.append(settled.format(n=_.number(repair.consequences)))
    return {"number": repair.number, "message": mask_long_numbers(repair.finding.message), "reach": reach}


def _common_rules(source: ReportSource, _: Translator) -> list[dict[str, str]]:
    """The rules broken most often, with the title of their first finding."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for village in source.villages:
        counts.update(village.rule_counts)
        spread.update(rule for rule, count in village.rule_counts.items() if count)
    chosen = sorted(counts, key=lambda rule: (-spread[rule], -counts[rule], rule))[:COMMON]
    titles: dict[str, str] = {}
    for finding in source.iter_findings() if chosen else ():
        titles.setdefault(finding.rule, finding.title)
        if all(rule in titles for rule in chosen):
            break
    return [
        {"rule": r, "title": titles.get(r, r), "count": _.number(counts[r]), "villages": _.number(spread[r])}
        for r in chosen
        if counts[r]
    ]
