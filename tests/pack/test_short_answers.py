"""The answers of Prodeskel's lists: every spelling stands for one of them, short forms among them."""

import pytest

from validator.cells.values import Codes
from validator.pack.loading import load_pack
from validator.readers.texts import compact

PACK = load_pack()


@pytest.mark.parametrize("name", PACK.codelists)
def test_no_spelling_stands_for_two_answers(name):
    answers = {}
    for item in PACK.codelists[name].items:
        for spelling in (item.label, *item.aliases):
            assert answers.setdefault(compact(spelling), item.label) == item.label


@pytest.mark.parametrize(
    ("name", "spelling", "answer"),
    [
        ("jenis_kelamin", "L", "Laki-Laki"),
        ("jenis_kelamin", "p.", "Perempuan"),
        ("jenis_kelamin", "LK", "Laki-Laki"),
        ("jenis_kelamin", "Pr", "Perempuan"),
        ("kewarganegaraan", "wni", "Warga Negara Indonesia"),
        ("kewarganegaraan", "W.N.A.", "Warga Negara Asing"),
        ("agama", "Buddha", "Budha"),
        ("agama", "Kong Hu Cu", "Konghucu"),
        ("hubungan_keluarga", "KK", "Kepala Keluarga"),
        ("status_kawin", "BK", "Belum Kawin"),
        ("pekerjaan", "PNS", "Pegawai Negeri Sipil"),
        ("pekerjaan", "KEPOLISIAN RI (POLRI)", "POLRI"),
        ("pekerjaan", "irt", "Ibu Rumah Tangga"),
        ("pendidikan", "Tamat SMA", "Tamat SLTA/sederajat"),
        ("pendidikan", "Tamat S1", "Tamat S-1/sederajat"),
        ("pendidikan_aparat", "SMA", "SLTA"),
        ("pendidikan_aparat", "D3", "DIPL"),
        ("pendidikan_aparat", "S2", "S-2"),
        ("tingkat_pendidikan", "Tamat SLTP", "Tamat SMP/sederajat"),
    ],
)
def test_short_forms(name, spelling, answer):
    assert Codes.of(PACK.codelists[name]).find(spelling) == answer


@pytest.mark.parametrize(
    ("name", "spelling"),
    [("pendidikan", "SMA"), ("pendidikan", "S1"), ("hubungan_keluarga", "Anak"), ("hubungan_keluarga", "Orang Tua")],
)
def test_what_may_mean_two_answers_means_none(name, spelling):
    assert Codes.of(PACK.codelists[name]).find(spelling) is None
