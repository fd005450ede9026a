"""The exports of a village in one year, all counted from the same families, so that every identity holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from math import floor

from samples.generator import development, potensi_land, potensi_people
from samples.generator.grids import Cell, Grid, grid, labels
from samples.generator.population import Family, Person, Village
from samples.generator.profiles import Profile
from samples.generator.schooling import level_row

FORM_DAY = {2025: date(2025, 6, 11), 2026: date(2026, 6, 10)}
# Hectares in 2025 more (or less) than in 2026: fields and gardens became houses and roads; the whole stays the same.
_LAND_BEFORE = {
    "tegal_ladang": 1.5, "sawah_tadah_hujan": 0.6, "pemukiman": -0.8, "jalan": -0.2, "perkebunan_rakyat": -1.1,
}  # fmt: skip
_SAWAH = ("sawah_irigasi_teknis", "sawah_irigasi_setengah_teknis", "sawah_tadah_hujan", "sawah_pasang_surut")
_KERING = ("tegal_ladang", "pemukiman", "pekarangan")
_BASAH = ("tanah_rawa", "tanah_pasang_surut", "lahan_gambut", "situ_waduk_danau")
_KEBUN = ("perkebunan_rakyat", "perkebunan_negara", "perkebunan_swasta", "perkebunan_perorangan")
_KAS = ("tanah_bengkok", "tanah_titi_sara", "kebun_desa", "sawah_desa")
_UMUM = (
    *_KAS, "lapangan_olahraga", "perkantoran_pemerintah", "ruang_publik", "tempat_pemakaman_umum",
    "tempat_pembuangan_sampah", "bangunan_sekolah", "pertokoan", "fasilitas_pasar", "terminal", "jalan",
    "daerah_tangkapan_air", "usaha_perikanan", "jalur_sutet",
)  # fmt: skip
_PRODUKSI, _SUAKA = ("hutan_produksi_tetap", "hutan_produksi_terbatas"), ("suaka_alam", "suaka_margasatwa")
_HUTAN = (
    "hutan_lindung", *_PRODUKSI, "hutan_konservasi", "hutan_adat", "hutan_asli", "hutan_sekunder", "hutan_buatan",
    "hutan_mangrove", *_SUAKA, "hutan_rakyat",
)  # fmt: skip
_INCOME = (
    "apbd_kabupaten", "bantuan_kabupaten", "bantuan_provinsi", "bantuan_pusat", "pendapatan_asli_desa",
    "swadaya_masyarakat", "alokasi_dana_desa", "pendapatan_perusahaan", "pendapatan_lain",
)  # fmt: skip


def exports(profile: Profile, village: Village, before: Village | None) -> dict[str, Grid]:
    """Every export of that village and year by table name; without `before` a year earlier is made up."""
    year = village.year
    as_cells = profile.dates_as_cells[year - 2025]
    day = FORM_DAY[year]
    common: dict[str, Cell] = {"kode_desa": profile.code, "tanggal": day if as_cells else f"{day:%d/%m/%Y}"}
    land = _land(profile, year)
    single = {
        "t01": _borders(profile, village, day, land),
        "t03": land,
        "t45": _people(village, _sum(land, ["luas_desa"])),
        "t46a": _ages(village, day),
        "k01": _growth(village, before),
        "k03": _welfare(profile, village),
        "k36": _budget(profile, year),
        **potensi_land.single(profile, village, land),
        **potensi_people.single(profile, village),
    }
    several = {
        "t47": _schooling(village),
        "t48": _work(village),
        "t49": _faith(village),
        **potensi_land.several(profile, village, land),
        **potensi_people.several(profile, village, land),
    }
    counted = development.Counted(single["t46a"], several["t47"], several["t48"], several["t56"])
    single |= development.single(village, counted)
    several |= development.several(village, counted)
    return {
        "agtkeluarga": grid("agtkeluarga", {}, _members(profile, village, as_cells)),
        **{table: grid(table, common, [record]) for table, record in single.items()},
        **{table: grid(table, common, records) for table, records in several.items()},
    }


def _members(profile: Profile, village: Village, as_cells: bool) -> list[dict[str, Cell]]:
    return [
        _member(profile, village.year, family, number, person, as_cells)
        for family in village.families
        for number, person in enumerate(family.members, start=1)
    ]


def _member(profile: Profile, year: int, family: Family, number: int, who: Person, cells: bool) -> dict[str, Cell]:
    return {
        "rw": profile.rw,
        "rt": family.rt,
        "dusun": family.hamlet,
        "alamat": f"Jl. {family.hamlet} RT {family.rt}",
        "kode_keluarga": f"_{family.number}",
        "nama_kepala_keluarga": family.head.name,
        "no_urut": number,
        "nik": f"_{who.nik}",
        "nama": who.name,
        "jenis_kelamin": "LAKI-LAKI" if who.sex == "L" else "PEREMPUAN",
        "hubungan": who.relation,
        "tempat_lahir": who.place,
        "tanggal_lahir": who.birth if cells else f"{who.birth:%d/%m/%Y}",
        "usia": year - who.birth.year,
        "status_kawin": who.status,
        "agama": family.faith,
        "golongan_darah": who.blood,
        "kewarganegaraan": "Warga Negara Indonesia",
        "etnis": family.people,
        "pendidikan": who.education(year),
        "pekerjaan": who.job(year),
    }


def _borders(profile: Profile, village: Village, day: date, land: dict[str, Cell]) -> dict[str, Cell]:
    north, south, east, west = profile.borders
    return {
        "tahun_pembentukan": profile.founded,
        "luas_desa": land["luas_desa"],
        "nama_kepala_desa": profile.officials[0],
        "nama_pengisi": profile.officials[1],
        "pekerjaan_pengisi": "Perangkat Desa",
        "jabatan_pengisi": "Kasi Pemerintahan",
        "bulan": day.month,
        "tahun": day.year,
        "desa_utara": north,
        "desa_selatan": south,
        "desa_timur": east,
        "desa_barat": west,
        "kecamatan_utara": "Awayan",
        "kecamatan_selatan": "Awayan",
        "kecamatan_timur": "Tebing Tinggi",
        "kecamatan_barat": "Paringin",
        "penetapan_batas": "Ada",
        "perdes_batas": "Nomor 3 Tahun 2019",
        "perda_batas": "Nomor 12 Tahun 2020",
        "peta_wilayah": "Ada",
        "sumber_data_1": f"Buku Induk Penduduk {day.year}",
        "sumber_data_2": "Peta desa",
        "sumber_data_3": f"RKP Desa {day.year}",
        "sumber_data_4": f"Kartu Keluarga ({len(village.families)} KK)",
    }


def _sum(values: Mapping[str, Cell], names: Iterable[str]) -> float:
    found = (values.get(name, 0) for name in names)
    return round(sum(value for value in found if isinstance(value, int | float)), 2)


def _land(profile: Profile, year: int) -> dict[str, Cell]:
    shift = _LAND_BEFORE if year == 2025 else {}
    land: dict[str, Cell] = {n: round(area + shift.get(n, 0), 2) for n, area in profile.land.items()}
    land["luas_tanah_sawah"] = _sum(land, _SAWAH)
    land["luas_tanah_kering"] = _sum(land, _KERING)
    land["luas_tanah_basah"] = _sum(land, _BASAH)
    land["luas_tanah_perkebunan"] = _sum(land, _KEBUN)
    land["kas_desa"] = _sum(land, _KAS)
    land["luas_tanah_fasilitas_umum"] = _sum(land, _UMUM)
    land["hutan_produksi"] = _sum(land, _PRODUKSI)
    land["hutan_suaka"] = _sum(land, _SUAKA)
    land["luas_tanah_hutan"] = _sum(land, _HUTAN)
    whole = _sum(land, (*_SAWAH, *_KERING, *_BASAH, *_KEBUN, *_UMUM, *_HUTAN))
    return land | {"luas_desa": whole, "total_luas": whole, "selisih_luas": 0, "lokasi_kas_desa": "Di dalam desa"}


def _count(persons: Iterable[Person], sex: str) -> int:
    return [person.sex for person in persons].count(sex)


def _people(village: Village, area: float) -> dict[str, Cell]:
    total = len(village.persons)
    return {
        "laki_laki": _count(village.persons, "L"),
        "perempuan": _count(village.persons, "P"),
        "jumlah": total,
        "kepala_keluarga": len(village.families),
        "luas_desa": area,
        "kepadatan": floor(total / (area / 100)),
    }


def _completed(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _ages(village: Village, day: date) -> dict[str, Cell]:
    counts = Counter((person.sex, min(_completed(person.birth, day), 76)) for person in village.persons)
    names = {"L": "laki", "P": "perempuan"}
    return {
        f"{names[sex]}_{'75_lebih' if age == 76 else f'{age:02}'}": counts[sex, age]
        for sex in "LP" for age in range(77)
    }  # fmt: skip


def _rows(field: str, codelist: str, pairs: Iterable[tuple[str | None, str]], every: bool) -> list[dict[str, Cell]]:
    counts = Counter(pairs)
    rows = [(label, counts[label, "L"], counts[label, "P"]) for label in labels(codelist)]
    return [
        {field: label, "laki_laki": men, "perempuan": women, "jumlah": men + women}
        for label, men, women in rows
        if every or men + women
    ]


def _schooling(village: Village) -> list[dict[str, Cell]]:
    pairs = [(level_row(p.birth, p.reached, village.year), p.sex) for p in village.persons]
    return _rows("tingkat_pendidikan", "tingkat_pendidikan", pairs, every=True)


def _work(village: Village) -> list[dict[str, Cell]]:
    return _rows("pekerjaan", "pekerjaan", [(p.job(village.year), p.sex) for p in village.persons], every=False)


def _faith(village: Village) -> list[dict[str, Cell]]:
    pairs = [(family.faith, person.sex) for family in village.families for person in family.members]
    return _rows("agama", "agama", pairs, every=True)


def _heads(village: Village) -> tuple[int, int]:
    heads = [family.head for family in village.families]
    return _count(heads, "L"), _count(heads, "P")


def _growth(village: Village, before: Village | None) -> dict[str, Cell]:
    now = (_count(village.persons, "L"), _count(village.persons, "P"), *_heads(village))
    if before:
        then = (_count(before.persons, "L"), _count(before.persons, "P"), *_heads(before))
    else:
        then = (now[0] - 1, now[1] - 2, now[2] - 1, now[3])
    names = ("laki_laki", "perempuan", "kk_laki_laki", "kk_perempuan")
    return {**dict(zip(names, now, strict=True)), **{f"{n}_lalu": v for n, v in zip(names, then, strict=True)}}


def _welfare(profile: Profile, village: Village) -> dict[str, Cell]:
    families = len(village.families)
    stages = [round(share * families) for share in profile.share]
    names = ("prasejahtera", "sejahtera_1", "sejahtera_2", "sejahtera_3", "sejahtera_3_plus")
    return dict(zip(names, [*stages, families - sum(stages)], strict=True))


def _budget(profile: Profile, year: int) -> dict[str, Cell]:
    """Rupiah; in 2025 every item was four per cent less."""
    money: dict[str, Cell] = {
        name: amount if year == 2026 else round(amount * 0.96 / 1000) * 1000 for name, amount in profile.budget.items()
    }
    income = int(_sum(money, _INCOME))
    spent = int(_sum(money, ("belanja_publik", "belanja_aparatur")))
    return money | {"jumlah_penerimaan": income, "jumlah_belanja": spent, "saldo": income - spent}
