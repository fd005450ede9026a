"""In forms of a village plain words stay and all others are hidden, whatever column they stand in."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.checking.sample_support import TODAY
from validator import check
from validator.findings.plain_words import PlainWords
from validator.pack.loading import load_pack

VILLAGE = "6311032021"


@pytest.fixture(scope="module")
def words() -> PlainWords:
    return PlainWords(load_pack(), lambda: [VILLAGE])


@pytest.mark.parametrize(
    "text",
    [
        *("12 ekor", "belum ada", "Tukang Kayu", "Petani/Pekebun", "rusak berat", "Rp 5.000 per ton", "dlm proses"),
        *("lihat lampiran", "sudah diserahkan", "data belum masuk", "jalan setapak", "ubi kayu", "3 bulan", "12 KK"),
        *(
            "Kaur Umum",
            "SK Bupati",
            "Perdes No. 3 Tahun 2020",
            "Sekdes",
            "hasil musdes",
            "Dana Desa",
            "Bintang",
            "a.n.",
        ),
        *("Putat Basiun", "Kec. Awayan", "Kalimantan Selatan", "#REF!", "SLTA", "III/a"),
    ],
)
@pytest.mark.parametrize(("table", "field"), [("t45", "laki_laki"), ("t48", "pekerjaan"), ("t01", "jabatan_pengisi")])
def test_what_names_nobody_stays(words, table, field, text):
    assert words.said(table, field, text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Siti Contohwati", "S*** C*********"),
        ("12 Siti", "12 S***"),
        ("ketua: SARMILI", "ketua: S******"),
        ("Pak RT Samsul", "P** RT S*****"),
        ("Intan Permata Sarmili", "I**** P****** S******"),
        ("Bulan Contohwati", "B**** C*********"),
        ("Dewi Sari", "D*** S***"),
        ("W A R T I N I", "W * * * * * *"),
        ("siti_contohwati", "s***_c*********"),
        ("Ｓｉｔｉ", "Ｓ***"),
    ],
)
@pytest.mark.parametrize(("table", "field"), [("t45", "laki_laki"), ("t01", "tanggal"), ("t01", "desa_utara")])
def test_what_may_be_a_name_is_hidden(words, table, field, text, said):
    assert words.said(table, field, text) == said


def test_a_place_is_named_where_a_place_belongs(words):
    assert words.said("t01", "desa_utara", "Desa Muara Jaya") == "Desa Muara Jaya"
    assert words.said("t01", "nama_desa", "Paringin Kota / Batu Piring") == "Paringin Kota / Batu Piring"
    assert words.said("t45", "laki_laki", "Putat Basiun Contohwati") == "Putat Basiun C*********"
    assert words.shown("namanya 'Muara Jaya', bukan 'Siti'") == "namanya 'Muara Jaya', bukan 'S***'"


def test_one_wrong_letter_hides_no_word_unless_a_name_stands_beside_it(words):
    assert words.said("agtkeluarga", "pendidikan", "Tamat SLTA/sederajt") == "Tamat SLTA/sederajt"
    assert words.said("agtkeluarga", "pendidikan", "Tamat SLTA/sederajt Siti") == "Tamat SLTA/s******* S***"


def said(columns, name="Contoh Warga", **options):
    """What is said of a form and a list of members in which somebody has that name."""
    t45 = pd.DataFrame({f.title: [columns.get(f.name)] for f in load_pack().tables["t45"].fields if f.expected})
    member = {"Kode Keluarga": "6311032109269002", "NIK": "6311030703269001", "Nama Anggota Keluarga": name}
    frames = {"t45": t45, "agtkeluarga": pd.DataFrame([member | {"No. Urut": 1, "Jenis Kelamin": "Perempuan"}])}
    found = check(frames, village=VILLAGE, year=2026, date=TODAY, **options).iter_findings()
    return " | ".join(f"{f.message} {' '.join(f.values.values())}" for f in found if f.table == "t45")


def test_the_unit_beside_a_number_is_no_name():
    assert "satuan 'S*** C*********'" in said({"laki_laki": "12 Siti Contohwati"})
    assert "satuan 'ekor'" in said({"laki_laki": "12 ekor"})


def test_somebody_of_the_data_is_hidden_though_the_name_is_a_plain_word():
    assert "'Bintang'" in said({"laki_laki": "Bintang"})
    assert "'B******'" in said({"laki_laki": "Bintang"}, name="BINTANG")
    assert "'Bintang'" in said({"laki_laki": "Bintang"}, name="BINTANG", show_personal=True)


def test_reasons_hide_what_a_cell_holds(tmp_path):
    path = tmp_path / "t49.csv"
    rows = ["Kode Desa,Tanggal,Agama,Laki-Laki (orang),Perempuan (orang),Jumlah (Orang)"]
    rows += ["6311032021,12/06/2026,Islam,1,2,3", '"Siti ""Ti"" Contohwati",12/06/2026,Kristen,1,2,3']
    path.write_text("\n".join(rows), encoding="utf-8")
    sheet = check([path], date=TODAY).files[0].sheets[0]
    reasons = " ".join(left.reason for left in sheet.left_out)
    assert '"S*** "T*" C*********", bukan kode desa' in reasons
