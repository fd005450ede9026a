"""Guesses about unknown columns: by heading, by values, and none where either would be a shot in the dark."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from validator.forms.guessing import guesses
from validator.pack.loading import load_pack
from validator.readers.sheets import Cell

PACK = load_pack()
MEMBERS = PACK.tables["agtkeluarga"]


def guess(heading: str, cells: Sequence[Cell], without: Sequence[str] = ()) -> str:
    free = [f for f in MEMBERS.fields if f.name not in without]
    found = guesses(heading, cells, free, PACK.codelists)
    return found[0].field.name if found else ""


NIK = ["6311031203809001", "6311034507849002"]


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("nomor_nik", NIK, "nik"),
        ("nomor_kk", NIK, "kode_keluarga"),
        ("No.KK", NIK, "kode_keluarga"),
        ("Tgl Lahir", ["12/03/1980", "05/07/1984"], "tanggal_lahir"),
        ("Tmp. Lahir", ["Awayan", "Paringin"], "tempat_lahir"),
        ("JK", ["LAKI-LAKI", "PEREMPUAN"], "jenis_kelamin"),
        ("Kepercayaan", ["Islam", "Kristen"], "agama"),
        ("Hub. Keluarga", ["Kepala Keluarga", "Istri"], "hubungan"),
        ("pendidikan_kk", ["Tamat SLTA/sederajat", "Tamat SD/sederajat"], "pendidikan"),
    ],
)
def test_the_likeliest_field(heading: str, cells: Sequence[Cell], field: str) -> None:
    assert guess(heading, cells) == field


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("Catatan RT", ["pindah", "baru"]), ("X", ["1", "2"]), ("Nomor", NIK), ("Nama", []), ("Keterangan", ["-", "-"])],
)
def test_no_guess_in_the_dark(heading: str, cells: Sequence[Cell]) -> None:
    assert guess(heading, cells, without=["nama", "nama_kepala_keluarga"]) == ""


def test_values_speak_where_one_field_is_left() -> None:
    assert guess("X1", NIK, without=["kode_keluarga"]) == "nik"


def test_dates_under_a_heading_of_another_kind_are_no_text_field() -> None:
    assert guess("Lahir", ["12/03/1980", "05/07/1984"]) == "tanggal_lahir"
