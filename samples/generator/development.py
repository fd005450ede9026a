"""Perkembangan forms beside population, welfare and budget: work, land held, schooling, health; the rest joins here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from samples.generator import development_economy, development_society
from samples.generator.dice import Dice
from samples.generator.grids import Cell
from samples.generator.population import Village

Record = dict[str, Cell]
_FINISHED = {
    "tamat_sd": "Tamat SD/sederajat", "tamat_sltp": "Tamat SMP/sederajat", "tamat_slta": "Tamat SMA/sederajat",
    "tamat_d1": "Tamat D-1/sederajat", "tamat_d2": "Tamat D-2/sederajat", "tamat_d3": "Tamat D-3/sederajat",
    "tamat_s1": "Tamat S-1/sederajat",
}  # fmt: skip
# Of ten families (people): how many live of the sector, and one in how many of all works for others in it.
_SECTORS = {"Pertanian": (3, 6), "Perkebunan": (2, 5), "Jasa dan perdagangan": (1, 20)}
_HELD = {
    "tanah_sampai_0_2": 6, "tanah_0_2_0_3": 9, "tanah_0_3_0_4": 14, "tanah_0_4_0_5": 11, "tanah_0_9_1_0": 7,
    "tanah_1_5": 5, "tanah_5_10": 40,
}  # fmt: skip


class Counted(NamedTuple):
    """What the other forms of the same village and year say: one record, or the records of a form with rows."""

    ages: Mapping[str, Cell]
    schooling: Sequence[Record]
    work: Sequence[Record]
    institutions: Sequence[Record]


def single(village: Village, counted: Counted) -> dict[str, Record]:
    """The forms with one record a year."""
    return {
        "k02": _work(counted),
        "k20": _farming(counted),
        "k21": _land_held(village),
        "k28": _schooling(village, counted),
        "k29": _mothers(counted),
        **development_economy.single(village),
        **development_society.single(village),
    }


def several(village: Village, counted: Counted) -> dict[str, list[Record]]:
    """The forms with a record a kind."""
    return {
        "k10": development_economy.industry(village),
        "k18": _sectors(village),
        "k35a": development_society.organisations(village, counted.institutions),
    }


def _people(records: Sequence[Record], field: str, label: str) -> int:
    found = [r for r in records if r[field] == label]
    return sum(_number(r["laki_laki"]) + _number(r["perempuan"]) for r in found)


def _number(value: Cell) -> int:
    assert isinstance(value, int)
    return value


def _aged(counted: Counted, first: int, last: int, sexes: Sequence[str] = ("laki", "perempuan")) -> int:
    return sum(_number(counted.ages[f"{sex}_{age:02}"]) for sex in sexes for age in range(first, last + 1))


def _work(counted: Counted) -> Record:
    """Everybody from 18 to 56 in one group; four are in none of them."""
    whole = _aged(counted, 18, 56)
    at_school, housewives, casual = whole // 16, whole // 5, whole // 8
    return {
        "angkatan_kerja": whole,
        "masih_sekolah": at_school,
        "ibu_rumah_tangga": housewives,
        "bekerja_penuh": whole - at_school - housewives - casual - 6,
        "bekerja_tidak_tentu": casual,
        "cacat_tidak_bekerja": 1,
        "cacat_bekerja": 1,
    }


def _farming(counted: Counted) -> Record:
    farmers = _people(counted.work, "pekerjaan", "Petani")
    labourers = _people(counted.work, "pekerjaan", "Buruh Tani")
    owners = farmers // 12
    return {
        "sektor": "Pertanian",
        "petani": farmers,
        "pemilik_usaha_tani": owners,
        "buruh_tani": labourers,
        "jumlah": farmers + labourers + owners,
    }


def _land_held(village: Village) -> Record:
    people = len(village.persons)
    held = {name: people // part for name, part in _HELD.items()}
    return {**held, "tanpa_tanah": people - sum(held.values()), "jumlah_penduduk": people}


def _schooling(village: Village, counted: Counted) -> Record:
    people = len(village.persons)
    finished = {n: _people(counted.schooling, "tingkat_pendidikan", label) for n, label in _FINISHED.items()}
    illiterate = people // 60
    return {
        **finished,
        "buta_aksara": illiterate,
        "masuk_tk": _people(counted.schooling, "tingkat_pendidikan", "Usia 3 - 6 tahun yang sedang TK/play group"),
        "anak_dan_penduduk_cacat": 2,
        "cacat": 2,
        "sedang_sd": _aged(counted, 7, 12),
        "sedang_sltp": _aged(counted, 13, 15),
        "sedang_slta": _aged(counted, 16, 18) * 3 // 4,
        "tidak_tamat_sd": people // 25,
        "tidak_tamat_sltp": people // 40,
        "persen_buta_huruf": round(100 * illiterate / people, 2),
        "persen_tamat_sltp": round(100 * finished["tamat_sltp"] / people, 2),
    }


def _mothers(counted: Counted) -> Record:
    """All pregnant women come to the posyandu, most also to the midwife; one has not given birth yet."""
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


def _sectors(village: Village) -> list[Record]:
    families, people = len(village.families), len(village.persons)
    dice = Dice(int(village.code) + village.year)
    return [
        {
            "jenis_sektor": label,
            "rumah_tangga": families * part // 10,
            "anggota_rumah_tangga": people * part // 10,
            "rumah_tangga_buruh": families // labour,
            "anggota_rumah_tangga_buruh": people // labour,
            "pendapatan_per_kapita": 100_000 * dice.between(96, 148),
        }
        for label, (part, labour) in _SECTORS.items()
    ]
