"""Perkembangan forms beside population, welfare and budget: work, production, land held, schooling, health, safety."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from samples.generator.grids import Cell, labels
from samples.generator.population import Village

Record = dict[str, Cell]
_JOBLESS = ("Belum Bekerja", "Pelajar", "Ibu Rumah Tangga")
_SPECIAL_SCHOOLS = ("slb_a", "slb_b", "slb_c")
_FINISHED = {
    "tamat_sd": "Tamat SD/sederajat", "tamat_sltp": "Tamat SMP/sederajat", "tamat_slta": "Tamat SMA/sederajat",
    "tamat_d1": "Tamat D-1/sederajat", "tamat_d2": "Tamat D-2/sederajat", "tamat_d3": "Tamat D-3/sederajat",
    "tamat_s1": "Tamat S-1/sederajat",
}  # fmt: skip
_BODIES = {
    "Posyandu": 12, "Kelompok Tani/Nelayan": 9, "Karang Taruna": 3, "Badan Usaha Milik Desa (BUMDES)": 4,
    "Lembaga Adat": 2, "Pemberdayaan dan Kesejahteraan Keluarga (PKK)": 10, "Rukun Tetangga (RT)": 6,
    "Organisasi Keagamaan": 24,
}  # fmt: skip


class Counted(NamedTuple):
    """What the other forms of the same village and year say: one record, or the records of a form with rows."""

    ages: Mapping[str, Cell]
    schooling: Sequence[Record]
    work: Sequence[Record]


def single(village: Village, counted: Counted) -> dict[str, Record]:
    """The forms with one record a year."""
    return {
        "k02": _work(counted),
        "k08": {},
        "k09": _making(village, 3, 2_400_000),
        "k11": {},
        "k12": _trade(village),
        "k13": {
            "bangunan": len(village.families) + 9,
            "biaya_pemeliharaan": 41_000_000,
            "nilai_bangunan": 4_850_000_000,
            "biaya_antara": 12_500_000,
        },
        "k14": {
            "bukan_bank_unit": 1,
            "bukan_bank_kegiatan": 1,
            "bukan_bank_nilai": 96_000_000,
            "bukan_bank_biaya": 7_200_000,
        },
        "k20": _farming(counted),
        "k21": _land_held(village),
        "k28": _schooling(village, counted),
        "k29": _mothers(counted),
        "k34": {"konflik": 1, "antar_tetangga": 1},
        "k35": {
            "pancasila_jenis": 1, "pancasila_kegiatan": 2, "bhinneka_jenis": 1, "bhinneka_kegiatan": 1,
            "kesatuan_jenis": 1, "kesatuan_kegiatan": 3,
        },
        "k35a3": _council(village),
    }  # fmt: skip


def several(village: Village) -> dict[str, list[Record]]:
    """The forms with a record a kind."""
    return {"k10": _industry(village), "k18": _sectors(village), "k35a": _bodies(village)}


def _people(records: Sequence[Record], field: str, label: str) -> int:
    found = [r for r in records if r[field] == label]
    return sum(_number(r["laki_laki"]) + _number(r["perempuan"]) for r in found)


def _number(value: Cell) -> int:
    assert isinstance(value, int)
    return value


def _aged(counted: Counted, first: int, last: int, sexes: Sequence[str] = ("laki", "perempuan")) -> int:
    return sum(_number(counted.ages[f"{sex}_{age:02}"]) for sex in sexes for age in range(first, last + 1))


def _work(counted: Counted) -> Record:
    whole = _aged(counted, 18, 56)
    at_school, housewives = whole // 16, whole // 5
    casual = whole // 8
    return {
        "angkatan_kerja": whole,
        "masih_sekolah": at_school,
        "ibu_rumah_tangga": housewives,
        "bekerja_penuh": whole - at_school - housewives - casual - 3,
        "bekerja_tidak_tentu": casual,
        "cacat_tidak_bekerja": 1,
        "cacat_bekerja": 1,
    }


def _making(village: Village, kinds: int, each: int) -> Record:
    value = each * len(village.families) // 4
    return {
        "nilai_produksi": value,
        "bahan_baku": value * 2 // 5,
        "bahan_penolong": value // 10,
        "biaya_antara": value // 8,
        "jenis_kerajinan": kinds,
    }


def _trade(village: Village) -> Record:
    shops = len(village.families) // 12
    return {
        "eceran_jenis": 2,
        "eceran_transaksi": shops * 84_000_000,
        "eceran_biaya": shops * 71_000_000,
        "eceran_aset": shops * 22_500_000,
        "restoran_tempat": 3,
        "restoran_biaya": 48_000_000,
        "restoran_biaya_antara": 6_500_000,
        "restoran_pendapatan": 71_000_000,
    }


def _farming(counted: Counted) -> Record:
    farmers = _people(counted.work, "pekerjaan", "Petani")
    labourers = _people(counted.work, "pekerjaan", "Buruh Tani")
    return {
        "sektor": "Pertanian",
        "petani": farmers,
        "pemilik_usaha_tani": 4,
        "buruh_tani": labourers,
        "jumlah": farmers + labourers + 4,
    }


def _land_held(village: Village) -> Record:
    people = len(village.persons)
    shares = {"tanah_sampai_0_2": 6, "tanah_0_2_0_3": 9, "tanah_0_4_0_5": 8, "tanah_0_9_1_0": 7, "tanah_1_5": 5}
    held = {name: people // part for name, part in shares.items()}
    return {**held, "tanpa_tanah": people - sum(held.values()), "jumlah_penduduk": people}


def _schooling(village: Village, counted: Counted) -> Record:
    people = len(village.persons)
    finished = {n: _people(counted.schooling, "tingkat_pendidikan", label) for n, label in _FINISHED.items()}
    illiterate = people // 60
    return {
        **finished,
        "buta_aksara": illiterate,
        "masuk_tk": _people(counted.schooling, "tingkat_pendidikan", "Usia 3 - 6 tahun yang sedang TK/play group"),
        "sedang_sd": _aged(counted, 7, 12),
        "sedang_sltp": _aged(counted, 13, 15),
        "sedang_slta": _aged(counted, 16, 18) * 3 // 4,
        "tidak_tamat_sd": people // 25,
        "tidak_tamat_sltp": people // 40,
        "persen_buta_huruf": round(100 * illiterate / people, 2),
        "persen_tamat_sltp": round(100 * finished["tamat_sltp"] / people, 2),
    }


def _mothers(counted: Counted) -> Record:
    pregnant = max(_aged(counted, 20, 40, ("perempuan",)) // 12, 2)
    delivered = pregnant - 1
    return {
        "ibu_hamil": pregnant,
        "periksa_posyandu": pregnant,
        "periksa_puskesmas": pregnant // 2,
        "periksa_rumah_sakit": 1,
        "periksa_bidan": pregnant - 1,
        "melahirkan": delivered,
        "nifas": delivered,
        "nifas_hidup": delivered,
    }


def _council(village: Village) -> Record:
    men = len(village.families) // 3
    women = men // 2
    return {
        "musyawarah": 3,
        "kehadiran": men + women,
        "peserta_laki_laki": men,
        "peserta_perempuan": women,
        "musyawarah_antar_desa": 1,
        **dict.fromkeys(("pakai_profil_desa", "pakai_data_bps", "libatkan_masyarakat"), "Ya"),
        "usulan_masyarakat": 14,
        "usulan_pemerintah_desa": 6,
        "usulan_tingkat_atas": 2,
        "usulan_ditolak": 1,
        **dict.fromkeys(("dokumen_rkp", "dokumen_rpjm", "dokumen_hasil_musrenbang"), "Ada"),
        "tidak_direalisasikan": 5,
        "tidak_sesuai_hasil": 1,
    }


def _industry(village: Village) -> list[Record]:
    value = 1_900_000 * len(village.families) // 5
    food = {
        "jenis_industri": "Subsektor Industri Pangan",
        "nilai_produksi": value,
        "bahan_baku": value // 2,
        "bahan_penolong": value // 12,
        "biaya_antara": value // 10,
        "jumlah_jenis": 4,
    }
    return [food]


def _sectors(village: Village) -> list[Record]:
    families, people = len(village.families), len(village.persons)
    shares = {"Pertanian": (3, 6), "Perkebunan": (2, 5), "Jasa dan perdagangan": (7, 20)}
    return [
        {
            "jenis_sektor": label,
            "rumah_tangga": families * part // 10 if part != 7 else families // 8,
            "anggota_rumah_tangga": people * part // 10 if part != 7 else people // 8,
            "rumah_tangga_buruh": families // labour,
            "anggota_rumah_tangga_buruh": people // labour,
            "pendapatan_per_kapita": 9_600_000 + 1_200_000 * part,
        }
        for label, (part, labour) in shares.items()
    ]


def _bodies(village: Village) -> list[Record]:
    return [
        {
            "jenis_organisasi": label,
            "kepengurusan": "Ada dan Aktif" if label in _BODIES else "Tidak Ada",
            "buku_administrasi": 2 if label in _BODIES else 0,
            "jumlah_kegiatan": _BODIES.get(label, 0),
            "dasar_hukum": "Peraturan Desa" if label in _BODIES else "Tidak Ada",
        }
        for label in labels("jenis_organisasi")
    ]
