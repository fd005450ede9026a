"""What one cell does not tell, the other cells of its sheet do: decimal points, midnights in UTC, numbers for names."""

from datetime import date, datetime
from itertools import zip_longest

import pytest

from validator.cells.manners import PLAIN, SheetCells, is_english, manner_of
from validator.cells.values import parse
from validator.forms.column_parser import ColumnParser
from validator.pack.models import Field, Table
from validator.readers.sheets import ReadFile, Sheet
from validator.records.parsing import Prepared, Taker
from validator.records.placing import PlacingOptions

AREA = Field("luas", "Luas (Ha)", type="number", unit="Ha")
YIELD = Field("hasil", "Hasil (Ton)", type="number", unit="Ton")
MONEY = Field("nilai", "Nilai (Rp)", type="number", unit="Rp")
PERSONS = Field("orang", "Jumlah (orang)", type="integer", unit="orang")
DAY = Field("tanggal", "Tanggal", type="date", expected=False)
BIRTH = Field("tanggal_lahir", "Tanggal Lahir", type="date")
NIK = Field("nik", "NIK", identifier=True)
FAMILY = Field("kode_keluarga", "Kode Keluarga", identifier=True)


def read(**columns):
    """The verdicts on each column, and the notes on the sheet."""
    fields = {f.name: f for f in (AREA, YIELD, MONEY, PERSONS, DAY, BIRTH, NIK, FAMILY)}
    own = [fields[name] for name in columns]
    rows = [["judul"] * len(own)]
    rows += zip_longest(*columns.values())
    places = {name: i for i, name in enumerate(columns)}
    manner, notes = manner_of(own, places, SheetCells(rows, 1, places))
    verdicts = {
        f.name: [manner.reading(f, lambda cell, f=f: parse(cell, f))(cell) for cell in columns[f.name]] for f in own
    }
    return verdicts, notes


def values(**columns):
    verdicts, notes = read(**columns)
    (found,) = [[v.value for v in verdicts[name]] for name in list(columns)[:1]]
    return found, [note.key for note in notes]


@pytest.mark.parametrize(
    "beside",
    [["0.5"], ["1234.5"], ["12.0"], ["1,234.5"], ["3.25", "7.5"], ["0.1234"]],
)
def test_a_point_is_a_decimal_where_other_cells_say_so(beside):
    found, keys = values(luas=["12.125", *beside])
    assert found[0] == 12.125
    assert keys == ["decimal_points"]


def test_points_of_another_column_tell_it_too_and_all_are_told_once():
    verdicts, notes = read(luas=["12.125", "7"], hasil=["2.5", "0.75"], orang=["184", "1000"])
    assert [v.value for v in verdicts["luas"]] == [12.125, 7]
    assert [v.value for v in verdicts["hasil"]] == [2.5, 0.75]
    assert [dict(n.parameters) for n in notes] == [{"count": "3", "cell": "A2", "text": "12.125"}]


@pytest.mark.parametrize("text", ["545.25", "7.5"])
@pytest.mark.parametrize(
    ("delimiter", "day", "point"),
    [(",", "10/06/2026", True), (";", "10/06/2026", False), ("", "10/06/2026", False), (";", "2026-06-10", True),
     ("", "2026-06-10 00:00:00", True), ("", None, False), ("", date(2026, 6, 10), False)],
)  # fmt: skip
def test_a_single_decimal_point_is_one_where_programs_wrote_the_sheet(text, delimiter, day, point):
    sheet, places = Sheet("a", "a", [["judul", "judul"], [text, day]], delimiter=delimiter), {"luas": 0, "tanggal": 1}
    cells = SheetCells(sheet.rows, 1, places)
    manner, notes = manner_of([AREA, DAY], places, cells, is_english(sheet, 1, [1]))
    assert manner.points.decimal is point
    assert [note.key for note in notes] == ["decimal_points"] * point


def test_of_a_group_they_are_not_believed():
    for texts in (["1.234"], ["545.25", "1.234.567"], ["545.25", "12,5"]):
        manner, _ = manner_of([AREA], {"luas": 0}, SheetCells([[t] for t in texts], 0, {"luas": 0}), english=True)
        assert not manner.points.decimal


def test_a_unit_is_told_as_before():
    verdicts, _ = read(luas=["12.5 Ha", "0.5"])
    assert verdicts["luas"] == [(12.5, "unit"), (0.5, "")]


@pytest.mark.parametrize(
    "columns",
    [
        {"luas": ["12.125", "1.234"]},
        {"luas": ["12.125", "12,5"]},
        {"luas": ["12.125", "1.234.567"]},
        {"luas": ["12.125", "1.5"]},
        {"luas": ["12.125", "1.5", "3.456", "7.25", "1.111", "2.222"]},
        {"luas": ["12.125"], "orang": ["1.234"]},
    ],
)
def test_a_point_between_thousands_stays_one(columns):
    found, keys = values(**columns)
    assert found[0] == 12125
    assert not keys


def test_points_that_may_be_lost_groups_are_not_read():
    for columns in ({"luas": ["1.5", "2.25"], "orang": ["1.04"]}, {"luas": ["1.5", "2.25"], "nilai": ["1.5"]}):
        verdicts, notes = read(**columns)
        assert [v.problem for v in verdicts["luas"]] == ["number_format"] * 2
        assert not notes


def test_where_both_ways_are_written_a_doubtful_number_is_said_to_be_one():
    verdicts, notes = read(luas=["12.125", "0.5", "1234.5", "12,5"])
    assert [v.problem for v in verdicts["luas"]] == ["number_format", "number_format", "number_format", ""]
    assert not notes


def test_commas_between_thousands():
    verdicts, _ = read(luas=["1,234", "1,234.5"], orang=["1,234", "1,234,567"])
    assert [v.value for v in verdicts["luas"]] == [1234, 1234.5]
    assert [v.value for v in verdicts["orang"]] == [1234, 1234567]
    verdicts, _ = read(luas=["1,234", "0.5"])
    assert verdicts["luas"] == [(None, "number_format"), (0.5, "")]


def utc(*moments):
    found, keys = values(tanggal=list(moments))
    return found, keys


@pytest.mark.parametrize("hour", [15, 16, 17])
@pytest.mark.parametrize("seconds", [0, 12, 36, 48])
def test_midnights_in_utc(hour, seconds):
    assert utc(datetime(2025, 12, 31, hour, 0, seconds)) == ([date(2026, 1, 1)], ["midnights_in_utc"])


def test_midnights_of_old_zones():
    found, keys = utc(datetime(1970, 1, 1, 17), datetime(1980, 1, 1, 17), datetime(1955, 5, 4, 16, 30), "08/02/1971")
    assert found == [date(1970, 1, 2), date(1980, 1, 2), date(1955, 5, 5), date(1971, 2, 8)]
    assert keys == ["midnights_in_utc"]


@pytest.mark.parametrize(
    "text", ["2025-12-31T16:00:00.000Z", "2025-12-31 16:00:00+00:00", "31/12/2025 16:00", "31 Desember 2025 16:00:00"]
)
def test_midnights_in_utc_as_text(text):
    assert utc(text)[0] == [date(2026, 1, 1)]


@pytest.mark.parametrize(
    "moments",
    [
        [datetime(2025, 12, 31, 0, 0, 12)],
        [datetime(2025, 12, 31, 16), datetime(2025, 12, 31)],
        [datetime(2025, 12, 31, 16), date(2025, 12, 31)],
        [datetime(2025, 12, 31, 16), datetime(2025, 12, 31, 9, 30)],
        [datetime(2025, 12, 31, 16, 20)],
        [datetime(2025, 12, 31, 13)],
        ["2025-12-31T16:00:00+08:00"],
        ["31/12/2025 16:00 WITA"],
    ],
)
def test_other_times_are_of_their_own_day(moments):
    found, keys = utc(*moments)
    assert found == [date(2025, 12, 31)] * len(moments)
    assert not keys


def test_a_little_before_midnight_is_midnight():
    found, keys = utc(datetime(2025, 12, 31, 23, 59, 48), datetime(2026, 3, 1))
    assert found == [date(2026, 1, 1), date(2026, 3, 1)]
    assert keys == ["late_midnights"]


WHOLE_NIK, ENDING_IN_0 = 6311030703019001.0, 6311030703019010.0


def test_numbers_that_do_not_all_end_in_0_are_whole():
    found, keys = values(nik=[WHOLE_NIK, ENDING_IN_0, 6311030703019011])
    assert found == ["6311030703019001", "6311030703019010", "6311030703019011"]
    assert keys == ["identifiers_as_numbers"]


def test_numbers_that_all_end_in_0_were_cut():
    verdicts, notes = read(nik=[ENDING_IN_0, 6311030703019020.0, 6311030703019030.0])
    assert [v.problem for v in verdicts["nik"]] == ["digits_lost"] * 3
    assert not notes


def test_each_column_is_judged_alone_unless_it_tells_nothing():
    nik = [WHOLE_NIK, WHOLE_NIK + 1, WHOLE_NIK + 2, WHOLE_NIK + 3]
    verdicts, _ = read(nik=nik, kode_keluarga=[ENDING_IN_0] * 4)
    assert {v.value for v in verdicts["kode_keluarga"]} == {"6311030703019010"}
    verdicts, _ = read(nik=nik, kode_keluarga=[ENDING_IN_0 + 10 * i for i in range(4)])
    assert {v.problem for v in verdicts["kode_keluarga"]} == {"digits_lost"}


def test_a_single_whole_number_among_cut_ones_saves_none():
    verdicts, _ = read(nik=[ENDING_IN_0 + 10 * i for i in range(8)] + [WHOLE_NIK])
    assert [v.problem for v in verdicts["nik"]] == ["digits_lost"] * 8 + [""]


def test_a_plain_sheet_has_the_plain_manner():
    places = {"luas": 0, "tanggal": 1, "nik": 2}
    cells = SheetCells([["1.234,5", "08/02/1971", "_6311030703019001"], [12.5, None, ""]], 0, places)
    assert manner_of([AREA, DAY, NIK], places, cells) == (PLAIN, ())


def taken(table, rows):
    taker = Taker({table.name: table}, {}, PlacingOptions(date(2026, 11, 24), "6311032021"), ColumnParser({}))
    (entry,) = taker.take(ReadFile("grid.xls", "", (Sheet("grid.xls", table.name, rows),))).entries
    assert isinstance(entry, Prepared)
    return entry


FORM = Table("luas", "Luas", "Potensi", "Potensi > Luas", (DAY, AREA, YIELD, PERSONS), aliases=("grid",))
MEMBERS = Table("anggota", "Anggota", "DDK", "DDK > Anggota", (NIK, BIRTH, PERSONS), layout="records", key=("nik",))


def test_a_form_of_the_first_of_january_is_not_of_the_year_before():
    rows = [[f.title for f in FORM.fields], [datetime(2025, 12, 31, 16), "12.125", "0.5", 3]]
    entry = taken(FORM, rows)
    assert [(row.year, row.date) for row in entry.placed.rows] == [(2026, date(2026, 1, 1))]
    assert entry.typed.columns["luas"] == [12.125]
    assert {note.key for note in entry.recognised.notes} >= {"midnights_in_utc", "decimal_points"}


def members(births):
    rows = [[f.title for f in MEMBERS.fields]]
    rows += [[f"_63110307030190{i:02}", born, 1] for i, born in enumerate(births)]
    return [note.key for note in taken(MEMBERS, rows).recognised.notes]


LOW = [f"{day:02}/{month:02}/1980" for day in range(1, 11) for month in (2, 3)]


def test_dates_of_which_none_is_after_the_twelfth():
    assert members(LOW) == ["days_up_to_twelve"]
    assert members([*LOW, "13/02/1980"]) == []
    assert members(LOW[:-1]) == []
    assert members([f"01/{month:02}/{year}" for month in range(1, 13) for year in (1970, 1980)]) == []


def test_dates_stored_as_such_may_be_swapped_while_texts_are_not():
    stored = [datetime(1980, month, day) for day in range(1, 11) for month in (2, 3)]
    assert members([*stored, "25/07/1984"]) == ["stored_days_up_to_twelve"]
    assert members([*stored, datetime(1984, 7, 25)]) == []


def test_a_month_first_puts_the_whole_column_in_doubt():
    assert members(["07/25/1984", "05/07/1984"]) == ["month_first_column"]
