"""What could not be checked is told on the spot, whatever the form of the report."""

from __future__ import annotations

import pytest

HEADER = "Kode Keluarga;Nama Anggota Keluarga;Jenis Kelamin;Hubungan;Tempat Lahir;Tanggal Lahir;Agama;Pekerjaan\n"
ROW = "6311031203119001;Uji Coba;LAKI-LAKI;Kepala Keluarga;Awayan;12/03/1980;Islam;Petani\n"


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "6311032021/grid_agtkeluarga.csv"
    path.parent.mkdir()
    path.write_text(HEADER + ROW, "utf-8")
    return path


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "html", "junit", "sarif", "github", "markdown", "whatsapp"])
def test_a_form_without_its_key_is_told_in_every_form(prodeskel, export, tmp_path, form):
    code, _, errors = prodeskel("check", export, "--format", form, "--output", tmp_path / "hasil")
    assert code == 4
    assert "grid_agtkeluarga.csv" in errors
    assert "NIK" in errors


def test_the_csv_has_a_row_for_it(prodeskel, export, tmp_path):
    prodeskel("check", export, "--format", "csv", "--output", tmp_path / "t.csv")
    rows = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()
    assert any("Tidak dapat diperiksa" in row and "NIK" in row for row in rows)


def test_the_terminal_report_says_it_once(prodeskel, export):
    code, output, errors = prodeskel("check", export)
    assert code == 4
    assert "NIK" in output
    assert errors == ""
