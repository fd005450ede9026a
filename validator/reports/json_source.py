"""Reads back what `prodeskel check --format json` wrote, so that papers can be made without the exports.

The format leaves out what the rule pack knows (titles, minutes, mode of mentoring): the pack gives it again. Of a
village it keeps less than a check: accuracy as its percentage only, no missing forms, no reasons for what was not
checked; `year` is that of its findings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.models import FileAccount, Finding, LeftOut, Partner, Share, SheetAccount, Village
from validator.findings.result import in_reading_order
from validator.pack.models import SEVERITIES, Pack, Rule, Table
from validator.reports.json_report import FORMAT_VERSION, TOOL

__all__ = ["JsonSourceError", "RecordedSource", "is_result", "load_result"]

HEAD = 4096
PER_MILLE = 1000
MINUTES = 5.0  # what one repair takes if the pack does not say
T = TypeVar("T")


class JsonSourceError(ValueError):
    """A file that is no result of a check; the text names the file and what to do."""


class RecordedSource(Struct, frozen=True, dict=True):
    """A ReportSource from a file. `tables` is the order of forms in reports."""

    version: str
    rules_version: str
    rules_count: int
    reference_date: date
    files: tuple[FileAccount, ...]
    villages: tuple[Village, ...]
    findings: tuple[Finding, ...]
    tables: tuple[str, ...]

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        return iter(self.findings if village is None else self._by_village.get(village, ()))

    def listed(self, village: str, limit: int) -> list[Finding]:
        return in_reading_order(self._by_village.get(village, []), list(self.tables))[:limit]

    @cached_property
    def _by_village(self) -> Mapping[str, list[Finding]]:
        grouped: dict[str, list[Finding]] = {}
        for finding in self.findings:
            grouped.setdefault(finding.village, []).append(finding)
        return grouped


def is_result(path: Path) -> bool:
    """Whether a path is meant as a recorded result: a single file whose name ends in .json."""
    return path.suffix.lower() == ".json" and path.is_file()


def load_result(path: Path, pack: Pack) -> RecordedSource:
    """Read a result. JsonSourceError where the file is something else or broken, OSError where it cannot be read.

    >>> from tempfile import TemporaryDirectory
    >>> from validator import check
    >>> from validator.pack.loading import load_pack
    >>> from validator.reports import write
    >>> result = check("samples/2026", date="2026-11-24")
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write("json", result, Path(folder, "temuan.json"))
    ...     recorded = load_result(path, load_pack())
    >>> len(recorded.findings) == result.total
    True
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise JsonSourceError(_advice(path, f"bukan JSON yang utuh ({error})")) from error
    tool = content.get("tool") if isinstance(content, dict) else None
    if not isinstance(tool, dict) or tool.get("name") != TOOL:
        raise JsonSourceError(_advice(path, "bukan hasil pemeriksaan"))
    if content.get("format_version") != FORMAT_VERSION:
        found = content.get("format_version")
        raise JsonSourceError(_advice(path, f"bentuk versi {found} tidak dikenal, yang dikenal versi {FORMAT_VERSION}"))
    try:
        return _source(content, pack)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JsonSourceError(_advice(path, f"isinya tidak lengkap ({type(error).__name__}: {error})")) from error


def _advice(path: Path, what: str) -> str:
    return f"{path}: {what}. Buat lagi dengan `prodeskel check … --format json --output {path.name}`."


def _source(content: Mapping[str, Any], pack: Pack) -> RecordedSource:
    reader = _Reader(pack)
    findings = tuple(reader.finding(f) for f in content["findings"])
    return RecordedSource(
        version=content["tool"]["version"],
        rules_version=content["rules"]["version"],
        rules_count=content["rules"]["count"],
        reference_date=date.fromisoformat(content["reference_date"]),
        files=tuple(reader.file(f) for f in content["files"]),
        villages=_villages(content, findings),
        findings=findings,
        tables=tuple(pack.tables),
    )


def _villages(content: Mapping[str, Any], findings: Sequence[Finding]) -> tuple[Village, ...]:
    counts: dict[str, Counter[str]] = {}
    years: dict[str, int] = {}
    tried = Counter(f.village for f in findings if f.trial)
    for f in findings:
        counts.setdefault(f.village, Counter())[f.rule] += 1
        years[f.village] = max(years.get(f.village, 0), f.year)
    current = date.fromisoformat(content["reference_date"]).year
    return tuple(
        replace(_village(v, years.get(v["code"], current), dict(counts.get(v["code"], {}))), tried=tried[v["code"]])
        for v in content["villages"]
    )


def _village(entry: Mapping[str, Any], year: int, rule_counts: Mapping[str, int]) -> Village:
    complete, coverage = entry["completeness"], entry["coverage"]
    accuracy = entry["accuracy"]["percent"]
    return Village(
        code=entry["code"],
        name=entry["name"],
        district=entry["district"],
        regency=entry["regency"],
        year=year,
        completeness=Share(complete["filled"], complete["expected"]),
        accuracy=Share(0, 0) if accuracy is None else Share(round(10 * accuracy), PER_MILLE),
        coverage=Share(coverage["asked"] - coverage["not_checkable"], coverage["asked"]),
        counts={severity: int(entry["counts"][severity]) for severity in SEVERITIES},
        rule_counts=rule_counts,
    )


class _Reader:
    """Records from entries, with what the pack knows of their rules and forms."""

    def __init__(self, pack: Pack) -> None:
        self._tables = pack.tables
        self._rules = {rule.id: rule for rule in pack.rules}

    def finding(self, entry: Mapping[str, Any]) -> Finding:
        rule, table = self._rules.get(entry["rule"]), self._tables.get(entry["table"])
        if entry["severity"] not in SEVERITIES:
            raise ValueError(f"severity {entry['severity']!r}")
        lists = {key: tuple(entry.get(key, ())) for key in ("columns", "headers", "cells", "documents", "related")}
        lists["partners"] = tuple(Partner(**each) for each in entry.get("partners", ()))
        return Finding(**{**_known(rule, table, entry["rule"]), **entry, **lists})

    def file(self, entry: Mapping[str, Any]) -> FileAccount:
        sheets = tuple(self._sheet(s) for s in entry["sheets"])
        passed = entry.get("passed_over", False)
        return FileAccount(entry["path"], entry["sha256"], entry["status"], entry["reason"], sheets, passed)

    def _sheet(self, entry: Mapping[str, Any]) -> SheetAccount:
        table = self._tables.get(entry["table"])
        read, checked = entry["rows_read"], entry["rows_checked"]
        left = tuple(LeftOut(o["row"], o["reason"]) for o in entry["left_out"])
        names = (entry["name"], entry["table"], _of(table, lambda t: t.title, ""), entry["village"], entry["year"])
        more: dict[str, Any] = {key: tuple(entry.get(key, ())) for key in ("notes", "alerts", "unmet")}
        book = SheetAccount(*names, entry["header_row"], read, checked, read - checked, left, **more)
        return replace(book, status=entry.get("status", "checked"), reason=entry.get("reason", ""))


def _known(rule: Rule | None, table: Table | None, rule_id: str) -> dict[str, Any]:
    """What the file does not say: a rule that the pack does not have is named by its id."""
    return {
        "title": _of(rule, lambda r: r.title, rule_id),
        "table_title": _of(table, lambda t: t.title, ""),
        "minutes": _of(rule, lambda r: r.minutes, MINUTES),
        "mode": _of(rule, lambda r: r.mode, "supervisi"),
        "trial": _of(rule, lambda r: r.status == "uji_coba", False),
    }


D = TypeVar("D")


def _of(declared: D | None, get: Callable[[D], T], default: T) -> T:
    return default if declared is None else get(declared)
