"""The sample forms of Tingkat Perkembangan agree with the other forms, and enough mistakes are planted in them."""

from collections import Counter

import pytest

from samples.generator import development_faults
from samples.generator.planting import books
from samples.generator.profiles import MUARA_JAYA, PROFILES, PUTAT_BASIUN
from validator.pack.loading import load_pack

BOOKS = [book for profile in PROFILES for book in books(profile)]
PLANTED = [
    (profile, entry)
    for profile, plant in (
        (PUTAT_BASIUN, development_faults.putat_basiun),
        (MUARA_JAYA, development_faults.muara_jaya),
    )
    for entry in plant(books(profile)[1])
]


@pytest.fixture(params=BOOKS, ids=lambda book: f"{book.folder}-{book.year}")
def book(request):
    return request.param


def rows(book, table):
    grid = book.grids[table]
    return [dict(zip(grid.names, row, strict=True)) for row in grid.rows]


def one(book, table):
    return rows(book, table)[0]


def test_every_live_form_is_generated(book):
    live = {
        table.name for table in load_pack().tables.values() if table.status == "live" and table.module == "Perkembangan"
    }
    assert len(live) == 20
    assert live <= set(book.grids)


def test_work_and_farming_agree_with_ages_and_occupations(book):
    ages, work = one(book, "t46a"), one(book, "k02")
    whole = sum(ages[f"{sex}_{age:02}"] for sex in ("laki", "perempuan") for age in range(18, 57))
    assert work["angkatan_kerja"] == whole
    groups = [n for n in work if n not in ("kode_desa", "tanggal", "angkatan_kerja")]
    assert sum(work[name] for name in groups) <= whole
    farming = one(book, "k20")
    jobs = Counter({r["pekerjaan"]: r["jumlah"] for r in rows(book, "t48")})
    assert (farming["petani"], farming["buruh_tani"]) == (jobs["Petani"], jobs["Buruh Tani"])
    assert farming["jumlah"] == farming["petani"] + farming["pemilik_usaha_tani"] + farming["buruh_tani"]


def test_land_and_households_stay_within_the_village(book):
    people, families = one(book, "t45")["jumlah"], one(book, "t45")["kepala_keluarga"]
    land = one(book, "k21")
    assert land["jumlah_penduduk"] == people
    assert sum(v for n, v in land.items() if n.startswith(("tanpa", "tanah_"))) == people
    sectors = rows(book, "k18")
    assert sum(r["rumah_tangga"] for r in sectors) <= families
    assert all(r["rumah_tangga"] <= r["anggota_rumah_tangga"] <= people for r in sectors)


def test_costs_stay_below_what_is_produced(book):
    for table in ("k08", "k09", "k10", "k11"):
        for row in rows(book, table):
            assert row["bahan_baku"] + row["bahan_penolong"] + row["biaya_antara"] <= row["nilai_produksi"]
    trade = one(book, "k12")
    assert trade["besar_biaya"] + trade["besar_biaya_antara"] <= trade["besar_transaksi"]
    assert 0 < trade["eceran_biaya"] < trade["eceran_transaksi"]


def test_organisations_are_those_of_potensi(book):
    counted = {r["jenis_lembaga"] for r in rows(book, "t56") if r["jumlah"]}
    bodies = {r["jenis_organisasi"]: r for r in rows(book, "k35a")}
    for body, institution in (("Rukun Warga (RW)", "RUKUN WARGA"), ("Karang Taruna", "KARANG TARUNA")):
        assert (bodies[body]["kepengurusan"] == "Ada dan Aktif") == (institution in counted)
    assert all(r["jumlah_kegiatan"] == 0 for r in bodies.values() if r["kepengurusan"] == "Tidak Ada")


def test_years_and_villages_differ():
    for table in ("k09", "k12", "k13", "k28", "k35a3"):
        records = [tuple(book.grids[table].rows[0][2:]) for book in BOOKS]
        assert len(set(records)) == len(records), table


def test_enough_is_planted_over_many_forms():
    assert len(PLANTED) >= 30
    assert len({entry.rule for _, entry in PLANTED}) >= 25
    assert min(Counter(profile.code for profile, _ in PLANTED).values()) >= 12
    assert len({entry.file.rsplit("/", 1)[1] for _, entry in PLANTED}) >= 15
    assert all(entry.was != entry.now for _, entry in PLANTED)
