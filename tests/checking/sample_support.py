"""The villages of the samples, by their codes, and where their planted mistakes are listed."""

from __future__ import annotations

from pathlib import Path

from tests.support.samples import LEDGER, SAMPLES, TODAY, checked

__all__ = ["CARRIED", "LEDGER", "MUARA_JAYA", "PEMATANG", "PUTAT_BASIUN", "SAMPLES", "TODAY", "checked", "name"]

PEMATANG, MUARA_JAYA, PUTAT_BASIUN = "6311032005", "6311032014", "6311032021"

CARRIED = {(PUTAT_BASIUN, "t49"), (MUARA_JAYA, "k03")}
"""Of these forms 2025 has the newest record: one is dated 2024 in the folder of 2026, the other missing there."""


def name(path: str) -> str:
    """A file's folder and name."""
    return "/".join(Path(path).parts[-2:])
