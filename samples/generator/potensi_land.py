"""Potensi forms on nature and farming: climate, landforms, orbit, farming families and their harvests.

Areas follow the land form and families the population, so that the forms agree with each other. Yields and prices are
invented, of the size usual on the Hulu Sungai plain below the Meratus hills.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samples.generator.grids import Cell
from samples.generator.population import Village
from samples.generator.profiles import Profile

Record = dict[str, Cell]
_FOREST = "luas_tanah_hutan"
_YES_NO = {True: "Ya", False: "Tidak"}


@dataclass(frozen=True)
class Nature:
    """A village's climate of 2026 (mm a year, degrees, metres above the sea) and its distances in kilometres."""

    rain: int
    warmth: float
    height: int
    hills: float
    district: float
    regency: float
    province: float


_NATURES = {
    "Putat Basiun": Nature(2485, 27.2, 38, 0.24, 4.5, 21.0, 226.0),
    "Muara Jaya": Nature(2360, 27.5, 29, 0.12, 6.2, 17.5, 221.0),
    "Pematang": Nature(2610, 26.9, 54, 0.31, 7.8, 26.4, 232.0),
}
_DRIVE, _WALK = {"kecamatan": 28.0, "kabupaten": 36.0, "provinsi": 42.0}, 4.5
_BUSES = {"kecamatan": 6, "kabupaten": 4, "provinsi": 1}
# Share of the field it grows on, tonnes a hectare, rupiah a tonne, share of the output spent.
_FIELDS = {
    "Padi ladang": (0.3, 2.3, 6_400_000, 0.24),
    "Jagung": (0.16, 4.6, 4_650_000, 0.31),
    "Ubi kayu": (0.05, 18.5, 1_900_000, 0.22),
    "Kacang tanah": (0.04, 1.4, 15_500_000, 0.28),
    "Cabe": (0.02, 5.2, 34_000_000, 0.35),
}
_PADDY = (1.2, 4.1, 6_250_000, 0.29)
_FRUIT = {"Durian": (0.9, 8.4), "Rambutan": (1.6, 6.1), "Pisang": (3.2, 11.5), "Nangka": (0.5, 7.2), "Duku": (0.8, 5.4)}
_COSTS = {"biaya_pemupukan": 0.5, "biaya_bibit": 0.2, "biaya_obat": 0.18, "biaya_lainnya": 0.12}


def single(profile: Profile, village: Village, land: Mapping[str, Cell]) -> dict[str, Record]:
    """The forms with one record a year, by table name."""
    nature, year = _NATURES[profile.name], village.year
    farmers = _farmers(village)
    return {
        "t09": _climate(nature, year, land),
        "t12": _landforms(nature, land) | _orbit(nature),
        "t13": _owners(farmers, 0.9, "kurang_10_ha"),
        "t15": _owners(round(0.4 * farmers), 0.95, "kurang_10_ha"),
        "t18": _owners(round(0.7 * farmers), 0.88, "kurang_5_ha"),
    }


def several(profile: Profile, village: Village, land: Mapping[str, Cell]) -> dict[str, list[Record]]:
    """The forms with a record for every crop, by table name."""
    drift = 1.0 if village.year == 2026 else 0.97
    return {"t14": _crops(land, drift), "t16": _fruit(land, drift), "t19": _plantations(land, drift)}


def _area(land: Mapping[str, Cell], *names: str) -> float:
    found = (land.get(name, 0) for name in names)
    return round(sum(value for value in found if isinstance(value, int | float)), 2)


def _farmers(village: Village) -> int:
    """Families in which somebody farms."""
    jobs = ([person.job(village.year) for person in family.members] for family in village.families)
    return sum(any(job in {"Petani", "Buruh Tani"} for job in family) for family in jobs)


def _climate(nature: Nature, year: int, land: Mapping[str, Cell]) -> Record:
    whole = _area(land, "luas_desa")
    light, medium = round(0.07 * whole, 2), round(0.025 * whole, 2)
    heavy = round(0.008 * whole, 2)
    return {
        "curah_hujan": nature.rain - (2026 - year) * 170,
        "bulan_hujan": 7 if year == 2026 else 8,
        "kelembapan": 84 if year == 2026 else 82,
        "suhu": round(nature.warmth - (2026 - year) * 0.3, 1),
        "ketinggian": nature.height,
        "warna_tanah": "Kuning",
        "tekstur_tanah": "Lempungan",
        "kemiringan": round(4 + 30 * nature.hills),
        "lahan_kritis": round(0.012 * whole + (2026 - year) * 0.75, 2),
        "lahan_terlantar": round(0.006 * whole, 2),
        "erosi_ringan": light,
        "erosi_sedang": medium,
        "erosi_berat": heavy,
        "tidak_erosi": round(whole - light - medium - heavy, 2),
    }


def _landforms(nature: Nature, land: Mapping[str, Cell]) -> Record:
    whole, swamp = _area(land, "luas_desa"), _area(land, "luas_tanah_basah")
    hills, river = round(nature.hills * whole, 2), round(0.015 * whole, 2)
    flooded = round(0.09 * whole, 2)
    return {
        "dataran_rendah": round(whole - hills - river - swamp, 2),
        "berbukit": hills,
        "kawasan_rawa": swamp,
        "aliran_sungai": river,
        "kawasan_perkantoran": _area(land, "perkantoran_pemerintah"),
        "kawasan_pertokoan": _area(land, "pertokoan"),
        "kawasan_hutan": _area(land, _FOREST),
        "das": river,
        "rawan_banjir": flooded,
        "bebas_banjir": round(whole - flooded, 2),
    }


def _orbit(nature: Nature) -> Record:
    record: Record = {}
    distances = {"kecamatan": nature.district, "kabupaten": nature.regency, "provinsi": nature.province}
    for place, kilometres in distances.items():
        record[f"jarak_{place}"] = kilometres
        record[f"jam_bermotor_{place}"] = round(kilometres / _DRIVE[place], 2)
        record[f"jam_berjalan_{place}"] = round(kilometres / _WALK, 1)
        record[f"kendaraan_umum_{place}"] = _BUSES[place]
    return record


def _owners(families: int, share: float, smallest: str) -> Record:
    owners = round(share * families)
    return {
        smallest: owners,
        "memiliki_lahan": owners,
        "tidak_memiliki_lahan": families - owners,
        "keluarga_petani": families,
    }


def _value(output: float, spent: float) -> Record:
    """Output in rupiah, the four costs, and what is left."""
    value = round(output)
    costs = {name: round(value * spent * share / 1000) * 1000 for name, share in _COSTS.items()}
    return {"nilai_produksi": value, **costs, "saldo": value - sum(costs.values())}


def _crops(land: Mapping[str, Cell], drift: float) -> list[Record]:
    fields, paddy = _area(land, "tegal_ladang"), _area(land, "luas_tanah_sawah")
    grown = {"Padi sawah": (paddy, _PADDY), **{crop: (fields, numbers) for crop, numbers in _FIELDS.items()}}
    return [_crop(crop, ground, *numbers, drift) for crop, (ground, numbers) in grown.items()]


def _crop(name: str, ground: float, share: float, tonnes: float, price: int, spent: float, drift: float) -> Record:
    area, harvest, cost = round(ground * share, 2), round(tonnes * drift, 2), round(price * drift / 1000) * 1000
    return {
        "komoditas": name, "luas": area, "hasil": harvest, "harga_lokal": cost, **_value(area * harvest * cost, spent)
    }  # fmt: skip


def _fruit(land: Mapping[str, Cell], drift: float) -> list[Record]:
    garden = _area(land, "pekarangan")
    return [
        {
            "komoditas": name,
            "luas": round(garden * share / 7, 2),
            "hasil": round(tonnes * drift, 2),
            **_channels({"ke_pasar", "lewat_tengkulak"} if name != "Nangka" else {"ke_konsumen"}),
        }
        for name, (share, tonnes) in _FRUIT.items()
    ]


def _channels(used: Iterable[str], names: Iterable[str] = ("ke_konsumen", "ke_pasar", "lewat_kud")) -> Record:
    """Every way of selling, `Ya` for those used; what nobody sells is `tidak_dijual`."""
    chosen = set(used)
    ways = (*names, "lewat_tengkulak", "lewat_pengecer", "ke_lumbung")
    return {**{way: _YES_NO[way in chosen] for way in ways}, "tidak_dijual": _YES_NO[not chosen]}


def _plantations(land: Mapping[str, Cell], drift: float) -> list[Record]:
    """Rubber, oil palm and coconuts share all plantation land."""
    people = _area(land, "perkebunan_rakyat", "perkebunan_perorangan")
    estates = _area(land, "perkebunan_swasta", "perkebunan_negara")
    coconuts, palms = round(0.06 * people, 2), round(0.14 * people, 2)
    plots = {
        "Karet": (round(people - coconuts - palms, 2), 0.82, 0.0, 0.0, 9_200_000, 0.2),
        "Kelapa sawit": (palms, 11.5, estates, 16.0, 2_350_000, 0.3),
        "Kelapa": (coconuts, 1.1, 0.0, 0.0, 3_600_000, 0.1),
    }
    return [_plantation(name, *numbers, drift) for name, numbers in plots.items()]


def _plantation(
    name: str, own: float, own_tonnes: float, estate: float, tonnes: float, price: int, spent: float, drift: float
) -> Record:
    own_yield, estate_yield = round(own_tonnes * drift, 2), round(tonnes * drift, 2)
    cost = round(price * drift / 1000) * 1000
    return {
        "komoditas": name,
        "luas_rakyat": own,
        "hasil_rakyat": own_yield,
        "luas_swasta_negara": estate,
        "hasil_swasta_negara": estate_yield,
        "harga_lokal": cost,
        **_value((own * own_yield + estate * estate_yield) * cost, spent),
        **_channels({"lewat_tengkulak"}, ("ke_konsumen", "lewat_kud")),
    }
