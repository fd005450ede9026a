"""The samples, checked once for all tests of a process that ask for the same of them."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from validator import check
from validator.findings.result import Result

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TODAY = date(2026, 11, 24)
LEDGER = list(csv.DictReader((SAMPLES / "seeded.csv").read_text(encoding="utf-8").splitlines()))
HELD = 6
"""So many results are held at once: each has a database and its findings in memory."""


@lru_cache(HELD)
def checked(*folders: str, lang: str = "id", show_personal: bool = False) -> Result:
    """What is found in these folders of the samples. The result is shared: no test changes it."""
    return check([SAMPLES / folder for folder in folders], date=TODAY, lang=lang, show_personal=show_personal)
