"""Lists of the same people that are no export: whatever layout they have, nobody in them is counted."""

import pytest

from validator.forms.identifying import Forms, FoundTable, Passed
from validator.forms.recognition import Unrecognised
from validator.pack.loading import load_pack
from validator.readers.sheets import Sheet

PACK = load_pack()
REGISTERS = {
    "SIAK": "No KK,NIK,Nama Lengkap,Jenis Kelamin,Tempat Lahir,Tanggal Lahir,Gol. Darah,Agama,Status Kawin,SHDK,"
    "Pendidikan,Pekerjaan,Nama Ibu,Nama Ayah,Alamat,RT,RW",
    "BIP": "NO,NO KK,NIK,NAMA LENGKAP,JK,TEMPAT LAHIR,TANGGAL LAHIR,GOL DARAH,AGAMA,STATUS,SHDK,PENDIDIKAN TERAKHIR,"
    "PEKERJAAN,NAMA IBU,NAMA AYAH,ALAMAT,KET",
    "BIP 2": "NO,NO. KK,NIK,NAMA LENGKAP,JK,TMP LAHIR,TGL LAHIR,GOL DRH,AGAMA,STATUS,HUB. KELUARGA,PENDIDIKAN AKHIR,"
    "PEKERJAAN,NAMA IBU,NAMA AYAH",
}
LISTS = {
    "voters": "No,Nomor KK,NIK,Nama,Tempat Lahir,Tanggal Lahir,Status Perkawinan,Jenis Kelamin,Jalan/Dukuh,RT,RW",
    "survey": "No,NIK,No KK,Nama,Jenis Kelamin,Tempat Lahir,Tanggal Lahir,Status Pernikahan,Agama,Suku Bangsa",
    "school": "No,Nama,NIK,No KK,JK,Tempat Lahir,Tanggal Lahir,Agama,Pendidikan,Pekerjaan,Alamat,RT,RW,Dusun",
    "families": "No KK,Nama Kepala Keluarga,Alamat,RT,RW,Dusun",
    "insured": "No,Nama,NIK,No KK,Tanggal Lahir,Jenis Kelamin,No Kartu BPJS,Faskes,Hubungan",
}


def only(header, name="Sheet1", file="data.xlsx", above=()):
    titles = header.split(",")
    rows = [*([text] for text in above), titles, [f"({n})" for n in range(1, len(titles) + 1)], ["x"] * len(titles)]
    (part,) = Forms(PACK.tables, PACK.codelists, PACK.strangers).read([Sheet(file, name, rows)])
    return part


@pytest.mark.parametrize("above", [(), ("DATA INDUK PENDUDUK DESA", "KECAMATAN AWAYAN")])
@pytest.mark.parametrize("name", list(REGISTERS))
def test_a_register_of_the_civil_registry_is_named(name, above):
    part = only(REGISTERS[name], above=above)
    assert isinstance(part, Passed)
    assert "Dukcapil" in part.note.text()


@pytest.mark.parametrize("name", list(LISTS))
def test_another_list_of_people_is_not_read(name):
    part = only(LISTS[name])
    assert isinstance(part, FoundTable)
    assert isinstance(part.recognised, Unrecognised)
    assert part.recognised.reason == "few_columns"


def test_what_is_said_of_it_names_the_columns_and_does_not_call_them_most():
    why = only(LISTS["school"]).recognised
    assert set(why.lacking) == {"jenis_kelamin", "hubungan", "status_kawin", "kewarganegaraan"}
    assert "sebagian besar" not in why.note(PACK.tables).text()


@pytest.mark.parametrize("table", [t for t in PACK.tables.values() if t.status == "live" and t.layout == "records"])
def test_a_column_may_be_gone(table):
    titles = [field.title for field in table.fields if field.expected]
    keys = {table.field(name).title for name in table.key}
    for title in set(titles) - keys:
        assert only(",".join(t for t in titles if t != title)).recognised.table == table.name


def test_misspelt_headings_count():
    titles = [field.title for field in PACK.tables["agtkeluarga"].fields]
    slips = {"Jenis Kelamin": "Jenis Kelammin", "Pekerjaan": "Pekerjaann", "Pendidikan": "Pendidkan",
             "Tanggal Lahir": "Tangal Lahir", "Kewarganegaraan": "Kewarganegaran"}  # fmt: skip
    assert only(",".join(slips.get(t, t) for t in titles)).recognised.table == "agtkeluarga"
