"""JUnit XML for CI servers: a suite a village, a test case a finding; files that could not be read are errors.

Errors and warnings are failures (`type` is the severity), infos and rules on trial pass and say what they found. A
village without findings has one case that passes. Only what Jenkins' schema (junit-10.xsd) knows is written: where a
finding is stands in its text. GitLab reads at most 30 MB of a file, so `LIMIT` cases are written,
the worst of all villages, and a last suite says how many there are besides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.messages.texts import Translator, translator
from validator.reports.capped import weight, worst_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import place, severity_label, village_name

__all__ = ["LIMIT", "write"]

LIMIT = 20_000
"""Findings that are written."""
NUMBERS = ("tests", "failures", "errors")
SKIPPED = "skipped"

_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class JUnitCase(Struct, frozen=True):
    """One test case; `tag` is `failure`, `error`, `skipped`, `system-out` or empty, `kind` the type it is of."""

    name: str
    group: str
    tag: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the suites, in the order of the villages."""
    _ = translator(lang)
    suites = list(_suites(source, _))
    cases = [case for _name, suite in suites for case in suite]
    with opened(target, _) as handle:
        handle.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        handle.write(f'<testsuites name="prodeskel" {_counts(cases, *NUMBERS)}>\n')
        for name, suite in suites:
            handle.write(f"<testsuite name={_attribute(name)} {_counts(suite, *NUMBERS, SKIPPED)}>\n")
            handle.writelines(f"{_xml(case)}\n" for case in suite)
            handle.write("</testsuite>\n")
        handle.write("</testsuites>\n")
    return [target] if isinstance(target, Path) else []


def _suites(source: ReportSource, _: Translator) -> Iterator[tuple[str, list[JUnitCase]]]:
    rejected = [book for book in source.files if book.refused]
    if rejected:
        title = _("Berkas tidak dapat dibaca")
        yield title, [JUnitCase(b.path, title, "error", "rejected", b.reason, b.reason) for b in rejected]
    capped = worst_first(source.iter_findings(), LIMIT)
    grouped: dict[str, list[JUnitCase]] = {village.code: [] for village in source.villages}
    for finding in capped.findings:
        grouped.setdefault(finding.village, []).append(_case(finding, _))
    for village in source.villages:
        name = village_name(village)
        clean = not any(village.counts.values())
        yield name, grouped[village.code] or ([JUnitCase(_("Tidak ada temuan."), village.code)] if clean else [])
    if capped.more:
        text = _("… dan {n} temuan lagi; lihat laporan lengkapnya (Excel, HTML atau JSON).")
        more = text.format(n=_.number(capped.more))
        yield more, [JUnitCase(more, "prodeskel", tag=SKIPPED, message=more)]


def _case(finding: Finding, _: Translator) -> JUnitCase:
    name = f"{finding.rule} {finding.table_title} {place(finding, _)} [{finding.id}]"
    if finding.trial:
        name = _("{severity} (uji coba)").format(severity=name)
    group = f"{finding.village}.{finding.table}"
    severity = weight(finding)
    tag = "system-out" if severity == "info" else "failure"
    return JUnitCase(name, group, tag, severity, finding.message, "\n".join(_story(finding, _)))


def _story(finding: Finding, _: Translator) -> Iterator[str]:
    sheet = f" [{finding.sheet}]" if finding.sheet else ""
    yield f"{severity_label(finding, _)}: {finding.message}"
    yield f"{finding.file}{sheet} {place(finding, _)}"
    labelled: tuple[tuple[str, str], ...] = (
        (_("Mengapa"), finding.why),
        (_("Cara memperbaiki"), finding.fix),
        (_("Menu Prodeskel"), finding.menu),
        (_("Dokumen"), ", ".join(finding.documents)),
        (_("Petugas"), finding.role),
        (_("Dasar"), finding.basis),
    )
    yield from (f"{label}: {text}" for label, text in labelled if text)


def _counts(cases: Sequence[JUnitCase], *names: str) -> str:
    """The attributes `names` of a suite, or of all (which may not say how many were skipped)."""
    tags = Counter(case.tag for case in cases)
    said = {"tests": len(cases), "failures": tags["failure"], "errors": tags["error"], SKIPPED: tags[SKIPPED]}
    return " ".join(f'{name}="{said[name]}"' for name in names)


def _xml(case: JUnitCase) -> str:
    attributes = _attributes({"name": case.name, "classname": case.group}.items())
    if not case.tag:
        return f"<testcase{attributes}/>"
    if case.tag == "system-out":
        return f"<testcase{attributes}><system-out>{_text(case.text)}</system-out></testcase>"
    inner = _attributes({"message": case.message, "type": case.kind}.items())
    return f"<testcase{attributes}><{case.tag}{inner}>{_text(case.text)}</{case.tag}></testcase>"


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {name}={_attribute(value)}" for name, value in pairs if value)


def _attribute(text: str) -> str:
    return quoteattr(_legal(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_legal(text), {"\r": "&#13;"})


def _legal(text: str) -> str:
    """The text without what XML cannot hold, and without long numbers."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", mask_long_numbers(text))
