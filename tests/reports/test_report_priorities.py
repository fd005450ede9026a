"""What to repair first: causes by severity and reach, one a rule."""

from __future__ import annotations

import fake_source as fake
from msgspec.structs import replace

from validator.messages.texts import translator
from validator.reports.books import of_village, unchecked
from validator.reports.priorities import repair_first
from validator.reports.wording import dotted, field_names, file_name, found_values, place

_ = translator("id")


def test_the_cause_with_most_consequences_leads_its_severity():
    lone = replace(fake.LAND, id="z", rule="POT-001")
    repairs = repair_first([lone, fake.LAND, fake.TOTAL, fake.member(1)], {"DDK-011": 9}, 5)
    assert [(r.finding.rule, r.number, r.alike, r.consequences) for r in repairs] == [
        ("POT-004", 2, 1, 1),
        ("POT-001", 1, 1, 0),
        ("DDK-011", 4, 9, 0),
    ]


def test_nobody_must_repair_infos_and_trials():
    trial = replace(fake.LAND, trial=True)
    assert repair_first([trial, fake.WHOLE_FORM], {}, 5) == []


def test_the_limit_holds():
    listed = [replace(fake.LAND, id=str(n), rule=f"POT-{n}") for n in range(9)]
    assert [r.finding.id for r in repair_first(listed, {}, 5)] == ["0", "1", "2", "3", "4"]


def test_books_of_a_village_hold_its_sheets_and_files():
    assert [b.path for b in of_village(fake.books(), fake.CODE, alone=False)] == [
        "ekspor/2026/agtkeluarga.xls",
        "ekspor/2026/t03_jenis_lahan.xls",
    ]
    assert [b.path for b in of_village(fake.books(), fake.OTHER, alone=False)] == [f"ekspor/{fake.OTHER}/t01.xls"]
    assert len(of_village(fake.books(), fake.CODE, alone=True)) == 3


def test_every_row_left_out_is_accounted_for():
    entries = list(unchecked(fake.books(), _))
    assert [e.rows for e in entries if e.rows] == [
        "baris 40, 41, 42, 43, 44, 45, 46, 47, … (12 baris)",
        "baris 60",
        "2 baris lagi",
    ]
    assert [e.reason for e in entries if e.note] == ["“Nma” mirip “Nama”."]


def test_wording_of_places():
    many = replace(fake.LAND, cells=tuple(f"A{n}" for n in range(1, 19, 2)))
    assert place(many, _) == "A1, A3, A5, A7, A9, A11, … dan 3 lagi"
    assert place(replace(fake.LAND, cells=("A2", "A3", "A4", "B2", "B3", "B7")), _) == "A2:A4, B2:B3, B7"
    whole = replace(fake.LAND, cells=(), row=0, columns=("x", "y"), headers=("Luas", "Hasil"))
    assert place(whole, _) == "seluruh kolom Luas, Hasil"
    assert place(replace(fake.LAND, cells=()), _) == "baris 5"
    assert place(fake.WHOLE_FORM, _) == "–"
    assert field_names(fake.WHOLE_FORM, _) == "Jumlah Penduduk"
    assert found_values(fake.TOTAL, _) == "=1+1"
    assert found_values(fake.WHOLE_FORM, _) == ""
    assert file_name("a\\b/c.xls") == "c.xls"
    assert (dotted("6311032021"), dotted("")) == ("63.11.03.2021", "")
