"""One cell, one verdict: what Indonesian spellings of numbers, dates, answers and identifiers mean."""

import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.cells.values import Codes, normalise, parse, parser, text_of
from validator.pack.models import Code, CodeList, Field

WHOLE = Field("jumlah", "Jumlah (orang)", type="integer", unit="orang", minimum=0)
NUMBER = Field("luas", "Luas (Ha)", type="number", unit="Ha")
DATE = Field("tanggal_lahir", "Tanggal Lahir", type="date")
YEAR = Field("tahun", "Tahun", type="year")
TEXT = Field("dusun", "Dusun")
NIK = Field("nik", "NIK", identifier=True)
EDUCATION = Field("pendidikan", "Pendidikan", codelist="pendidikan")
LIST = CodeList(
    "pendidikan",
    "Pendidikan",
    (
        Code("Sedang SLTP/Sederajat", "7"),
        Code("Tamat D-1/sederajat", "12"),
        Code("Tidak pernah sekolah", "3", aliases=("Tidak sekolah",)),
    ),
)
CODES = Codes.of(LIST)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,56", 1234.56),
        ("1.234", 1234),
        ("12,5", 12.5),
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("0,75", 0.75),
        ("1234,5", 1234.5),
        ("-3,5", -3.5),
        ("\xa012\xa0", 12),
        ("12.0", 12),
        ("12,00", 12),
        (12.34, 12.34),
        (7, 7),
    ],
)
def test_number(cell, value):
    assert parse(cell, NUMBER) == (value, "")


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("1.234", 1234, ""),
        ("1.040", 1040, ""),
        (1040.0, 1040, ""),
        ("12,00", 12, ""),
        (3.0000000000004, 3, ""),
        ("1,04", None, "number_format"),
        ("1.04", None, "number_format"),
        ("1,234", None, "number_format"),
        ("1,234,567", None, "number_format"),
        (1.04, None, "number_format"),
        (1.234, None, "number_format"),
        (12.5, None, "fraction"),
        ("12,5", None, "fraction"),
        ("12.5", None, "fraction"),
        (0.25, None, "fraction"),
        ("51 orang", 51, "unit"),
        (-5, -5, "minimum"),
        ("-5", -5, "minimum"),
    ],
)
def test_count(cell, value, problem):
    assert parse(cell, WHOLE) == (value, problem)


@pytest.mark.parametrize("cell", ["1,234.56", "1234.56", "1,234,567", "0.500", "1,234.00"])
def test_an_english_number_is_not_guessed(cell):
    assert parse(cell, NUMBER) == (None, "number_format")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12 Ha", 12),
        ("Rp 1.000.000", 1_000_000),
        ("Rp.1.000.000,-", 1_000_000),
        ("±500", 500),
        ("51,3 %", 51.3),
        ("12 m2", None),
        ("2 km²", None),
    ],
)
def test_units_are_taken_off_unless_they_are_another_measure(cell, value):
    assert parse(cell, NUMBER) == (value, "unit")


@pytest.mark.parametrize(
    "cell",
    [
        *("-", "nihil", "tidak ada", "#REF!", "#DIV/0!", "2 juta", "12-15", "1/2", "..", "e5", "1E+06", "> 5", "1.2.3"),
        *("9" * 100, True, False, math.inf, -math.inf, 1e300, date(2020, 1, 1)),
    ],
)
def test_not_a_number(cell):
    assert parse(cell, NUMBER) == (None, "not_a_number")
    assert parse(cell, WHOLE) == (None, "not_a_number")


def test_bounds():
    share = Field("persen", "Persen", type="number", minimum=0, maximum=100)
    assert parse(100, share) == (100, "")
    assert parse("100,5", share) == (100.5, "maximum")
    assert parse("-1", share) == (-1, "minimum")


@pytest.mark.parametrize("field", [WHOLE, NUMBER, DATE, YEAR, TEXT, NIK, EDUCATION])
@pytest.mark.parametrize("cell", [None, "", " ", "\xa0", "\xa0 \n", math.nan, "_", "'"])
def test_blank(cell, field):
    assert parse(cell, field, CODES) == (None, "blank")


@pytest.mark.parametrize("field", [WHOLE, NUMBER, DATE, YEAR, TEXT, NIK, EDUCATION])
@pytest.mark.parametrize("cell", ["null", "undefined", "NaN"])
def test_literals_left_by_programs(cell, field):
    assert parse(cell, field, CODES) == (None, "artefact")


def test_encoded_spaces_are_named_and_read():
    assert parse("Muara%20Jaya", TEXT) == ("Muara Jaya", "artefact")
    assert parse("0NaN/0NaN/NaN", DATE) == (None, "artefact")


@pytest.mark.parametrize(
    "cell",
    [
        "08/02/1971",
        "8-2-1971",
        "8.2.1971",
        "1971-02-08",
        "1971-02-08 00:00:00",
        "8 Februari 1971",
        "08-Feb-1971",
        "8 Pebruari 1971",
        "Senin, 8 Februari 1971",
        "Jum'at, 8 Februari 1971",
        "25972",
        25972,
        25972.0,
        date(1971, 2, 8),
        datetime(1971, 2, 8, 13, 5),
    ],
)
def test_date(cell):
    assert parse(cell, DATE) == (date(1971, 2, 8), "")


def test_islamic_sunday_and_old_spellings():
    assert parse("Ahad, 23 Januari 2022", DATE).value == date(2022, 1, 23)
    assert parse("9 Nopember 2021", DATE).value == date(2021, 11, 9)
    assert parse("17 Agt 2020", DATE).value == date(2020, 8, 17)


@pytest.mark.parametrize(
    "cell",
    [
        *("0000-00-00", "00/00/0000", "31/02/2020", "13/13/1971", "08/02/71", "8 Smarch 1971", "-", "1971", "12 orang"),
        *("08/02/0197", True, 0, -5.0, 80001.0, math.inf),
    ],
)
def test_not_a_date(cell):
    assert parse(cell, DATE) == (None, "not_a_date")


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("2021", 2021, ""),
        (2021.0, 2021, ""),
        ("2.021", 2021, ""),
        ("’2021", 2021, ""),
        ("21", None, "not_a_year"),
        ("19811", None, "not_a_year"),
        ("2020,5", None, "not_a_year"),
        ("-", None, "not_a_year"),
        (3021, None, "maximum"),
    ],
)
def test_year(cell, value, problem):
    assert parse(cell, YEAR) == (value, problem)


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("Sedang SLTP / sederajat", "Sedang SLTP/Sederajat"),
        ("SEDANG  SLTP/SEDERAJAT\xa0", "Sedang SLTP/Sederajat"),
        ("tamat d1 sederajat", "Tamat D-1/sederajat"),
        ("tidak sekolah", "Tidak pernah sekolah"),
    ],
)
def test_answers_are_known_by_any_spelling(cell, label):
    assert parse(cell, EDUCATION, CODES) == (label, "")


@pytest.mark.parametrize("cell", ["7", 7, "Sedang SLTP", "-", "SMP"])
def test_codes_are_no_answers(cell):
    assert parse(cell, EDUCATION, CODES) == (None, "not_in_list")


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("_6311030802719001", "6311030802719001", ""),
        ("'6311030802719001", "6311030802719001", ""),
        (" 631103 080271 9001\xa0", "6311030802719001", ""),
        ("_6311032101229001631103", "6311032101229001631103", ""),
        ("631103O802719001", "631103O802719001", ""),
        ("63.11.03.2021", "6311032021", ""),
        (6311032021.0, "6311032021", ""),
        (6311030802719001.0, "6311030802719001", ""),
        (6311030802719001, "6311030802719001", ""),
        (6311030802719010.0, None, "digits_lost"),
        (9171030802719002.0, None, "digits_lost"),
        (9171030802719001, "9171030802719001", ""),
        ("6311030802719001.0", "6311030802719001", ""),
        ("6311030802719010.0", None, "digits_lost"),
        ("9171030802719002.0", None, "digits_lost"),
        ("6311032021.0", "6311032021", ""),
        ("６３１１０３０８０２７１９００１", "6311030802719001", ""),
        ("‘6311030802719001", "6311030802719001", ""),
        (6311030802719000, None, "digits_lost"),
        ("6,31E+15", None, "digits_lost"),
        ("6.31103E+15", None, "digits_lost"),
        ("-", "-", ""),
    ],
)
def test_identifier(cell, value, problem):
    assert parse(cell, NIK) == (value, problem)


@pytest.mark.parametrize(
    ("cell", "value"), [(" Muara Jaya ", "Muara Jaya"), (12.0, "12"), ("nihil", "-"), ("tidak ada", "-"), ("–", "-")]
)
def test_text(cell, value):
    assert parse(cell, TEXT) == (value, "")


def test_an_excel_error_is_no_text():
    assert parse("#REF!", TEXT) == (None, "artefact")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Laki-Laki", "LAKI  LAKI", True),
        ("Etnis / Suku", "etnis/suku", True),
        ("Sawah Irigasi ½ Teknis", "Sawah Irigasi 1/2 Teknis", True),
        ("Sejahtera 3", "Sejahtera 3+", False),
        ("75 Tahun", "> 75 Tahun", False),
        ("Golongan A", "Golongan A+", False),
    ],
)
def test_normalise(one, other, same):
    assert (normalise(one) == normalise(other)) is same


def test_cells_are_shown_as_excel_shows_them():
    cells = [12.0, 12.5, 1, True, None, date(2022, 1, 3), datetime(2022, 1, 3, 4, 5, 6), "\xa0a "]
    assert [text_of(cell) for cell in cells] == [
        "12",
        "12,5",
        "1",
        "TRUE",
        "",
        "03/01/2022",
        "03/01/2022 04:05:06",
        "a",
    ]


@given(st.lists(st.sampled_from([0, 1, 0.0, 1.0, True, False, 5, 5.0, "5", "1", None, "", 1.04]), max_size=30))
def test_the_remembering_parser_says_what_parse_says(cells):
    for field in (WHOLE, NUMBER, TEXT, NIK, DATE, EDUCATION):
        codes = CODES if field.codelist else None
        assert list(map(parser(field, {"pendidikan": LIST}), cells)) == [parse(cell, field, codes) for cell in cells]


def _indonesian(number, decimals):
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_survive_being_written(number):
    assert parse(_indonesian(number, 0), NUMBER) == (number, "")
    assert parse(str(number), WHOLE).value == number


@given(st.integers(-(10**11), 10**11), st.sampled_from([1, 2, 3, 4]))
def test_decimals_survive_being_written(number, decimals):
    written = _indonesian(number / 10**decimals, decimals)
    verdict = parse(written, NUMBER)
    assert verdict.problem == ""
    assert verdict.value == pytest.approx(number / 10**decimals)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_survive_being_written(day):
    assert parse(f"{day.day:02}/{day.month:02}/{day.year}", DATE) == (day, "")
    assert parse(day.isoformat(), DATE) == (day, "")


CELLS = st.one_of(st.text(), st.text("0123456789.,-+ RpHaE%/"), st.floats(), st.integers(), st.booleans(), st.none())


@given(CELLS | st.dates() | st.datetimes())
def test_no_cell_raises_and_every_value_is_typed(cell):
    for field in (WHOLE, NUMBER, DATE, YEAR, TEXT, NIK, EDUCATION):
        value, problem = parse(cell, field, CODES if field.codelist else None)
        assert value is not None or problem
        expected = {"integer": int, "number": float, "date": date, "year": int, "string": str}[field.type]
        assert value is None or type(value) is expected
    assert isinstance(text_of(cell), str)
