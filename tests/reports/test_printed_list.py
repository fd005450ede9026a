"""The Excel list on paper: an officer at a time, in letters that can be read, on few pages."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from shutil import which

import fake_source as fake
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.support.samples import checked
from validator.reports import write
from validator.reports.workbook.sections import Entry, OfficerSection, by_officer, paged
from validator.reports.workbook.styles import LISTED, WIDE

ROOT = Path(__file__).resolve().parents[2]
LIST = "Daftar Perbaikan"


def list_of(folder: Path, source: fake.FakeSource, lang: str = "id"):
    return load_workbook(write("xlsx", source, folder, lang)[-1])


def answered(folder: Path, source: fake.FakeSource, ident: str, text: str) -> Path:
    """A list in which the village answered one finding."""
    path = write("xlsx", source, folder)[-1]
    book = load_workbook(path)
    sheet = book[LIST]
    head = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[head.index("id")].value == ident:
            row[head.index("Tanggapan")].value = text
    book.save(path)
    return path


def texts(sheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_few_columns_are_printed_at_their_natural_size(tmp_path) -> None:
    for page in list_of(tmp_path, fake.source()).worksheets:
        assert not (page.sheet_properties.pageSetUpPr and page.sheet_properties.pageSetUpPr.fitToPage)
        assert page.page_setup.scale in (None, 100)
        first, last = page.print_area.replace("$", "").rpartition("!")[2].split(":")
        letters = [cell.column_letter for cell in page[f"{first}:{last}"][0]]
        assert len(letters) <= 6
        spans = [(range(d.min, d.max + 1), d.width) for d in page.column_dimensions.values()]
        widths = [next(w for span, w in spans if number in span) for number in range(1, len(letters) + 1)]
        assert sum(widths) <= WIDE + len(letters)
        sizes = {cell.font.sz for row in page[f"{first}:{last}"] for cell in row if cell.value is not None}
        assert min(sizes) >= LISTED >= 9


def test_what_machines_read_is_not_printed(tmp_path) -> None:
    sheet = list_of(tmp_path, fake.source())[LIST]
    _first, last = sheet.print_area.replace("$", "").rpartition("!")[2].split(":")
    printed = [cell.value for cell in sheet[f"A1:{last}"][0]]
    assert printed == ["No.", "Tingkat", "Letak", "Yang salah → cara memperbaikinya", "Tanggapan"]


def test_an_officer_finds_their_rows_together_under_their_name(tmp_path) -> None:
    rows = list(list_of(tmp_path, fake.source(members=2))[LIST].iter_rows(values_only=True, min_row=2))
    first = [row[0] for row in rows]
    assert first[0].startswith("Kasi Pemerintahan: 3 temuan · Peta desa, Buku tanah desa")
    assert first[1:4] == [1, 2, 5]
    assert first[4] == "Kasi Pelayanan: 2 temuan · Kartu Keluarga, Akta kelahiran"
    assert rows[4][14] == "Kasi Pelayanan"


def test_a_consequence_stays_with_its_cause_and_refers_to_its_cure() -> None:
    other = replace(fake.TOTAL, role="Ketua RT")
    numbers = {fake.LAND.id: 1, other.id: 2}
    (section,) = by_officer([fake.LAND, other], numbers)
    assert [(entry.number, entry.root) for entry in section.entries] == [(1, 0), (2, 1)]


def test_the_same_cure_is_printed_once(tmp_path) -> None:
    sheet = list_of(tmp_path, fake.source(members=2))[LIST]
    assert sheet["D7"].value.endswith(fake.member(1).fix)
    assert sheet["D8"].value.endswith("→ cara: lihat no. 3")
    assert sheet["L8"].value == fake.member(2).fix
    assert fake.TOTAL.fix not in sheet["D4"].value


def _section(name: str, rows: int) -> OfficerSection:
    return OfficerSection(name, tuple(Entry(n, fake.LAND, 0, 10.0) for n in range(rows)))


def test_no_section_that_fits_on_a_page_is_torn() -> None:
    ordered = paged([_section("a", 6), _section("b", 5), _section("c", 2)], heading=10.0, page=100.0)
    assert [(section.officer, section.fresh) for section in ordered] == [("a", False), ("c", False), ("b", True)]


def test_a_long_section_goes_on_where_the_one_before_ends() -> None:
    ordered = paged([_section("a", 12), _section("b", 14)], heading=10.0, page=100.0)
    assert [section.fresh for section in ordered] == [False, False]


def test_two_files_of_one_form_are_told_apart(tmp_path) -> None:
    (anggota, lahan, wrong) = fake.books()
    twin = replace(lahan, path="ekspor/2026/t03_lagi.xls")
    source = replace(fake.source(), files=(anggota, lahan, twin, wrong))
    assert "t03_jenis_lahan.xls" in list_of(tmp_path / "two", source)[LIST]["C3"].value
    assert list_of(tmp_path / "one", fake.source())[LIST]["C3"].value == "Jenis Lahan · E5, F5, H5"


def test_the_sheet_is_part_of_the_address_where_a_file_has_several(tmp_path) -> None:
    (anggota, lahan, wrong) = fake.books()
    several = replace(lahan, sheets=(*lahan.sheets, replace(lahan.sheets[0], name="Sheet2")))
    source = replace(fake.source(), files=(anggota, several, wrong))
    assert list_of(tmp_path, source)[LIST]["C3"].value == "Jenis Lahan · lembar Sheet1, E5, F5, H5"


def test_an_answer_that_the_data_contradict_is_marked(tmp_path) -> None:
    answered(tmp_path, fake.source(), "a1f0", "Sudah diperbaiki, 3 Juli")
    made = list_of(tmp_path, replace(fake.source(), reference_date=date(2026, 7, 30)))
    assert made[LIST]["D3"].value.startswith("Dijawab sudah diperbaiki, tetapi masih ditemukan: Luas tanah sawah")
    assert made[LIST]["E3"].value == "Sudah diperbaiki, 3 Juli"
    assert "1 dijawab “sudah diperbaiki”, tetapi masih ditemukan" in texts(made["Ringkasan"])


def test_the_list_says_what_is_solved_since_the_one_before(tmp_path) -> None:
    write("xlsx", fake.source(members=3), tmp_path)
    said = texts(list_of(tmp_path, fake.source(members=1))["Ringkasan"])
    assert "Sejak daftar sebelumnya (30 Juni 2026)" in said
    assert "2 selesai (sudah diperiksa lagi), 4 masih ada, 0 baru." in said


def test_what_was_not_asked_again_is_not_called_solved(tmp_path) -> None:
    write("xlsx", fake.source(members=3), tmp_path)
    fewer = fake.source(members=0)
    said = texts(list_of(tmp_path, replace(fewer, files=fewer.files[1:]))["Ringkasan"])
    assert "0 selesai (sudah diperiksa lagi), 3 masih ada, 0 baru." in said
    assert "3 tidak ditemukan lagi, tetapi belum tentu selesai" in said


def test_a_first_list_compares_with_nothing(tmp_path) -> None:
    assert "Sejak daftar" not in texts(list_of(tmp_path, fake.source())["Ringkasan"])


@pytest.mark.skipif(not which("soffice") or not which("pdfinfo"), reason="needs LibreOffice and poppler")
def test_a_village_full_of_mistakes_takes_eight_pages(tmp_path) -> None:
    result = checked("2025", "2026")
    (path,) = (path for path in write("xlsx", result, tmp_path) if "putat" in path.name)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    told = subprocess.run(["pdfinfo", path.with_suffix(".pdf")], check=True, capture_output=True, text=True).stdout
    (pages,) = (int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
    assert pages <= 8
