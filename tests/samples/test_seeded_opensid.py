"""The mistakes planted in OpenSID's workbooks are found at their cells, and nothing else is."""

import csv
from pathlib import Path

import openpyxl
import pytest

from samples.generator import opensid
from tests.support.samples import checked

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LEDGER = list(csv.DictReader((SAMPLES / "seeded_opensid.csv").read_text(encoding="utf-8").splitlines()))
EXPORTS = SAMPLES / "2026" / "6311032005_pematang"
WITH_MEMBERS = {"DDK-070"}


@pytest.fixture(scope="module")
def alone():
    return checked("opensid")


@pytest.fixture(scope="module")
def beside():
    return checked("opensid", "2026/6311032005_pematang")


def rules_at(result, line):
    cell = line["marked"] or line["cell"]
    return {f.rule for f in result.iter_findings() if f.sheet == line["sheet"] and cell in f.cells}


@pytest.mark.parametrize("line", LEDGER, ids=lambda line: f"{line['rule']}-{line['sheet']}-{line['cell']}")
def test_planted_mistake_is_found_at_its_cell(line, alone, beside):
    assert line["rule"] in rules_at(beside, line)
    assert (line["rule"] in rules_at(alone, line)) is (line["rule"] not in WITH_MEMBERS)


def test_nothing_is_found_that_was_not_planted(beside):
    at = {(line["sheet"], line["rule"], line["marked"] or line["cell"]) for line in LEDGER}
    also = {rule for line in LEDGER for rule in line["also"].split()}
    found = [f for f in beside.iter_findings() if "opensid" in f.file]
    assert [f for f in found if f.rule not in also and not any((f.sheet, f.rule, c) in at for c in f.cells)] == []


def test_books_balance_and_every_sheet_is_understood(alone):
    assert {book.status for book in alone.files} == {"read"}
    sheets = [sheet for book in alone.files for sheet in book.sheets]
    assert all(s.rows_read == s.rows_checked + s.rows_left_out for s in sheets)
    assert len({s.table for s in sheets if s.table}) == 10
    assert {s.village for s in sheets if s.table} == {"6311032005"}


def test_generating_again_gives_the_committed_cells(tmp_path):
    opensid.generate(tmp_path)
    assert (tmp_path / "seeded_opensid.csv").read_bytes() == (SAMPLES / "seeded_opensid.csv").read_bytes()
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx"))
    assert made == sorted(path.relative_to(SAMPLES) for path in (SAMPLES / "opensid").rglob("*.xlsx"))
    for path in made:
        assert cells(tmp_path / path) == cells(SAMPLES / path)


def cells(path):
    book = openpyxl.load_workbook(path)
    return [(page.title, cell.coordinate, cell.value) for page in book for row in page.iter_rows() for cell in row]
