"""What is refused, and by what name."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile

import pytest
import xlwt
from msgspec.structs import replace

from tests.readers import files_support as make
from validator.readers import LIMITS, biff, ole, read_file
from validator.readers.limits import Budget
from validator.readers.reasons import NOTES, REASONS, sentence

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b" \r\n\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"<html><form><input name='u'><input type='password'></form></html>", "login_page"),
        (b"<html><table><tr><td>Sandi<td><INPUT TYPE=password></table>", "login_page"),
        (b"<html><body><p>Pengguna yang tidak berizin</p></body></html>", "unauthorised"),
        (b"Pengguna yang tidak berizin", "unauthorised"),
        (b"<!DOCTYPE html><div>Sesi Anda telah berakhir</div>", "session_expired"),
        (b"<table><tr><th>NIK<th>Nama<th>RT<tr><td colspan=3>Tidak ada data\n untuk ditampilkan</table>", "empty_grid"),
        (
            b"<html><script>var x = 'Pengguna yang tidak berizin'</script><p>Selamat datang</p></html>",
            "html_without_table",
        ),
        (b"%PDF-1.7 ...", "not_an_export"),
        (b'{"status": true}', "unknown_format"),
        (b"\x00\x01\x02\x03" * 100, "unknown_format"),
        (b"<?xml version='1.0'?><lain/>", "unknown_format"),
        (b"PK\x03\x04" + bytes(100), "truncated"),
        (b"PK\x05\x06" + bytes(18), "empty_file"),
        (b"PAR1" + bytes(40), "truncated"),
        (ole.SIGNATURE + bytes(1000), "truncated"),
    ],
)
def test_rejected_by_name(tmp_path, content, reason):
    path = tmp_path / "data.xls"
    path.write_bytes(content)
    file = make.only(path)
    assert (file.reason, file.sheets) == (reason, ())
    assert len(file.digest) == 64


def test_a_page_with_real_data_is_read_whatever_it_says(tmp_path):
    path = tmp_path / "data.xls"
    rows = "".join(f"<tr><td>{row}<td>a<td>session expired" for row in range(3))
    path.write_text(f"<input type=password><table>{rows}</table>")
    assert len(make.rows(path)) == 3


def test_every_reason_and_note_has_two_sentences():
    for key in REASONS | NOTES:
        assert sentence(key) != sentence(key, "en")
    assert sentence("sheet_unreadable: DDK").endswith("(DDK)")


def _xls_bytes() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "x")
    return make.bytes_of(book)


def _stream() -> bytes:
    return ole.Container(_xls_bytes()).stream("Workbook")


def test_xls_with_a_password(tmp_path):
    stream = _stream()
    bof = 4 + struct.unpack_from("<H", stream, 2)[0]
    locked = stream[:bof] + struct.pack("<HHH", 0x2F, 2, 1) + stream[bof:]
    (tmp_path / "a.xls").write_bytes(ole.wrap(locked))
    assert make.only(tmp_path / "a.xls").reason == "password_protected"


def test_xlsx_with_a_password(tmp_path):
    box = ole.wrap(bytes(5000)).replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")[:16])
    (tmp_path / "a.xlsx").write_bytes(_renamed(box, "EncryptedPackage"))
    assert make.only(tmp_path / "a.xlsx").reason == "password_protected"


def test_word_document_is_named(tmp_path):
    (tmp_path / "a.doc").write_bytes(_renamed(ole.wrap(bytes(5000)), "WordDocument"))
    file = make.only(tmp_path / "a.doc")
    assert (file.reason, "Word" in file.detail) == ("not_an_export", True)


def _renamed(box: bytes, name: str) -> bytes:
    """The box with its second directory entry, the stream, called `name`."""
    at = 2 * 4096 + 128
    label = (name + "\0").encode("utf-16-le")
    return box[:at] + label.ljust(64, b"\0") + struct.pack("<H", len(label)) + box[at + 66 :]


def test_ods_with_a_password(tmp_path):
    path = make.ods(tmp_path / "a.ods", "", manifest="<m><manifest:encryption-data/></m>")
    assert make.only(path).reason == "password_protected"


def test_truncated_xls_never_loses_rows_silently(tmp_path):
    path = make.xls(tmp_path / "a.xls")
    data, whole = path.read_bytes(), make.only(path).sheets
    for length in range(8, len(data), 97):
        path.write_bytes(data[:length])
        file = make.only(path)
        assert file.reason == "truncated" or [sheet.rows for sheet in file.sheets] == [sheet.rows for sheet in whole]


def test_chains_that_run_in_a_loop_end(tmp_path):
    box = bytearray(ole.wrap(_stream()))
    struct.pack_into("<I", box, 4096 + 3 * 4, 3)
    (tmp_path / "a.xls").write_bytes(box)
    assert make.only(tmp_path / "a.xls").reason == "truncated"


def test_biff_sizes_that_are_only_declared_reserve_nothing():
    stream = _stream()
    at = stream.index(struct.pack("<HH", 0x200, 14)) + 4
    declared = stream[:at] + struct.pack("<IIHH", 0, 2**31, 0, 65535) + stream[at + 12 :]
    assert biff.vetted(declared, Budget(LIMITS)).stream[at : at + 12] == bytes(12)


def test_xls_with_cells_in_opposite_corners(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, "x")
    sheet.write(65535, 255, "y")
    book.save(str(tmp_path / "a.xls"))
    assert make.only(tmp_path / "a.xls").reason == "too_many_cells"


def test_xlsx_that_declares_a_whole_sheet_costs_nothing(tmp_path):
    body = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{make.cell("A1")}{make.cell("B1")}</row></sheetData>'
    assert make.rows(make.xlsx_of(tmp_path / "a.xlsx", {"A": body})) == [["x", "x"]]


@pytest.mark.parametrize(
    "data",
    [
        f'<row r="1">{make.cell("A1")}</row><row r="1048576">{make.cell("XFD1048576")}</row>',
        f'<row r="1">{make.cell("A1")}{make.cell("XFD1048576")}</row>',
        f"<row r='1'>{make.cell('A1')}</row><row r = '1048576'>{make.cell('ZZ1048576').replace('<c r', '<c  r')}</row>",
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048570">{"<c><v>1</v></c>" * 60}</row>',
    ],
)
def test_xlsx_with_cells_in_opposite_corners(tmp_path, data):
    tracemalloc.start()
    try:
        far = make.only(make.xlsx_of(tmp_path / "a.xlsx", {"A": data}))
        two = make.only(make.xlsx_of(tmp_path / "b.xlsx", {"A": data, "B": f'<row r="1">{make.cell("A1")}</row>'}))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert far.reason == "too_many_cells"
    assert [sheet.name for sheet in two.sheets] == ["B"]
    assert two.notes == ("sheet_too_many_cells: A",)
    assert peak < 20_000_000


def test_xlsx_with_mere_formats_far_away_is_read(tmp_path):
    data = f'<row r="1">{make.cell("A1")}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert make.rows(make.xlsx_of(tmp_path / "a.xlsx", {"A": data}))[0] == ["x"]


def test_xlsb_with_a_row_beyond_the_sheet(tmp_path):
    assert make.only(make.xlsb(tmp_path / "a.xlsb", row=0x7FFFFFFF)).reason == "too_many_cells"


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"',
        '<table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="1"',
        '<table:table-row><table:table-cell table:number-columns-repeated="999999999"',
    ],
)
def test_ods_that_repeats_a_value_over_the_sheet(tmp_path, cell):
    table = f'<table:table>{cell} office:value-type="float" office:value="1"/></table:table-row></table:table>'
    (file,) = read_file(make.ods(tmp_path / "a.ods", table), replace(LIMITS, cells=100_000))
    assert file.reason == "too_many_cells"


def test_entities_are_refused_everywhere(tmp_path):
    paths = [
        make.xlsx_of(tmp_path / "a.xlsx", {"A": f'<row r="1">{make.cell("A1")}</row>'}, prolog=BOMB),
        make.ods(tmp_path / "a.ods", "<table:table/>", prolog=BOMB),
        tmp_path / "a.xls",
    ]
    paths[2].write_text(f'<?xml version="1.0"?>{BOMB}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')
    assert [make.only(path).reason for path in paths] == ["xml_entities"] * 3


def test_zip_bombs(tmp_path):
    limits = replace(LIMITS, ratio_floor=10_000, unpacked=1_000_000)
    dense = make.zipped(tmp_path / "dense.zip", {"a.csv": bytes(500_000)})
    large = make.zipped(tmp_path / "large.zip", {f"{number}.csv": bytes(9_000) for number in range(120)})
    inside = make.xlsx_of(tmp_path / "inside.xlsx", {"A": " " * 500_000})
    nested = make.zipped(tmp_path / "nested.zip", {"inside.xlsx": inside.read_bytes()})
    for path in (dense, large, inside, nested):
        assert [file.reason for file in read_file(path, limits)] == ["zip_bomb"]


def test_zip_that_understates_its_size(tmp_path):
    path = make.zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n" * 5000})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 20_000), struct.pack("<I", 100)))
    assert make.only(path).reason == "zip_bomb"


def test_cut_xlsx(tmp_path):
    path = make.xlsx(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-100])
    assert make.only(path).reason == "truncated"


def test_encrypted_member(tmp_path):
    path = make.zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    assert make.only(path).reason == "password_protected"


def test_too_large(tmp_path):
    small = replace(LIMITS, whole=100)
    (tmp_path / "a.html").write_text("<html>" + " " * 100)
    assert read_file(make.xls(tmp_path / "a.xls"), small)[0].reason == "too_large"
    assert read_file(tmp_path / "a.html", small)[0].reason == "too_large"


def test_member_with_a_damaged_checksum(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", b"a;b\n1;2\n")
    path.write_bytes(path.read_bytes().replace(b"1;2", b"1;3"))
    assert make.only(path).reason == "truncated"
