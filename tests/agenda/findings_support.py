"""Findings and villages made by hand, for planning without a check."""

from __future__ import annotations

from validator.findings.models import Finding, Share, Village

CODE = "6311032021"


def finding(number: int, rule: str = "POT-004", table: str = "t03", **changes: object) -> Finding:
    values: dict[str, object] = {
        "id": f"f{number:04d}",
        "rule": rule,
        "title": rule,
        "severity": "error",
        "dimension": "consistency",
        "village": CODE,
        "year": 2026,
        "table": table,
        "table_title": table,
        "file": "ekspor/t03.xls",
        "sheet": "Sheet1",
        "row": number + 1,
        "columns": (),
        "headers": (),
        "cells": (),
        "values": {},
        "message": f"Pesan {number}.",
        "why": "Sebab.",
        "fix": "Perbaiki.",
        "menu": "Potensi",
        "documents": ("Peta desa",),
        "role": "Kasi Pemerintahan",
        "basis": "",
        "minutes": 5,
        "mode": "supervisi",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def village(code: str = CODE, name: str = "Putat Basiun", errors: int = 0) -> Village:
    return Village(
        code=code,
        name=name,
        district="Awayan",
        regency="Kabupaten Balangan",
        year=2026,
        completeness=Share(75, 100),
        accuracy=Share(90, 100),
        coverage=Share(380, 400),
        counts={"error": errors, "warning": 0, "info": 0},
    )
