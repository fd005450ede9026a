"""A finding about several members of a family names the rows of the others."""

from __future__ import annotations

import random

import pytest

from validator import check
from validator.findings.partners import alone

KK = "6311030101169001"
HEAD = {"hubungan": "Kepala Keluarga", "jenis_kelamin": "Laki-Laki", "tanggal_lahir": "1970-05-15"}
WIFE = {"hubungan": "Istri", "jenis_kelamin": "Perempuan", "tanggal_lahir": "1975-05-15"}
CHILD = {"hubungan": "Anak Kandung", "jenis_kelamin": "Laki-Laki", "tanggal_lahir": "2000-05-15"}


def _members(*members, **more):
    """Each of `members` as a row, with those of another family around them."""
    rows = [{"kode_keluarga": KK, **member, **more} for member in members]
    other = {"kode_keluarga": "6311030101169002", **HEAD}
    table = [other, *rows, {**other, **WIFE}]
    for number, row in enumerate(table, 1):
        row |= {"nama": f"Warga {number}", "no_urut": row.get("no_urut", number), "status_kawin": "Kawin"}
        row |= {"nik": f"63110315058090{number:02}"}
    return table


def _found(table, rule, lang="id"):
    found = check({"agtkeluarga": table}, village="63.11.03.2021", year=2026, date="2026-11-24", lang=lang)
    return [f for f in found.iter_findings() if f.rule == rule]


def _partners(table, rule):
    (found,) = _found(table, rule)
    return found.row, [partner.row for partner in found.partners], found.message


@pytest.mark.parametrize(
    ("rule", "members", "row", "partners"),
    [
        ("FAM-001", (HEAD, HEAD, WIFE), 4, [3, 5]),
        ("FAM-001", (WIFE, CHILD), 3, [4]),
        ("FAM-005", ({**HEAD, "no_urut": 1}, {**WIFE, "no_urut": 1}), 3, [4]),
        ("FAM-007", ({**HEAD, "jenis_kelamin": "Perempuan"}, CHILD, WIFE), 3, [5]),
        ("FAM-007S", (HEAD, CHILD, {**WIFE, "hubungan": "Suami"}), 3, [5]),
        ("FAM-008", (HEAD, WIFE, CHILD, WIFE), 3, [4, 6]),
        ("FAM-012", (WIFE | {"tanggal_lahir": "2011-05-15"}, HEAD | {"tanggal_lahir": "1950-05-15"}), 3, [4]),
        ("FAM-013I", (HEAD, CHILD | {"tanggal_lahir": "1984-05-15"}, WIFE), 4, [5]),
        ("FAM-014", (HEAD, CHILD | {"tanggal_lahir": "2026-01-15"}, WIFE | {"tanggal_lahir": "1965-05-15"}), 4, [5]),
        ("FAM-015", (CHILD | {"tanggal_lahir": "1979-05-15"}, HEAD), 3, [4]),
        ("FAM-016", ({**CHILD, "hubungan": "Ayah"}, HEAD), 3, [4]),
        ("FAM-017", ({**CHILD, "hubungan": "Cucu", "tanggal_lahir": "1980-05-15"}, HEAD), 3, [4]),
        ("FAM-018", (HEAD, CHILD, CHILD | {"tanggal_lahir": "2000-08-15"}), 5, [4]),
    ],
)  # fmt: skip
def test_the_rows_of_the_others(rule, members, row, partners):
    found = _partners(_members(*members), rule)
    assert found[:2] == (row, partners)
    for number in partners:
        assert f"baris {number}" in found[2]


def test_one_number_with_two_names_of_heads():
    members = _members(HEAD | {"nama_kepala_keluarga": "Amat"}, WIFE | {"nama_kepala_keluarga": "Udin"})
    assert _partners(members, "DDK-002")[:2] == (3, [4])


def test_somebody_alone_has_no_partners():
    row, partners, message = _partners(_members(WIFE), "FAM-001")
    assert (row, partners) == (3, [])
    assert message == "Satu-satunya anggota KK ini tidak berhubungan Kepala Keluarga; seharusnya tepat satu orang."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dua istri ({partners}); satu saja.", "Dua istri; satu saja."),
        ("KK ini ({n} anggota, juga {partners}) salah.", "KK ini ({n} anggota) salah."),
        ("The wife (Istri; {partners}).", "The wife (Istri)."),
        ("Juga pada {partners}.", "Juga pada {partners}."),
    ],
)
def test_without_partners_brackets_do_not_speak_of_them(text, said):
    assert alone(text) == said


def test_ids_are_the_same_in_any_order():
    table = _members(HEAD, WIFE, *({**CHILD, "tanggal_lahir": f"19{year}-05-15"} for year in (71, 75, 80)))
    ids = {f.id for f in _found(table, "FAM-015")} | {f.id for f in _found(table, "FAM-013I")}
    random.Random(7).shuffle(table)
    assert {f.id for f in _found(table, "FAM-015")} | {f.id for f in _found(table, "FAM-013I")} == ids
