"""A process that reads files and dies, as a user meets it."""

from __future__ import annotations

import os
from pathlib import Path

from validator import checking
from validator.records import batches

VILLAGE = Path(__file__).resolve().parents[2] / "samples/2026/6311032005_pematang"


def die(_: object) -> None:
    os._exit(3)


def test_a_file_that_kills_its_process_is_one_message(monkeypatch, prodeskel):
    monkeypatch.setattr(checking, "MANY", 1)
    monkeypatch.setattr(batches, "_batch", die)
    monkeypatch.setattr("validator.processes.cores", lambda: 2)
    code, output, errors = prodeskel("check", VILLAGE, "--date", "2026-11-24")
    assert (code, output) == (70, "")
    assert "berhenti mendadak" in errors
