"""CSV in its many spellings, and HTML that calls itself .xls."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.readers import files_support as make
from validator.readers import LIMITS, read_file
from validator.readers.csvfiles import parse_csv
from validator.readers.html import parse_page
from validator.readers.limits import Budget
from validator.readers.sheets import Dialect, Merge
from validator.readers.styles import Style

TABLE = [
    ["NIK", "Nama", "Luas"],
    ["_6311030101909001", "Siti Nurâ, S.Pd", "1.234,56"],
    ["_6311030101909002", None, "7"],
]


def _csv(delimiter: str, end: str = "\r\n") -> str:
    quoted = ([f'"{cell}"' if cell and "," in cell else cell or "" for cell in row] for row in TABLE)
    return "".join(delimiter.join(row) + end for row in quoted)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_encodings_and_delimiters(tmp_path, encoding, delimiter):
    path = tmp_path / "data.xls"
    path.write_bytes(_csv(delimiter).encode(encoding))
    assert make.rows(path) == TABLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_line_ends_and_blank_lines_keep_their_rows(tmp_path, end):
    path = tmp_path / "data.csv"
    path.write_bytes(f"Judul{end}{end}a;b{end}1;2{end}".encode())
    assert make.rows(path) == [["Judul"], [], ["a", "b"], ["1", "2"]]


def test_csv_separator_line_is_no_row(tmp_path):
    path = tmp_path / "data.csv"
    path.write_bytes(b"sep=|\r\na;b|c\r\nd;e|f\r\n")
    assert make.rows(path) == [["a;b", "c"], ["d;e", "f"]]


def test_csv_decimal_commas_do_not_make_columns(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("a;b\n1,5;2,5\n3,5;4,5\n")
    assert make.rows(path)[1] == ["1,5", "2,5"]


def test_csv_quote_that_is_never_closed_swallows_nothing(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text('a;b\n"x;1\ny;2\n"z";3\n"p;4\n')
    file = make.only(path)
    assert file.notes == ("unbalanced_quotes",)
    assert file.sheets[0].rows[1:] == [['"x', "1"], ["y", "2"], ["z", "3"], ['"p', "4"]]


def test_csv_of_one_column_needs_the_name_of_a_csv(tmp_path):
    for name in ("nik.csv", "surat.docx"):
        (tmp_path / name).write_text("satu\ndua\ntiga\n")
    assert make.rows(tmp_path / "nik.csv") == [["satu"], ["dua"], ["tiga"]]
    assert make.only(tmp_path / "surat.docx").reason == "unknown_format"


def test_csv_cut_inside_a_character_is_still_utf8(tmp_path):
    path = tmp_path / "data.csv"
    path.write_bytes("a;b\nSitiâ;xâ".encode()[:-1])
    file = make.only(path)
    assert file.sheets[0].rows[1] == ["Sitiâ", "x\ufffd"]
    assert file.notes == ("undecodable: utf-8",)


@pytest.mark.parametrize(
    ("encoding", "copied"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", True), ("cp1252", True)]
)
def test_large_csv_is_only_looked_into(tmp_path, encoding, copied):
    path = tmp_path / "data.csv"
    path.write_bytes(("a;b\r\n" + "Sitiâ;2\r\n" * 999).encode(encoding))
    (file,) = read_file(path, replace(LIMITS, csv_in_memory=1000))
    (sheet,) = file.sheets
    assert len(sheet.rows) == LIMITS.csv_head
    assert sheet.rows[:2] == [["a", "b"], ["Sitiâ", "2"]]
    assert sheet.dialect == Dialect("utf-8", ";", '"')
    assert (sheet.path != path) is copied
    assert isinstance(sheet.path, Path)
    assert sheet.path.read_text("utf-8-sig").count("Sitiâ") == 999


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"])), min_size=1), min_size=1
    )
)
def test_csv_gives_back_what_was_quoted(table):
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    parsed, balanced = parse_csv(text, Style(";"))
    assert balanced
    assert parsed == [[cell or None for cell in row] for row in table]


def _html(tmp_path: Path, body: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "grid.xls"
    path.write_bytes(f"<html><head><style>td{{x:y}}</style></head><body>{body}</body></html>".encode(encoding))
    return path


def test_html_spans_become_merges(tmp_path):
    sheet = make.sheet(
        _html(tmp_path, "<table><tr><th rowspan=2>A<th colspan='2'>B<tr><td>1.234<td>&nbsp;<tr><td>x</table>")
    )
    assert sheet.rows == [["A", "B"], [None, "1.234", "\u00a0"], ["x"]]
    assert sheet.merges == (Merge(0, 0, 1, 0), Merge(0, 1, 0, 2))


def test_html_rowspan_that_reaches_below_the_table_is_cut(tmp_path):
    sheet = make.sheet(_html(tmp_path, "<table><tr><td rowspan=500>A</td><td>b</td></tr><tr><td>c</td></tr></table>"))
    assert sheet.rows == [["A", "b"], [None, "c"]]
    assert sheet.merges == (Merge(0, 0, 1, 0),)


def test_html_nested_tables_are_sheets_of_their_own(tmp_path):
    inner = "<table><caption>Isi</caption><tr><td>a<br/>b<td title='x > y'>5 &lt; 6</table>"
    file = make.only(_html(tmp_path, f"<table><tr><td>{inner}</td></tr></table><table><tr><td>z</table>"))
    assert [(sheet.name, sheet.rows) for sheet in file.sheets] == [("Isi", [["a\nb", "5 < 6"]]), ("Tabel 2", [["z"]])]


def test_html_saved_by_excel_keeps_its_numbers(tmp_path):
    body = '<table><tr><td x:num>12<td x:num="1234.5">1.234,5<td>007<![if x]><td x:num>n/a</table>'
    assert make.rows(_html(tmp_path, body)) == [[12.0, 1234.5, "007", "n/a"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_html_encodings(tmp_path, encoding):
    assert make.rows(_html(tmp_path, "<table><tr><td>Sitiâ<td>x</table>", encoding)) == [["Sitiâ", "x"]]


@pytest.mark.parametrize("soup", ["<!", "<td", '<td a="', "<a \"='", "<script>", "<!--", "<td a='"])
def test_html_soup_takes_no_longer_than_its_length(soup):
    assert parse_page("<table>" + soup * 50_000, "f", Budget(LIMITS)).asks_password is False


@given(st.text("<>/=\"' \ntablerdspn!-&;12", max_size=200))
def test_html_soup_never_fails(soup):
    for sheet in parse_page("<table><tr><td>" + soup, "f", Budget(LIMITS)).sheets:
        assert all(cell is None or isinstance(cell, str | float) for row in sheet.rows for cell in row)
