"""What lies in the folder beside exports: passed over with a note, and told from what cannot be read."""

import zipfile
from datetime import date

import openpyxl
import pytest

from validator.checking import check
from validator.cli.check import exit_code
from validator.cli.failures import Exit
from validator.readers import read_file

DAY = date(2026, 11, 24)
FORM = (
    "Agama;Laki-Laki (orang);Perempuan (orang);Jumlah (Orang)\n"
    + "".join(f"{name};1;1;2\n" for name in ("Islam", "Kristen", "Katholik", "Hindu", "Budha", "Konghucu"))
    + "Kepercayaan Kepada Tuhan YME;1;1;2\n"
)
NOTE = "Besok pagi rapat di balai desa.\nTolong bawa laptop, printer dan kertas.\nTerima kasih.\n"


def member(*names, mime=""):
    def write(path):
        with zipfile.ZipFile(path, "w") as archive:
            if mime:
                archive.writestr("mimetype", mime)
            for name in names:
                archive.writestr(name, "<x/>")

    return write


def content(data):
    return lambda path: path.write_bytes(data)


BYSTANDERS = {
    "surat.pdf": content(b"%PDF-1.7\n..."),
    "foto.jpg": content(b"\xff\xd8\xff\xe0" + bytes(100)),
    "foto.png": content(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "foto.webp": content(b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(100)),
    "foto.heic": content(b"\x00\x00\x00\x18ftypheic" + bytes(100)),
    "rapat.mp4": content(b"\x00\x00\x00\x18ftypmp42" + bytes(100)),
    "rapat.avi": content(b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(100)),
    "suara.ogg": content(b"OggS" + bytes(100)),
    "surat.rtf": content(b"{\\rtf1 surat}"),
    "surat.docx": member("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
    "tayangan.pptx": member("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"),
    "surat.odt": member("content.xml", "META-INF/manifest.xml", mime="application/vnd.oasis.opendocument.text"),
    "catatan.txt": content(NOTE.encode()),
    "catatan.csv": content(NOTE.encode()),
    "catatan": content(NOTE.encode("utf-16")),
    "kunjungan.ics": content(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
}
UNREADABLE = {
    "data.rar": content(b"Rar!\x1a\x07\x00" + bytes(100)),
    "data.7z": content(b"7z\xbc\xaf\x27\x1c" + bytes(100)),
    "data.xlsx": member("[Content_Types].xml", "_rels/.rels", "lain/buku.xml"),
    "data.json": content(b'[{"nik": "6311031203809001"}]'),
    "nik.txt": content(b"NIK\n6311031203809001\n6311031203809002\n"),
}


def folder(tmp_path, form=True):
    path = tmp_path / "2026/6311032021_putat_basiun"
    path.mkdir(parents=True)
    if form:
        (path / "grid_t49.csv").write_text(FORM, "utf-8")
    return path


def outcome(path):
    result = check(path, date=DAY)
    return {book.path.rpartition("/")[2]: book for book in result.files}, exit_code(result, "never")


@pytest.mark.parametrize("name", list(BYSTANDERS))
def test_what_is_no_export_is_passed_over_with_a_note(tmp_path, name):
    path = folder(tmp_path)
    BYSTANDERS[name](path / name)
    books, code = outcome(path)
    assert (books[name].passed_over, books[name].status, code) == (True, "rejected", Exit.CLEAN)
    assert "bukan hasil ekspor" in books[name].reason


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_what_may_be_an_export_is_not(tmp_path, name):
    path = folder(tmp_path)
    UNREADABLE[name](path / name)
    books, code = outcome(path)
    assert (books[name].passed_over, code) == (False, Exit.INPUT)


def test_a_spreadsheet_of_unknown_content_is_not_passed_over(tmp_path):
    path = folder(tmp_path)
    book = openpyxl.Workbook()
    for row in (["Nama Barang", "Harga", "Jumlah Beli"], ["Paku", 5, 2], ["Semen", 7, 1]):
        book.active.append(row)
    book.save(path / "belanja.xlsx")
    books, code = outcome(path)
    (sheet,) = books["belanja.xlsx"].sheets
    assert (sheet.status, books["belanja.xlsx"].passed_over, code) == ("not_checkable", False, Exit.INPUT)
    assert "tidak cocok" in sheet.reason


def test_where_nothing_was_a_form_nothing_is_clean(tmp_path):
    path = folder(tmp_path, form=False)
    BYSTANDERS["foto.jpg"](path / "foto.jpg")
    assert outcome(path)[1] == Exit.INPUT


def test_a_template_that_nobody_filled_in_is_no_fault_but_nothing_is_clean(tmp_path):
    path = folder(tmp_path, form=False)
    book = openpyxl.Workbook()
    book.active.title = "Data Penduduk"
    book.active.append(["nama", "no_kk", "nik", "sex", "tanggallahir", "agama_id", "kk_level"])
    codes = book.create_sheet("Kode Data")
    codes.append(["sex", "id", "agama_id", "id", "kk_level", "id"])
    codes.append(["LAKI-LAKI", "1", "ISLAM", "1", "SUAMI", "2"])
    book.save(path / "FormatImporExcel.xlsx")
    books, code = outcome(path)
    assert (books["FormatImporExcel.xlsx"].passed_over, code) == (True, Exit.INPUT)
    assert "belum diisi" in books["FormatImporExcel.xlsx"].reason


def test_a_missing_key_is_exit_4_and_names_the_column(tmp_path):
    path = folder(tmp_path, form=False)
    (path / "grid_t49.csv").write_text(FORM.replace("Agama", "Keyakinan"), "utf-8")
    books, code = outcome(path)
    (sheet,) = books["grid_t49.csv"].sheets
    assert (sheet.status, sheet.table, sheet.rows_checked, code) == ("not_checkable", "", 0, Exit.INPUT)
    assert 'kolom A "Keyakinan" itu "Agama"' in sheet.reason


def test_a_needed_column_of_other_values_is_exit_4_and_said(tmp_path):
    path = folder(tmp_path, form=False)
    head = "No KK;NIK;Nama;Jenis Kelamin;Hubungan;Tempat Lahir;Tanggal Lahir;Status;Agama;Kewarganegaraan;Pendidikan"
    row = "631103120311900{n};631103120380900{n};UJI;LAKI-LAKI;Kepala Keluarga;Awayan;12-03-1980;HIDUP;Islam;"
    rows = [row.format(n=n) + "Warga Negara Indonesia;Tamat SD/sederajat" for n in range(6)]
    (path / "grid_agtkeluarga.csv").write_text("\n".join([head, *rows]), "utf-8")
    books, code = outcome(path)
    book = books["grid_agtkeluarga.csv"]
    assert (book.status, book.sheets[0].status, code) == ("partial", "checked", Exit.INPUT)
    assert '"Status" TIDAK dapat diperiksa' in book.reason


def test_a_long_text_is_no_note(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("Dusun;RW\n" + "Hulu;1\n" * 20, "utf-8")
    (read,) = read_file(path)
    assert not read.reason
