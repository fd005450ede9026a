"""The Excel list, read back with another library."""

from __future__ import annotations

from pathlib import Path

import fake_source as fake
import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from validator.reports import Options, OutputError, targets, write
from validator.reports.drawing import MANY
from validator.reports.workbook.styles import height, lines

FILES = ["daftar-perbaikan_6311032014_muara-jaya.xlsx", "daftar-perbaikan_6311032021_putat-basiun.xlsx"]
HEAD = [
    *("No.", "Tingkat", "Letak", "Yang salah → cara memperbaikinya", "Tanggapan"),
    *("Berkas", "Sel", "Isian", "Nilai", "Apa yang salah", "Mengapa", "Cara memperbaiki"),
    *("Menu Prodeskel", "Dokumen", "Petugas", "id", "rule"),
]


def book(tmp_path: Path, source: fake.FakeSource, lang: str = "id", **options) -> Workbook:
    return load_workbook(write("xlsx", source, tmp_path, lang, Options(**options))[-1])


def texts(sheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_one_workbook_a_village(tmp_path):
    paths = write("xlsx", fake.source(), tmp_path / "daftar")
    assert [path.name for path in paths] == FILES
    assert load_workbook(paths[0]).sheetnames == ["Ringkasan", "Daftar Perbaikan", "Tidak Dapat Diperiksa"]


def test_the_list_has_one_row_a_finding(tmp_path):
    rows = list(book(tmp_path, fake.source(members=2))["Daftar Perbaikan"].iter_rows(values_only=True))
    assert list(rows[0]) == HEAD
    listed = [dict(zip(HEAD, row, strict=True)) for row in rows[1:] if row[HEAD.index("id")]]
    assert [(row["No."], row["id"]) for row in listed] == [
        *((1, "a1f0"), (2, "a1f1"), (5, "c0"), (3, "b00001"), (4, "b00002"))
    ]
    first = listed[0]
    assert first["Tingkat"] == "GALAT"
    assert first["Berkas"] == "t03_jenis_lahan.xls\n[Sheet1]"
    assert first["Sel"] == "E5, F5, H5"
    assert first["Nilai"].splitlines()[0] == "Luas tanah sawah (Ha): 12,5"
    assert first["Mengapa"].endswith("Dasar: Permendagri 12/2007, Potensi II.A")
    assert first["Dokumen"] == "Peta desa\nBuku tanah desa"
    assert listed[2]["Tingkat"] == "Info (uji coba)"


def test_consequences_stand_indented_under_their_cause(tmp_path):
    sheet = book(tmp_path, fake.source())["Daftar Perbaikan"]
    assert sheet["D4"].value.startswith("↳ akibat dari no. 1: Luas wilayah")
    assert sheet["D4"].alignment.indent > sheet["D3"].alignment.indent


def test_strings_stay_strings(tmp_path):
    link = replace(
        fake.LAND, id="u", message="https://contoh.desa.id", fix="=CMD()", values={"luas_tanah_sawah": "007"}
    )
    link = replace(link, columns=link.columns[:1], headers=link.headers[:1], cells=link.cells[:1])
    sheet = book(tmp_path, replace(fake.source(), findings=(fake.TOTAL, link)))["Daftar Perbaikan"]
    assert [(sheet[c].value, sheet[c].data_type) for c in ("I3", "I4", "L4")] == [
        ("=1+1", "s"),
        ("007", "s"),
        ("=CMD()", "s"),
    ]
    assert sheet["J4"].hyperlink is None


def test_it_is_set_up_for_the_desk_and_the_printer(tmp_path):
    made = book(tmp_path, fake.source())
    sheet = made["Daftar Perbaikan"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:Q9"
    assert sheet.column_dimensions["P"].hidden
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["D3"].alignment.wrap_text
    for page in made.worksheets:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)
        assert page.oddFooter.right.text == "Halaman &P dari &N"
        assert "Putat Basiun (63.11.03.2021)" in page.oddHeader.right.text


def test_the_answer_is_chosen_or_written(tmp_path):
    (choice,) = book(tmp_path, fake.source())["Daftar Perbaikan"].data_validations.dataValidation
    assert choice.formula1 == '"sudah diperbaiki,data benar karena …,belum"'
    assert str(choice.sqref) == "E2:E9"
    assert not choice.showErrorMessage


def test_severity_is_readable_without_colour(tmp_path):
    sheet = book(tmp_path, fake.source())["Daftar Perbaikan"]
    found = {sheet.cell(row, 2).value: sheet.cell(row, 2) for row in (3, 5, 7)}
    assert set(found) == {"GALAT", "Peringatan", "Info (uji coba)"}
    assert found["GALAT"].font.bold
    assert len({cell.fill.fgColor.rgb for cell in found.values()}) == 3


def test_long_lists_are_capped_and_say_so(tmp_path):
    made = book(tmp_path, fake.source(members=30), list_limit=10)
    sheet = made["Daftar Perbaikan"]
    assert sheet["B14"].value == "… dan 23 temuan lagi; lihat CSV/JSON"
    assert sheet.auto_filter.ref == "A1:Q13"
    counts = [row for row in made["Ringkasan"].iter_rows(values_only=True) if row[0] == "KK dan Anggota Keluarga"]
    assert counts[-1][1:4] == (0, 30, 0)


def test_a_list_that_fits_says_nothing_of_others(tmp_path):
    assert "temuan lagi" not in texts(book(tmp_path, fake.source(members=7), list_limit=10)["Daftar Perbaikan"])


def test_the_summary_tells_how_the_village_stands(tmp_path):
    text = texts(book(tmp_path, fake.source())["Ringkasan"])
    for expected in (
        "Putat Basiun (63.11.03.2021)",
        "Awayan",
        "30 Juni 2026",
        "87,5 %",
        "875 dari 1.000 isian pada formulir yang diterima sudah terisi; 125 masih kosong.",
        "→ Buka formulir Jenis Lahan",
        "Batas Wilayah",
        "Cara memakai daftar ini",
    ):
        assert expected in text


def test_a_village_without_findings(tmp_path):
    write("xlsx", fake.source(), tmp_path)
    made = load_workbook(tmp_path / FILES[0])
    assert "Tidak ada temuan." in texts(made["Daftar Perbaikan"])
    assert "Belum ada yang dapat dihitung." in texts(made["Ringkasan"])
    assert "Ini halaman masuk Prodeskel" in texts(made["Tidak Dapat Diperiksa"])


def test_what_could_not_be_checked(tmp_path):
    sheet = book(tmp_path, fake.source())["Tidak Dapat Diperiksa"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2][:3] == ("Ekspor DDK belum ada.", 1, "Jumlah KK sama dengan DDK")
    assert ("Jumlah KK sama dengan DDK (POT-017)", "Jumlah Penduduk", 1, "Ekspor DDK belum ada.") in rows
    assert ("ekspor/2026/agtkeluarga.xls [Anggota]", "baris 60", "baris kosong", None) in rows
    assert "Ini halaman masuk" not in texts(sheet)


def test_english(tmp_path):
    made = book(tmp_path, fake.source(), "en")
    assert made.sheetnames == ["Summary", "Repair List", "Not Checkable"]
    assert made["Repair List"]["B3"].value == "ERROR"


def test_the_same_bytes_each_time(tmp_path):
    first, second = (write("xlsx", fake.source(), tmp_path / name)[-1].read_bytes() for name in "ab")
    assert first == second


def test_answers_of_the_village_are_carried_over(tmp_path):
    path = write("xlsx", fake.source(), tmp_path)[-1]
    made = load_workbook(path)
    sheet = made["Daftar Perbaikan"]
    (row,) = (cell.row for cell in sheet["P"] if cell.value == "b00001")
    sheet[f"E{row}"] = "data benar karena KK baru"
    made.save(path)
    again = book(tmp_path, fake.source(members=1), "en")["Repair List"]
    given = {ident.value: answer.value for ident, answer in zip(again["P"], again["E"], strict=True) if answer.value}
    assert given == {"id": "Answer", "b00001": "data benar karena KK baru"}


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_what_is_no_earlier_list_is_replaced(tmp_path, content):
    (tmp_path / FILES[1]).write_bytes(content)
    assert book(tmp_path, fake.source()).sheetnames[0] == "Ringkasan"


def test_one_open_workbook_does_not_stop_the_others(tmp_path, monkeypatch):
    whole = targets.write_bytes

    def locked(path: Path, content: bytes) -> None:
        if path.name == FILES[0]:
            raise PermissionError(13, "in use")
        whole(path, content)

    monkeypatch.setattr("validator.reports.xlsx_report.write_bytes", locked)
    with pytest.raises(OutputError, match="tutup berkasnya lalu jalankan lagi") as caught:
        write("xlsx", fake.source(), tmp_path)
    assert caught.value.paths == (tmp_path / FILES[0],)
    assert (tmp_path / FILES[1]).is_file()


def test_odd_characters_do_not_break_the_workbook(tmp_path):
    odd = replace(fake.LAND, file="a/\udcff\x07.xls", message="<b>&amp; \x01" + "x" * 40000)
    village = replace(fake.village(fake.CODE, "Ka'et & Sungai/Batu", (odd,)), code=fake.CODE)
    (path,) = write("xlsx", fake.FakeSource((odd,), (village,)), tmp_path)
    assert path.name == "daftar-perbaikan_6311032021_ka-et-sungai-batu.xlsx"
    assert load_workbook(path)["Daftar Perbaikan"]["J3"].value.startswith("<b>&amp; ")


def test_row_heights_follow_the_text():
    assert lines("", 10) == 1
    assert lines("a\nb\n", 10) == 3
    assert lines("kata " * 20, 30) > lines("kata " * 20, 60)
    assert lines("x" * 100, 10) >= 9
    assert height([("kata " * 5000, 10)]) == 405


def test_many_villages_drawn_side_by_side_are_the_same(tmp_path, monkeypatch):
    codes = [f"63110320{n:02}" for n in range(MANY)]
    findings = tuple(replace(fake.LAND, village=c, id=f"{c}a") for c in codes)
    source = fake.FakeSource(findings, tuple(fake.village(c, f"Desa {c}", findings) for c in codes))
    together = write("xlsx", source, tmp_path / "a", "id", Options())
    monkeypatch.setattr("validator.reports.drawing.MANY", MANY + 1)
    alone = write("xlsx", source, tmp_path / "b", "id", Options())
    assert [p.name for p in together] == [p.name for p in alone]
    assert [p.read_bytes() for p in together] == [p.read_bytes() for p in alone]
