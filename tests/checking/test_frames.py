"""Whatever a pipeline makes of an export has the findings of the export."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from tests.checking.sample_support import PUTAT_BASIUN, SAMPLES, TODAY
from validator import check
from validator.readers import read_file

VILLAGE = {"village": PUTAT_BASIUN, "year": 2026, "date": TODAY}
FOLDER = SAMPLES / "2026/6311032021_putat_basiun"
MEMBERS = FOLDER / "grid_agtkeluarga.xls"


def told(result):
    return sorted((f.rule, f.cells, f.values.get("nik", "")) for f in result.iter_findings())


def cells(path):
    """The header and the records of a file, as it holds them."""
    (sheet,) = next(iter(read_file(path))).sheets
    return sheet.rows[0], sheet.rows[1:]


def frame_of(path=MEMBERS):
    header, records = cells(path)
    return pd.DataFrame(records, columns=header, dtype=object)


@pytest.fixture(scope="module")
def expected():
    return told(check(MEMBERS, **VILLAGE))


def as_texts(frame):
    return frame.astype("string")


def as_categories(frame):
    return frame.astype({"Jenis Kelamin": "category", "Agama": "category", "NIK": "category"})


def as_guessed(frame):
    return frame.infer_objects().convert_dtypes()


def with_levels(frame):
    return pd.concat({"Keluarga": frame.iloc[:, :6], "Anggota": frame.iloc[:, 6:]}, axis=1)


def with_named_index(frame):
    return frame.set_index(frame.columns[0])


def without_header(frame):
    rows = [list(frame.columns), *frame.to_numpy().tolist()]
    return pd.DataFrame(rows)


def as_records(frame):
    return frame.to_dict("records")


def as_columns(frame):
    return frame.to_dict("list")


def as_columns_by_row(frame):
    return frame.to_dict()


@pytest.mark.parametrize(
    "made",
    [as_texts, as_categories, as_guessed, with_named_index, without_header, as_records, as_columns, as_columns_by_row],
)
def test_findings_are_those_of_the_file(made, expected):
    assert expected
    assert told(check({"agtkeluarga": made(frame_of())}, **VILLAGE)) == expected


def test_levels_of_columns_are_rows_of_the_header(expected):
    result = check({"agtkeluarga": with_levels(frame_of())}, **VILLAGE)
    (sheet,) = result.files[0].sheets
    assert sheet.rows_read == len(frame_of())
    assert [rule for rule, *_ in told(result)] == [rule for rule, *_ in expected]


def test_what_read_excel_makes_of_a_sheet(expected, tmp_path):
    """Its own types, and labels that repeat or are blank; by itself it also takes the text null for nothing."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    header, records = cells(MEMBERS)
    for row in [[*header, None, "Agama"], *([*record, None, "-"] for record in records)]:
        book.active.append(row)
    book.save(path := tmp_path / "grid_agtkeluarga.xlsx")
    file = check(path, **VILLAGE)
    frame = pd.read_excel(
        path, engine="openpyxl", keep_default_na=False, dtype={"NIK": object, "Kode Keluarga": object}
    )
    assert {"Agama.1", "Unnamed: 21"} <= set(frame.columns)
    result = check({"agtkeluarga": frame}, **VILLAGE)
    assert told(result) == told(file) == expected
    assert result.files[0].sheets[0].notes == file.files[0].sheets[0].notes


def people(**values):
    return pd.DataFrame({"laki_laki": [10], "perempuan": [10], "jumlah": [20]} | {k: [v] for k, v in values.items()})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (time(15, 0), "15:00:00"),
        ([10], "[10]"),
        ({"a": 1}, "{'a': 1}"),
        ({1}, "{1}"),
        (np.array([1, 2]), "[1 2]"),
        (pd.Timedelta(days=1), "1 days 00:00:00"),
        (pd.Interval(0, 1), "(0, 1]"),
        (1 + 2j, "(1+2j)"),
        (b"sepuluh", "sepuluh"),
    ],
)
def test_a_value_that_no_sheet_holds_is_found_and_shown(value, text):
    frame = people()
    frame["laki_laki"] = pd.Series([value], dtype=object)
    (found,) = [f for f in check({"t45": frame}, **VILLAGE).iter_findings() if f.columns == ("laki_laki",) and f.row]
    assert text in found.message


@pytest.mark.parametrize(
    "value",
    [
        10.0,
        "10",
        np.int8(10),
        np.float32(10),
        Decimal(10),
        Decimal("10.00"),
        pd.array([10], dtype="UInt8")[0],
        pd.array([10], dtype="Float32")[0],
    ],
)
def test_ten_is_ten_in_every_type(value):
    frame = people()
    frame["laki_laki"] = pd.Series([value], dtype=object)
    assert told(check({"t45": frame}, **VILLAGE)) == told(check({"t45": people()}, **VILLAGE))


@pytest.mark.parametrize("dtype", ["float16", "float32", "Float32", "float64", "Int64", "object", "string"])
def test_numbers_by_type_of_column(dtype):
    frame = people().astype(dtype)
    assert told(check({"t45": frame}, **VILLAGE)) == told(check({"t45": people()}, **VILLAGE))


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, pd.NaT, Decimal("NaN"), np.datetime64("NaT"), ""])
def test_every_kind_of_nothing_is_blank(blank):
    frame = people()
    frame["laki_laki"] = pd.Series([blank], dtype=object)
    result = check({"t45": frame}, **VILLAGE)
    assert result.frame("t45")["laki_laki"].isna().all()
    assert "GEN-015" not in {f.rule for f in result.iter_findings()}


@pytest.mark.parametrize(
    "day",
    [
        "10/06/2026",
        date(2026, 6, 10),
        datetime(2026, 6, 10, 8, 30),
        pd.Timestamp("2026-06-10"),
        pd.Timestamp("2026-06-10 08:00", tz="Asia/Makassar"),
        pd.Period("2026-06-10", freq="D"),
        np.datetime64("2026-06-10"),
        np.datetime64("2026-06-10T00:00:00.000000001"),
    ],
)
def test_a_day_in_every_type(day):
    frame = people().assign(tanggal=pd.Series([day], dtype=object))
    result = check({"t45": frame}, **VILLAGE)
    assert result.frame("t45")["tanggal"].tolist() == [pd.Timestamp("2026-06-10")]


def test_columns_named_twice_are_told():
    frame = pd.concat([people(), people()[["jumlah"]]], axis=1)
    result = check({"t45": frame}, **VILLAGE)
    assert any('"jumlah"' in note for note in result.files[0].sheets[0].notes)


def test_column_names_that_are_no_text():
    frame = people().assign(x=1).rename(columns={"x": 2024})
    frame[pd.Timestamp("2026-01-01")] = 1
    frame[None] = 2
    notes = " ".join(check({"t45": frame}, **VILLAGE).files[0].sheets[0].notes)
    assert "2024" in notes
    assert "2026-01-01" in notes


def test_an_index_without_a_name_is_told_unless_it_counts_rows():
    for index, lost in (([7], False), (["a"], True), ([int(PUTAT_BASIUN)], True)):
        (file,) = check({"t45": people().set_index(pd.Index(index))}, **VILLAGE).files
        assert ("rename_axis" in file.reason) is lost
        assert file.status == ("partial" if lost else "read")


def test_a_named_index_holds_columns():
    frame = pd.DataFrame({"Kode Desa": [PUTAT_BASIUN], "Tanggal": ["10/06/2026"], "laki_laki": [3], "perempuan": [4]})
    result = check({"t45": frame.set_index(["Kode Desa", "Tanggal"])}, date=TODAY)
    assert [v.code for v in result.villages] == [PUTAT_BASIUN]


class Arrow:
    """What pyarrow tables offer."""

    column_names = ("laki_laki", "perempuan", "jumlah", "jumlah")

    def itercolumns(self):
        return map(Column, ([10], [10], [20], [20]))


class Polars:
    """What polars frames offer."""

    columns, height = ("laki_laki", "perempuan", "jumlah"), 1

    def get_columns(self):
        return map(Column, ([10], [10], [20]))


class Column:
    def __init__(self, values):
        self.values = values

    def to_pylist(self):
        return self.values

    to_list = to_pylist


@pytest.mark.parametrize("table", [Arrow(), Polars(), {"laki_laki": 10, "perempuan": 10, "jumlah": 20}])
def test_tables_of_other_libraries(table):
    assert told(check({"t45": table}, **VILLAGE)) == told(check({"t45": people()}, **VILLAGE))


def test_tables_of_the_real_libraries():
    polars = pytest.importorskip("polars", reason="polars is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    frame = polars.from_pandas(people())
    for table in (frame, frame.to_arrow()):
        assert told(check({"t45": table}, **VILLAGE)) == told(check({"t45": people()}, **VILLAGE))


def test_an_object_that_cannot_say_what_it_is():
    class Silent:
        def __str__(self):
            raise RuntimeError

    frame = people()
    frame["laki_laki"] = pd.Series([Silent()], dtype=object)
    assert any("Silent" in f.message for f in check({"t45": frame}, **VILLAGE, show_personal=True).iter_findings())


def test_the_name_of_a_frame_is_the_word_of_its_caller():
    """Two columns that many forms have are enough, and those of another form are not taken for it."""
    few = check({"t45": pd.DataFrame({"laki_laki": [3], "lain": [1]})}, village="6311032021", year=2026)
    assert few.files[0].sheets[0].table == "t45"
    other = pd.DataFrame({"agama": ["Islam"], "laki_laki": [180], "perempuan": [213], "jumlah": [393]})
    read = check({"t45": other}, village="6311032021", year=2026).files[0].sheets[0]
    assert read.table == "t45"
    assert any("agama" in note for note in read.notes)
