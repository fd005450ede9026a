"""Killed at any moment, the ledger is that of the night before or the night itself, and the rerun ends the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def killings(folder, times, *server):
    done = subprocess.run(
        [sys.executable, str(HERE / "ledger_killing.py"), str(folder), str(times), *server],
        capture_output=True,
        text=True,
        cwd=HERE.parents[1],
        env={"PYTHONPATH": f"{HERE.parents[1]}:{HERE}", "PATH": "/usr/bin:/bin"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_eighty_kills_in_sqlite(tmp_path):
    outcome = killings(tmp_path, 80)
    assert outcome["killed"] >= 20, outcome
    assert outcome["before"] + outcome["after"] == 80
    assert outcome["before"] >= 1, outcome


def test_twenty_kills_in_postgresql(tmp_path, postgres):
    outcome = killings(tmp_path, 20, postgres)
    assert outcome["killed"] >= 1, outcome
    assert outcome["before"] + outcome["after"] == 20
