"""A summary in Markdown, for the summary page of a CI job or a merge request.

Every village in a row, what each should repair first, what could not be read. GitHub refuses more than a megabyte of
a step and people read less: `VILLAGES` villages, `DETAILED` of them in detail, and `FILES` files are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Village
from validator.messages.texts import Translator, translator
from validator.reports.books import Unchecked, awaited_text, not_received, unchecked
from validator.reports.priorities import Repair, repair_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import Addresses, file_name, severity_label, severity_names, tried_text, village_name

__all__ = ["DETAILED", "FILES", "VILLAGES", "write"]

VILLAGES = 1_000
DETAILED = 50
FILES = 100
LONGEST = 300
"""Characters of one text."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the summary."""
    _ = translator(lang)
    with opened(target, _) as handle:
        handle.writelines(f"{line}\n" for line in _lines(source, options, _))
    return [target] if isinstance(target, Path) else []


def _lines(source: ReportSource, options: Options, _: Translator) -> Iterator[str]:
    yield _("# Pemeriksaan data Prodeskel, {day}").format(day=_.day(source.reference_date))
    yield ""
    if not source.villages:
        yield _("Tidak ada data desa yang dapat diperiksa. Unduh ulang ekspornya dari Prodeskel lalu jalankan lagi.")
    else:
        yield from _table(source.villages, _)
    yield from _alerts(source, _)
    yield from _details(source, options, _)
    yield from _books(source, _)


def _table(villages: Sequence[Village], _: Translator) -> Iterator[str]:
    severities = severity_names(_)
    heads = [_("Kode"), _("Desa"), _("Kelengkapan"), _("Akurasi"), _("Cakupan"), *severities.values()]
    yield _row(heads)
    yield _row([":--", ":--", *["--:"] * (len(heads) - 2)])
    for village in villages[:VILLAGES]:
        shares = (village.completeness, village.accuracy, village.coverage)
        counts = (_.number(village.counts.get(severity, 0)) for severity in severities)
        yield _row([village.code, _plain(village.name), *(_.percent(share.percent) for share in shares), *counts])
    tried = [(village, text) for village in villages[:VILLAGES] if (text := tried_text(village, _))]
    yield from ("", *(f"- {_plain(village_name(village))}: {text}" for village, text in tried)) if tried else ()
    if len(villages) > VILLAGES:
        yield ""
        yield _("… dan {n} desa lagi.").format(n=_.number(len(villages) - VILLAGES))


def _alerts(source: ReportSource, _: Translator) -> Iterator[str]:
    """What somebody has to act on before the findings are worth reading."""
    awaited = [awaited_text(each, _) for each in not_received(source.files, source.villages)]
    alerts = [entry for entry in unchecked(source.files, _) if entry.alert]
    if not awaited and not alerts:
        return
    yield from ("", f"## {_('Perhatikan dulu')}", "")
    yield from (f"- {_plain(text)}" for text in awaited[:FILES])
    yield from (f"- {_plain(_where(entry))}: {_plain(entry.reason)}" for entry in alerts[:FILES])
    if len(alerts) > FILES:
        yield "- " + _("… dan {n} lagi").format(n=_.number(len(alerts) - FILES))


def _where(entry: Unchecked) -> str:
    return " · ".join(part for part in (entry.file, entry.sheet, entry.rows) if part)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _details(source: ReportSource, options: Options, _: Translator) -> Iterator[str]:
    wanting = [v for v in source.villages if v.counts.get("error", 0) or v.counts.get("warning", 0)]
    chosen = sorted(wanting, key=lambda v: (-v.counts.get("error", 0), v.code))[:DETAILED]
    addresses = Addresses(source.files)
    for village in chosen:
        listed = source.listed(village.code, options.list_limit)
        repairs = repair_first(listed, village.rule_counts, options.repair_first)
        if repairs:
            title = _("Perbaiki dulu di {village}").format(village=_plain(village_name(village)))
            yield from ("", f"## {title}", "")
        for number, repair in enumerate(repairs, 1):
            yield from _repair(number, repair, addresses, _)
    if len(chosen) < len(wanting):
        more = _.number(len(wanting) - len(chosen))
        yield ""
        yield _("Desa lain yang perlu perbaikan: {n}. Lihat daftar tiap desa.").format(n=more)


def _repair(number: int, repair: Repair, addresses: Addresses, _: Translator) -> Iterator[str]:
    finding = repair.finding
    yield f"{number}. **{severity_label(finding, _)}** {_plain(finding.message)}"
    where = " · ".join(part for part in (file_name(finding.file), addresses.of(finding, _), finding.menu) if part)
    yield f"   {_plain(where)}"
    yield f"   {_plain(finding.fix)}"
    if repair.alike > 1:
        yield "   " + _("Kesalahan yang sama di desa ini: {n}").format(n=_.number(repair.alike))


def _books(source: ReportSource, _: Translator) -> Iterator[str]:
    entries = [entry for entry in unchecked(source.files, _) if not entry.note]
    if not entries:
        return
    yield from ("", f"## {_('Tidak diperiksa')}", "")
    for entry in entries[:FILES]:
        yield f"- {_plain(_where(entry))}: {_plain(entry.reason)}"
    if len(entries) > FILES:
        yield "- " + _("… dan {n} lagi").format(n=_.number(len(entries) - FILES))


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands, on one line; lists, tables and HTML cannot begin in it."""
    line = " ".join(mask_long_numbers(text).split())
    short = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
    return _SPECIAL.sub(r"\\\1", short)
