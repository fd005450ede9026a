"""No person of the samples can be read in a report that is passed on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.samples import checked
from validator.readers.reading import read_file
from validator.reports import FORMATS, write

SAMPLES = Path(__file__).parents[2] / "samples"
FORWARDED = ["json", "csv", "terminal", "whatsapp", "html", "junit", "sarif", "github", "markdown"]
NAMES, NUMBERS = (5, 8), (4, 7)  # columns of the list of families: head and member, KK number and NIK


@pytest.fixture(scope="module")
def people() -> set[str]:
    """Every whole name and number in the lists of families."""
    found = set()
    for path in sorted(SAMPLES.glob("*/*/grid_agtkeluarga.xls")):
        for row in read_file(path)[0].sheets[0].rows[1:]:
            found |= {str(row[c]) for c in NAMES if c < len(row) and " " in str(row[c])}
            found |= {m[0] for c in NUMBERS if c < len(row) and (m := re.search(r"\d{14,}", str(row[c])))}
    return found


@pytest.fixture(scope="module")
def result():
    return checked("2025", "2026")


@pytest.mark.parametrize("name", FORWARDED)
def test_nobody_is_named(name, result, people, tmp_path):
    assert len(people) > 500
    target = tmp_path if FORMATS[name].folder else tmp_path / "laporan"
    text = "\n".join(path.read_text(encoding="utf-8") for path in write(name, result, target))
    assert len(text) > 500
    assert [person for person in people if person in text] == []
