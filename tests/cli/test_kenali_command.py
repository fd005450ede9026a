"""`prodeskel kenali`: what a sheet is taken for, and a pack of headings that a clerk corrects and passes on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from validator import check
from validator.cli import cli
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory

HEADER = (
    "No;Nama KK;No Kartu Keluarga;nomor_nik;Nama Anggota Keluarga;Jenis Kelamin;Hubungan;"
    "Tempat Lahir;Tanggal Lahir;Catatan RT"
)
ROWS = [
    "1;Uji Satu;6311031203119001;6311031203809001;Uji Satu;LAKI-LAKI;Kepala Keluarga;Awayan;12/03/1980;baru",
    "2;Uji Satu;6311031203119001;6311034507849002;Uji Dua;PEREMPUAN;Istri;Awayan;05/07/1984;-",
]

FULL = (
    "Kode Keluarga;Nomor Induk;Nama Anggota Keluarga;Jenis Kelamin;Hubungan;Tempat Lahir;Tanggal Lahir;Status;Agama;"
    "Kewarganegaraan;Pendidikan;Pekerjaan"
)
_REST = "LAKI-LAKI;Kepala Keluarga;Awayan;12/03/1980;Kawin;Islam;Warga Negara Indonesia;Tamat SD/sederajat;Petani"
FULL_ROWS = [f"6311031203119001;631103120380900{n};Uji {n};{_REST}" for n in (1, 2)]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "6311032021_putat_basiun/grid_agtkeluarga.csv"
    path.parent.mkdir()
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", "utf-8")
    return path


def run(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["kenali", *map(str, arguments)], standalone_mode=False)
    assert done.exception is None, done.output
    assert (done.return_value or 0) == code
    return done.output


def test_every_column_is_shown_with_what_it_is_read_as(export: Path) -> None:
    lines = run(export).splitlines()
    assert any(line.split()[:2] == ["F", "Jenis"] and line.endswith("Jenis Kelamin") for line in lines)
    assert any(
        line.split()[:2] == ["D", "nomor_nik"] and line.endswith("(tidak dikenal; mungkin: NIK)") for line in lines
    )
    assert any(line.split()[:3] == ["J", "Catatan", "RT"] and line.endswith("(tidak dikenal)") for line in lines)


def test_what_is_written_is_a_pack_that_makes_the_sheet_readable(export: Path, tmp_path: Path) -> None:
    pack = tmp_path / "paket"
    said = run(export, "--tulis", pack)
    assert f"--pack {pack}" in said
    written = yaml.safe_load((pack / "schemas/judul_kolom.yml").read_text("utf-8"))
    assert written["agtkeluarga"] == {"nik": ["nomor_nik"], "kode_keluarga": ["No Kartu Keluarga"]}
    assert not [p for p in lint([builtin_directory(), pack], only=pack) if p.level == "error"]
    sheet = check([export], packs=[pack]).files[0].sheets[0]
    assert (sheet.table, sheet.rows_checked) == ("agtkeluarga", 2)
    assert "mungkin" not in run(export, "--pack", pack)


def test_what_a_person_corrected_stays(export: Path, tmp_path: Path) -> None:
    pack = tmp_path / "paket"
    file = pack / "schemas/judul_kolom.yml"
    file.parent.mkdir(parents=True)
    file.write_text("agtkeluarga:\n  alamat: [Catatan RT]\n", "utf-8")
    run(export, "--pack", pack, "--tulis", pack)
    assert yaml.safe_load(file.read_text("utf-8"))["agtkeluarga"]["alamat"] == ["Catatan RT"]


def test_headings_with_any_characters_come_back_whole(tmp_path: Path) -> None:
    heading = "nomor nik: \"#\" '{ }' *"
    path = tmp_path / "6311032021/grid_agtkeluarga.csv"
    path.parent.mkdir()
    quoted = '"' + heading.replace('"', '""') + '"'
    header = HEADER.replace("nomor_nik", quoted)
    path.write_text("\n".join([header, *ROWS]) + "\n", "utf-8")
    run(path, "--tulis", tmp_path / "paket")
    written = yaml.safe_load((tmp_path / "paket/schemas/judul_kolom.yml").read_text("utf-8"))
    assert written["agtkeluarga"]["nik"] == [heading]


def test_a_known_export_needs_no_teaching() -> None:
    assert "Semua judul kolom dikenal." in run("samples/2026/6311032005_pematang/grid_t45.xls")


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "kosong.xls").write_bytes(b"")
    assert "Berkas ini kosong" in run(tmp_path)


def test_a_column_is_guessed_by_its_values_too(export: Path, tmp_path: Path) -> None:
    """`Nomor Induk` looks like nothing, but holds the sixteen digits of the column that is missing."""
    export.write_text("\n".join([FULL, *FULL_ROWS]) + "\n", "utf-8")
    reason = check([export]).files[0].sheets[0].reason
    assert 'kolom B "Nomor Induk" itu "NIK"' in reason
    assert "prodeskel kenali" in reason
    pack = tmp_path / "paket"
    assert "(tidak dikenal; mungkin: NIK)" in run(export, "--tulis", pack)
    assert check([export], packs=[pack]).files[0].sheets[0].rows_checked == 2


def test_where_nothing_was_known_it_does_not_say_that_all_is(tmp_path: Path) -> None:
    (tmp_path / "jadwal.csv").write_text("Hari;Kegiatan;Penanggung Jawab\nSenin;Rapat;Uji\n", "utf-8")
    said = run(tmp_path)
    assert "Semua judul kolom dikenal" not in said
    assert "Tidak ada lembar yang dikenal sebagai formulir Prodeskel." in said
