"""Tables of a page that hold its letterhead and signatures are passed over, also in a file named like the form."""

from __future__ import annotations

import pytest

from tests.forms.test_pollutions import FORM, said

ROWS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in FORM)
ABOVE = "<table><tr><td>Desa</td><td>Putat Basiun</td></tr><tr><td>Kecamatan</td><td>Awayan</td></tr></table>"
BELOW = "<table><tr><td>Kepala Desa</td></tr><tr><td>NIP 19710208 199903 1 001</td></tr></table>"


@pytest.mark.parametrize("name", ["a.xls", "grid_t49.xls", "Agama.xls"])
def test_letterhead_and_signatures(name, tmp_path):
    page = f"<html>{ABOVE}<table>{ROWS}</table>{BELOW}</html>"
    (file,) = said(tmp_path, page.encode(), name).files
    assert file.status == "read"
    assert [sheet.rows_checked for sheet in file.sheets if sheet.table] == [3]


def test_another_form_is_no_letterhead(tmp_path):
    other = "<table><tr><td>Tanggal</td><td>Laki-Laki (orang)</td></tr><tr><td>12/06/2026</td><td>1,5</td></tr></table>"
    (file,) = said(tmp_path, f"<html><table>{ROWS}</table>{other}</html>".encode(), "grid_t49.xls").files
    assert file.status == "partial"
