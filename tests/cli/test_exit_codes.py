"""Exit codes and what is said: one sentence that names the place, and never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CLEAN = SAMPLES / "2026/6311032005_pematang/grid_k01.xls"
FORMER = SAMPLES / "2025/6311032005_pematang/grid_k01.xls"
WRONG = SAMPLES / "2026/6311032021_putat_basiun/grid_k36.xls"
DATE = ("--date", "2026-11-24")


@pytest.fixture
def run(prodeskel):
    return prodeskel


def test_clean_is_0(run):
    code, output, errors = run("check", CLEAN, FORMER, *DATE)
    assert (code, errors) == (0, "")
    assert "Pematang" in output


def test_findings_are_1(run):
    code, output, _ = run("check", WRONG, *DATE)
    assert code == 1
    assert "Putat Basiun" in output
    assert "L2" in output


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(level, code, run):
    assert run("check", WRONG, *DATE, "--fail-on", level)[0] == code


def test_warnings_alone_fail_only_if_asked_to(run, tmp_path):
    rules = tmp_path / "pack/rules"
    rules.mkdir(parents=True)
    (rules / "a.yml").write_text("- {id: KEU-001, severity: warning}\n- {id: KEU-003, severity: warning}\n", "utf-8")
    pack = ("--pack", tmp_path / "pack")
    assert run("check", WRONG, *DATE, *pack)[0] == 0
    assert run("check", WRONG, *DATE, *pack, "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("check", "tidak-ada"), "tidak-ada"),
        (("check", CLEAN, "--village", "123"), "--village"),
        (("check", CLEAN, "--village", "abcdefghij"), "10 angka"),
        (("check", CLEAN, "--date", "24/11/2026"), "--date"),
        (("check", CLEAN, "--year", "20"), "--year"),
        (("check", CLEAN, "--format", "xlsx"), "--output"),
        (("check", CLEAN, "--format", "json", "--format", "csv"), "--output"),
        (("check", CLEAN, "--format", "entah"), "--format"),
        (("check", CLEAN, "--pack", "tidak-ada"), "--pack"),
        (("check", CLEAN, "--fail-on", "entah"), "--fail-on"),
        (("rules", "show", "ENTAH-1"), "ENTAH-1"),
        (("rules", "test", "ENTAH-1"), "ENTAH-1"),
        (("entah",), "entah"),
    ],
)
def test_wrong_usage_is_2_and_named(arguments, word, run):
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert word in errors


@pytest.mark.parametrize(
    ("rules", "word"),
    [("- id: [", "YAML"), ("- {id: POT-005, assert: 'TRUE'}", "POT-005"), ("- {id: KAB-001}", "a.yml")],
)
def test_a_broken_pack_is_3_and_named(rules, word, run, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.yml").write_text(rules, "utf-8")
    code, output, errors = run("check", CLEAN, *DATE, "--pack", tmp_path)
    assert (code, output) == (3, "")
    assert word in errors


def test_a_folder_that_is_no_pack_is_3(run, tmp_path):
    code, _, errors = run("check", CLEAN, *DATE, "--pack", tmp_path)
    assert code == 3
    assert str(tmp_path) in errors


@pytest.mark.parametrize("content", [b"", b"<html><body>login</body></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rusak"])
def test_a_file_that_cannot_be_read_is_4_and_the_others_are_checked(content, run, tmp_path):
    folder = tmp_path / "6311032005_pematang"
    folder.mkdir()
    shutil.copy(CLEAN, folder / "grid_k01.xls")
    (folder / "rusak.xls").write_bytes(content)
    code, output, _ = run("check", tmp_path, *DATE, "--fail-on", "never")
    assert code == 4
    assert "rusak.xls" in output
    assert "Pematang" in output


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_an_output_that_cannot_be_written_is_5_and_named(kind, run, tmp_path):
    (tmp_path / "berkas").write_text("", "utf-8")
    target = tmp_path / f"berkas/bawah/temuan.{kind}"
    code, output, errors = run("check", CLEAN, *DATE, "--format", kind, "--output", target)
    assert (code, output) == (5, "")
    assert "berkas" in errors


def test_a_folder_in_place_of_the_report_is_5(run, tmp_path):
    (tmp_path / "temuan.json").mkdir()
    assert run("check", CLEAN, *DATE, "--format", "json", "--output", tmp_path / "temuan.json")[0] == 5


def test_several_formats_go_into_a_folder(run, tmp_path):
    formats = ("--format", "json", "--format", "csv", "--format", "xlsx")
    assert run("check", WRONG, *DATE, *formats, "--output", tmp_path / "laporan")[0] == 1
    names = {path.suffix for path in (tmp_path / "laporan").iterdir()}
    assert names == {".json", ".csv", ".xlsx"}


def test_an_error_of_the_program_is_told_in_one_line(run, monkeypatch):
    def broken(*_args, **_more):
        raise ZeroDivisionError("bagi nol")

    monkeypatch.setattr("validator.checking.check_on", broken)
    code, output, errors = run("check", CLEAN, *DATE)
    assert (code, output) == (70, "")
    assert "bagi nol" in errors
    assert len(errors.splitlines()) == 1


def test_the_village_may_be_dotted(run, tmp_path):
    table = tmp_path / "grid_k03.csv"
    table.write_text("Prasejahtera;Keluarga Sejahtera 1\n1;2\n", "utf-8")
    code, output, _ = run("check", table, *DATE, "--village", "63.11.03.2021", "--fail-on", "never")
    assert (code, "Putat Basiun" in output) == (0, True)


def test_personal_data_are_masked_but_in_the_villages_own_workbook(run, tmp_path):
    members = SAMPLES / "2026/6311032021_putat_basiun/grid_agtkeluarga.xls"
    options = (*DATE, "--fail-on", "never", "--format")
    hidden = run("check", members, *options, "csv")[1]
    assert "6311036105019001" not in hidden
    assert "631103******9001" in hidden
    assert run("check", members, *options, "xlsx", "--output", tmp_path, "--show-personal")[0] == 0
    (path,) = tmp_path.glob("*.xlsx")
    cells = [str(cell.value) for row in openpyxl.load_workbook(path).worksheets[1].iter_rows() for cell in row]
    assert any("6311036105019001" in cell for cell in cells)


@pytest.mark.parametrize("name", ["csv", "json", "html", "whatsapp", "terminal"])
def test_what_can_be_forwarded_is_never_unmasked(run, tmp_path, name):
    members = SAMPLES / "2026/6311032021_putat_basiun/grid_agtkeluarga.xls"
    code, _, errors = run("check", members, "--format", name, "--output", tmp_path / "x", "--show-personal")
    assert code == 2
    assert "xlsx" in errors


def test_rules_list_show_lint_and_test(run):
    code, output, _ = run("rules", "list", "--table", "k36")
    assert (code, "KEU-001" in output, "DDK-006" in output) == (0, True, False)
    code, output, _ = run("rules", "show", "keu-001")
    assert (code, output.startswith("Aturan")) == (0, True)
    code, output, _ = run("rules", "test", "KEU-001", "keu-003")
    assert (code, "0 gagal" in output) == (0, True)


def test_an_example_that_does_not_hold_is_3(run, tmp_path):
    rule = """- id: KAB-001
  table: k36
  title: Saldo
  severity: info
  dimension: validity
  assert: saldo > 0
  message: m
  why: w
  fix: f
  examples: {pass: [{saldo: -1}], fail: [{saldo: -1}]}
"""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.yml").write_text(rule, "utf-8")
    code, output, _ = run("rules", "test", "--pack", tmp_path, "KAB-001")
    assert code == 3
    assert "KAB-001: contoh pass nomor 1" in output
    assert "2 contoh dijalankan, 1 gagal" in output


def test_help_and_version_are_0(run):
    for arguments in (("--help",), ("check", "--help"), ("rules", "--help"), ("-h",)):
        code, output, errors = run(*arguments)
        assert (code, errors) == (0, "")
        assert output
    assert run("--version")[0] == 0
