"""A rule on trial is marked as one in every format, and a file with several sheets is never told without the sheet."""

from __future__ import annotations

import csv
import json
from io import StringIO

import fake_source as fake
import pytest
from msgspec.structs import replace

from validator.reports import write

TRIED = replace(fake.WHOLE_FORM, severity="error", table="t45", cells=("C4",), row=4, columns=("jumlah",))
TEXTS = ["terminal", "json", "csv", "whatsapp", "junit", "sarif", "github", "markdown"]


def source() -> fake.FakeSource:
    village = replace(fake.village(fake.CODE, "Putat Basiun", (fake.LAND, TRIED)), tried=1)
    return fake.FakeSource((fake.LAND, TRIED), (village,), fake.books()[:2])


def text_of(form: str, made: fake.FakeSource) -> str:
    stream = StringIO()
    write(form, made, stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", [form for form in TEXTS if form != "json"])
def test_every_text_says_trial(form: str) -> None:
    assert "uji coba" in text_of(form, source())


def test_nothing_is_called_trial_that_is_not() -> None:
    plain = replace(source(), findings=(fake.LAND,), villages=(fake.village(fake.CODE, "Putat Basiun", (fake.LAND,)),))
    for form in TEXTS:
        assert "uji coba" not in text_of(form, plain), form


def test_json_has_a_field() -> None:
    findings = json.loads(text_of("json", source()))["findings"]
    assert [finding["trial"] for finding in findings] == [False, True]


def test_csv_marks_the_severity() -> None:
    rows = list(csv.DictReader(StringIO(text_of("csv", source()).lstrip("\ufeff")), delimiter=";"))
    assert [row["Tingkat"] for row in rows] == ["Galat", "Galat (uji coba)"]


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_folders_say_it_too(tmp_path, form: str) -> None:
    from validator.readers import read_file

    (path, *_others) = write(form, source(), tmp_path)
    if form == "html":
        text = path.read_text(encoding="utf-8")
        assert "Galat (uji coba)" in text
    else:
        (file,) = read_file(path)
        text = "\n".join(str(cell) for sheet in file.sheets for row in sheet.rows for cell in row)
        assert "GALAT (uji coba)" in text
    assert "1 di antaranya uji coba" in text


@pytest.mark.parametrize("form", TEXTS)
def test_the_sheet_is_part_of_the_address(form: str) -> None:
    (anggota, lahan) = fake.books()[:2]
    several = replace(lahan, sheets=(*lahan.sheets, replace(lahan.sheets[0], name="Sheet2")))
    assert "Sheet1" in text_of(form, replace(source(), files=(anggota, several)))
