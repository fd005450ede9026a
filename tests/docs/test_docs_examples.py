"""The examples of the documentation work: commands of the README, Python sessions, declarations of the rule guide."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from validator.examples import run_examples
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory, load_pack

ROOT = Path(__file__).resolve().parents[2]
RUNNABLE = re.compile(r"<!-- runnable:.*?-->\n```sh\n(.*?)```", re.DOTALL)
LINE = re.compile(r"(prodeskel .+?)\s+# (\d):")
YAML = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _runnable() -> list[tuple[str, int]]:
    blocks = RUNNABLE.findall(_text("README.md"))
    lines = [line for block in blocks for line in block.splitlines()]
    matches = [LINE.match(line) for line in lines]
    return [(match[1], int(match[2])) for match in matches if match]


def test_every_runnable_line_says_how_it_ends():
    blocks = RUNNABLE.findall(_text("README.md"))
    assert len(_runnable()) == sum(len(block.splitlines()) for block in blocks) > 5


@pytest.fixture
def folder(tmp_path):
    """A folder with the samples in it, in which commands may write."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    return tmp_path


@pytest.mark.parametrize(("line", "code"), _runnable())
def test_the_commands_of_the_readme_end_as_they_say(folder, line, code):
    script = "import sys; from validator.cli import main; sys.argv[0] = 'prodeskel'; main()"
    command = [sys.executable, "-c", script, *line.split()[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == code, ended.stderr
    output = re.search(r"--output (\S+)", line)
    assert not output or (folder / output[1]).exists()


@pytest.mark.parametrize("page", ["README.md", "docs/nilai.md"])
def test_python_sessions_say_what_they_print(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    ran = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert ran.attempted > 0
    assert ran.failed == 0


@pytest.fixture
def guide(tmp_path):
    """The declarations that the rule guide shows, as a pack of their own."""
    blocks = {_yaml_key(block): block for block in YAML.findall(_text("docs/aturan.md")) if "…" not in block}
    (tmp_path / "rules").mkdir()
    (tmp_path / "schemas" / "codelists").mkdir(parents=True)
    (tmp_path / "rules" / "lahan.yml").write_text(blocks["BLG-001"], encoding="utf-8")
    (tmp_path / "schemas" / "blg01.yml").write_text(blocks["blg01"], encoding="utf-8")
    (tmp_path / "schemas" / "codelists" / "kondisi_sumur.yml").write_text(blocks["kondisi_sumur"], encoding="utf-8")
    (tmp_path / "rules" / "ubah.yml").write_text(blocks["POT-004"], encoding="utf-8")
    return tmp_path


def _yaml_key(block: str) -> str:
    """The name or id that a block of YAML declares, '' if it is a fragment."""
    try:
        content = yaml.safe_load(block)
    except yaml.YAMLError:
        return ""
    entry = content[0] if isinstance(content, list) else content
    return str(entry.get("id") or entry.get("name") or "")


def test_the_declarations_of_the_rule_guide_are_sound(guide):
    assert [str(problem) for problem in lint([builtin_directory(), guide], only=guide)] == []
    pack = load_pack([guide])
    assert pack.rule("BLG-001").table == "t03"
    assert pack.rule("POT-004").severity == "warning"
    assert pack.tables["blg01"].field("kondisi").codelist == "kondisi_sumur"
    assert pack.derived["blg01_jumlah"].locates == "blg01"


def test_the_first_rule_of_the_guide_passes_its_examples(guide):
    assert run_examples(load_pack([guide]), ["BLG-001"]) == (2, [])


def test_every_problem_of_a_cell_is_explained():
    schema = yaml.safe_load(_text("validator/pack/schemas/rules.schema.json"))
    kinds = schema["$defs"]["rule"]["properties"]["constraint"]["enum"]
    page = _text("docs/aturan.md")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert set(kinds) <= explained
