"""Copies hold all sheets of their originals, and the results of formulas."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from msgspec.structs import replace
from openpyxl import load_workbook

from validator.checking import check, check_with
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.reports import write
from validator.reports.workbook import copying
from validator.reports.workbook.copying import NotCopiedError, copied

DAY = date(2026, 11, 24)
HEADER = ["Kode Desa", "Tanggal", "Jumlah Laki-Laki (orang)", "Jumlah Perempuan (orang)", "Jumlah Total (orang)"]
ROW = ["6311032021", "10/06/2026", 1184, 217, 1411]


def xlsx(path: Path) -> Path:
    """A form with results of formulas: a number, a text, an error, an empty text, 0; a second sheet; a chart sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("t45")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    for column, (formula, value) in enumerate(FORMULAS):
        sheet.write_formula(3, column, formula, None, value)
    sheet.write_array_formula("A5:A5", "{=SUM(C2:D2)}", None, 1401)
    book.add_worksheet("Catatan").write(0, 0, "x & <y>")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=t45!$C$2:$E$2"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.close()
    return path


FORMULAS = (("=C2+D2", 1401), ('="<" & A2', "<6311032021 & é"), ("=1/0", "#DIV/0!"), ('=""', ""), ("=C2*0", 0))
RESULTS = [1401, "<6311032021 & é", "#DIV/0!", None, 0]


def changed(path: Path, changes: dict[str, tuple[bytes, bytes]], names: dict[str, str]) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            for pattern, (old, new) in changes.items():
                data = re.sub(old, new, data) if re.search(pattern, name) else data
            archive.writestr(names.get(name, name), data)
    return path


def strict(path: Path) -> Path:
    """The workbook in the strict variant: the namespaces of ISO/IEC 29500, part 1."""
    return changed(
        path,
        {"": (rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument|drawingml)/2006/(\w+)",
              rb"http://purl.oclc.org/ooxml/\1/\2")},
        {},
    )  # fmt: skip


def elsewhere(path: Path) -> Path:
    names = {"xl/workbook.xml": "xl/buku.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/buku.xml.rels"}
    return changed(path, {"rels$|Content": (rb"workbook\.xml", rb"buku.xml")}, names)


def backslashed(path: Path) -> Path:
    data = path.read_bytes()
    for name in zipfile.ZipFile(path).namelist():
        data = data.replace(name.encode(), name.replace("/", "\\").encode())
    path.write_bytes(data)
    return path


KINDS = {"usual": lambda path: path, "strict": strict, "elsewhere": elsewhere, "backslashed": backslashed}


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_of_any_workbook_holds_its_sheets_and_results(tmp_path, kind):
    folder = tmp_path / "6311032021"
    folder.mkdir()
    path = KINDS[kind](xlsx(folder / "t45.xlsx"))
    result = check([folder], village="6311032021", date=DAY)
    assert result.total
    (made,) = [each for each in write("salinan", result, tmp_path / "hasil") if each.suffix == ".xlsx"]
    names = load_workbook(made).sheetnames
    assert {"t45", "Catatan"} <= set(names)
    page = load_workbook(made, data_only=True)["t45"]
    assert [page.cell(4, column + 1).value for column in range(5)] == RESULTS
    assert page["A5"].value == 1401
    assert load_workbook(made)["t45"]["A4"].value == "=C2+D2"
    assert load_workbook(made)["t45"]["E2"].comment
    assert path.exists()


def test_the_sheets_of_a_copy_are_checked_like_their_original(tmp_path):
    """The copy itself is told from an export by the list of repairs that it begins with."""
    folder = tmp_path / "6311032021"
    folder.mkdir()
    xlsx(folder / "t45.xlsx")
    result = check([folder], village="6311032021", date=DAY)
    (made,) = [each for each in write("salinan", result, tmp_path / "hasil") if each.suffix == ".xlsx"]
    trusting = replace(load_pack(), strangers=())
    again = check_with(trusting, [made], Settings("6311032021", None, DAY))
    assert [(f.rule, f.cells) for f in again.iter_findings()] == [(f.rule, f.cells) for f in result.iter_findings()]


def test_a_copy_that_lacks_a_sheet_is_made_by_values(tmp_path, monkeypatch):
    path = xlsx(tmp_path / "t45.xlsx")
    load = copying.load_workbook

    def loses_a_sheet(*given: object, **more: object) -> object:
        book = load(*given, **more)
        book.remove(book["t45"])
        return book

    monkeypatch.setattr(copying, "load_workbook", loses_a_sheet)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    copy = copied(str(path), digest, ["t45", "Catatan"])
    assert copy.book["t45"]["C2"].value == 1184
    with pytest.raises(NotCopiedError, match="incomplete"):
        copied(str(path), digest, ["t45", "Lembar yang tidak ada"])


def test_results_are_those_of_the_original_alone(tmp_path):
    """A formula without a result stays one: nothing is made up."""
    path = xlsx(tmp_path / "t45.xlsx")
    changed(path, {"sheet1": (rb"<v>1401</v>", rb"")}, {})
    copy = copied(str(path), hashlib.sha256(path.read_bytes()).hexdigest())
    content = io.BytesIO()
    copy.book.save(content)
    assert "A4" not in copy.results["t45"]
