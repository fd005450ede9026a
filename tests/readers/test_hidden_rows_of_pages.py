"""Rows and sections of a table that a browser does not show are not read, and what stands around them is."""

from __future__ import annotations

import pytest

from validator.readers import read_file

HEAD, ROW, MORE = ("<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>" for cells in ("ab", "12", "34"))
CELLS = "<td>8</td><td>9</td>"
HIDDEN = {
    "row": f'<tr style="display:none">{CELLS}</tr>',
    "row left open": f'<tr style="display:none">{CELLS}',
    "row, cells left open": '<tr style="display:none"><td>8<td>9</tr>',
    "row by attribute": f"<tr hidden>{CELLS}</tr>",
    "section": f'<tbody style="display: none"><tr>{CELLS}</tr><tr>{CELLS}</tr></tbody>',
    "head": f'<thead style="display: none"><tr>{CELLS}</tr></thead>',
    "row with a table": f'<tr style="display:none"><td><table><tr>{CELLS}</tr></table></td><td>9</td></tr>',
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_rows_are_not_read(hidden, tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(f"<html><table>{HEAD}{ROW}{HIDDEN[hidden]}{MORE}</table></html>", encoding="utf-8")
    (file,) = read_file(path)
    assert [sheet.rows for sheet in file.sheets] == [[["a", "b"], ["1", "2"], ["3", "4"]]]
