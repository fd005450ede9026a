"""Rarer ways to write a CSV: other quotes and delimiters, marks read in a wrong encoding, titles without a column."""

from __future__ import annotations

import csv

import pytest

from tests.engine.bulk_support import assert_same, both, write
from tests.forms.test_pollutions import FOLDER, FORMS, findings, member_rows, quoted, said, text


def uneven(rows) -> str:
    return "".join(";".join(row) + ";" * (number % 4) + "\r\n" for number, row in enumerate(rows))


def row_names(rows) -> str:
    """As R writes a table: the rows have names, and no title stands above them."""
    named = [rows[0], *([str(number), *row] for number, row in enumerate(rows[1:], 1))]
    return text(named, ",", end="\n", quoting=csv.QUOTE_ALL)


def twice(rows) -> str:
    return text([[f'"{cell}"' for cell in row] for row in rows])


SPOILT = {
    "guillemets": lambda rows: quoted(rows, "«", "»"),
    "guillemets the other way": lambda rows: quoted(rows, "»", "«"),
    "single guillemets": lambda rows: quoted(rows, "‹", "›"),
    "single printer's quotes": lambda rows: quoted(rows, "‘", "’"),
    "printer's quotes, both closing": lambda rows: quoted(rows, "”"),
    "acute accents": lambda rows: quoted(rows, "´"),
    "every quote doubled": lambda rows: quoted(rows, '""'),
    "quotes within quotes": twice,
    "section sign": lambda rows: text(rows, "§"),
    "hash": lambda rows: text(rows, "#"),
    "exclamation mark": lambda rows: text(rows, "!"),
    "wide semicolon": lambda rows: text(rows, "；"),
    "sep names another delimiter": lambda rows: "sep=,\r\n" + text(rows),
    "delimiters at the end, more and fewer": uneven,
    "byte order mark read as Windows-1252": lambda rows: "ï»¿" + text(rows),
    "row names": row_names,
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    return {name: findings(said(folder / name, text(rows()).encode())) for name, rows in FORMS.items()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoilt", SPOILT)
def test_reads_as_the_clean_file(spoilt, form, clean, tmp_path):
    got = said(tmp_path, SPOILT[spoilt](FORMS[form]()).encode())
    assert [f.status for f in got.files] == ["read"]
    assert findings(got) == clean[form]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_large_file_reads_as_the_small_one(spoilt, tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", [])
    path.write_bytes(SPOILT[spoilt](member_rows()).encode())
    assert_same(*both(monkeypatch, path))


def put_together(rows) -> str:
    """Two files, the second one with another delimiter."""
    return text(rows[:3]) + text([rows[0], *rows[3:]], ",")


def put_together_with_titles(rows) -> str:
    return "DATA DUSUN I\r\n" + text(rows[:3]) + "\r\nDATA DUSUN II\r\n" + text([rows[0], *rows[3:]])


TOGETHER = [put_together, put_together_with_titles]


def cells_and_values(result):
    return sorted((f.rule, f.columns, tuple(f.values.items())) for f in result.iter_findings())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("joined", TOGETHER)
def test_files_put_together(joined, form, tmp_path):
    rows = FORMS[form]()
    want = cells_and_values(said(tmp_path / "clean", text(rows).encode()))
    assert cells_and_values(said(tmp_path, joined(rows).encode())) == want


@pytest.mark.parametrize("joined", TOGETHER)
def test_large_files_put_together(joined, tmp_path, monkeypatch):
    path = write(tmp_path / FOLDER / "a.csv", [])
    path.write_bytes(joined(member_rows()).encode())
    assert_same(*both(monkeypatch, path))


def test_title_above_a_repeated_header_is_called_one(tmp_path):
    (file,) = said(tmp_path, put_together_with_titles(FORMS["form"]()).encode()).files
    told = {left.row: left.reason for left in file.sheets[0].left_out}
    assert told[6] == "Judul di atas judul kolom yang berulang."


def test_a_remark_with_commas_stays_one(tmp_path):
    data = text(FORMS["form"]()) + "Sumber: A, B, C, D, E, F, G\r\n"
    (file,) = said(tmp_path, data.encode()).files
    assert (file.sheets[0].rows_checked, file.sheets[0].rows_left_out) == (3, 1)


@pytest.mark.parametrize("between", ["<br>", "<br />", "&nbsp;", "</b> <b>", "<BR/>"])
@pytest.mark.parametrize("form", FORMS)
def test_html_within_titles(form, between, clean, tmp_path):
    head, *rows = FORMS[form]()
    spoilt = [[title.replace(" ", between) for title in head], *rows]
    assert findings(said(tmp_path, text(spoilt).encode())) == clean[form]
