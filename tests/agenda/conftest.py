from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.samples import checked
from validator.agenda.plan import Visit, plan_village
from validator.pack.loading import load_pack
from validator.reports.discretion import Discretion

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def pack():
    return load_pack()


@pytest.fixture(scope="session")
def discretion(pack):
    return Discretion(pack)


@pytest.fixture(scope="session")
def sampled():
    """The three sample villages, checked with masks."""
    return checked("2025", "2026")


@pytest.fixture(scope="session")
def unmasked():
    """The same, as a village sees itself: NIK, No. KK and names in full."""
    return checked("2025", "2026", show_personal=True)


@pytest.fixture(scope="session")
def plans(sampled, discretion):
    visit = Visit(DAY, mentor="Kasi Pemerintahan")
    return [plan_village(v, list(sampled.iter_findings(v.code)), visit, discretion) for v in sampled.villages]
