"""Excel packages whose parts stand elsewhere or are written otherwise; errors and formulas; short cells of an xlsb."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from tests.readers import files_support as make
from validator.readers import read_file
from validator.readers.binary import binary_sheet
from validator.readers.sheets import UNCALCULATED

HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'


def book(path: Path, cells: str, calculation: str = "", more: str = "") -> Path:
    """An xlsx with `cells` in row 2 of its sheet and a `<calcPr …/>`."""
    made = make.xlsx_of(path, {"Data": f'{HEADER}<row r="2">{cells}</row>{more}'})
    return _with(made, {"xl/workbook.xml": ("</sheets>", f"</sheets>{calculation}")})


def _with(path: Path, changes: dict[str, tuple[str, str]], names: dict[str, str] | None = None) -> Path:
    """The zip with one text of a member replaced, and members renamed."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info).decode() for info in archive.infolist()}
    for name, (old, new) in changes.items():
        assert old in members[name]
        members[name] = members[name].replace(old, new)
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr((names or {}).get(name, name), data)
    return path


def row_2(path: Path) -> tuple[list[object], tuple[str, ...]]:
    file = make.only(path)
    assert not file.reason, file.detail
    return list(file.sheets[0].rows[1]), file.notes


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="A2" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A2" t="e"><f>1/0</f><v>#N/A</v></c>', "#N/A"),
        ("<c r='A2' t='e'><v>#REF!</v></c>", "#REF!"),
        ('<c r="A2"><f>B1+1</f></c>', UNCALCULATED),
        ('<c r="A2"><f>B1+1</f><v></v></c>', UNCALCULATED),
        ('<c r="A2"><f>B1+1</f><v/></c>', UNCALCULATED),
        ('<c r="A2"><f t="shared" si="0"/></c>', UNCALCULATED),
        ('<c r="A2" t="str"><f>B1</f></c>', UNCALCULATED),
        ('<c r="A2"><f>B1+1</f><v>0</v></c>', 0.0),
        ('<c r="A2"><f>B1+1</f><v>7.5</v></c>', 7.5),
        ('<c r="A2" t="str"><f>B1</f><v>tiga</v></c>', "tiga"),
        ('<c r="A2" t="b"><f>B1</f><v>1</v></c>', True),
    ],
)
def test_errors_and_formulas(tmp_path, cell, shown):
    row, notes = row_2(book(tmp_path / "a.xlsx", cell + '<c r="B2"><v>1</v></c>'))
    assert row == [shown, 1.0]
    assert notes == (("uncalculated: Data A2",) if shown == UNCALCULATED else ())


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path):
    row, notes = row_2(book(tmp_path / "a.xlsx", '<c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c>'))
    assert (row, notes) == ([None, 1.0], ())


ZERO = '<c r="A2"><f>B1</f><v>0</v></c><c r="B2"><v>1</v></c>'


@pytest.mark.parametrize(
    ("calculation", "more", "shown"),
    [
        ('<calcPr calcId="1" fullCalcOnLoad="1"/>', "", UNCALCULATED),
        ('<calcPr calcId="1" fullCalcOnLoad="1" calcCompleted="1"/>', "", 0.0),
        ('<calcPr calcId="1"/>', "", 0.0),
        ('<calcPr calcId="1" fullCalcOnLoad="1"/>', '<row r="3"><c r="A3"><f>B1</f><v>5</v></c></row>', 0.0),
    ],
)
def test_results_of_zero_that_nobody_worked_out(tmp_path, calculation, more, shown):
    """xlsxwriter writes 0 for each formula, and asks Excel to work them out when the file is opened."""
    row, _ = row_2(book(tmp_path / "a.xlsx", ZERO, calculation, more))
    assert row == [shown, 1.0]


def test_an_error_in_a_cell_that_does_not_say_where_it_stands(tmp_path):
    path = make.xlsx_of(tmp_path / "a.xlsx", {"Data": '<row><c><v>1</v></c><c t="e"><v>#NAME?</v></c></row>'})
    assert make.rows(path) == [[1.0, "#NAME?"]]


def _root(target: str) -> dict[str, tuple[str, str]]:
    return {"_rels/.rels": ('Target="xl/workbook.xml"', f'Target="{target}"')}


def _typed(path: Path, part: str) -> Path:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    return _with(path, {"[Content_Types].xml": ("/>", f">{override}")})


@pytest.mark.parametrize(
    ("part", "relations", "target"),
    [
        ("xl/workbook2.xml", "xl/_rels/workbook2.xml.rels", "worksheets/sheet1.xml"),
        ("workbook.xml", "_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"),
        ("isi/buku.xml", "isi/_rels/buku.xml.rels", "../xl/worksheets/sheet1.xml"),
        ("isi/buku.xml", "isi/_rels/buku.xml.rels", "/xl/worksheets/sheet1.xml"),
    ],
)
def test_a_workbook_part_under_any_name(tmp_path, part, relations, target):
    path = make.xlsx_of(tmp_path / "a.xlsx", {"Data": HEADER})
    changes = _root(part) | {"xl/_rels/workbook.xml.rels": ('Target="worksheets/sheet1.xml"', f'Target="{target}"')}
    names = {"xl/workbook.xml": part, "xl/_rels/workbook.xml.rels": relations}
    assert make.rows(_typed(_with(path, changes, names), part)) == [["x"]]


def test_texts_in_a_part_of_another_name(tmp_path):
    path = make.xlsx_of(tmp_path / "a.xlsx", {"Data": '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rId9" Target="texts.xml" Type="{kind}"/></Relationships>'
    _with(path, {"xl/_rels/workbook.xml.rels": ("</Relationships>", link)})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/texts.xml", f'<sst xmlns="{make.MAIN}" count="1"><si><t>Kode Desa</t></si></sst>')
    assert make.rows(path) == [["Kode Desa"]]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_member_names_with_backslashes(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        make.xlsx_of(path, {"Data": HEADER})
    else:
        row = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        make.ods(path, f'<table:table table:name="A">{row}</table:table-row></table:table>')
    data = path.read_bytes()
    for name in zipfile.ZipFile(path).namelist():
        data = data.replace(name.encode(), name.replace("/", "\\").encode())
    path.write_bytes(data)
    (file,) = read_file(path)
    assert (file.reason, [sheet.rows for sheet in file.sheets]) == ("", [[["x"]]])


@pytest.mark.parametrize(("member", "name"), [("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")])
def test_other_documents_are_named(tmp_path, member, name):
    root = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        f' Target="{member}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    )
    path = make.zipped(
        tmp_path / "a.xlsx", {"[Content_Types].xml": make.CONTENT_TYPES, "_rels/.rels": root, member: "<x/>"}
    )
    file = make.only(path)
    assert (file.reason, file.detail) == ("not_an_export", name)


def _record(kind: int, data: bytes) -> bytes:
    return bytes([kind, len(data)]) + data


def test_short_cells_of_an_xlsb_are_made_whole():
    """Row header, a full text in C, a short number in D, a short error in E; then another row."""
    style = bytes(4)
    full = struct.pack("<I", 2) + style + struct.pack("<I", 0)
    number = struct.pack("<d", 12.5)
    data = _record(0, struct.pack("<I", 4) + bytes(13)) + _record(7, full) + _record(16, style + number)
    data += _record(14, style + b"\x07") + _record(0, struct.pack("<I", 5) + bytes(13)) + _record(16, style + number)
    sheet = binary_sheet(data)
    assert (sheet.extent.rows, sheet.extent.columns, sheet.extent.cells) == (6, 5, 4)
    assert sheet.odd == {(4, 4): "#DIV/0!"}
    whole = binary_sheet(sheet.whole or b"")
    assert (whole.extent, whole.odd, whole.whole) == (sheet.extent, sheet.odd, None)
    assert _record(5, struct.pack("<I", 3) + style + number) in (sheet.whole or b"")
    assert _record(5, struct.pack("<I", 0) + style + number) in (sheet.whole or b"")


def test_an_xlsb_with_full_cells_is_handed_on_as_it_is():
    data = _record(0, bytes(17)) + _record(5, bytes(8) + struct.pack("<d", 1.0))
    assert binary_sheet(data).whole is None


def test_a_merge_named_from_its_last_corner(tmp_path):
    path = make.xlsx_of(tmp_path / "a.xlsx", {"Data": HEADER})
    _with(
        path,
        {"xl/worksheets/sheet1.xml": ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="B3:A2"/></mergeCells>')},
    )
    merges = make.sheet(path).merges
    assert all(each.top <= each.bottom and each.left <= each.right for each in merges)
