"""A file named on the command line that is missing, is no text, or holds nothing is told so, and stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORM = SAMPLES / "2026/6311032021_putat_basiun/grid_k36.xls"
DATE = ("--date", "2026-11-24")


@pytest.mark.parametrize("content", [None, b"\xff\xfe6\x003\x00", b"", "folder"])
def test_a_list_of_villages_that_cannot_be_read_is_wrong_usage(content, prodeskel, tmp_path):
    named = tmp_path / "desa.txt"
    if content == "folder":
        named.mkdir()
    elif content is not None:
        named.write_bytes(content)
    code, _, errors = prodeskel("kecamatan", FORM, *DATE, "--output", tmp_path, "--format", "md", "--expected", named)
    assert code == 2
    assert "desa.txt" in errors


def test_a_district_that_is_unknown_is_told_as_one(prodeskel, tmp_path):
    given = ("kecamatan", FORM, *DATE, "--output", tmp_path, "--format", "md", "--expected", "631199")
    code, _, errors = prodeskel(*given)
    assert code == 2
    assert "Tidak ada desa dengan awalan 631199" in errors


@pytest.mark.parametrize("command", ["show", "diff"])
def test_an_empty_file_is_no_ledger_and_is_not_made_one(command, prodeskel, tmp_path):
    ledger = tmp_path / "buku.db"
    ledger.touch()
    code, _, errors = prodeskel("ledger", command, "--ledger", ledger)
    assert code == 5
    assert "belum ada" in errors
    assert ledger.stat().st_size == 0


def test_the_cure_is_told_once(prodeskel, tmp_path):
    (tmp_path / "ada").touch()
    code, _, errors = prodeskel("check", FORM, *DATE, "--format", "json", "--output", tmp_path / "ada" / "x.json")
    assert code == 5
    assert errors.count("pilih folder lain") == 1


@pytest.mark.parametrize(("name", "text"), [("aturan.txt", "- {id: BLG-001, tabel: t03}\n"), ("kosong.yml", "[]\n")])
def test_a_file_of_rules_without_a_rule_to_try_is_told(name, text, prodeskel, tmp_path):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    code, _, errors = prodeskel("rules", "impact", path, FORM, *DATE)
    assert code == 3
    assert path.stem in errors
    assert "rules/" not in errors
