"""What is unusual and right: names like footnotes, villages alike in numbers, blanks, rare answers, few dates."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import date

import pytest

from tests.checking.clean_villages import CODE, TODAY, WRITERS, books, rows_of, tables, told
from validator import check
from validator.records.claims import claims_of
from validator.regions.table import Regions

OTHER = "6311032014"


def placed(folder, forms, kind="csv_of_excel", home=f"2026/{CODE}_pematang"):
    target = folder / home
    target.mkdir(parents=True, exist_ok=True)
    WRITERS[kind](target, forms)
    return folder


def errors(result):
    return [found for found in told(result) if found[0] == "error"]


def left_out(result):
    return Counter((s.table, s.rows_left_out) for book in result.files for s in book.sheets if s.rows_left_out)


def members():
    return deepcopy(tables("agtkeluarga")["agtkeluarga"])


WORDS = [
    "Sumber Agung", "Catatan", "Keterangan", "Jumlah", "Total", "Mengetahui", "Jl. Halaman 1", "Halaman 3",
    "Sumber: mata air", "Sumber Data", "Dicetak", "Tanggal Cetak", "NIP 19", "Note", "Hal. 2", "Minggu", "Agama",
    "Kode Desa", "Alamat", "No", "1", "Jumlah Penduduk", "Total Persada", "Ket. Hulu", "Catatan: rumah biru",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv_of_excel", "xlsx", "html"])
@pytest.mark.parametrize("label", ["Dusun", "Alamat", "Tempat Lahir", "Nama Kepala Keluarga"])
def test_names_that_read_like_a_footnote_are_names(label, kind, tmp_path):
    rows = members()
    column = rows[0].index(label)
    for row, word in zip(rows[1:], [*WORDS, *WORDS], strict=False):
        row[column] = word
    rows[-1][column] = WORDS[-1]
    result = check(placed(tmp_path, {"agtkeluarga": rows}, kind), date=TODAY)
    ((sheet,),) = [book.sheets for book in result.files]
    assert (sheet.rows_read, sheet.rows_left_out) == (len(rows) - 1, 0)
    told_of = {found[1] for found in errors(result)}
    assert told_of <= ({"DDK-002"} if label == "Nama Kepala Keluarga" else set()), told_of


@pytest.mark.parametrize(
    "name", ["Mengetahui", "Catatan", "Total", "Jumlah", "Keterangan", "Halaman", "Minggu", "Sumber"]
)
def test_a_person_of_such_a_name_is_a_person(name, tmp_path):
    rows = members()
    column = rows[0].index("Nama Anggota Keluarga")
    for row in (rows[1], rows[7], rows[-1]):
        row[column] = name
    result = check(placed(tmp_path, {"agtkeluarga": rows}), date=TODAY)
    assert not left_out(result)
    assert not {found[1] for found in errors(result)} - {"DDK-020"}


@pytest.mark.parametrize("word", ["Sumber Agung", "Catatan", "Keterangan Jaya", "Jumlah", "Total", "Tanjung, Hulu"])
def test_the_only_row_of_a_form_is_its_record(word, tmp_path):
    forms = tables("t01", "t45", "t03")
    for rows in forms.values():
        for column, label in enumerate(rows[0]):
            if label.startswith(("Desa/Kelurahan", "Nama ", "Referensi")):
                rows[1][column] = word
    result = check(placed(tmp_path, forms), date=TODAY)
    assert not left_out(result)
    assert errors(result) == []


def test_a_dusun_above_all_others_in_the_first_column(tmp_path):
    """Forms whose first column is a name."""
    rows = members()
    order = [rows[0].index("Dusun"), *(c for c in range(len(rows[0])) if rows[0][c] != "Dusun")]
    rows = [[row[c] for c in order] for row in rows]
    for row, word in zip(rows[1:], [*WORDS, *WORDS], strict=False):
        row[0] = word
    result = check(placed(tmp_path, {"agtkeluarga": rows}), date=TODAY)
    assert not left_out(result)


def test_villages_with_the_same_numbers_are_both_checked(tmp_path):
    forms = tables("t49", "t45", "k36")
    placed(tmp_path, forms)
    for rows in forms.values():
        for row in rows[1:]:
            row[0] = OTHER
    placed(tmp_path, forms, home=f"2026/{OTHER}_muara_jaya")
    result = check(tmp_path, date=TODAY)
    assert sorted(v.code for v in result.villages) == [CODE, OTHER]
    assert not left_out(result)
    assert errors(result) == []


def test_villages_told_by_their_folders_alone_are_both_checked(tmp_path):
    """Forms without a code: two folders hold the same numbers, and they are two villages'."""
    rows = [row[1:] for row in tables("t49")["t49"]]
    for code in (CODE, OTHER):
        placed(tmp_path, {"t49": rows}, home=f"2026/{code}")
    result = check(tmp_path, date=TODAY)
    assert sorted(v.code for v in result.villages) == [CODE, OTHER]
    assert not left_out(result)


def test_the_same_numbers_of_last_year_are_still_last_years(tmp_path):
    rows = tables("t49", "t46a", "t47")
    placed(tmp_path, rows)
    earlier = deepcopy(rows)
    for form in earlier.values():
        for row in form[1:]:
            row[1] = date(2025, 6, 11)
    placed(tmp_path, earlier, home=f"2025/{CODE}_pematang")
    result = check(tmp_path, date=TODAY)
    assert any(found[1].startswith("YOY") or found[1].startswith("STA") for found in told(result))
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "isinya sama" in note.lower() or "salinan" in note.lower()], notes
    assert {s.table for b in result.files if "/2026/" in b.path for s in b.sheets if s.rows_checked} == set(rows)


def test_the_same_undated_form_in_two_year_folders_is_two_years(tmp_path):
    """Without dates the folder says the year: neither is a copy of the other."""
    form = {"t49": [[row[0], *row[2:]] for row in tables("t49")["t49"]]}
    placed(tmp_path, form)
    placed(tmp_path, form, home=f"2025/{CODE}_pematang")
    result = check(tmp_path, date=TODAY)
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "salinan" in note.lower()], notes
    (now,) = [s for b in result.files if "/2026/" in b.path for s in b.sheets]
    assert now.rows_checked == len(form["t49"]) - 1


def test_rows_that_hold_words_of_other_forms_are_rows(tmp_path):
    forms = tables("t56", "t12", "k12", "t47", "t48")
    words = ["Agama", "Pendidikan", "Pekerjaan", "Laki-Laki (orang)", "Jumlah (Orang)", "Tanggal", "NIK", "Alamat"]
    for rows in forms.values():
        for row in rows[1:]:
            for column in range(len(row)):
                if rows[0][column] in ("Ruang Lingkup Kegiatan", "Alamat Kantor", "Referensi 1", "Keterangan"):
                    row[column] = words[column % len(words)]
    result = check(placed(tmp_path, forms), date=TODAY)
    assert not left_out(result)
    assert errors(result) == []


MAY_BE_BLANK = ("RW", "Dusun", "Alamat", "Akseptor KB", "Cacat Fisik", "Cacat Mental", "Etnis / Suku", "Nama Bapak",
                "Nama Ibu", "Wajib Pajak", "GDarah")  # fmt: skip


@pytest.mark.parametrize("kind", ["csv_of_excel", "csv_of_programs", "csv_of_tabs", "xlsx"])
@pytest.mark.parametrize("which", ["all", "some", "short"])
def test_rows_with_many_blanks_have_not_slipped(which, kind, tmp_path):
    rows = members()
    free = [column for column, label in enumerate(rows[0]) if label in MAY_BE_BLANK]
    for number, row in enumerate(rows[1:]):
        for column in free:
            if which == "all" or (number + column) % 3:
                row[column] = ""
        if which == "short" and number % 2:
            row[18:] = [""] * (len(row) - 18)
            del row[18:]
    result = check(placed(tmp_path, {"agtkeluarga": rows}, kind), date=TODAY)
    assert not [found for found in told(result) if "SLIP" in found[1] or found[1] == "GEN-037"]
    assert not any("⇄" in f.message for f in result.iter_findings())
    assert not {found[1] for found in errors(result)} - {"GEN-016R"}


def test_columns_of_one_rare_answer_are_read(tmp_path):
    from validator.pack.loading import load_pack

    pack = load_pack()
    table = pack.tables["agtkeluarga"]
    for name in ("agama", "golongan_darah", "kewarganegaraan", "etnis", "akseptor_kb"):
        if name not in table.names or table.field(name).codelist not in pack.codelists:
            continue
        field = table.field(name)
        rare = pack.codelists[field.codelist].items[-1].label
        rows = members()
        column = rows[0].index(field.title)
        for row in rows[1:]:
            row[column] = rare
        result = check(placed(tmp_path / name, {"agtkeluarga": rows}), date=TODAY)
        notes = [note for book in result.files for s in book.sheets for note in s.notes]
        assert not [note for note in notes if field.title in note], notes
        assert errors(result) == []


@pytest.mark.parametrize("blank", ["", "-", "\u00a0", None])
def test_a_column_that_is_blank_throughout_is_blank(blank, tmp_path):
    rows = members()
    for label in ("GDarah", "Kewarganegaraan", "Akseptor KB"):
        if label in rows[0]:
            for row in rows[1:]:
                row[rows[0].index(label)] = blank
    result = check(placed(tmp_path, {"agtkeluarga": rows}, "xlsx"), date=TODAY)
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "GDarah" in note or "Kewarganegaraan" in note], notes
    assert {(found[1], found[4]) for found in errors(result)} <= {("GEN-016R", "kewarganegaraan")}


def test_few_dates_of_the_first_days_of_months_are_dates(tmp_path):
    rows = members()
    column = rows[0].index("Tanggal Lahir")
    early = [row for row in rows[1:] if row[column].day <= 12][:18]
    result = check(placed(tmp_path, {"agtkeluarga": [rows[0], *early]}), date=TODAY)
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "tertukar" in note], notes
    assert not [found for found in told(result) if found[1].startswith("DDK-023")]


FOLDERS = ["awayan", "Kecamatan Awayan", "Desa", "2026", "Desa 2026", "Pak Hendra", "keluarga Sungai", "Data Desa",
           "Balangan", "Kab. Balangan/Kec. Awayan", "Prodeskel Pematang", "kiriman baru", "Muara",
           "Desa Pematang Kec. Awayan"]  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_of_any_name_claim_no_other_village(folder, tmp_path):
    result = check(placed(tmp_path, tables("t49"), home=folder), date=TODAY)
    assert [v.code for v in result.villages] == [CODE]
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "6311" in note], notes
    assert errors(result) == []


def test_a_folder_of_a_district_that_is_called_after_one_of_its_villages_claims_none():
    """Kecamatan Binjai Kota has a kelurahan Binjai; `kota` is a word for a level elsewhere."""
    for path in ("Binjai Kota/t47.xls", "Kota Binjai/Binjai Kota/t47.xls"):
        assert claims_of(path, "", {"1275021001"}, Regions.load()).notes == ()


@pytest.mark.parametrize(
    ("folder", "own", "other"),
    [
        ("Desa Bagan Batu Kota", "1407051018", "Bagan Batu"),
        ("Alue Gampong", "1108122037", "Alue"),
        ("Lumpatan 2 2026", "1606012013", "Lumpatan"),
        ("Desa Sirih Sekapur Perkembangan", "1508042015", "Sirih Sekapur"),
    ],
)
def test_a_village_whose_name_holds_that_of_its_neighbour_is_itself(folder, own, other):
    assert claims_of(f"{folder}/t47.xls", "", {own}, Regions.load()).notes == ()
    assert claims_of(f"Desa {other}/t47.xls", "", {own}, Regions.load()).unmet


@pytest.mark.parametrize("kind", ["csv_of_excel", "csv_of_programs"])
def test_a_form_with_one_decimal_of_any_kind(kind, tmp_path):
    whole = {c: v for c, v in enumerate(tables("t03")["t03"][1]) if isinstance(v, float)}
    assert whole
    result = check(placed(tmp_path, tables("t01"), kind), date=TODAY)
    assert errors(result) == []


def test_two_years_from_two_clean_books_have_no_copies(tmp_path):
    for book in books():
        placed(tmp_path, {n: rows_of(g) for n, g in book.grids.items()}, "xls", f"{book.year}/{CODE}_pematang")
    result = check(tmp_path, date=TODAY)
    notes = [note for book in result.files for s in book.sheets for note in s.notes]
    assert not [note for note in notes if "salinan" in note.lower()]
