"""What is particular to each of the three villages. All of it is invented but the names and codes of the villages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """`land` is in hectares and `budget` in rupiah, both of 2026; `share` gives the five stages of welfare."""

    code: str
    name: str
    folder: str
    seed: int
    size: int
    change: tuple[int, int, int, int]
    dates_as_cells: tuple[bool, bool]
    hamlets: tuple[str, str]
    rw: str
    faiths: tuple[tuple[str, float], ...]
    founded: int
    officials: tuple[str, str]
    borders: tuple[str, str, str, str]
    land: Mapping[str, float]
    budget: Mapping[str, int]
    share: tuple[float, float, float, float]


PUTAT_BASIUN = Profile(
    "6311032021", "Putat Basiun", "6311032021_putat_basiun", 21, 396, (6, 3, 2, 1), (False, False),
    ("Basiun Hulu", "Basiun Hilir"), "001", (("Islam", 96), ("Kristen", 4)), 1982,
    ("Ramindro Tarubi", "Sakundri Pasuri"), ("Tarukan Hulu", "Batu Lamendo", "Muara Pasuri", "Sungai Rindaja"),
    {
        "sawah_irigasi_setengah_teknis": 42.5, "sawah_tadah_hujan": 96.25, "sawah_pasang_surut": 4.0,
        "tegal_ladang": 184, "pemukiman": 37, "pekarangan": 12.5, "tanah_rawa": 21.75, "situ_waduk_danau": 1.5,
        "perkebunan_rakyat": 231.5, "perkebunan_perorangan": 58.25, "perkebunan_swasta": 40.0,
        "kebun_desa": 3.5, "sawah_desa": 2.25, "lapangan_olahraga": 1.2, "perkantoran_pemerintah": 0.45,
        "tempat_pemakaman_umum": 2.1, "bangunan_sekolah": 1.35, "jalan": 14.6, "usaha_perikanan": 3.3,
        "hutan_produksi_terbatas": 64.0, "hutan_adat": 18.0, "hutan_sekunder": 47.5, "hutan_rakyat": 88.75,
    },
    {
        "bantuan_kabupaten": 45_000_000, "bantuan_provinsi": 25_000_000, "bantuan_pusat": 782_456_000,
        "pendapatan_asli_desa": 18_750_000, "swadaya_masyarakat": 9_400_000, "alokasi_dana_desa": 512_340_000,
        "pendapatan_perusahaan": 30_000_000, "pendapatan_lain": 4_215_000,
        "belanja_publik": 1_016_870_000, "belanja_aparatur": 371_225_000,
    },
    (0.12, 0.27, 0.34, 0.2),
)  # fmt: skip

MUARA_JAYA = Profile(
    "6311032014", "Muara Jaya", "6311032014_muara_jaya", 14, 308, (5, 2, 2, 1), (False, True),
    ("Muara Ilir", "Jaya Baru"), "-", (("Islam", 92), ("Hindu", 8)), 1977,
    ("Jukurso Kamelur", "Waluktia Bansolo"), ("Pagat Watulir", "Teluk Gerundi", "Hulu Sumbako", "Tanah Kamelur"),
    {
        "sawah_irigasi_teknis": 18.0, "sawah_irigasi_setengah_teknis": 33.4, "sawah_tadah_hujan": 71.6,
        "tegal_ladang": 120, "pemukiman": 28.5, "pekarangan": 9.75, "tanah_rawa": 14.2, "tanah_pasang_surut": 6.3,
        "perkebunan_rakyat": 164.25, "perkebunan_negara": 22.0, "perkebunan_perorangan": 31.5,
        "tanah_bengkok": 1.5, "kebun_desa": 4.25, "sawah_desa": 1.75, "lapangan_olahraga": 0.9, "pertokoan": 0.35,
        "perkantoran_pemerintah": 0.38, "tempat_pemakaman_umum": 1.6, "bangunan_sekolah": 0.97, "jalan": 11.2,
        "hutan_lindung": 35.0, "hutan_produksi_tetap": 26.0, "hutan_sekunder": 22.4, "hutan_rakyat": 14.2,
    },
    {
        "bantuan_kabupaten": 32_000_000, "bantuan_pusat": 741_118_000, "pendapatan_asli_desa": 12_300_000,
        "swadaya_masyarakat": 7_150_000, "alokasi_dana_desa": 468_902_000, "pendapatan_perusahaan": 15_000_000,
        "pendapatan_lain": 2_640_000, "belanja_publik": 918_433_000, "belanja_aparatur": 332_019_000,
    },
    (0.15, 0.3, 0.31, 0.17),
)  # fmt: skip

PEMATANG = Profile(
    "6311032005", "Pematang", "6311032005_pematang", 5, 230, (4, 2, 2, 1), (True, True),
    ("Pematang Dalam", "Pematang Luar"), "001", (("Islam", 88), ("Kristen", 6), ("Hindu", 6)), 1975,
    ("Sulaminsur Nalimpu", "Dekuryani Watulir"), ("Batu Tarubi", "Lok Pasuri", "Sungai Bansolo", "Tabing Gerundi"),
    {
        "sawah_irigasi_teknis": 12.0, "sawah_irigasi_setengah_teknis": 25.5, "sawah_tadah_hujan": 52.75,
        "tegal_ladang": 96.5, "pemukiman": 21.25, "pekarangan": 8.0, "tanah_rawa": 11.5, "situ_waduk_danau": 2.25,
        "perkebunan_rakyat": 142.0, "perkebunan_swasta": 18.5, "perkebunan_perorangan": 27.75,
        "tanah_titi_sara": 1.25, "kebun_desa": 2.5, "sawah_desa": 1.5, "lapangan_olahraga": 0.8, "pertokoan": 0.2,
        "perkantoran_pemerintah": 0.3, "tempat_pemakaman_umum": 1.4, "bangunan_sekolah": 0.85, "jalan": 8.75,
        "hutan_lindung": 40.0, "hutan_produksi_terbatas": 30.0, "hutan_adat": 15.5, "hutan_rakyat": 24.2,
    },
    {
        "bantuan_kabupaten": 28_000_000, "bantuan_provinsi": 20_000_000, "bantuan_pusat": 698_225_000,
        "pendapatan_asli_desa": 10_450_000, "swadaya_masyarakat": 6_800_000, "alokasi_dana_desa": 431_770_000,
        "pendapatan_perusahaan": 12_500_000, "pendapatan_lain": 1_980_000,
        "belanja_publik": 879_640_000, "belanja_aparatur": 311_460_000,
    },
    (0.11, 0.26, 0.36, 0.19),
)  # fmt: skip

PROFILES = (PUTAT_BASIUN, MUARA_JAYA, PEMATANG)
