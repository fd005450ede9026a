"""Reads back what `prodeskel check --format json` wrote, so that papers can be made without the exports.

What is read is what the check gave to reports, but for which records stayed without an answer (`answers`). Files of
earlier releases say less: titles, minutes and mode of mentoring are then those of the pack, accuracy is known as its
percentage, and a village has no missing forms and no reasons for what was not checked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.models import FileAccount, Finding, LeftOut, NotCheckable, Partner, Share, SheetAccount, Village
from validator.findings.reading_order import in_reading_order
from validator.pack.models import SEVERITIES, Pack, Rule
from validator.reports.json_report import FORMAT_VERSION, TOOL

__all__ = ["JsonSourceError", "RecordedSource", "is_result", "load_result"]

HEAD = 4096
PER_MILLE = 1000
_OF_RULE = ("title", "minutes", "mode")
MINUTES = 5.0  # what one repair takes if the pack does not say


class JsonSourceError(ValueError):
    """A file that is no result of a check; the text names the file and what to do."""


class RecordedSource(Struct, frozen=True, dict=True):
    """A `ReportSource` from a file. `tables` is the order of forms in reports."""

    version: str
    rules_version: str
    rules_count: int
    reference_date: date
    files: tuple[FileAccount, ...]
    villages: tuple[Village, ...]
    findings: tuple[Finding, ...]
    tables: tuple[str, ...]
    show_personal: bool = False

    @property
    def answers(self) -> None:
        """Which records stayed without an answer is not written down."""

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
    reader = _Reader(content, pack)
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
        show_personal=content.get("show_personal", False),
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
        _village(v, years.get(v["code"], current), dict(counts.get(v["code"], {})), tried[v["code"]])
        for v in content["villages"]
    )


def _village(entry: Mapping[str, Any], year: int, rule_counts: Mapping[str, int], tried: int) -> Village:
    complete, coverage = entry["completeness"], entry["coverage"]
    return Village(
        code=entry["code"],
        name=entry["name"],
        district=entry["district"],
        regency=entry["regency"],
        year=entry.get("year", year),
        completeness=Share(complete["filled"], complete["expected"]),
        accuracy=_accuracy(**entry["accuracy"]),
        coverage=Share(coverage["asked"] - coverage["not_checkable"], coverage["asked"]),
        counts={severity: int(entry["counts"][severity]) for severity in SEVERITIES},
        rule_counts=rule_counts,
        not_checkable=tuple(_not_checkable(**each) for each in entry.get("not_checkable", ())),
        missing=tuple(entry.get("missing", ())),
        tried=tried,
    )


def _accuracy(percent: float | None, right: int | None = None, filled: int | None = None) -> Share:
    if right is not None and filled is not None:
        return Share(right, filled)
    return Share(0, 0) if percent is None else Share(round(10 * percent), PER_MILLE)


def _not_checkable(rule: str, title: str, table: str, table_title: str, count: int, reason: str) -> NotCheckable:
    return NotCheckable(rule, title, table, table_title, count, reason)


class _Reader:
    """Records from entries, with what the file says of their rules and forms, else what the pack knows."""

    def __init__(self, content: Mapping[str, Any], pack: Pack) -> None:
        rules = {rule.id: rule for rule in pack.rules}
        said = {rule["rule"]: {key: rule[key] for key in _OF_RULE} for rule in content.get("rules_found", ())}
        self._rules = {rule: _known(rules.get(rule), rule) | said.get(rule, {}) for rule in {*rules, *said}}
        self._titles = {name: table.title for name, table in pack.tables.items()}
        sheets = [sheet for file in content["files"] for sheet in file["sheets"]]
        self._titles |= {sheet["table"]: sheet["table_title"] for sheet in sheets if sheet.get("table_title")}

    def finding(self, entry: Mapping[str, Any]) -> Finding:
        known = self._rules.get(entry["rule"]) or _known(None, entry["rule"])
        if entry["severity"] not in SEVERITIES:
            raise ValueError(f"severity {entry['severity']!r}")
        lists = {key: tuple(entry.get(key, ())) for key in ("columns", "headers", "cells", "documents", "related")}
        lists["partners"] = tuple(Partner(**each) for each in entry.get("partners", ()))
        return Finding(**{**known, "table_title": self._titles.get(entry["table"], ""), **entry, **lists})

    def file(self, entry: Mapping[str, Any]) -> FileAccount:
        sheets = tuple(self._sheet(s) for s in entry["sheets"])
        passed = entry.get("passed_over", False)
        return FileAccount(entry["path"], entry["sha256"], entry["status"], entry["reason"], sheets, passed)

    def _sheet(self, entry: Mapping[str, Any]) -> SheetAccount:
        read, checked = entry["rows_read"], entry["rows_checked"]
        left = tuple(LeftOut(o["row"], o["reason"]) for o in entry["left_out"])
        title = self._titles.get(entry["table"], "")
        names = (entry["name"], entry["table"], title, entry["village"], entry["year"])
        more: dict[str, Any] = {key: tuple(entry.get(key, ())) for key in ("notes", "alerts", "unmet")}
        book = SheetAccount(*names, entry["header_row"], read, checked, read - checked, left, **more)
        aside, status = entry.get("rows_set_aside", 0), entry.get("status", "checked")
        return replace(book, rows_set_aside=aside, status=status, reason=entry.get("reason", ""))


def _known(rule: Rule | None, rule_id: str) -> dict[str, Any]:
    """What the pack says of a rule; one that it does not have is named by its id."""
    if rule is None:
        return {"title": rule_id, "minutes": MINUTES, "mode": "supervisi", "trial": False}
    return {"title": rule.title, "minutes": rule.minutes, "mode": rule.mode, "trial": rule.status == "uji_coba"}
