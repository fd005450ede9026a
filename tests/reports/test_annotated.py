"""The annotated copies, read back and compared with the village's own files."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import fake_source as fake
import pytest
import xlwt
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from validator.checking import check
from validator.findings.models import FileAccount, SheetAccount
from validator.readers.reading import read_file
from validator.reports import OutputError, write
from validator.reports.annotated import NOTE
from validator.reports.answering import read_responses
from validator.reports.workbook import copying
from validator.reports.workbook.styles import FILLS

SAMPLES = Path(__file__).parents[2] / "samples"
VALUES = [
    ["Nama", "Luas", "Rincian", "Tanggal"],
    ["=1+1", 12.5, "007", datetime(2026, 6, 30)],
    ["+62", True, "-", None],
]
LIST = "Daftar Perbaikan"
SOFFICE = shutil.which("soffice")


def book_of(path: Path, sheet: str = "Sheet1", villages: tuple[str, ...] = (fake.CODE,)) -> FileAccount:
    sheets = tuple(SheetAccount(sheet, "t03", "Jenis Lahan", v, 2026, 1, 2, 2, 0) for v in villages)
    return FileAccount(path.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest(), "read", "", sheets)


def source_of(*books: FileAccount, **changes: object) -> fake.FakeSource:
    """The finding about B2 and C2 and its consequence in B2, in each of these files."""
    findings = tuple(
        replace(finding, id=f"{finding.id}{n}", root=finding.root and f"{finding.root}{n}", file=book.path, **more)
        for n, book in enumerate(books)
        for finding, more in (
            (fake.LAND, {"cells": ("B2", "C2"), "row": 2, **changes}),
            (fake.TOTAL, {"cells": ("B2",), "row": 2, "severity": "warning", **changes}),
        )
    )
    return replace(
        fake.source(), findings=findings, files=books, villages=(fake.village(fake.CODE, "Putat Basiun", findings),)
    )


def xlsx(path: Path) -> Path:
    book = Workbook()
    page = book.active
    page.title = "Sheet1"
    for row in VALUES:
        page.append(row)
    page["A2"].data_type = "s"
    page["E2"] = "=B2*2"
    page["A1"].font = Font(bold=True, color="FF123456")
    page["C2"].comment = Comment("catatan lama", "desa")
    page.column_dimensions["A"].width = 33
    page.merge_cells("A5:C6")
    page["A5"] = "gabung"
    book.create_sheet("Lain")["A1"] = "tetap"
    book.save(path)
    return path


def xls(path: Path) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(VALUES):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, style if isinstance(value, datetime) else xlwt.Style.default_style)
    book.save(str(path))
    return path


def grid(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def copy_of(path: Path, folder: Path, **changes: object) -> Workbook:
    sheet = str(changes.get("sheet", "Sheet1"))
    (made,) = write("salinan", source_of(book_of(path, sheet), **changes), folder)
    return load_workbook(made)


def test_a_folder_a_village_and_a_copy_for_each_of_its_files(tmp_path):
    books = [book_of(xlsx(tmp_path / "t 03.xlsx")), book_of(xls(tmp_path / "t03.xls"))]
    made = write("salinan", source_of(*books), tmp_path / "hasil")
    assert [path.relative_to(tmp_path / "hasil").as_posix() for path in made] == [
        "salinan_6311032021_putat-basiun/6311032021_t-03.xlsx",
        "salinan_6311032021_putat-basiun/6311032021_t03.xlsx",
    ]
    with pytest.raises(TypeError):
        write("salinan", source_of(*books), io.StringIO())


def test_an_xlsx_stays_as_it_is_but_for_the_marks(tmp_path):
    path = xlsx(tmp_path / "t03.xlsx")
    before, after = load_workbook(path), copy_of(path, tmp_path / "hasil")
    assert after.sheetnames == ["Sheet1", "Lain", LIST]
    assert grid(after["Sheet1"]) == grid(before["Sheet1"])
    assert grid(after["Lain"]) == grid(before["Lain"])
    page = after["Sheet1"]
    assert page["E2"].data_type == "f"
    assert (page["A2"].value, page["A2"].data_type) == ("=1+1", "s")
    assert page["A1"].font.color.rgb == "FF123456"
    assert page.column_dimensions["A"].width == 33
    assert [str(r) for r in page.merged_cells.ranges] == ["A5:C6"]
    marked = [c.coordinate for row in page.iter_rows() for c in row if c.fill.fill_type]
    assert marked == ["B2", "C2"]


def test_an_xls_becomes_an_xlsx_with_the_same_values(tmp_path):
    page = copy_of(xls(tmp_path / "t03.xls"), tmp_path / "hasil")["Sheet1"]
    assert grid(page) == [[*row] for row in VALUES]
    assert [page[c].data_type for c in ("A2", "A3", "C2", "B2", "B3", "D2")] == ["s", "s", "s", "n", "b", "d"]
    assert page["A2"].quotePrefix
    assert page["D2"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t03.csv", 'Nama;Luas;Rincian\n"=1+1";12,5;007\n'),
        ("t03.xls", "<table><tr><td>Nama<td>Luas<td>Rincian<tr><td>=1+1<td>12,5<td>007</table>"),
    ],
)
def test_text_files_are_copied_by_their_values(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (file,) = read_file(path)
    sheet = file.sheets[0].name
    made = copy_of(path, tmp_path / "hasil", sheet=sheet)
    page = made.worksheets[0]
    assert grid(page)[1][0] == "=1+1"
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert [page[c].fill.fgColor.rgb for c in ("B2", "C2")] == [f"FF{FILLS['error'][1:]}"] * 2


def test_colour_and_comment_say_what_is_wrong(tmp_path):
    page = copy_of(xlsx(tmp_path / "t03.xlsx"), tmp_path / "hasil")["Sheet1"]
    assert page["B2"].fill.fgColor.rgb == f"FF{FILLS['error'][1:]}"
    both = page["B2"].comment.text
    assert both.startswith(f"No. 1, Galat: {fake.LAND.message}\nCara memperbaiki: {fake.LAND.fix}")
    assert f"No. 2, Peringatan: {fake.TOTAL.message}" in both
    assert page["C2"].comment.text.startswith("catatan lama\n\nNo. 1, Galat")


def test_a_merged_cell_is_marked_where_its_value_shows(tmp_path):
    page = copy_of(xlsx(tmp_path / "t03.xlsx"), tmp_path / "hasil", cells=("B6",))["Sheet1"]
    assert page["A5"].comment is not None
    assert page["A5"].value == "gabung"


def test_the_list_is_a_further_sheet_and_can_be_answered(tmp_path):
    source = source_of(book_of(xlsx(tmp_path / "t03.xlsx")))
    (made,) = write("salinan", source, tmp_path / "hasil")
    book = load_workbook(made)
    page = book[LIST]
    assert [row[15].value for row in page.iter_rows(min_row=3)] == [f.id for f in source.findings]
    assert page["I4"].data_type == "s"
    assert page.column_dimensions["P"].hidden
    assert page.freeze_panes == "C2"
    (choice,) = page.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"sudah diperbaiki,data benar karena …,belum"', "E2:E4")
    page["E3"] = "belum"
    book.save(made)
    responses, problems = read_responses([made])
    assert problems == []
    assert [(r.village, r.id, r.answer) for r in responses] == [(fake.CODE, "a1f00", "belum")]
    write("salinan", source, tmp_path / "hasil")
    assert load_workbook(made)[LIST]["E3"].value == "belum"


def test_the_same_source_gives_the_same_bytes(tmp_path):
    source = source_of(book_of(xls(tmp_path / "a.xls")), book_of(xlsx(tmp_path / "b.xlsx")))
    one, two = (write("salinan", source, tmp_path / folder) for folder in "12")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_a_member_of_a_zip_bundle(tmp_path):
    path = xls(tmp_path / "t03.xls")
    bundle = tmp_path / "desa.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.write(path, "ekspor/t03.xls")
    member = replace(book_of(path), path=f"{bundle.as_posix()}/ekspor/t03.xls")
    (made,) = write("salinan", source_of(member), tmp_path / "hasil")
    assert load_workbook(made)["Sheet1"]["B2"].comment is not None


def test_what_cannot_be_copied_is_noted_with_its_reason(tmp_path, monkeypatch):
    good, changed, gone, large, broken = (xlsx(tmp_path / f"{n}.xlsx") for n in ("a", "b", "c", "d", "e"))
    shared = book_of(xlsx(tmp_path / "f.xlsx"), villages=(fake.CODE, fake.OTHER))
    sheet = load_workbook(large)
    for _number in range(500):
        sheet["Lain"].append([1, 2, 3])
    sheet.save(large)
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<rusak")
    books = [*map(book_of, (good, changed, gone, large, broken)), shared]
    changed.write_bytes(good.read_bytes() + b"x")
    gone.unlink()
    monkeypatch.setattr(copying, "CELLS", 1000)
    made = write("salinan", source_of(*books), tmp_path / "hasil")
    assert [path.name for path in made] == ["6311032021_a.xlsx", NOTE]
    note = made[-1].read_text(encoding="utf-8").splitlines()
    assert [line.partition(".xlsx: ")[2].split()[0] for line in note[1:]] == [
        *("isinya", "berkasnya", "terlalu", "tidak", "memuat"),
    ]


def test_a_copy_that_cannot_be_written_stops_no_other(tmp_path):
    source = source_of(book_of(xlsx(tmp_path / "a.xlsx")), book_of(xlsx(tmp_path / "b.xlsx")))
    blocked = tmp_path / "hasil" / "salinan_6311032021_putat-basiun" / "6311032021_a.xlsx"
    blocked.mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        write("salinan", source, tmp_path / "hasil")
    assert caught.value.paths == (blocked,)
    assert blocked.with_name("6311032021_b.xlsx").is_file()


def test_the_samples_keep_their_values_and_are_marked_where_findings_are(tmp_path):
    result = check([SAMPLES / "2026"], village="", date=date(2026, 11, 24))
    made = write("salinan", result, tmp_path)
    expected = {f.file for f in result.iter_findings()}
    assert len(made) == len(expected)
    for path in made:
        code = path.name[:10]
        (file,) = [f for f in expected if code in f and Path(f).stem == path.stem.removeprefix(f"{code}_")]
        book = load_workbook(path)
        (read,) = read_file(Path(file))
        for sheet in read.sheets:
            page = book[sheet.name]
            for number, row in enumerate(sheet.rows, 1):
                cells = [page.cell(number, column).value for column in range(1, len(row) + 1)]
                assert cells == [at_midnight(value) for value in row]
            marked = {c.coordinate for row in page.iter_rows() for c in row if c.comment}
            assert marked == {c for f in result.iter_findings(code) if f.file == file for c in f.cells}


def at_midnight(value: object) -> object:
    """A date as a workbook gives it back."""
    plain = isinstance(value, date) and not isinstance(value, datetime)
    return datetime(value.year, value.month, value.day) if plain else value


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice tidak ada (paket Debian: libreoffice-calc)")
@pytest.mark.parametrize("kind", [xls, xlsx])
def test_libreoffice_opens_it(tmp_path, kind):
    path = kind(tmp_path / f"t03.{kind.__name__}")
    (made,) = write("salinan", source_of(book_of(path)), tmp_path / "hasil")
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path / "lo"), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (file,) = read_file(tmp_path / "lo" / f"{made.stem}.ods")
    assert [sheet.name for sheet in file.sheets][-1] == LIST
    assert file.sheets[0].rows[1][:3] == ["=1+1", 12.5, "007"]
    assert len(file.sheets[-1].rows) == 4
