"""Perkembangan > Produk Domestik Bruto: quarrying, crafts, industry, forestry, trade, buildings, finance (rupiah)."""

from __future__ import annotations

from samples.generator.dice import Dice
from samples.generator.grids import Cell
from samples.generator.population import Village

Record = dict[str, Cell]
_QUARRY = {"Muara Jaya": 46_500_000}
_WHOLESALE = {"Putat Basiun": 612_000_000}
_INDUSTRIES = (("Subsektor Industri Pangan", 4, 380_000), ("Industri Pengolahan Non Migas", 1, 260_000))


def single(village: Village) -> dict[str, Record]:
    """The forms with one record a year."""
    dice = Dice(int(village.code) * 10 + village.year)
    families = len(village.families)
    quarry = _QUARRY.get(village.name, 0)
    return {
        "k08": {**_production(_near(dice, quarry)), "jenis_bahan_tambang": 2} if quarry else {},
        "k09": {**_production(_near(dice, 600_000 * families)), "jenis_kerajinan": 3},
        "k11": _production(_near(dice, 410_000 * families)),
        "k12": _trade(dice, village),
        "k13": _buildings(dice, families),
        "k14": _finance(dice, families),
    }


def industry(village: Village) -> list[Record]:
    """Subsectors of manufacturing that the village has."""
    dice = Dice(int(village.code) * 20 + village.year)
    return [
        {"jenis_industri": label, **_production(_near(dice, each * len(village.families))), "jumlah_jenis": kinds}
        for label, kinds, each in _INDUSTRIES
    ]


def _near(dice: Dice, amount: int) -> int:
    """An amount within a tenth of that one, in full thousands."""
    return amount * dice.between(92, 110) // 100_000 * 1000


def _part(value: int, percent: int) -> int:
    return value * percent // 100_000 * 1000


def _production(value: int) -> Record:
    return {
        "nilai_produksi": value,
        "bahan_baku": _part(value, 41),
        "bahan_penolong": _part(value, 9),
        "biaya_antara": _part(value, 12),
    }


def _trade(dice: Dice, village: Village) -> Record:
    families = len(village.families)
    retail, food = _near(dice, 7_200_000 * families), _near(dice, 900_000 * families)
    return {
        **_wholesale(_near(dice, _WHOLESALE.get(village.name, 0))),
        "eceran_jenis": 3,
        "eceran_transaksi": retail,
        "eceran_biaya": _part(retail, 84),
        "eceran_aset": _part(retail, 27),
        "restoran_tempat": families // 22,
        "restoran_biaya": _part(food, 66),
        "restoran_biaya_antara": _part(food, 8),
        "restoran_pendapatan": food,
    }


def _wholesale(value: int) -> Record:
    """Rubber bought up in the village."""
    if not value:
        return {}
    return {
        "besar_jenis": 1,
        "besar_transaksi": value,
        "besar_aset": _part(value, 12),
        "besar_biaya": _part(value, 88),
        "besar_biaya_antara": _part(value, 3),
    }


def _buildings(dice: Dice, families: int) -> Record:
    value = _near(dice, 46_000_000 * families)
    return {
        "bangunan": families + 9,
        "biaya_pemeliharaan": _part(value, 1),
        "nilai_bangunan": value,
        "biaya_antara": _part(value, 1),
    }


def _finance(dice: Dice, families: int) -> Record:
    """A savings group, and houses let to teachers."""
    lent, rents = _near(dice, 1_100_000 * families), _near(dice, 12_600_000)
    return {
        "bukan_bank_unit": 1,
        "bukan_bank_kegiatan": 1,
        "bukan_bank_nilai": lent,
        "bukan_bank_biaya": _part(lent, 8),
        "sewa_usaha": 2,
        "sewa_nilai": rents,
        "sewa_biaya": _part(rents, 15),
    }
