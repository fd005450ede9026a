"""Killed at any moment, a night leaves whole nights: that before it, or itself; and the next run ends the same.

`night_killing.py` does the same as often as one likes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TIMES = 8
"""Each of the four nights is killed once anywhere and once in what follows its check."""


def test_eight_kills(tmp_path):
    done = subprocess.run(
        [sys.executable, str(HERE / "night_killing.py"), str(tmp_path / "malam"), str(TIMES)],
        capture_output=True,
        text=True,
        cwd=HERE.parents[1],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["killed"] == TIMES
    assert outcome["ledger before"] + outcome["ledger after"] == outcome["killed"] + outcome["ended"]
    assert outcome["site before"] >= outcome["ledger before"]
