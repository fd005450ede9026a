"""Headings that a pack teaches: read, linted, and stronger than what else a heading might mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from pack_support import expect, only

from validator import check
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack

HEADER = "nomor_kk;Nama Kepala Keluarga;nomor_nik;Nama;Jenis Kelamin;Hubungan;Tempat Lahir;Tanggal Lahir;Agama;Status;"
HEADER += "Kewarganegaraan;Pendidikan;Pekerjaan\n"
ROW = "6311031203119001;Uji Coba;6311031203809001;Uji Coba;LAKI-LAKI;Kepala Keluarga;Awayan;12/03/1980;Islam;Kawin;"
ROW += "Warga Negara Indonesia;Tamat SD/sederajat;Petani\n"


def taught_by(folder: Path, text: str) -> Path:
    (folder / "schemas").mkdir(parents=True)
    (folder / "schemas/judul_kolom.yml").write_text(text, "utf-8")
    return folder


def test_a_taught_heading_is_read_as_its_field(tmp_path: Path) -> None:
    export = tmp_path / "6311032021/agt.csv"
    export.parent.mkdir()
    export.write_text(HEADER + ROW, "utf-8")
    taught = taught_by(tmp_path / "pack", "agtkeluarga:\n  nik: [nomor_nik]\n  kode_keluarga: [nomor_kk]\n")
    sheet = check([export], packs=[taught]).files[0].sheets[0]
    assert sheet.table == "agtkeluarga"
    assert not [note for note in sheet.notes if "nomor_nik" in note or "nomor_kk" in note]


def test_what_is_taught_wins_over_the_title_of_another_field(tmp_path: Path) -> None:
    taught = taught_by(tmp_path / "pack", "agtkeluarga:\n  pekerjaan: [Pendidikan]\n  pendidikan: [Sekolah]\n")
    from validator.forms.recognition import Recognition, recognise
    from validator.readers.sheets import Sheet

    tables = {"agtkeluarga": load_pack([taught]).tables["agtkeluarga"]}
    rest = ["Jenis Kelamin", "Hubungan", "Tempat Lahir", "Tanggal Lahir", "Status", "Agama", "Kewarganegaraan"]
    header = ["Kode Keluarga", "NIK", "Nama", "Pendidikan", "Sekolah", *rest]
    found = recognise(Sheet("x.csv", "x", [list(header), [str(n) for n in range(len(header))]]), tables)
    assert isinstance(found, Recognition)
    assert (found.columns["pekerjaan"], found.columns["pendidikan"]) == (3, 4)


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("oran:\n  nik: [x]\n", "table", 1, "Mungkin maksudnya: orang?"),
        ("orang:\n  nikk: [x]\n", "field", 2, "Mungkin maksudnya: nik?"),
        ("orang:\n  nik: nomor_nik\n", "shape", 2, "daftar"),
        ("orang:\n  nik: [Nomor]\n  kk: [nomor]\n", "duplicate", 3, "nik"),
        ("- orang\n", "shape", 1, "pasangan"),
    ],
)
def test_faults_are_told_with_their_line(pack, text, code, line, said) -> None:
    problem = only(pack(headings=text))
    expect(problem, "judul_kolom.yml", line, code)
    assert said in problem.message


@pytest.mark.parametrize("text", ["t99:\n  nik: [x]\n", "agtkeluarga:\n  nikk: [x]\n", "- agtkeluarga\n"])
def test_what_lint_refuses_is_not_loaded(tmp_path: Path, text: str) -> None:
    with pytest.raises(DeclarationError, match="judul_kolom"):
        load_pack([taught_by(tmp_path / "pack", text)])


@pytest.mark.parametrize("text", ["", "orang:\n", "orang:\n  nik:\n"])
def test_an_empty_file_is_sound(pack, text) -> None:
    assert pack(headings=text) == []


@pytest.mark.parametrize("text", ["", "agtkeluarga:\n", "agtkeluarga:\n  nik:\n"])
def test_an_empty_file_teaches_nothing(tmp_path: Path, text: str) -> None:
    folder = taught_by(tmp_path / "pack", text)
    assert load_pack([folder]).tables["agtkeluarga"].field("nik").taught == ()
