"""`prodeskel ledger`: exit codes, formats, and messages with a cure."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from ledger_support import JAYA, PUTAT, answer, finding, full, night, seen

from validator.cli import ledger as cli
from validator.cli.failures import Exit, reported
from validator.findings.responses import dump
from validator.ledger.book import Ledger
from validator.ledger.exporting import LISTS

A, B, C = finding("a"), finding("b"), finding("c", message="=1+1")


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "buku.db"
    with Ledger.open(str(path)) as ledger:
        ledger.record(seen(A, B, finding("j", JAYA), came=full(PUTAT, JAYA)), night(1))
        ledger.record(seen(B, C), night(2))
    return str(path)


def run(*arguments):
    result = CliRunner().invoke(cli.command, [str(a) for a in arguments], standalone_mode=False, catch_exceptions=False)
    assert result.return_value == Exit.CLEAN
    return result.output


def failing(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["prodeskel", *map(str, arguments)])
    return reported(cli.command), capsys.readouterr().err


def test_show_a_night(place):
    text = run("show", "--ledger", place)
    assert "2 malam direkam" in text
    assert "6311032021 Putat Basiun" in text
    assert "6311032014 Muara Jaya: terakhir 1 November 2026, 1 temuan terbuka" in text
    (village,) = json.loads(run("show", "--ledger", place, "--format", "json"))
    assert (village["code"], village["new"], village["completeness_part"]) == (PUTAT, 1, 90)
    assert "malam pertama" in run("show", "--ledger", place, "--night", night(1))


def test_show_a_village(place):
    run(
        "visit",
        "--ledger",
        place,
        "--village",
        "63.11.03.2021",
        "--date",
        night(1),
        "--mentor",
        "Camat",
        "--minutes",
        45,
    )
    text = run("show", "--ledger", place, "--village", "63.11.03.2021")
    assert "baru 1 · masih ada 1 · selesai 1" in text
    assert "Camat, 45 menit: 1 temuan selesai" in text
    english = run("show", "--ledger", place, "--village", PUTAT, "--lang", "en")
    assert "new 1 · still there 1 · solved 1" in english


def test_diff_in_all_formats(place):
    assert "selesai" in run("diff", "--ledger", place)
    changes = json.loads(run("diff", night(1), night(2), "--ledger", place, "--format", "json"))
    assert {c["id"]: c["state"] for c in changes} == {"a": "selesai", "c": "baru"}
    rows = list(csv.DictReader(io.StringIO(run("diff", "--ledger", place, "--format", "csv"))))
    assert {r["id"]: r["message"] for r in rows} == {"a": A.message, "c": "'=1+1"}


def test_export(place, tmp_path):
    run("export", "--ledger", place, "--output", tmp_path / "buku.json")
    assert len(json.loads((tmp_path / "buku.json").read_text("utf-8"))["findings"]) == 4
    assert run("export", "--ledger", place, "--format", "csv", "--list", "nights").startswith("date,")
    assert list(LISTS) == cli.LISTS


def test_prune(place):
    assert "0 malam" in run("prune", "--ledger", place, "--keep", 2)


def test_respond(place, tmp_path):
    file = tmp_path / "tanggapan.json"
    file.write_text(dump([answer("a"), answer("b", "belum")]), "utf-8")
    assert "2 tanggapan dibaca, 2 di antaranya baru" in run("respond", file, "--ledger", place)
    assert "0 di antaranya baru" in run("respond", file, "--ledger", place)


def test_record(tmp_path):
    place = tmp_path / "baru" / "buku.db"
    samples = "samples/2026/6311032014_muara_jaya"
    assert "Direkam." in run("record", samples, "--ledger", place, "--date", "2026-11-24")
    assert "Tidak ada yang berubah." in run("record", samples, "--ledger", place, "--date", "2026-11-24")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show"], Exit.OUTPUT, "belum ada"),
        (["diff", "2026-11-01"], Exit.USAGE, "dua malam"),
        (["visit", "--village", "63.11", "--mentor", "Camat", "--minutes", "5"], Exit.USAGE, "10 angka"),
    ],
)
def test_wrong_usage_says_what_to_do(monkeypatch, capsys, tmp_path, arguments, code, said):
    found, text = failing(monkeypatch, capsys, *arguments, "--ledger", tmp_path / "tidak-ada.db")
    assert (found, said in text) == (code, True), text


def test_nights_that_are_not_there(monkeypatch, capsys, place):
    found, text = failing(monkeypatch, capsys, "show", "--ledger", place, "--night", "2026-12-01")
    assert (found, "2026-12-01 tidak ada" in text) == (Exit.USAGE, True)


def test_help_does_not_import_the_database():
    code = (
        "import sys; from click.testing import CliRunner; from validator.cli.ledger import command;"
        "assert CliRunner().invoke(command, ['show', '--help']).exit_code == 0;"
        "print([m for m in ('sqlalchemy', 'alembic', 'duckdb', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
