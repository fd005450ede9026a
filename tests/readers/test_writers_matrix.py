"""The same forms by every writer give the same findings at the same cells, or what the writer itself lost.

`tests/writers/penulis.csv` lists the files, by whom they were written, and what is lost; `tests/writers/make/` has the
scripts that had them written, which are run by hand.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from validator.checking import check
from validator.readers import read_paths
from validator.readers.reasons import REASONS

WRITERS = Path(__file__).parents[1] / "writers"
FILES = WRITERS / "files"
REFERENCE = "openpyxl.xlsx"

Told = frozenset[tuple[str, str, tuple[str, ...]]]


def rows() -> list[dict[str, str]]:
    with (WRITERS / "penulis.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


@cache
def told(name: str) -> Told:
    """The findings of a fixture as rule, table and cells."""
    result = check([FILES / name], village="6311032021", date=date(2026, 11, 24))
    return frozenset((each.rule, each.table, tuple(each.cells)) for each in result.iter_findings())


def test_the_forms_hold_mistakes_of_every_form():
    assert {table for _, table, _ in told(REFERENCE)} == {"agtkeluarga", "t03", "t45", "t49"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["berkas"])
def test_a_writers_file_is_read_as_what_it_is(row):
    if row["putusan"] == "ditolak":
        (file,) = read_paths([FILES / row["berkas"]])
        assert (file.reason, file.detail) == ("other_spreadsheet", row["keterangan"])
        return
    differing = {rule for rule, _, _ in told(row["berkas"]) ^ told(REFERENCE)}
    assert differing <= set(row["beda"].split())


def test_every_fixture_is_listed_once_with_its_writer():
    listed = [row["berkas"] for row in rows()]
    assert sorted(listed) == sorted(path.name for path in FILES.iterdir())
    assert all(row["penulis"] and row["versi"] and row["format"] for row in rows())
    assert {row["putusan"] for row in rows()} == {"sama", "hilang", "ditolak"}
    assert all(row["keterangan"] for row in rows() if row["putusan"] != "sama")
    assert "other_spreadsheet" in REASONS


def test_fixtures_stay_small():
    assert sum(path.stat().st_size for path in WRITERS.rglob("*") if path.is_file()) < 1_500_000
