"""Whose each row is, of which year, and that no row is lost without a reason."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.forms.recognition import Recognition, recognise
from validator.pack.loading import load_pack
from validator.readers.sheets import Merge, Sheet
from validator.records.placing import PlacingOptions, place
from validator.records.settling import PlacedRow, settle
from validator.regions.named import village_of_names, village_of_path, year_of_path

PACK = load_pack()
TODAY = date(2026, 6, 30)
PUTAT, MUARA, PEMATANG = "6311032021", "6311032014", "6311032005"
T47 = ["Tingkatan Pendidikan", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]
T45 = ["Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)", "Jumlah Total (orang)", "Jumlah Kepala Keluarga (KK)"]
SD, SMP = "Tamat SD/sederajat", "Tamat SMP/sederajat"


def placed(rows, path="", village="", year=None, merges=(), file="ekspor.xls", today=TODAY):
    sheet = Sheet(file, "Sheet1", rows, tuple(merges))
    recognition = recognise(sheet, PACK.tables)
    assert isinstance(recognition, Recognition), recognition
    table = PACK.tables[recognition.table]
    found = place(sheet, recognition, table, PlacingOptions(today, village, year, path), PACK.codelists)
    assert sorted([row.line for row in found.rows] + [left.line for left in found.left_out]) == list(
        range(recognition.data_start + 1, len(rows) + 1)
    )
    return found


def lines(found):
    return [row.line for row in found.rows]


def reasons(found):
    return {left.line: left.note.key for left in found.left_out}


def note_keys(found):
    return [note.key for note in found.notes]


def test_village_from_the_column_plain_or_dotted_or_number():
    rows = [["Kode Desa", *T45], [PUTAT, 1, 2, 3, 1], ["63.11.03.2014", 5, 6, 11, 4], [6311032005.0, 7, 8, 15, 6]]
    found = placed(rows, path="6311032021.xls")
    assert [row.village for row in found.rows] == [PUTAT, MUARA, PEMATANG]
    assert found.village == ""
    assert found.bad_codes == ()


def test_an_invalid_code_is_flagged_and_the_path_used():
    found = placed([["Kode Desa", *T45], ["63110320", 10, 20, 30, 9]], path="2026/63.11.03.2021/t45.xls")
    assert [row.village for row in found.rows] == [PUTAT]
    assert found.bad_codes == ((2, "63110320"),)
    assert "village_from_path" in note_keys(found)


@pytest.mark.parametrize(
    "path", ["6311032021/t47.xls", "63.11.03.2021_putat.xls", "a/63_11_03_2021/b.xls", "b.zip/x-6311032021.xls"]
)
def test_village_from_the_path(path):
    found = placed([T47, [SD, 1, 2, 3]], path=path, village=MUARA)
    assert found.village == PUTAT


def test_village_from_the_option():
    found = placed([T47, [SD, 1, 2, 3]], path="t47.xls", village="63.11.03.2014")
    assert (found.village, note_keys(found)[0]) == (MUARA, "village_from_option")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("Awayan/Putat Basiun/grid_t47.xls", []),
        ("x.xls", [["DATA POTENSI DESA PUTAT BASIUN KECAMATAN AWAYAN TAHUN 2026"]]),
        ("x.xls", [["Desa", ": Putat Basiun"], ["Kecamatan", ": Awayan"]]),
        ("kec_awayan/t47_putat_basiun_2026.xls", []),
    ],
)
def test_village_from_names(path, title):
    found = placed([*title, T47, [SD, 1, 2, 3]], path=path)
    assert found.village == PUTAT
    assert "village_from_name" in note_keys(found)


def test_villages_from_name_columns():
    rows = [["Kecamatan", "Desa", *T45], ["Awayan", "Putat Basiun", 1, 2, 3, 1], ["Awayan", "Muara Jaya", 4, 5, 9, 2]]
    assert [row.village for row in placed(rows).rows] == [PUTAT, MUARA]


@pytest.mark.parametrize("path", ["t47.xls", "Putat Basiun/t47.xls", "Awayan/t47.xls", "Desa Tiada/Awayan/t47.xls"])
def test_no_village_no_row(path):
    found = placed([T47, [SD, 1, 2, 3]], path=path)
    assert (found.rows, found.reason, reasons(found)) == ((), "no_village", {2: "no_village"})


def test_only_the_rows_without_village_are_left_out():
    found = placed([["Kode Desa", *T45], [PUTAT, 1, 2, 3, 1], ["??", 5, 6, 11, 4], [MUARA, 5, 6, 11, 4]])
    assert (lines(found), reasons(found), found.bad_codes) == ([2, 4], {3: "bad_village_code"}, ((3, "??"),))
    assert found.reason == ""


def test_merged_codes_are_filled_down():
    rows = [["Kode Desa", *T47], [PUTAT, SD, 1, 2, 3], [None, SMP, 1, 2, 3], [MUARA, SD, 4, 5, 9], ["", SMP, 4, 5, 9]]
    found = placed(rows, merges=[Merge(1, 0, 2, 0)])
    assert [row.village for row in found.rows] == [PUTAT, PUTAT, MUARA]
    assert reasons(found) == {5: "no_village"}


def test_a_single_code_stands_for_the_whole_column():
    rows = [["Kode Desa", *T47], [PUTAT, SD, 1, 2, 3], ["", SMP, 1, 2, 3]]
    assert [row.village for row in placed(rows).rows] == [PUTAT, PUTAT]


def test_rows_that_are_no_records():
    rows = [T47, [SD, 1, 2, 3], ["", None, "\xa0"], T47, ["(1)", "(2)", "(3)", "(4)"], [SMP, 4, 5, 9]]
    rows += [["Jumlah", 5, 7, 12], ["Sumber: buku profil", None, None, None], ["Mengetahui", "", "Sekdes", ""]]
    found = placed(rows, village=PUTAT)
    assert lines(found) == [2, 6]
    assert reasons(found) == {
        3: "blank_row",
        4: "repeated_header",
        5: "numbering_row",
        7: "total_row",
        8: "footnote_row",
        9: "footnote_row",
    }


@pytest.mark.parametrize("label", ["JUMLAH", "Total", "Grand Total", "Jumlah :", "Sub Total", "Jumlah Keseluruhan"])
def test_totals_by_label(label):
    found = placed([T47, [SD, 1, 2, 3], [label, 1, 2, 3]], village=PUTAT)
    assert reasons(found) == {3: "total_row"}


def test_total_label_before_the_known_columns():
    found = placed([["No", *T47], [1, SD, 1, 2, 3], ["Jumlah", "", 1, 2, 3]], village=PUTAT)
    assert reasons(found) == {3: "total_row"}


def test_a_record_of_a_village_is_no_total():
    found = placed([["Kode Desa", "Nama Desa", *T45], [PUTAT, "Total", 1, 2, 3, 1]])
    assert lines(found) == [2]


def test_short_rows_and_columns_in_any_order():
    rows = [["Jumlah (Orang)", "Perempuan", "Laki-Laki", "Tingkatan Pendidikan"], [3], [3, 2, 1, SD], ["Jumlah", 2]]
    rows += [["Jumlah (Orang)", "Perempuan", "Laki-Laki"]]
    found = placed(rows, village=PUTAT)
    assert (lines(found), reasons(found)) == ([2, 3], {4: "total_row", 5: "repeated_header"})
    assert [row.key for row in found.rows] == [("#2",), ("tamat sd sederajat",)]


def test_the_only_row_of_a_form_is_no_footnote():
    titles = [field.title for field in PACK.tables["t01"].fields if field.expected]
    row = ["Uji Lurah" if title == "Nama Kepala Desa/Lurah" else "" for title in titles]
    assert lines(placed([titles, row], village=PUTAT)) == [2]
    assert lines(placed([titles, row, ["Mengetahui"]], village=PUTAT)) == [2]
    assert reasons(placed([T47, ["Mengetahui"]], village=PUTAT)) == {2: "footnote_row"}


def test_an_unlabelled_total():
    rows = [T47, [SD, 1, 2, 3], [SMP, 4, "1.005", 9], ["", 5, "1.007", 12]]
    assert reasons(placed(rows, village=PUTAT)) == {4: "unlabelled_total"}


def test_a_last_row_without_key_that_is_no_sum_is_kept():
    assert lines(placed([T47, [SD, 1, 2, 3], [SMP, 4, 5, 9], ["", 5, 8, 13]], village=PUTAT)) == [2, 3, 4]


@pytest.mark.parametrize(
    ("path", "option", "year"),
    [("2024/t47.xls", None, 2024), ("2024/t47.xls", 2025, 2024), ("t47.xls", 2025, 2025), ("t47.xls", None, 2026)],
)
def test_year_of_rows_without_a_date(path, option, year):
    row = placed([T47, [SD, 1, 2, 3]], path=path, village=PUTAT, year=option).rows[0]
    assert (row.written, row.date) == (year, None)


def test_an_assumed_year_is_named():
    assert "year_assumed" in note_keys(placed([T47, [SD, 1, 2, 3]], village=PUTAT))


def test_dates_decide_and_other_years_serve_for_comparison():
    rows = [["Tanggal", *T45], ["30/06/2025", 1, 2, 3, 1], [datetime(2026, 3, 1), 4, 5, 9, 2]]
    found = placed(rows, village=PUTAT, path="2024/t45.xls", year=2026)
    assert [(row.year, row.review, row.stale) for row in found.rows] == [(2025, False, False), (2026, True, False)]
    assert found.rows[0].date == date(2025, 6, 30)


def test_the_year_under_review():
    rows = [["Tanggal", *T45], ["30/06/2024", 1, 2, 3, 1], ["30/06/2025", 4, 5, 9, 2]]
    assert placed(rows, village=PUTAT).review_year == 2025
    assert placed(rows, village=PUTAT, path="2024/t45.xls").review_year == 2024
    assert placed(rows, village=PUTAT, path="2024/t45.xls", year=2026).review_year == 2026


def test_newer_dates_supersede_older_ones_of_the_year():
    rows = [["Tanggal", *T47], ["01/03/2026", SD, 1, 2, 3], ["01/03/2026", SMP, 1, 2, 3], ["15/06/2026", SD, 4, 5, 9]]
    found = placed(rows, village=PUTAT)
    assert lines(found) == [3, 4]
    assert found.left_out[0].note.text() == (
        "Ada isian yang lebih baru pada tahun yang sama (tanggal 15/06/2026); yang itu yang diperiksa."
    )
    assert "date_used" in note_keys(found)


def test_same_dates_do_not_supersede_each_other():
    rows = [["Tanggal", *T47], ["01/03/2026", SD, 1, 2, 3], ["01/03/2026", SD, 4, 5, 9]]
    assert lines(placed(rows, village=PUTAT)) == [2, 3]


def test_an_old_record_is_carried_into_the_year_under_review():
    rows = [["Kode Desa", "Tanggal", *T45], [PUTAT, "30/06/2023", 1, 2, 3, 1], [PUTAT, "30/06/2024", 4, 5, 9, 2]]
    rows += [[MUARA, "30/06/2026", 4, 5, 9, 2]]
    found = placed(rows)
    assert found.review_year == 2026
    assert [(row.year, row.review, row.stale) for row in found.rows] == [
        (2023, False, False),
        (2026, True, True),
        (2026, True, False),
    ]
    assert (found.rows[1].date, found.rows[1].written) == (date(2024, 6, 30), 2024)


def test_a_date_in_the_future_is_under_review():
    row = placed([["Tanggal", *T45], ["30/06/2062", 1, 2, 3, 1]], village=PUTAT).rows[0]
    assert (row.year, row.review, row.date) == (2026, True, date(2062, 6, 30))


def test_year_of_t01():
    titles = [field.title for field in PACK.tables["t01"].fields if field.expected]
    values = ["2025" if title == "Tahun" else "1990" if title == "Tahun Pembentukan" else "x" for title in titles]
    row = placed([titles, values], village=PUTAT).rows[0]
    assert (row.year, row.review) == (2025, True)


def test_sheets_settled_together():
    old = PlacedRow(2, PUTAT, 2026, date(2025, 5, 1), (), True, True, 2025)
    new = PlacedRow(2, PUTAT, 2026, date(2026, 5, 1), (), True, False, 2026)
    kept, superseded = settle([old, new], 2026)
    assert [(row.year, row.review, row.stale) for row in kept] == [(2025, False, False), (2026, True, False)]
    assert superseded == []


@given(
    st.lists(
        st.builds(
            PlacedRow,
            line=st.integers(2, 9),
            village=st.sampled_from([PUTAT, MUARA]),
            year=st.integers(2023, 2027),
            date=st.none() | st.dates(date(2023, 1, 1), date(2027, 1, 1)),
            key=st.sampled_from([(), ("a",)]),
            review=st.just(True),
            stale=st.just(False),
            written=st.just(0),
        ),
        max_size=8,
    )
)
def test_settling_loses_no_row_and_settles_once(rows):
    kept, superseded = settle(rows, 2026)
    assert len(kept) + len(superseded) == len(rows)
    assert settle(kept, 2026) == (kept, [])
    assert all(row.year == 2026 for row in kept if row.review)


@pytest.mark.parametrize(
    ("path", "village"),
    [
        ("63.11.03.2021/t47.xls", PUTAT),
        ("6311032021/63.11.03.2014.xls", MUARA),
        ("sc_xls_20260101120000_123_grid_t47.xls", ""),
        ("_6311030802719001.xls", ""),
        ("9999999999.xls", ""),
        ("0812345678.xls", ""),
        ("", ""),
    ],
)
def test_village_of_path(path, village):
    assert village_of_path(path) == village


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("2025/t47.xls", 2025),
        ("2025/t47_2026.xls", 2026),
        ("63.11.03.2021.xls", None),
        ("6311032021/2025/x.xls", 2025),
        ("sc_xls_20240101120000.xls", None),
        ("15-03-2026.xls", 2026),
        ("1998/x.xls", None),
    ],
)
def test_year_of_path(path, year):
    assert year_of_path(path) == year


def test_a_village_that_bears_its_districts_name():
    assert village_of_names(["Kecamatan Awayan", "Desa Awayan"]) is not None
    named = village_of_names(["Awayan", "Putat Basiun"])
    assert named is not None
    assert named.code == PUTAT


def test_two_candidates_are_no_village():
    assert village_of_names(["Kecamatan Awayan", "Desa Pematang", "Desa Muara Jaya"]) is None
    assert village_of_names(["Balangan", "Kecamatan Paringin"]) is None
