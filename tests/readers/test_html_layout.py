"""Web pages as a browser shows them: what is hidden is not read, and tables in cells are put together."""

from __future__ import annotations

import pytest

from validator.readers.html import parse_page
from validator.readers.limits import LIMITS, Budget
from validator.readers.sheets import Cell, Merge

ROW = "<tr><td>a<td>b<td>c"


def tables(page: str) -> list[list[list[Cell]]]:
    return [sheet.rows for sheet in parse_page(page, "f", Budget(LIMITS)).sheets]


@pytest.mark.parametrize(
    "hiding",
    ['style="display:none"', "style='color:red; DISPLAY : NONE'", "hidden", 'hidden="hidden"', 'style="display:none;"'],
)
@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><tr><td>1<span {h}>9</span>2<td>3</table>", [["12", "3"]]),
        ("<table><tr><td>1<td {h}>9<td>3</table>", [["1", "3"]]),
        ("<table><tr><td>1</td><td {h}>9</td><td>3</td></tr></table>", [["1", "3"]]),
        ("<table><tr><td>1<span {h}>9<td>3</table>", [["1", "3"]]),
        ("<table><tr><td>1<tr {h}><td>9<td>8<tr><td>2</table>", [["1"], ["2"]]),
        ("<table><tr><td>1</td></tr><tr {h}><td>9</td></tr><tr><td>2</td></tr></table>", [["1"], ["2"]]),
        ("<table {h}><tr><td>9</table><table><tr><td>1</table>", [["1"]]),
        ("<div {h}><div><table><tr><td>9</table></div></div><table><tr><td>1</table>", [["1"]]),
        ("<table><tr><td {h}>9<table><tr><td>8</td></tr></table></td><td>1</td></tr></table>", [["1"]]),
        ("<table><tr><td><div {h}>9<div>8</div>7</div>1<td>2</table>", [["1", "2"]]),
        ("<input {h}><table><tr><td>1<td><input {h}>2</table>", [["1", "2"]]),
    ],
)
def test_what_is_not_displayed_is_not_read(hiding, page, rows):
    assert tables(page.format(h=hiding)) == [rows]


def test_what_is_invisible_keeps_its_place():
    assert tables('<table><tr><td>1<td style="visibility: hidden">9<td>3</table>') == [[["1", None, "3"]]]


def test_classes_and_ids_that_the_page_hides():
    style = (
        "<style>/* .c */ td.a, #b { display: none } @media print { .d { display: none } } .e .f{display:none}</style>"
    )
    body = "<tr><td class='x a'>9<td id=b>8<td class=c>1<td class=d>2<td class=f>3<td class=ab>4"
    assert tables(f"{style}<table>{body}</table>") == [[["1", "2", "3", "4"]]]


@pytest.mark.parametrize(
    "shown", ['class="hidden"', 'type="hidden"', 'style="overflow:hidden"', 'title="display: none"']
)
def test_what_only_speaks_of_hiding_is_read(shown):
    assert tables(f"<table><tr><td {shown}>1<td>2</table>") == [[["1", "2"]]]


def test_a_hidden_row_of_a_page_that_excel_saved_stays_a_row():
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1<tr style="display:none"><td>2</table>'
    )
    assert tables(page) == [[["1"], ["2"]]]


def test_a_table_in_each_cell_is_the_text_of_the_cell():
    cells = [[f"<table><tr><td>{text}</td></tr></table>" for text in row] for row in ("ABC", "123", "456")]
    page = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in cells)
    assert tables(f"<table>{page}</table>") == [[list("ABC"), list("123"), list("456")]]


def test_a_small_table_beside_text_joins_it():
    inner = "<table><tr><td>12<td>RT</table>"
    assert tables(f"<table>{ROW}<tr><td>a<td>No. {inner}</td><td>c</table>") == [
        [["a", "b", "c"], ["a", "No. 12 RT", "c"]]
    ]


def test_rows_of_a_table_in_a_row_of_a_table_of_its_width():
    inner = "<table><tr><td>1<td>2<td>3<tr><td colspan=2>4<td>5<tr><td>6<td>7<td>8</table>"
    page = f"<table>{ROW}<tr><td colspan=3>{inner}</td></tr><tr><td colspan=2>x<td>y</table>"
    (sheet,) = parse_page(page, "f", Budget(LIMITS)).sheets
    assert sheet.rows == [["a", "b", "c"], ["1", "2", "3"], ["4", None, "5"], ["6", "7", "8"], ["x", None, "y"]]
    assert sorted((each.top, each.left, each.right) for each in sheet.merges) == [(2, 0, 1), (4, 0, 1)]
    assert Merge(2, 0, 2, 1) in sheet.merges


def test_each_row_a_table_of_its_own():
    rows = "".join(f"<tr><td colspan=3><table><tr><td>{n}<td>{n}<td>{n}</table></td></tr>" for n in range(4))
    assert tables(f"<table>{ROW}{rows}</table>") == [[["a", "b", "c"], *([str(n)] * 3 for n in range(4))]]


@pytest.mark.parametrize("between", ["", "</td></tr><tr><td>"])
def test_a_heading_in_a_table_of_its_own(between):
    body = "<table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>"
    page = f"<table><tr><td><table>{ROW}</table>{between}{body}</td></tr></table>"
    assert tables(page) == [[["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]]


def test_two_tables_of_other_widths_stay_two():
    first = f"<table>{ROW}<tr><td>1<td>2<td>3</table>"
    assert len(tables(f"<table><tr><td>{first}<tr><td><table><tr><td>x<td>y<tr><td>z<td>z</table></table>")) == 2


@pytest.mark.parametrize(
    "soup", ["<style>@{", "<style>a{}", "<td hidden>", "<tr hidden><table>", "<style>.a,", "@a{b{}"]
)
def test_soup_of_hidden_things_ends(soup):
    assert parse_page("<style>" + soup * 20_000 + "none hidden", "f", Budget(LIMITS)) is not None
    assert parse_page("<table hidden>" + soup * 20_000, "f", Budget(LIMITS)) is not None
