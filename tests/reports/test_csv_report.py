"""The CSV report opens in Excel as it should and runs nothing there."""

from __future__ import annotations

import csv
import io

import fake_source as fake
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from validator.reports import write
from validator.reports.csv_report import guarded


def rows(source: fake.FakeSource, lang: str = "id") -> list[dict[str, str]]:
    handle = io.StringIO(newline="")
    write("csv", source, handle, lang)
    text = handle.getvalue()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_one_row_a_finding_with_all_it_takes_to_repair_it():
    found = rows(fake.source(members=2))
    assert len(found) == 6
    land = found[0]
    assert land["Tingkat"] == "Galat"
    assert land["Desa/Kelurahan"] == "Putat Basiun"
    assert (land["Berkas"], land["Baris"], land["Sel"]) == ("ekspor/2026/t03_jenis_lahan.xls", "5", "E5, F5, H5")
    assert land["Nilai"].startswith("Luas tanah sawah (Ha): 12,5 | ")
    assert land["Nilai"].endswith("(kosong)")
    assert found[1]["Akibat dari temuan"] == land["ID temuan"]
    assert found[4]["Baris"] == ""


def test_what_could_not_be_checked_has_a_row_without_an_id():
    last = rows(fake.source(members=2))[-1]
    assert (last["ID temuan"], last["Tingkat"]) == ("", "Tidak dapat diperiksa")
    assert last["Berkas"].endswith("t01.xls")
    assert last["Apa yang salah"].startswith("Ini halaman masuk Prodeskel")


def test_english_headings():
    assert rows(fake.source(), "en")[0]["Severity"] == "Error"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_formulas_are_written_as_text(text):
    finding = replace(fake.LAND, message=text, sheet=text)
    assert {rows(fake.FakeSource((finding,), ()))[0][c] for c in ("Apa yang salah", "Lembar")} == {"'" + text}


@given(st.text())
def test_guarded_text_never_starts_a_formula_and_loses_nothing(text):
    result = guarded(text)
    assert not result.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert result in (text, "'" + text)


def test_a_number_kept_as_text_is_never_alone_in_its_cell():
    nik = replace(fake.LAND, columns=("nik",), headers=("NIK",), cells=("H5",), values={"nik": "6311036808909001"})
    assert rows(fake.FakeSource((nik,), ()))[0]["Nilai"] == "NIK: 6311036808909001"


def test_the_file_has_a_byte_order_mark_and_crlf(tmp_path):
    path = tmp_path / "r.csv"
    assert write("csv", fake.source(), path) == [path]
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfID temuan;")
    assert content.count(b"\r\n") == 8
    assert b"\r\r" not in content
