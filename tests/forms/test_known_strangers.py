"""Sheets that resemble a form and are none: named, whatever format they come in, and accused of nothing."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from validator.checking import check
from validator.forms.identifying import CodeSheet, Forms, FoundTable, Passed
from validator.forms.recognition import Recognition
from validator.pack.export.template import write_template
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory, load_pack
from validator.readers import read_file
from validator.readers.sheets import Sheet

PACK = load_pack()
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
KK, NIK = "6311031203119001", "6311031203809001"
PERSON = [NIK, "UJI SATU", "Awayan", "12-03-1980", "Jl. Uji"]

SHEETS = {
    "opensid_kode_data": [
        ["sex", "id", "agama_id", "id", "status_kawin", "id", "kk_level", "id"],
        ["LAKI-LAKI", "1", "ISLAM", "1", "BELUM KAWIN", "1", "KEPALA KELUARGA", "1"],
    ],
    "peserta_bantuan": [["Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat"],
                        [NIK, "1", *PERSON]],
    "penerima_bantuan": [["No", "NIK", "Nama KPM", "Alamat", "Jenis Bantuan", "Nominal"],
                         ["1", NIK, "UJI SATU", "Jl. Uji", "BLT DD", "300000"]],
    "penerima_bantuan_berjudul": [["DAFTAR PENERIMA BLT DANA DESA TAHUN 2026", ""], ["No KK", "NIK", "Nama", "Alamat"],
                                  [KK, NIK, "UJI SATU", "Jl. Uji"]],
    "opensid_keluarga": [
        ["No", "Nomor KK", "Kepala Keluarga", "NIK", "Jumlah Anggota", "Jenis Kelamin", "Alamat", "Dusun", "RW", "RT",
         "Tanggal Terdaftar", "Tanggal Cetak KK"],
        ["1", KK, "UJI SATU", NIK, "3", "LAKI-LAKI", "Jl. Uji", "Hulu", "001", "002", "01 Januari 2020", ""]],
    "opensid_rumah_tangga": [
        ["No", "Nomor Rumah Tangga", "Kepala Rumah Tangga", "NIK", "Jumlah Anggota", "Alamat", "Dusun", "RW", "RT"],
        ["1", "6311032021", "UJI SATU", NIK, "3", "Jl. Uji", "Hulu", "001", "002"]],
    "daftar_pemilih": [
        ["DAFTAR CALON PEMILIH UNTUK TANGGAL PEMILIHAN 27-11-2026"],
        ["No", "No. KK", "Nama", "NIK", "Alamat", "RW", "RT", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir",
         "Agama", "Pendidikan (dlm KK)", "Pekerjaan", "Kawin", "Hub. Keluarga"],
        ["1", KK, "UJI SATU", NIK, "Jl. Uji", "001", "002", "L", "Awayan", "12-03-1980", "ISLAM", "SLTA", "PETANI",
         "KAWIN", "ISTRI"]],
    "siak": [
        ["Nomor KK", "NIK", "Nama Penduduk", "Status", "Tempat Lahir", "Tanggal Lahir", "Jenis Kelamin", "Agama",
         "Alamat", "RW", "RT", "Pendidikan", "Pekerjaan"],
        [KK, NIK, "UJI SATU", "Tidak Valid", "Awayan", "12-03-1980", "Laki-laki", "Islam", "DSN Hulu", "1", "2",
         "SLTA", "Petani"]],
    "siak_kolom": [["NO_KK", "NIK", "NAMA_LGKP", "JENIS_KLMIN", "TMPT_LHR", "TGL_LHR", "STAT_HBKEL"],
                   [KK, NIK, "UJI SATU", "Laki-Laki", "Awayan", "12-03-1980", "Kepala Keluarga"]],
    "bip": [["BUKU INDUK PENDUDUK", ""], ["NO", "NAMA LENGKAP", "NIK", "TEMPAT LAHIR", "TGL LAHIR", "JK", "SHDK"],
            ["1", "UJI SATU", NIK, "Awayan", "12-03-1980", "Lk", "Kepala Keluarga"]],
    "bip_blok": [["NO", "NAMA LENGKAP", "NIK", "TEMPAT LAHIR", "TGL LAHIR", "JK", "SHDK"],
                 [f"No. KK : {KK}", "", "Alamat : HULU, RT/RW : 003/001", "", "", "", ""],
                 ["1", "UJI SATU", NIK, "Awayan", "12-03-1980", "Lk", "Kepala Keluarga"]],
    "dtks": [["IDDTKS", "NIK", "No KK", "Nama", "Alamat", "PKH", "BPNT", "Desil"],
             ["12", NIK, KK, "UJI SATU", "Jl. Uji", "YA", "TIDAK", "1"]],
    "bdt2015": [["Provinsi", "NIK", "No KK", "Nama"], ["KOLOM", "2", "3", "4"], ["Uji", NIK, KK, "UJI SATU"]],
    "opendk_lain": [["desa_id", "aki", "akb", "bulan", "tahun"], ["63.11.03.2021", "0", "1", "6", "2026"]],
    "daftar_perbaikan": [["No.", "Tingkat", "Berkas", "Sel", "Apa yang salah", "Mengapa", "Cara memperbaiki"],
                         ["1", "GALAT", "grid_t49.xls", "E2", "Jumlah 398", "sebab", "perbaiki"]],
    "buku_aturan": [["id", "tabel", "judul", "tingkat", "syarat", "pesan"], ["BLG-1", "t49", "j", "error", "x", "y"]],
    "surat_pendampingan": [["Agenda Pendampingan Prodeskel"], ["Desa Uji"], ["Nama", "NIK"], ["UJI SATU", NIK]],
}  # fmt: skip


def forms(pack=PACK):
    return Forms(pack.tables, pack.codelists, pack.strangers)


def one(rows, name="Sheet1", pack=PACK):
    (part,) = forms(pack).read([Sheet("data.xls", name, rows)])
    return part


def title_of(name):
    return next(stranger.title for stranger in PACK.strangers if stranger.name == name)


def save(path, rows, kind):
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, delimiter=";").writerows(rows)
    elif kind == "html":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        path.write_text(f"<html><body><table>{cells}</table></body></html>", "utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)


@pytest.mark.parametrize("name", list(SHEETS))
@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_each_is_named_and_accused_of_nothing(tmp_path, name, kind):
    folder = tmp_path / "6311032021_putat_basiun"
    folder.mkdir()
    save(folder / f"data.{'xls' if kind == 'html' else kind}", SHEETS[name], kind)
    result = check(folder, date=date(2026, 11, 24))
    ((book,),) = (result.files,)
    assert (result.total, result.villages) == (0, ())
    assert book.passed_over
    assert not book.unread
    (sheet,) = book.sheets
    assert (sheet.table, sheet.status) == ("", "passed_over")
    assert title_of(name) in sheet.reason


@pytest.mark.parametrize("name", [table.name for table in PACK.tables.values() if table.status == "live"])
def test_no_form_is_taken_for_one(name):
    fields = [field for field in PACK.tables[name].fields if field.expected]
    for labels in ([f.title for f in fields], [f.code or f.title for f in fields], [f.name for f in fields]):
        assert one([labels, ["x"] * len(labels)]).recognised.table == name


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.rglob("*/grid_*.*")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_export_is_taken_for_one(path):
    for read in read_file(path):
        assert all(isinstance(part, FoundTable) for part in forms().read(read.sheets))


def test_a_member_list_with_a_column_on_aid_is_a_member_list():
    fields = [field.title for field in PACK.tables["agtkeluarga"].fields if field.expected]
    found = one([[*fields, "Penerima", "BLT", "PKH"], ["x"] * (len(fields) + 3)])
    assert found.recognised.table == "agtkeluarga"


DOWNLOAD = ["No", "No. KK", "NIK", "Tag Id Card", "Nama", "Alamat", "Dusun", "RW", "RT", "Jenis Kelamin",
            "Tempat Lahir", "Tanggal Lahir", "Umur", "Agama", "Pendidikan (dlm KK)", "Pekerjaan", "Kawin",
            "Hub. Keluarga", "Nama Ayah", "Nama Ibu", "Status"]  # fmt: skip
OPENDK = ["alamat", "dusun", "rw", "rt", "nama", "nomor_kk", "nomor_nik", "jenis_kelamin", "tempat_lahir",
          "tanggal_lahir", "agama", "pendidikan_dlm_kk", "pendidikan_sdg_ditempuh", "pekerjaan", "kawin",
          "hubungan_keluarga", "kewarganegaraan", "nama_ayah", "nama_ibu", "gol_darah", "status_dasar"]  # fmt: skip


@pytest.mark.parametrize("header", [DOWNLOAD, DOWNLOAD[1:], OPENDK, [*OPENDK, "id", "foto"], DOWNLOAD[::-1]])
def test_population_lists_of_opensid_are_read_and_called_so(header):
    found = one([header, ["1"] * len(header)]).recognised
    assert isinstance(found, Recognition)
    assert found.table == "opensid_penduduk"
    assert {"kode_keluarga", "nik", "nama", "status_kawin", "hubungan", "pendidikan_kk"} <= found.columns.keys()
    assert found.notes[0].key == "known_source"
    assert "OpenSID" in found.notes[0].text("en")


@pytest.mark.parametrize("key", ["nomor_nik", "nomor_kk"])
def test_without_its_key_a_population_list_cannot_be_checked(key):
    part = one([[label for label in OPENDK if label != key], ["1"] * (len(OPENDK) - 1)])
    assert not (isinstance(part, FoundTable) and isinstance(part.recognised, Recognition))


def test_a_code_sheet_beside_a_form_belongs_to_it():
    data = Sheet("a.xlsx", "Data Penduduk", [["nama", "no_kk", "nik", "sex", "tanggallahir", "agama_id", "kk_level"]])
    codes = Sheet("a.xlsx", "Kode Data", SHEETS["opensid_kode_data"])
    guide = Sheet("a.xlsx", "Petunjuk", [["Isilah lembar Data Penduduk."]])
    parts = forms().read([data, codes, guide])
    assert [type(part) for part in parts] == [FoundTable, CodeSheet, CodeSheet]


def test_a_marked_copy_is_passed_over_with_all_its_sheets():
    form = [["Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"], ["Islam", 1, 2, 3]]
    sheets = [Sheet("a.xlsx", "Sheet1", form), Sheet("a.xlsx", "Daftar Perbaikan", SHEETS["daftar_perbaikan"])]
    assert [type(part) for part in forms().read(sheets)] == [Passed, Passed]


def test_our_own_lists_are_known(tmp_path):
    from validator.reports import write

    source = check(SAMPLES / "2026/6311032021_putat_basiun/grid_k36.xls", date=date(2026, 11, 24))
    for name, target in (("csv", "temuan.csv"), ("xlsx", "daftar"), ("html", "halaman"), ("salinan", "salinan"),
                         ("json", "temuan.json"), ("junit", "junit.xml"), ("sarif", "temuan.sarif")):  # fmt: skip
        write(name, source, tmp_path / target, "id")
    again = check(tmp_path, date=date(2026, 11, 24))
    assert again.total == 0
    assert [book.path for book in again.files if not book.passed_over] == []


def test_the_entry_template_of_a_form_is_a_form(tmp_path):
    write_template(PACK.tables["t49"], PACK.codelists, tmp_path / "isian.xlsx")
    (read,) = read_file(tmp_path / "isian.xlsx")
    form, options = forms().read(read.sheets)
    assert (form.recognised.table, type(options)) == ("t49", CodeSheet)


STRANGER = """strangers:
- name: buku_tamu
  title: buku tamu
  title_en: a guest book
  advice: Tinggalkan saja.
  advice_en: Leave it.
  labels: [Nama Tamu, Keperluan]
"""


def pack_with(tmp_path, text):
    (tmp_path / "schemas/asing").mkdir(parents=True)
    (tmp_path / "schemas/asing/kabupaten.yml").write_text(text, "utf-8")
    return tmp_path


def test_a_pack_may_add_its_own(tmp_path):
    pack = load_pack([pack_with(tmp_path, STRANGER)])
    found = one([["No", "Nama Tamu", "Keperluan"], ["1", "UJI", "rapat"]], pack=pack)
    assert isinstance(found, Passed)
    assert "buku tamu" in found.note.text()
    assert "a guest book" in found.note.text("en")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "", ""),
        ("  labels: [Nama Tamu, Keperluan]\n", "", "shape"),
        ("title_en: a guest book", "titel: x", "shape"),
        ("  labels", "  reads_as: opensid_pendudk\n  labels", "field"),
        ("labels: [Nama Tamu, Keperluan]", "labels: [Agama]\n  always: true", "stranger"),
        ("- name: buku_tamu", "- {name: buku_tamu, title: a, title_en: a, advice: a, advice_en: a, labels: [x]}\n"
         "- name: buku_tamu", "duplicate"),
    ],
)  # fmt: skip
def test_a_pack_with_strangers_is_linted(tmp_path, old, new, code):
    folder = pack_with(tmp_path, STRANGER.replace(old, new) if old else STRANGER)
    found = lint([builtin_directory(), folder], only=folder)
    assert {problem.code for problem in found} == ({code} if code else set())


def test_every_stranger_says_what_to_do_in_both_languages():
    for stranger in PACK.strangers:
        assert stranger.advice.endswith(".")
        assert stranger.advice_en.endswith(".")
        assert stranger.title != stranger.title_en
