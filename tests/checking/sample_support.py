"""The samples checked once for all tests: 2026 alone, and beside 2025."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from validator import check
from validator.findings.result import Result

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PEMATANG, MUARA_JAYA, PUTAT_BASIUN = "6311032005", "6311032014", "6311032021"
TODAY = date(2026, 11, 24)
LEDGER = list(csv.DictReader((SAMPLES / "seeded.csv").read_text(encoding="utf-8").splitlines()))

CARRIED = {(PUTAT_BASIUN, "t49"), (MUARA_JAYA, "k03")}
"""Of these forms 2025 has the newest record: one is dated 2024 in the folder of 2026, the other missing there."""


@cache
def checked(*years: str) -> Result:
    return check([SAMPLES / year for year in years], date=TODAY)


def name(path: str) -> str:
    """A file's folder and name."""
    return "/".join(Path(path).parts[-2:])
