"""The console script ends as `main` does: all is said, what was to be done at the end is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VILLAGE = "samples/2026/6311032014_muara_jaya"
SCRIPT = "from validator.startup.fast_exit import console; console()"


def run(*arguments: str, script: str = SCRIPT, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, encoding="utf-8", check=False, **more)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--version",), 0),
        (("check", VILLAGE, "--fail-on", "never"), 0),
        (("check", VILLAGE), 1),
        (("check", "tidak/ada"), 2),
        (("salah",), 2),
    ],
)
def test_exit_codes_are_those_of_the_command(arguments, code):
    assert run(*arguments).returncode == code


def test_a_long_report_is_written_whole_into_a_pipe():
    document = json.loads(run("check", VILLAGE, "--format", "json").stdout)
    assert len(document["findings"]) > 50


def test_what_is_registered_for_the_end_is_run_and_nothing_is_left(tmp_path):
    script = "import atexit; atexit.register(print, 'selesai');" + SCRIPT
    done = run("check", VILLAGE, "--format", "markdown", script=script, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert done.stdout.endswith("selesai\n")
    assert list(tmp_path.iterdir()) == []
