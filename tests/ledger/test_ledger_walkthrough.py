"""The walk-through of docs/buku-temuan.md does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from validator.checking import check
from validator.ledger.waiver_files import load_waivers
from validator.ledger.waivers import apply_waivers

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "buku-temuan.md").read_text("utf-8")
PROGRAM = f"""#!{sys.executable}
from validator import cli
cli.COMMANDS.setdefault("ledger", ("validator.cli.ledger", ""))
cli.main()
"""


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder in which every command of the page was run, and what they printed."""
    folder = tmp_path_factory.mktemp("jalan")
    shutil.copytree(ROOT / "samples" / "2026", folder / "samples" / "2026")
    (folder / "bin").mkdir()
    (folder / "bin" / "prodeskel").write_text(PROGRAM)
    (folder / "bin" / "prodeskel").chmod(0o755)
    script = "set -e\n" + "\n".join(blocks("sh"))
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_lines_that_the_page_shows_are_printed(walked):
    printed = {tuple(line.split()[:4]) for line in walked[1].splitlines()}
    shown = [tuple(line.split()) for block in blocks("text") for line in block.splitlines()]
    assert len(shown) == 3
    assert [line for line in shown if line not in printed] == []


def test_the_missing_village_keeps_its_findings(walked):
    content = json.loads((walked[0] / "coba" / "buku.json").read_text("utf-8"))
    own = [f for f in content["findings"] if f["village"] == "6311032021"]
    assert own
    assert {f["closed"] for f in own} == {None}
    assert "6311032021 Putat Basiun: terakhir 23 November 2026" in walked[1]


def test_the_visit_is_credited_with_what_closed_after_it(walked):
    content = json.loads((walked[0] / "coba" / "buku.json").read_text("utf-8"))
    closed = {f["id"]: f["rule"] for f in content["findings"] if f["closed"]}
    (visit,) = content["visits"]
    assert {"GEN-015S", "POT-009"} <= {closed[i] for i in visit["solved"]}


def test_the_waiver_on_the_page_is_valid(tmp_path):
    (text,) = blocks("yaml")
    path = tmp_path / "pengecualian.yml"
    path.write_text(text, "utf-8")
    (waiver,) = load_waivers(path)
    assert waiver.village == "6311032014"


def test_the_waiver_on_the_page_covers_the_new_finding(walked, tmp_path):
    path = tmp_path / "pengecualian.yml"
    path.write_text(blocks("yaml")[0], "utf-8")
    result = check(walked[0] / "coba" / "ekspor", date=date(2026, 11, 24))
    waived = apply_waivers(result.iter_findings(), load_waivers(path), date(2026, 11, 24))
    assert [f.rule for f, _ in waived.excluded] == ["POT-015"]
