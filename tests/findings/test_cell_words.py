"""What is wrong with a cell is said exactly: its row, the bound, the unit, the choices, the form, the document."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from tests.checking.sample_support import checked
from validator import check
from validator.findings.formatting import number, polished, shown
from validator.findings.wording import bound, choices, cure, header_of, unit_written
from validator.pack.loading import load_pack
from validator.pack.models import Code, CodeList, Field

VILLAGE, TODAY = "6311032021", date(2026, 6, 30)


def said(table: str, lang: str = "id", **columns: object) -> dict[str, object]:
    """The first finding of each rule about a form as it is exported, of which some cells (by field name) are filled."""
    cells = {name: value if isinstance(value, list) else [value] for name, value in columns.items()}
    rows = len(next(iter(cells.values())))
    fields = [field for field in load_pack().tables[table].fields if field.expected]
    frame = pd.DataFrame({f.title: cells.get(f.name, [None] * rows) for f in fields}, dtype=object)
    result = check({table: frame}, village=VILLAGE, year=2026, date=TODAY, lang=lang)
    found: dict[str, object] = {}
    for finding in result.iter_findings():
        found.setdefault(finding.rule, finding)
    return found


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("id", "Laki-Laki (orang) pada baris 'Tukang Kayu' berisi -3; paling kecil 0."),
        ("en", "Laki-Laki (orang) in the row 'Tukang Kayu' reads -3; it cannot be less than 0."),
    ],
)
def test_a_row_of_a_form_is_named(lang, message):
    found = said("t48", lang, pekerjaan=["Petani", "Tukang Kayu"], laki_laki=["4", "-3"], perempuan=["1", "0"])
    assert found["GEN-017"].message == message


def test_a_heading_that_several_forms_have_is_told_with_its_form():
    found = said("t45", laki_laki="10")["GEN-016R"]
    assert found.message == "Luas Desa (Ha) pada formulir Jumlah Sumber Daya Manusia wajib diisi, tetapi kosong."


def test_a_bullet_before_a_heading_is_not_read():
    finding = said("k36", bantuan_provinsi="-")["GEN-015"]
    assert finding.message == "Bantuan Pemerintah Provinsi (Rp) berisi '-', bukan angka."
    assert finding.headers == ("Bantuan Pemerintah Provinsi (Rp)",)


def test_a_percentage_has_its_sign():
    message = said("k28", persen_tamat_sltp="203")["GEN-019"].message
    assert message == "Jumlah Penduduk tamat SLTP/sederajat (%) berisi 203 %, padahal paling banyak 100 %."


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("37 Ha", "satuan 'Ha'", "the unit 'Ha'"),
        ("Rp 5.000", "'Rp'", "'Rp'"),
        ("Rp 5.000 per ton", "'Rp' dan satuan 'per ton'", "'Rp' and the unit 'per ton'"),
        ("5.000,-", "',-'", "',-'"),
    ],
)
def test_the_unit_is_the_one_that_was_written(text, indonesian, english):
    assert unit_written(text, False) == indonesian
    assert unit_written(text, True) == english


def listed(*labels: str) -> CodeList:
    return CodeList("warna", "Warna", tuple(Code(label) for label in labels))


def test_few_choices_are_all_named():
    assert choices(listed("Merah", "Kuning"), "Coklat", False) == "Pilihannya: 'Merah' atau 'Kuning'."
    assert choices(listed("Merah", "Kuning"), "Coklat", True) == "The choices are 'Merah' or 'Kuning'."


def test_of_many_choices_the_nearest_are_named():
    many = load_pack().codelists["pekerjaan"]
    assert "'Petani'" in choices(many, "Petani/Pekebun", False)
    assert choices(many, "zzz", False) == f"Formulir menyediakan {len(many.items)} pilihan."
    assert choices(many, "zzz", True) == f"The form has {len(many.items)} choices."


def test_blanks_are_cured_by_their_kind():
    number_, text = Field("a", "A", "number"), Field("b", "B")
    assert cure([number_], False) == "Bila memang tidak ada, isi 0 pada isian angka."
    assert cure([text], False) == 'Bila memang tidak ada, tulis "-" pada isian tulisan.'
    assert "0" not in cure([text], True)
    assert cure([Field("c", "C", "date")], False).startswith("Bila belum diketahui")


def test_a_form_is_named_where_it_is_not_filled_in():
    message = said("k03", prasejahtera="1", sejahtera_1="")["GEN-016"].message
    assert "pada formulir Kesejahteraan Keluarga" in message
    english = said("k03", "en", prasejahtera="1", sejahtera_1="")["GEN-016"]
    assert "on the form Kesejahteraan Keluarga" in english.message
    assert "(blank)" not in english.values.values()
    assert set(english.values.values()) == {"(kosong)"}


def test_the_document_is_that_of_the_field():
    """The colour of the soil stands in no family card."""
    assert "Kartu Keluarga" not in said("t09", warna_tanah="Coklat tua")["GEN-020"].documents


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1234567.5, "1.234.567,5", "1,234,567.5"),
        (date(2026, 2, 8), "08/02/2026", "8 February 2026"),
        (None, "(kosong)", "(blank)"),
        (True, "ya", "yes"),
        ("Petani", "Petani", "Petani"),
    ],
)
def test_values_are_written_in_their_language(value, indonesian, english):
    assert (shown(value), shown(value, english=True)) == (indonesian, english)


def test_a_filled_text_is_said_well():
    assert polished("berarti Rp -4.603.510.") == "berarti -Rp 4.603.510."
    assert polished("Seluruh 4 angka sama.") == "Keempat angka sama."
    assert polished("seluruh 24 angka sama.") == "seluruh 24 angka sama."
    assert polished("kosong: Perda No..") == "kosong: Perda No."
    assert number(-4603510) == "-4.603.510"
    assert header_of("- ") == "- "
    assert bound(None, Field("tahun", "Tahun", "year"), False) == "2100"


def test_no_list_says_the_same_of_two_things_in_its_forms():
    """Of members the row beside the message tells which is meant."""
    layouts = {name: table.layout for name, table in load_pack().tables.items()}
    for found in (checked("2026"), checked("2026", lang="en")):
        counted = Counter((f.village, f.message) for f in found.iter_findings() if layouts[f.table] != "records")
        assert [key for key, count in counted.items() if count > 1] == []


def test_advice_about_sums_is_english_too():
    for finding in checked("2026", lang="en").iter_findings():
        assert "Kemungkinan yang keliru" not in finding.fix
        assert "Hitungannya sendiri" not in finding.fix
        assert " tertulis " not in finding.fix.partition("Probably")[2]
