"""A note is told once, however many sheets it is about; a year is never written with a thousands point."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import fake_source as fake
from msgspec.structs import replace

from validator.checking import check
from validator.reports import write

NOTE = "Tahun data 2026 diambil dari nama folder."


def test_a_note_of_two_files_is_one_line() -> None:
    anggota, lahan = fake.books()[:2]
    noted = [replace(book, sheets=(replace(book.sheets[0], notes=(NOTE,)),)) for book in (anggota, lahan)]
    stream = StringIO()
    write("terminal", replace(fake.source(), files=tuple(noted)), stream)
    said = " ".join(stream.getvalue().split())
    assert said.count(NOTE) == 1
    assert "dan 1 lembar lain" in said


def test_a_year_in_a_cell_is_no_quantity() -> None:
    root = Path(__file__).resolve().parents[2] / "samples" / "2026"
    result = check([root], date=date(2026, 11, 24))
    said = [value for finding in result.iter_findings() for value in finding.values.values()]
    assert not [value for value in said if value.startswith(("2.02", "2.01"))]
