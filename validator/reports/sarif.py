"""SARIF 2.1.0, the exchange format of static analysis: one run, its rules, a result a finding.

GitHub takes 5,000 results of a run, so the worst `LIMIT` are written; a notification says how many there are besides,
others name the files that could not be read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.messages.texts import Translator, translator
from validator.reports.capped import Capped, weight, worst_first
from validator.reports.json_report import TOOL
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import place

__all__ = ["LIMIT", "write"]

LIMIT = 5_000
"""Results that are written."""

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the run."""
    _ = translator(lang)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(source, _)]}
    with opened(target, _) as handle:
        json.dump(log, handle, ensure_ascii=False, indent=1)
        handle.write("\n")
    return [target] if isinstance(target, Path) else []


def _run(source: ReportSource, _: Translator) -> dict[str, Any]:
    capped = worst_first(source.iter_findings(), LIMIT)
    firsts: dict[str, Finding] = {}
    for finding in capped.findings:
        firsts.setdefault(finding.rule, finding)
    numbers = {rule: number for number, rule in enumerate(firsts)}
    driver = {
        "name": TOOL,
        "version": source.version,
        "rules": [_rule(finding) for finding in firsts.values()],
        "properties": {"rules_version": source.rules_version, "rules_count": source.rules_count},
    }
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": list(_notes(source, capped, _))}
    return {
        "tool": {"driver": driver},
        "language": _.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(finding, numbers[finding.rule], _) for finding in capped.findings],
        "properties": {"reference_date": source.reference_date.isoformat()},
    }


def _notes(source: ReportSource, capped: Capped, _: Translator) -> Iterator[dict[str, Any]]:
    for book in source.files:
        if book.refused:
            locations = [{"physicalLocation": {"artifactLocation": {"uri": _uri(book.path)}}}]
            yield {"level": "error", "message": {"text": book.reason}, "locations": locations}
    if capped.more:
        text = _("… dan {n} temuan lagi; lihat laporan lengkapnya (Excel, HTML atau JSON).")
        yield {"level": "warning", "message": {"text": text.format(n=_.number(capped.more))}}


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": _said(finding.title or finding.rule)},
        "fullDescription": {"text": _said(finding.why or finding.title or finding.rule)},
        "help": {"text": _said(finding.fix or finding.title or finding.rule)},
        "defaultConfiguration": {"level": _LEVELS[weight(finding)]},
        "properties": {"tags": [finding.dimension, *([finding.mode] if finding.mode else [])]},
    }


def _result(finding: Finding, number: int, _: Translator) -> dict[str, Any]:
    where = f"{finding.sheet} · {place(finding, _)}" if finding.sheet else place(finding, _)
    where = _("{severity} (uji coba)").format(severity=where) if finding.trial else where
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[weight(finding)],
        "message": {"text": _said(f"{finding.message} ({where})")},
        "locations": [_location(finding)],
        "partialFingerprints": {"prodeskelFinding/v1": finding.id},
        "properties": _properties(finding),
    }


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.row:
        physical["region"] = {"startLine": finding.row}
    places: Sequence[str] = finding.cells or ([""] if finding.sheet else [])
    logical = [{"fullyQualifiedName": "!".join(filter(None, (finding.sheet, cell)))} for cell in places]
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "village": finding.village,
        "year": finding.year,
        "table": finding.table,
        "why": _said(finding.why),
        "fix": _said(finding.fix),
        "menu": finding.menu,
        "documents": list(finding.documents),
        "role": finding.role,
        "basis": finding.basis,
        "root": finding.root,
        "trial": finding.trial,
    }


def _said(text: str) -> str:
    return mask_long_numbers(text)


def _uri(path: str) -> str:
    """A path as a URI reference: relative where the path is, `/` between its parts."""
    plain = path.replace("\\", "/")
    if plain.startswith("/"):
        return "file://" + quote(plain, errors="surrogateescape")
    if plain[1:3] == ":/":
        return "file:///" + quote(plain, safe="/:", errors="surrogateescape")
    return quote(plain, errors="surrogateescape")
