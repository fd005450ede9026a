"""Old Excel workbooks as Excel shows them, whoever wrote them: code pages, number formats, errors, formulas, merges."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwt

from tests.readers import files_support as make
from validator.readers import ole
from validator.readers.sheets import UNCALCULATED, Merge

CODEPAGE, FORMAT, XF, MERGES, BOF, BOUNDSHEET, LABEL = 0x42, 0x41E, 0xE0, 0xE5, 0x809, 0x85, 0x204


def records(stream: bytes) -> Iterator[tuple[int, bytearray]]:
    position = 0
    while position < len(stream) - 3:
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, bytearray(stream[position + 4 : position + 4 + length])
        position += 4 + length


def changed(path: Path, change: Callable[[int, bytearray], None]) -> Path:
    """The workbook with its records changed in place; none of them may change its length."""
    stream = ole.Container(path.read_bytes()).stream("Workbook")
    parts = []
    for kind, data in records(stream):
        size = len(data)
        change(kind, data)
        assert len(data) == size
        parts.append(struct.pack("<HH", kind, size) + data)
    path.write_bytes(ole.wrap(b"".join(parts)))
    return path


def saved(path: Path, fill: Callable[[xlwt.Worksheet], object]) -> Path:
    book = xlwt.Workbook()
    fill(book.add_sheet("Data"))
    book.save(str(path))
    return path


@pytest.mark.parametrize("page", [1252, 0, 437, 65001, 1251])
def test_texts_of_biff8_do_not_depend_on_the_code_page(tmp_path, page):
    def set_page(kind: int, data: bytearray) -> None:
        if kind == CODEPAGE:
            data[:] = struct.pack("<H", page)

    path = saved(tmp_path / "a.xls", lambda sheet: (sheet.write(0, 0, "Kode Desa"), sheet.write(0, 1, "Sa’ad – é")))
    assert make.rows(changed(path, set_page)) == [["Kode Desa", "Sa’ad – é"]]


@pytest.mark.parametrize("number", [14, 27, 50, 57, 58])
def test_a_number_format_of_the_file_goes_before_the_built_in_one(tmp_path, number):
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 42.5, xlwt.easyxf(num_format_str="0.0000"))
        sheet.write(0, 1, 42.5)

    was: list[int] = []

    def renumber(kind: int, data: bytearray) -> None:
        if kind == FORMAT and b"0.0000" in data:
            was.append(struct.unpack_from("<H", data)[0])
            struct.pack_into("<H", data, 0, number)
        elif kind == XF and struct.unpack_from("<H", data, 2)[0] in was:
            struct.pack_into("<H", data, 2, number)

    path = changed(saved(tmp_path / "a.xls", fill), renumber)
    assert was
    assert make.rows(path) == [[42.5, 42.5]]


def test_a_date_format_of_the_file_stays_one(tmp_path):
    path = make.xls(tmp_path / "a.xls")
    assert make.only(path).sheets[0].rows[6][2].isoformat() == "1990-01-02"


def test_errors_are_told_by_name(tmp_path):
    def fill(sheet: xlwt.Worksheet) -> None:
        for column, code in enumerate((0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A)):
            sheet.row(0).set_cell_error(column, code)
        sheet.row(0).set_cell_boolean(7, False)

    expected = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", False]
    assert make.rows(saved(tmp_path / "a.xls", fill)) == [expected]


def formula(result: bytes, flags: int = 0) -> Callable[[int, bytearray], None]:
    def change(kind: int, data: bytearray) -> None:
        if kind == 0x06:
            data[6:14], data[14:16] = result, struct.pack("<H", flags)

    return change


@pytest.mark.parametrize(
    ("result", "flags", "shown"),
    [
        (struct.pack("<d", 12.5), 0, 12.5),
        (struct.pack("<d", 0.0), 0, 0.0),
        (struct.pack("<d", 0.0), 3, UNCALCULATED),
        (struct.pack("<d", 7.0), 3, 7.0),
        (b"\x02\0\x07\0\0\0\xff\xff", 0, "#DIV/0!"),
        (b"\x03\0\0\0\0\0\xff\xff", 0, UNCALCULATED),
        (b"\x01\0\x01\0\0\0\xff\xff", 0, True),
    ],
)
def test_results_of_formulas(tmp_path, result, flags, shown):
    path = saved(tmp_path / "a.xls", lambda sheet: sheet.write(0, 0, xlwt.Formula("1+1")))
    file = make.only(changed(path, formula(result, flags)))
    assert file.sheets[0].rows == [[shown]]
    assert file.notes == (("uncalculated: Data A1",) if shown == UNCALCULATED else ())


def test_an_empty_text_beside_other_results_is_one(tmp_path):
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, xlwt.Formula("1+1"))
        sheet.write(0, 1, xlwt.Formula('""'))

    seen = []

    def first_has_a_result(kind: int, data: bytearray) -> None:
        if kind == 0x06 and not seen:
            seen.append(kind)
            data[6:14] = struct.pack("<d", 2.0)

    file = make.only(changed(saved(tmp_path / "a.xls", fill), first_has_a_result))
    assert (file.sheets[0].rows, file.notes) == ([[2.0]], ())


def test_a_merge_named_from_its_last_corner_is_the_same(tmp_path):
    def reverse(kind: int, data: bytearray) -> None:
        if kind == MERGES:
            top, bottom, left, right = struct.unpack_from("<4H", data, 2)
            struct.pack_into("<4H", data, 2, bottom, top, right, left)

    path = changed(make.xls(tmp_path / "a.xls"), reverse)
    assert make.only(path).sheets[0].merges == (Merge(3, 2, 4, 3),)


def biff5(page: int | None, *texts: bytes) -> bytes:
    """A workbook stream of Excel 5 with one row of texts; its CODEPAGE record is left out if there is no `page`."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    start = record(BOF, struct.pack("<HHHH", 0x500, 5, 0, 0))
    start += b"" if page is None else record(CODEPAGE, struct.pack("<H", page))
    start += record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05Arial")
    start += record(XF, bytes(16))
    position = len(start) + 4 + 6 + 2 + 4
    start += record(BOUNDSHEET, struct.pack("<IH", position, 0) + b"\x01A") + record(0x0A, b"")
    assert len(start) == position
    cells = b"".join(
        record(LABEL, struct.pack("<HHHH", 0, column, 0, len(text)) + text) for column, text in enumerate(texts)
    )
    return start + record(BOF, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + cells + record(0x0A, b"")


@pytest.mark.parametrize(
    ("page", "text", "shown"),
    [
        (1252, b"Sa\x92ad \x96 \x95 \xe9", "Sa’ad – • é"),
        (1200, b"Sa\x92ad \x96 \x95 \xe9", "Sa’ad – • é"),
        (None, b"Sa\x92ad \x96 \x95 \xe9", "Sa’ad – • é"),
        (0x8001, b"Sa\x92ad \x96 \x95 \xe9", "Sa’ad – • é"),
        (0x8000, b"Sa\xd5ad \x8e", "Sa’ad é"),
        (850, b"Ren\x82", "René"),
    ],
)
@pytest.mark.parametrize("contained", [True, False])
def test_texts_of_biff5(tmp_path, page, text, shown, contained):
    stream = biff5(page, b"Nama", text)
    (tmp_path / "a.xls").write_bytes(ole.wrap(stream) if contained else stream)
    assert make.rows(tmp_path / "a.xls") == [["Nama", shown]]


@pytest.mark.parametrize("state", [1, 2])
def test_hidden_and_very_hidden_sheets_are_told(tmp_path, state):
    book = xlwt.Workbook()
    book.add_sheet("Data").write(0, 0, "x")
    sheet = book.add_sheet("Lain")
    sheet.write(0, 0, "y")
    sheet.visibility = state
    book.save(str(tmp_path / "a.xls"))
    assert [sheet.hidden for sheet in make.only(tmp_path / "a.xls").sheets] == [False, True]
