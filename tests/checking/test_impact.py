"""A rule file tried on exports: whom it hits, and a skeleton that lints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from validator.cli.rules import command
from validator.impact import impact
from validator.intake import Settings
from validator.pack.errors import DeclarationError
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
SETTINGS = Settings("", None, date(2026, 11, 24))


@pytest.fixture
def skeleton(tmp_path):
    made = CliRunner().invoke(command, ["new", "blg-001", "--table", "t03"])
    assert made.exit_code == 0
    rules = tmp_path / "paket" / "rules"
    rules.mkdir(parents=True)
    path = rules / "baru.yml"
    path.write_text(made.output, encoding="utf-8")
    return path


def test_a_new_rule_lints_as_it_is(skeleton):
    assert lint([builtin_directory(), skeleton.parents[1]], only=skeleton.parents[1]) == []


def test_impact_counts_and_shows_whom_it_hits(skeleton):
    text = skeleton.read_text(encoding="utf-8")
    lines = ["  assert: luas_desa > 100000" if "assert:" in line else line for line in text.splitlines()]
    skeleton.write_text("\n".join(lines), encoding="utf-8")
    (found,) = impact(skeleton, [SAMPLES], [], SETTINGS)
    assert found.villages == 3
    assert {f.rule for f in found.findings} == {"BLG-001"}
    ran = CliRunner().invoke(command, ["impact", str(skeleton), str(SAMPLES), "--date", "2026-11-24"])
    assert "3 temuan di 3 desa" in ran.output


def test_an_existing_id_or_unknown_table_is_refused():
    assert "sudah ada" in CliRunner().invoke(command, ["new", "POT-004", "--table", "t03"]).output
    assert "tidak ada tabel" in CliRunner().invoke(command, ["new", "BLG-1", "--table", "t99"]).output


def test_a_file_that_is_no_rule_is_named(tmp_path):
    path = tmp_path / "salah.yml"
    path.write_text("- {id: BLG-001, tabel: t03}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"salah\.yml"):
        impact(path, [SAMPLES], [], SETTINGS)
