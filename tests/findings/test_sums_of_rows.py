"""A finding about what the rows of a form add up to marks the cells that are added, not those of the first row."""

from __future__ import annotations

import pytest

from validator import check

VILLAGE = {"village": "63.11.03.2021", "year": 2026, "date": "2026-11-24"}
ETHNICITIES = [
    {"etnis": "Aceh", "laki_laki": None, "perempuan": None},
    {"etnis": "Banjar", "laki_laki": 180, "perempuan": 210},
    {"etnis": "Jawa", "laki_laki": 4, "perempuan": None},
]
POPULATION = [{"laki_laki": 184, "perempuan": 217, "jumlah": 401, "kepala_keluarga": 120}]


def _found(tables, rule, **more):
    (found,) = [f for f in check(tables, **VILLAGE, **more).iter_findings() if f.rule == rule]
    return found


def test_the_cells_that_are_added_are_marked():
    found = _found({"tp_etnis": ETHNICITIES, "t45": POPULATION}, "SDM-021")
    assert found.cells == ("B3", "B4", "C3")
    assert found.columns == ("laki_laki", "perempuan")
    assert len(found.headers) == len(found.columns)
    assert found.row == 3
    assert found.values["laki_laki"] == "180; 4"
    assert found.values["perempuan"] == "210"


def test_only_the_rows_that_a_column_counts_are_marked():
    work = [
        {"kelompok": "Penduduk usia 0-6 tahun", "laki_laki": 30, "perempuan": 31},
        {"kelompok": "Penduduk usia 18-56 tahun", "laki_laki": 100, "perempuan": 100},
        {"kelompok": "Penduduk usia 18-56 tahun yang bekerja", "laki_laki": 90, "perempuan": 10},
        {"kelompok": "Penduduk usia 18-56 tahun yang belum atau tidak bekerja", "laki_laki": 1, "perempuan": 2},
    ]
    found = _found({"tp_tenaga_kerja": work}, "SDM-023")
    assert found.cells == ("B3", "B4", "B5", "C3", "C4", "C5")


@pytest.mark.parametrize(
    ("population", "cells"),
    [
        ({"laki_laki": 100, "perempuan": 50}, ("B2", "B3")),
        ({"laki_laki": 101, "perempuan": 53}, ("C2", "C3")),
        ({"laki_laki": 100, "perempuan": 53}, ("B2", "B3", "C2", "C3")),
    ],
)
def test_of_several_sums_those_that_fail_are_marked(population, cells):
    faiths = [{"agama": "Islam", "laki_laki": 100, "perempuan": 50}, {"agama": "Kristen", "laki_laki": 1}]
    faiths[1]["perempuan"] = 0
    assert _found({"t49": faiths, "t45": [population]}, "SDM-019").cells == cells


def test_of_a_rule_about_several_kinds_the_guilty_one_is_marked():
    worship = [{"prasarana": "Jumlah masjid", "jumlah": 2}, {"prasarana": "Jumlah pura", "jumlah": 1}]
    faiths = [{"agama": "Islam", "laki_laki": 100, "perempuan": 50}]
    assert _found({"tp_peribadatan": worship, "t49": faiths}, "PRA-008").cells == ("B3",)


def test_where_no_row_takes_part_the_column_is_named():
    found = _found({"t56": [{"jenis_lembaga": "RUKUN WARGA", "jumlah": 2}]}, "KEL-008T")
    assert (found.row, found.cells, found.columns) == (0, (), ("jumlah",))
    assert found.headers == ("jumlah",)


def test_members_that_are_counted_are_marked():
    family = {"kode_keluarga": "6311030101169001", "nama": "Warga"}
    office = {1: None, 2: None, 3: "Kepala Desa/Lurah", 4: "Kepala Desa/Lurah"}
    members = [family | {"nik": f"63110315058090{n:02}", "lembaga_pemerintahan": held} for n, held in office.items()]
    assert _found({"ddk_anggota": members}, "DDK-067K").cells == ("D4", "D5")
