"""The lock: one run at a time, and a run that was killed holds nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from validator.nightly.locking import RunningError, only_one

HOLD = """
import sys
from pathlib import Path
from validator.nightly.locking import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_until_the_first_is_over(tmp_path):
    folder = tmp_path / "hasil"
    with only_one(folder), pytest.raises(RunningError, match="sedang berjalan"), only_one(folder):
        pass
    with only_one(folder):
        pass


def test_a_killed_run_leaves_no_lock(tmp_path):
    arguments = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunningError), only_one(tmp_path):
            pass
        holder.kill()
        holder.wait()
        with only_one(tmp_path):
            pass
