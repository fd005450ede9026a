"""The ledger names villages and rules, says what it does not know, and dates a visit by its own day."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner
from ledger_support import JAYA, PUTAT, finding, full, night, seen

from validator.agenda.sources import past_of
from validator.cli import ledger as cli
from validator.findings.responses import Response, dump
from validator.ledger.book import Ledger
from validator.ledger.records import RecordedVisit


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "buku.db"
    with Ledger.open(str(path)) as ledger:
        ledger.record(seen(finding("a"), finding("b"), finding("j", JAYA), came=full(PUTAT, JAYA)), night(1))
        ledger.record(seen(finding("b"), finding("c"), came=full(PUTAT, JAYA)), night(4))
    return str(path)


def run(*arguments):
    return CliRunner().invoke(cli.command, [str(a) for a in arguments], standalone_mode=False)


def test_diff_names_villages_and_rules(place):
    lines = run("diff", "--ledger", place).output.splitlines()
    (solved,) = [line for line in lines if line.startswith("selesai") and JAYA in line]
    assert "6311032014 Muara Jaya" in solved
    assert "Judul POT-004: Isian j keliru." in solved


def test_a_village_that_the_ledger_does_not_know_is_told(place):
    ran = run("show", "--ledger", place, "--village", "63.11.03.2099")
    assert isinstance(ran.exception, click.UsageError)
    assert "6311032099 tidak ada di buku temuan" in str(ran.exception)


def test_answers_to_unknown_findings_are_told(place, tmp_path):
    file = tmp_path / "tanggapan.json"
    answers = [Response(PUTAT, "b", "data benar", "ada bukti"), Response(JAYA, "b", "data benar", "ada bukti")]
    file.write_text(dump(answers), encoding="utf-8")
    ran = run("respond", file, "--ledger", place)
    assert "2 tanggapan dibaca, 2 di antaranya baru." in ran.output
    assert "temuan b desa 6311032014 tidak mengenai temuan di buku ini" in ran.output
    assert "desa 6311032021" not in ran.output


@pytest.mark.parametrize(
    ("day", "counts"), [(2, {"selesai": 1, "baru": 1, "masih_ada": 1}), (4, {"selesai": 0, "baru": 0, "masih_ada": 2})]
)
def test_the_last_visit_has_its_own_date(place, day, counts):
    with Ledger.open(place) as ledger:
        ledger.visit(RecordedVisit(PUTAT, night(day), "Kasi Pemerintahan", 60))
    history = past_of(place, [PUTAT], night(9)).histories[PUTAT]
    assert history.since == night(day)
    assert {state: history.counts[state] for state in counts} == counts


@pytest.mark.parametrize("said", ["63.11.03.2021:t99", "9999999999:t03", "entah"])
def test_fewer_files_of_an_unknown_form_or_village_are_wrong_usage(tmp_path, said):
    (tmp_path / "ekspor").mkdir()
    ran = run("record", tmp_path / "ekspor", "--ledger", tmp_path / "buku.db", "--fewer-ok", said)
    assert isinstance(ran.exception, click.UsageError)
    assert said in str(ran.exception)
    assert not (tmp_path / "buku.db").exists()
