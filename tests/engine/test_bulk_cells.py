"""How a file writes its cells is told of a large one as of a small one, and changes the same values."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.engine.bulk_support import CLEAN, assert_same, both, write
from validator.findings.result import Result

HEADER = [*CLEAN, "Tanggal"]


def members(count: int, **columns: list[str]) -> list[list[str]]:
    """A header and clean members, but for the cells of some columns, which are taken in turn."""
    rows = [HEADER]
    for number in range(count):
        row = CLEAN | {"NIK": f"_63110308027190{number % 90 + 10}", "No.": str(number % 9), "Tanggal": "12/06/2026"}
        row |= {name: texts[number % len(texts)] for name, texts in columns.items()}
        rows.append([row[name] for name in HEADER])
    return rows


def notes(result: Result) -> list[str]:
    return [note for book in result.files for sheet in book.sheets for note in sheet.notes]


def checked(monkeypatch, folder: Path, rows: list[list[str]]) -> Result:
    """The check of a member list, by both roads, which must say the same."""
    small, large = both(monkeypatch, write(folder / "anggota.csv", rows))
    assert_same(small, large)
    assert notes(small) == notes(large)
    return large


SPELLINGS = {
    "names": {
        "Nama Anggota Keluarga": ["Andre\u0301 Ma’ruf", "André Ma'ruf", "André Ma`ruf", "Amat`", "A\u2009B\u00ad"]
    },
    "numbers": {"Usia": ["\u221255", "–5", "’55", "1\u202f234", "５５", "5½", "55.0", "9" * 300], "No.": ["'1", "２"]},
    "dates": {
        "Tanggal Lahir": ["'08/02/1971", "07/25/1984", "1971-02-08 00:00:12", "8\u00a0Februari\u20091971", "8" * 300]
    },
    "codes": {"Kode Desa": ["6311032021.0", "‘6311032021", "６３１１０３２０２１"]},
    "answers": {"Jenis Kelamin": ["L", "P", "Lk", "PR"], "Kewarganegaraan": ["WNI", "wna", "W N I"]},
    "numbers for NIK": {
        "NIK": ["6311030802719011.0", "6311030802719020.0", "6311030802719013,0", "6311030802719014.00"]
    },
    "cut NIK": {"NIK": ["6311030802719010.0", "6311030802719020.0", "6311030802719030.0", "6311030802719040.0"]},
    "utc": {"Tanggal": ["2025-12-31T16:00:00Z"], "Tanggal Lahir": ["1971-02-07 16:00:36", "1971-02-07 17:00:00.000Z"]},
    "some in utc": {"Tanggal": ["2025-12-31T16:00:00Z", "2026-01-01T00:00:00Z"]},
    "before midnight": {"Tanggal Lahir": ["1971-02-07 23:59:48", "1971-02-08 00:00:00"]},
}


@pytest.mark.parametrize("columns", SPELLINGS.values(), ids=SPELLINGS)
def test_other_spellings(monkeypatch, tmp_path, columns):
    checked(monkeypatch, tmp_path, members(12, **columns))


def test_midnights_in_utc_are_the_day_that_follows_and_of_its_year(monkeypatch, tmp_path):
    rows = members(6, **SPELLINGS["utc"])
    result = checked(monkeypatch, tmp_path, rows)
    assert {book.year for file in result.files for book in file.sheets} == {2026}
    assert sum("16:00" in note and "UTC" in note for note in notes(result)) == 2
    assert not {f.rule for f in result.iter_findings()} & {"DDK-015", "GEN-006D"}


def test_dates_without_a_day_after_the_twelfth(monkeypatch, tmp_path):
    days = [f"{day:02}/{month:02}/1980" for day in range(1, 13) for month in range(1, 13)]
    random.Random(1).shuffle(days)
    result = checked(monkeypatch, tmp_path, members(60, **{"Tanggal Lahir": days}))
    assert sum("bulan/hari" in note for note in notes(result)) == 1
    days[7] = "13/07/1980"
    result = checked(monkeypatch, tmp_path, members(60, **{"Tanggal Lahir": days}))
    assert not any("bulan/hari" in note for note in notes(result))


def test_a_column_with_the_month_first_is_told_once(monkeypatch, tmp_path):
    days = ["07/25/1984", "05/07/1984", "12/31/1984"]
    rows = members(9, **{"Tanggal Lahir": days})
    rows.insert(1, ["", *["07/25/1984"] * 3])
    result = checked(monkeypatch, tmp_path, rows)
    assert sum("bulan/hari" in note for note in notes(result)) == 1
    assert sum(f.rule == "DDK-023B" for f in result.iter_findings()) == 6
