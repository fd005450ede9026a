"""The examples in docstrings run, and the functions that are offered to others have one."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from tools.imports import modules

ROOT = Path(__file__).resolve().parents[2]
OFFERED = (
    "validator.checking.check",
    "validator.findings.result.Result",
    "validator.findings.frames.Frames",
    "validator.reports.write",
    "validator.reports.json_source.load_result",
    "validator.agenda.plan.plan_village",
    "validator.agenda.writing.write_papers",
    "validator.ledger.book.Ledger",
    "validator.pack.loading.load_pack",
    "validator.examples.run_examples",
)
"""What `validator` itself, the pages and the commands take for the way in."""


def _with_examples() -> list[str]:
    known = {name: path for name, path in modules(ROOT).items() if name.startswith(("validator", "tools"))}
    return [name for name, path in known.items() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", _with_examples())
def test_examples_in_docstrings_print_what_they_say(name, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    ran = doctest.testmod(import_module(name), report=False)
    assert ran.failed == 0
    assert ran.attempted > 0


@pytest.mark.parametrize("path", OFFERED)
def test_what_is_offered_shows_an_example(path):
    module, _, name = path.rpartition(".")
    assert ">>> " in (getattr(import_module(module), name).__doc__ or "")
