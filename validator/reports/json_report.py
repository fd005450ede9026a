"""JSON for machines, streamed finding by finding. The contract is `docs/format-json.schema.json`.

One line a file, village and finding; keys in a fixed order; UTF-8. The same source gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from validator.findings.models import FileAccount, Finding, SheetAccount, Village
from validator.messages.texts import translator
from validator.pack.models import SEVERITIES
from validator.reports.books import not_received
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened

__all__ = ["FORMAT_VERSION", "write"]

FORMAT_VERSION = 1
TOOL = "prodeskel-validator"

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the JSON report; `lang` only concerns errors, the texts of findings are written as they are."""
    with opened(target, translator(lang)) as handle:
        handle.write("{\n" + ",\n".join(f'"{key}": {_encode(value)}' for key, value in _head(source)))
        _write_list(handle, "files", map(_file, source.files))
        _write_list(handle, "villages", map(_village, source.villages))
        awaited = not_received(source.files, source.villages)
        _write_list(handle, "not_received", ({"code": each.code, "name": each.name} for each in awaited))
        rules: dict[str, Finding] = {}
        _write_list(handle, "findings", (_finding(rules.setdefault(f.rule, f) and f) for f in source.iter_findings()))
        _write_list(handle, "rules_found", (_rule(rules[rule]) for rule in sorted(rules)))
        handle.write("\n}\n")
    return [target] if isinstance(target, Path) else []


def _head(source: ReportSource) -> Iterator[tuple[str, Any]]:
    yield "format_version", FORMAT_VERSION
    yield "tool", {"name": TOOL, "version": source.version}
    yield "rules", {"version": source.rules_version, "count": source.rules_count}
    yield "reference_date", source.reference_date.isoformat()
    yield "show_personal", source.show_personal


def _write_list(handle: TextIO, key: str, items: Iterable[dict[str, Any]]) -> None:
    handle.write(f',\n"{key}": [')
    joint = "\n"
    for item in items:
        handle.write(joint + _encode(item))
        joint = ",\n"
    handle.write("]" if joint == "\n" else "\n]")


def _file(book: FileAccount) -> dict[str, Any]:
    return {
        "path": book.path,
        "sha256": book.sha256,
        "status": book.status,
        "reason": book.reason,
        "notes": list(dict.fromkeys(note for sheet in book.sheets for note in sheet.alerts)),
        "passed_over": book.passed_over,
        "sheets": [_sheet(sheet) for sheet in book.sheets],
    }


def _sheet(sheet: SheetAccount) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "status": sheet.status,
        "reason": sheet.reason,
        "table": sheet.table,
        "table_title": sheet.table_title,
        "village": sheet.village,
        "year": sheet.year,
        "header_row": sheet.header_row,
        "rows_read": sheet.rows_read,
        "rows_checked": sheet.rows_checked,
        "rows_set_aside": sheet.rows_set_aside,
        "left_out": [{"row": left.row, "reason": left.reason} for left in sheet.left_out],
        "alerts": sheet.alerts,
        "notes": sheet.notes,
        "unmet": sheet.unmet,
    }


def _village(village: Village) -> dict[str, Any]:
    complete, accuracy, coverage = village.completeness, village.accuracy, village.coverage
    return {
        "code": village.code,
        "name": village.name,
        "district": village.district,
        "regency": village.regency,
        "year": village.year,
        "completeness": {"percent": complete.percent, "filled": complete.part, "expected": complete.whole},
        "accuracy": {"percent": accuracy.percent, "right": accuracy.part, "filled": accuracy.whole},
        "coverage": {
            "percent": coverage.percent,
            "asked": coverage.whole,
            "not_checkable": coverage.whole - coverage.part,
        },
        "counts": {severity: village.counts.get(severity, 0) for severity in SEVERITIES},
        "missing": village.missing,
        "not_checkable": [
            {
                "rule": open_.rule,
                "title": open_.title,
                "table": open_.table,
                "table_title": open_.table_title,
                "count": open_.count,
                "reason": open_.reason,
            }
            for open_ in village.not_checkable
        ],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    """What a finding says of its rule, and every other of that rule would repeat."""
    return {"rule": finding.rule, "title": finding.title, "minutes": finding.minutes, "mode": finding.mode}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "dimension": finding.dimension,
        "village": finding.village,
        "year": finding.year,
        "table": finding.table,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "columns": finding.columns,
        "headers": finding.headers,
        "cells": finding.cells,
        "values": dict(finding.values),
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "menu": finding.menu,
        "documents": finding.documents,
        "role": finding.role,
        "basis": finding.basis,
        "root": finding.root,
        "partners": [{"file": p.file, "sheet": p.sheet, "row": p.row, "village": p.village} for p in finding.partners],
        "related": finding.related,
        "trial": finding.trial,
    }
