"""Workbooks of every kind: addresses, types, merges, hidden sheets."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlwt

from tests.readers import files_support as make
from validator.readers.sheets import Merge


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.csv"])
def test_xls_is_known_by_its_content_and_keeps_addresses_and_types(tmp_path, name):
    data, hidden = make.only(make.xls(tmp_path / name)).sheets
    assert data.rows[:4] == [[], [], [], [None, None, "Judul"]]
    assert data.rows[4:] == [
        [],
        [None, None, 12, 1.5],
        [None, None, date(1990, 1, 2), True],
        [None, None, None, "\u00a0"],
    ]
    assert type(data.rows[6][3]) is bool
    assert data.merges == (Merge(3, 2, 4, 3),)
    assert (data.name, data.hidden, hidden.name, hidden.hidden) == ("Data", False, "Tersembunyi", True)


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx"])
def test_xlsx_is_known_by_its_content_and_keeps_addresses_and_types(tmp_path, name):
    data, hidden = make.only(make.xlsx(tmp_path / name)).sheets
    assert data.rows[:5] == [[], [], [], [None, None, "Judul"], []]
    assert data.rows[5:7] == [[None, None, 12.0, 1.5], [None, None, date(1990, 1, 2), True]]
    assert data.rows[7] == [None, None, datetime(2026, 6, 30, 7, 30), "\u00a0"]
    assert data.merges == (Merge(3, 2, 4, 3),)
    assert hidden.hidden


def test_xlsb(tmp_path):
    assert make.rows(make.xlsb(tmp_path / "a.xlsb")) == [[], [None, "NIK", 12.5]]


def test_xls_without_a_cell_is_an_empty_sheet(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("Kosong")
    book.save(str(tmp_path / "a.xls"))
    assert make.rows(tmp_path / "a.xls") == []


def test_large_xls_stream_survives_its_new_container(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row in range(3000):
        for column in range(8):
            sheet.write(row, column, row * 8 + column + 0.25)
    book.save(str(tmp_path / "a.xls"))
    rows = make.rows(tmp_path / "a.xls")
    assert rows[2999] == [2999 * 8 + column + 0.25 for column in range(8)]
    assert len(rows) == 3000


def test_xlsx_cells_that_do_not_say_where_they_stand(tmp_path):
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert make.rows(make.xlsx_of(tmp_path / "a.xlsx", {"A": data})) == [[1.0, 2.0], [3.0]]


def test_one_damaged_sheet_does_not_take_the_others_along(tmp_path):
    good = f'<row r="1">{make.cell("A1")}</row>'
    path = make.xlsx_of(tmp_path / "a.xlsx", {"Baik": good, "Rusak": '<row r="1"><c r="A1"><v>1</v>'})
    file = make.only(path)
    assert [sheet.name for sheet in file.sheets] == ["Baik"]
    assert file.notes == ("sheet_unreadable: Rusak",)
    assert not file.reason


BLANKS = '<table:table-cell table:number-columns-repeated="1024"/>'
ODS = f"""
<table:table table:name="Data"><table:table-column table:number-columns-repeated="1024"/>
<table:table-row table:number-rows-repeated="2">{BLANKS}</table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"
 table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Judul</text:p>
<text:p>baris<text:s text:c="2"/>dua</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="2">
<table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2" office:value-type="date" office:date-value="1990-01-02"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"><office:annotation><text:p>catatan</text:p>
</office:annotation><text:p>BENAR</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048571">{BLANKS}</table:table-row>
</table:table><table:table table:name="Sembunyi" table:style-name="h"/>"""


def test_ods(tmp_path):
    data, hidden = make.only(make.ods(tmp_path / "a.xls", ODS)).sheets
    born = date(1990, 1, 2)
    assert data.rows == [[], [], [None, None, "Judul\nbaris  dua"], [1.5, born, born, True], [1.5, born, born, True]]
    assert data.merges == (Merge(2, 2, 2, 3),)
    assert (hidden.name, hidden.hidden, hidden.rows) == ("Sembunyi", True, [])


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles/>
<Worksheet ss:Name="Data"><Table><Row ss:Index="3"><Cell ss:Index="2" ss:MergeAcross="1" ss:MergeDown="1">
<Data ss:Type="String">Ju<B>dul</B></Data></Cell><Cell><Data ss:Type="Number">12.5</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="DateTime">1990-01-02T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell/><Cell><Data ss:Type="DateTime">1990-01-02T07:30:00.000</Data>
<Comment><Data>catatan</Data></Comment></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Sembunyi"><Table/>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_spreadsheet(tmp_path, encoding):
    path = tmp_path / "a.xls"
    path.write_bytes(XML.encode(encoding))
    data, hidden = make.only(path).sheets
    assert data.rows[:4] == [[], [], [None, "Judul", None, 12.5], []]
    assert data.rows[4] == [date(1990, 1, 2), True, None, datetime(1990, 1, 2, 7, 30)]
    assert data.merges == (Merge(2, 1, 3, 2),)
    assert hidden.hidden


def test_parquet(tmp_path):
    import duckdb

    path = tmp_path / "a[1].parquet"
    query = (
        "select 1 as n, 'x' as t, date '1990-01-02' as d, 1.5::decimal(9, 2) as m, [1, 2] as l, true as b, null as z"
    )
    duckdb.sql(f"copy ({query}) to '{path}' (format parquet)")
    assert make.rows(path) == [
        ["n", "t", "d", "m", "l", "b", "z"],
        [1, "x", date(1990, 1, 2), 1.5, "[1, 2]", True, None],
    ]
