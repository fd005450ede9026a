"""OpenSID's questionnaire workbook and population sheet: several tables a sheet, numbers for answers, two layouts."""

from datetime import date

import pytest

from samples.generator import opensid, opensid_sheets
from samples.generator.opensid_people import COLUMNS
from validator.engine.pending import PendingConnection
from validator.engine.preparing import Database
from validator.engine.tables import Tables
from validator.forms.identifying import CodeSheet, Forms, FoundTable
from validator.forms.questionnaire.choices import choices, translated
from validator.forms.questionnaire.markers import kind_of
from validator.forms.recognition import Unrecognised
from validator.intake import Intake, Settings
from validator.pack.loading import load_pack
from validator.readers.sheets import ReadFile, Sheet

PACK = load_pack()
FORMS = Forms(PACK.tables, PACK.codelists)
KK = "6311031505189001"
NIK = "6311034101809001"
PATH = "6311032005_pematang/ddk.xlsx"


def sheets():
    """The questionnaire of a whole village, as rows of cells."""
    made = opensid_sheets.workbook(opensid._village(), 5)
    return [Sheet(PATH, sheet.name, [[cell or None for cell in row] for row in sheet.rows]) for sheet in made.values()]


def head(name):
    return next([list(row) for row in s.rows[: 3 if "1.5" in name else 2]] for s in sheets() if s.name == name)


def found(*pages):
    return [part for part in FORMS.read(list(pages)) if isinstance(part, FoundTable)]


def tables(parts):
    return [part.recognised.table for part in parts if not isinstance(part.recognised, Unrecognised)]


def taken(*pages, path=PATH):
    """The pages read into tables; the connection to ask, and the books."""
    base = Tables(Database(PACK, date(2026, 11, 24), PendingConnection(1)))
    intake = Intake(base, PACK, Settings("", None, date(2026, 11, 24)))
    intake.take(ReadFile(path, "", pages))
    books = intake.finish()
    for load in base.loads().values():
        load(base.connection)
    return base.connection, books[0]


def test_export_form_gives_nine_tables_and_a_code_sheet():
    parts = FORMS.read(sheets())
    assert tables(parts_of(parts)) == [
        "ddk_keluarga",
        "ddk_air_minum",
        "ddk_lahan",
        "ddk_produksi",
        "ddk_ternak",
        "ddk_alat_ikan",
        "ddk_persalinan",
        "ddk_anggota",
        "ddk_galian",
    ]
    assert [part.sheet.name for part in parts if isinstance(part, CodeSheet)] == ["Kode Pilihan"]
    assert all(not part.recognised.unknown and not part.recognised.missing for part in parts_of(parts))


def parts_of(parts):
    return [part for part in parts if isinstance(part, FoundTable)]


def test_import_template_has_a_title_row_and_instructions():
    titled = [Sheet(s.file, s.name, [["Isian DDK"], *s.rows]) for s in sheets()]
    guide = Sheet(PATH, "Petunjuk", [["Isilah lembar berikut menurut kuesioner."]])
    parts = FORMS.read([guide, *titled])
    assert len(tables(parts_of(parts))) == 9
    assert [part.sheet.name for part in parts if isinstance(part, CodeSheet)] == ["Petunjuk", "Kode Pilihan"]
    starts = {part.recognised.table: part.recognised.data_start for part in parts_of(parts)}
    assert (starts["ddk_keluarga"], starts["ddk_air_minum"], starts["ddk_produksi"]) == (3, 4, 3)


def test_empty_template_is_read_without_a_record():
    empty = [Sheet(s.file, s.name, s.rows[: 3 if "1.5" in s.name else 2]) for s in sheets() if s.name != "Kode Pilihan"]
    _, book = taken(*empty)
    assert sum(sheet.rows_read for sheet in book.sheets) == 0


def test_side_by_side_tables_keep_their_addresses_and_lengths():
    rows = [*head("DDK 1.7 s.d 1.8"), ["AHMAD", KK, "1", 2, None, "AHMAD", KK, "4", 1], ["BUDI", KK, "4", 9]]
    left, right = found(*numbered(rows, "DDK 1.7 s.d 1.8"))
    assert (left.recognised.columns["jumlah"], right.recognised.columns["jumlah"]) == (3, 8)
    assert (len(left.sheet.rows), len(right.sheet.rows)) == (4, 3)
    connection, book = taken(*numbered(rows, "DDK 1.7 s.d 1.8"))
    assert connection.execute("SELECT ternak, jumlah, _line FROM ddk_ternak ORDER BY _line").fetchall() == [
        ("Sapi", 2, 3),
        ("Ayam kampung", 9, 4),
    ]
    assert connection.execute("SELECT alat, jumlah FROM ddk_alat_ikan").fetchall() == [("Pancing", 1)]
    assert [(s.table, s.rows_read, s.rows_checked) for s in book.sheets] == [
        ("ddk_ternak", 2, 2),
        ("ddk_alat_ikan", 1, 1),
    ]


def numbered(rows, name):
    return [Sheet(PATH, name, rows)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2", "Memiliki sepeda motor pribadi"),
        ("2, 7", "Memiliki sepeda motor pribadi; Memiliki kapal pesiar"),
        ("7,2,7", "Memiliki kapal pesiar; Memiliki sepeda motor pribadi"),
        (31, "Memiliki HP GSM"),
        ("Memiliki parabola", "Memiliki parabola"),
        ("2, 77", None),
        ("", None),
    ],
)
def test_numbers_become_the_answers_of_the_form(cell, value):
    connection, _ = taken(*numbered([*head("DDK"), family(aset=cell)], "DDK"))
    assert connection.execute("SELECT aset_lain FROM ddk_keluarga").fetchall() == [(value,)]


def family(aset="", home="1"):
    row = ["AHMAD", KK, "", "", "", 10, 2026, *[""] * 37]
    row[14], row[23] = home, aset
    return [cell or None for cell in row]


def test_single_answers_are_not_split_and_not_run_together():
    connection, book = taken(*numbered([*head("DDK"), family(home="1, 2")], "DDK"))
    assert connection.execute("SELECT status_rumah FROM ddk_keluarga").fetchall() == [(None,)]
    assert book.status == "read"


def test_answers_of_a_villages_own_are_other_answers():
    codes = Sheet(PATH, "Kode Pilihan", opensid_sheets._CODES)
    connection, _ = taken(Sheet(PATH, "DDK", [*head("DDK"), family(aset="2, 36"), family(aset="2, 37")]), codes)
    answers = [value for (value,) in connection.execute("SELECT aset_lain FROM ddk_keluarga").fetchall()]
    assert answers == ["Memiliki sepeda motor pribadi; Lainnya", None]


def test_empty_slots_of_the_code_sheet_mean_nothing():
    found = choices([Sheet(PATH, "Kode Pilihan", opensid_sheets._CODES)])
    assert "6" not in found.texts["status kepemilikan rumah"]
    assert translated("2, 36", frozenset({"36"})) == "2, Lainnya"
    assert translated("2, 3", frozenset({"36"})) == "2, 3"


def test_year_of_the_families_holds_for_the_other_sheets():
    old = [row if i < 2 else [*row[:6], 2024, *row[7:]] for i, row in enumerate([*head("DDK"), family()])]
    animals = [*head("DDK 1.7 s.d 1.8"), ["AHMAD", KK, "1", 2]]
    _, book = taken(Sheet(PATH, "DDK", old), Sheet(PATH, "DDK 1.7 s.d 1.8", animals))
    assert {sheet.year for sheet in book.sheets if sheet.rows_read} == {2024}


def test_population_sheet_is_known_by_its_column_names():
    row = ["", "Hulu", "001", "001", "SITI", KK, NIK, 2, "Awayan", "01-01-1980", 1, 5, 18, 9, 2, "ISTRI", 1]
    page = Sheet(
        "6311032005/penduduk.xlsx", "Data Penduduk", [list(COLUMNS), row, ["", "###"], ["sex", 1, "LAKI-LAKI"]]
    )
    connection, book = taken(page, path=page.file)
    people = connection.execute("SELECT jenis_kelamin, status_kawin, hubungan, tanggal_lahir FROM opensid_penduduk")
    assert people.fetchall() == [("PEREMPUAN", "KAWIN", "ISTRI", date(1980, 1, 1))]
    (sheet,) = book.sheets
    assert (sheet.rows_read, sheet.rows_checked, sheet.rows_left_out) == (3, 1, 2)


def test_numbers_of_opensid_and_prodeskel_stay_apart():
    opensid_status = PACK.codelists["opensid_status_kawin"]
    prodeskel = PACK.codelists["status_kawin"]
    assert [i.aliases[0] for i in opensid_status.items] == ["1", "2", "3", "4"]
    assert not any(alias.isdigit() for item in prodeskel.items for alias in item.aliases)
    lists = {f.codelist for t in PACK.tables.values() if t.status != "other" for f in t.fields if f.codelist}
    assert not any(name.startswith("opensid_") for name in lists)


def test_form_of_2018_is_read_by_its_questions():
    rows = [
        ["DATA DASAR KELUARGA"],
        [],
        ["No", "Nomor KK", "Kepala Keluarga", "L/P", "Dusun", "RW", "RT", "Batas", "1. Jumlah Penghasilan Perbulan",
         "3. Status Kepemilikan Rumah", "AN360"],
        [1, KK, "AHMAD", "L", "Hulu", "001", "002", "", 2500000, 169],
    ]  # fmt: skip
    connection, _ = taken(Sheet(PATH, "Data", rows))
    question = connection.execute("SELECT penghasilan, status_kepemilikan_rumah, jenis_kelamin FROM ddk_lama")
    assert question.fetchall() == [(2500000.0, "Milik Sendiri", "LAKI-LAKI")]


def test_prodeskel_exports_are_no_questionnaires():
    t64 = [["Jenis Sarana", "Baik (km)"], ["2.1 Panjang jalan aspal", 3], ["2.2 Panjang jalan makadam", 1]]
    assert kind_of(Sheet("grid_t64.xls", "grid_t64", t64)) == ""
    members = [f.title for f in PACK.tables["agtkeluarga"].fields if f.expected]
    assert kind_of(Sheet("grid_agtkeluarga.xls", "grid_agtkeluarga", [members])) == ""


def test_opensid_sheets_match_the_published_layout():
    widths = {s.name: max(map(len, s.rows[:3])) for s in sheets()}
    expected = {"DDK": 45, "DDK 1.4 s.d 1.5": 15, "DDK 1.6": 9, "DDK 1.7 s.d 1.8": 9, "DDK 1.18": 4}
    assert {name: widths[name] for name in expected} == expected
    assert (widths["DDK Anggota"], widths["DDK Anggota 2.7"]) == (12, 9)


@pytest.mark.parametrize("marker", ["AN360", "###"])
@pytest.mark.parametrize("joint", ["\n", ". ", " "])
def test_form_of_2018_as_published_has_answers_in_its_headings_and_a_marker_row(marker, joint):
    rows = [
        ["No", "Nomor KK", "Kepala Keluarga", "L/P", "Dusun", "RW", "RT", "Batas",
         f"1{joint}Jumlah Penghasilan Perbulan", f"3{joint}Status Kepemilikan Rumah\n169 Milik Sendiri\n170 Sewa"],
        [None] * 7 + [marker, "1", "2"],
        [1, KK, "AHMAD", "L", "Hulu", "001", "002", "", 2500000, 169],
    ]  # fmt: skip
    connection, book = taken(Sheet(PATH, "Data", rows))
    question = connection.execute("SELECT penghasilan, status_kepemilikan_rumah FROM ddk_lama")
    assert question.fetchall() == [(2500000.0, "Milik Sendiri")]
    assert [sheet.rows_checked for sheet in book.sheets] == [1]
