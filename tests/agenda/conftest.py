from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from validator.agenda.plan import Visit, plan_village
from validator.checking import check_with
from validator.intake import Settings
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
def sampled(pack):
    """The three sample villages, checked with masks."""
    return check_with(pack, [SAMPLES / "2025", SAMPLES / "2026"], Settings("", None, DAY))


@pytest.fixture(scope="session")
def unmasked(pack):
    """The same, as a village sees itself: NIK, No. KK and names in full."""
    return check_with(pack, [SAMPLES / "2025", SAMPLES / "2026"], Settings("", None, DAY, show_personal=True))


@pytest.fixture(scope="session")
def plans(sampled, discretion):
    visit = Visit(DAY, mentor="Kasi Pemerintahan")
    return [plan_village(v, list(sampled.iter_findings(v.code)), visit, discretion) for v in sampled.villages]
