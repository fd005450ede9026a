"""A hundred packs that mean harm: each is refused or harmless, soon, in little memory, and reaches nothing outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packs import hostile

ROOT = Path(__file__).parents[2]
NAMES = hostile.names()
BATCHES = 4


def test_there_are_a_hundred():
    assert len(set(NAMES)) >= 100


@pytest.mark.parametrize("batch", range(BATCHES))
def test_hostile_packs_do_no_harm(batch, tmp_path):
    """One process for many packs, its memory limited by what the last line says it held at most."""
    names = NAMES[batch::BATCHES]
    command = [sys.executable, "-m", "tests.packs.trying", str(tmp_path), *names]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=ROOT, check=False)
    told = [line.split("\t") for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
    assert [name for name, *_ in told] == names
    wrong = [line for line in told if line[1] not in ("0", "3") or int(line[2]) > 1000 or "rahasia" in line[3]]
    assert wrong == []
    refused = {name for name, code, *_ in told if code == "3"}
    assert set(names) - refused <= HARMLESS
    assert sorted(path.name for path in (tmp_path / "outside").iterdir()) == ["secret.csv"]


HARMLESS = {"endless nested_lists", "endless window", "endless window_range", "deeper derived_macros"}
"""What looks bad and is not: it ends soon, and says something true."""
