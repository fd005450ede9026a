"""Correct data are accused of nothing, in whatever format they are kept."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.checking.clean_villages import CODE, TODAY, WRITERS, books, rows_of, tables, told
from validator import check

FORMS = ("agtkeluarga", "t01", "t03", "t12", "t45", "t46a", "t49", "t56", "k01", "k12", "k35a", "k36")
"""One row and many, answers to choose from, decimals, rupiah, texts, dates."""


@pytest.fixture(scope="module")
def forms():
    return tables(*FORMS)


@pytest.fixture(scope="module")
def expected(forms, tmp_path_factory):
    return checked(tmp_path_factory.mktemp("asli"), forms, "xls")


def checked(folder, forms, kind, year=2026):
    home = folder / str(year) / f"{CODE}_pematang"
    home.mkdir(parents=True)
    WRITERS[kind](home, forms)
    return check(folder, date=TODAY)


def sizes(result):
    return sorted((s.table, s.rows_checked) for book in result.files for s in book.sheets)


def test_correct_data_have_no_error(expected):
    assert [found for found in told(expected) if found[0] == "error"] == []
    (village,) = expected.villages
    assert (village.accuracy.percent, {book.status for book in expected.files}) == (100, {"read"})


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "xls"])
def test_every_format_says_the_same(kind, forms, expected, tmp_path):
    found = checked(tmp_path, forms, kind)
    assert told(found) == told(expected)
    assert sizes(found) == sizes(expected)
    assert {book.status for book in found.files} == {"read"}


def test_frames_say_the_same(forms, expected):
    frames = {name: pd.DataFrame(rows[1:], columns=rows[0], dtype=object) for name, rows in forms.items()}
    found = check(frames, date=TODAY, year=2026)
    assert told(found) == told(expected)


def test_all_forms_of_two_years_have_no_error(tmp_path):
    for book in books():
        home = tmp_path / str(book.year) / f"{CODE}_pematang"
        home.mkdir(parents=True)
        WRITERS["csv_of_excel"](home, {name: rows_of(grid) for name, grid in book.grids.items()})
    result = check(tmp_path, date=TODAY)
    assert [found for found in told(result) if found[0] == "error"] == []
    assert len({s.table for book in result.files for s in book.sheets}) > 40


@pytest.mark.parametrize("written", [{"sep": ";"}, {"sep": ","}, {"sep": "\t"}, None])
def test_one_decimal_alone_is_no_error_where_a_program_wrote_it(written, tmp_path):
    """An area such as 545.25 is the only decimal of its form; frames of texts, pages and CSV of pandas print it so."""
    rows = tables("t01")["t01"]
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    if written is None:
        frame.to_html(tmp_path / "t01.xls")
    else:
        frame.to_csv(tmp_path / "t01.csv", index=False, **written)
    for source in (tmp_path, {"t01": frame.astype(str)}):
        result = check(source, date=TODAY)
        assert [found for found in told(result) if found[0] == "error"] == []
        assert any("545.25" in note for book in result.files for s in book.sheets for note in s.notes)
