"""What helps contributors: `make help`, hooks, forms for issues, and the workflow for a hosted CI."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def _yaml(name: str) -> dict:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_tells_of_every_target():
    [phony] = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    said = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == phony.split()
    assert all(len(line.split()) > 3 for line in said.splitlines())


def test_hooks_run_tools_of_the_environment_and_fetch_nothing():
    for repository in _yaml(".pre-commit-config.yaml")["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert (hook["language"], hook["entry"].split("/")[0]) == ("system", ".venv")


def test_the_workflow_runs_what_any_machine_runs():
    [job] = _yaml(".github/workflows/ci.yml")["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_for_issues_are_bilingual_and_whole(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in asked}) == len(asked) > 3
    assert "(" in form["name"]
    for text in (form["description"], *(field["attributes"]["label"] for field in asked)):
        assert " / " in text
    assert any(field.get("validations", {}).get("required") for field in asked)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_that_ask_for_data_warn_of_personal_data(path):
    text = path.read_text(encoding="utf-8")
    assert "NIK" in text or "karangan" in text
