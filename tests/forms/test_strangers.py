"""Tables in formats that are not read are refused by their names, with the cure; what only looks like one is read."""

from __future__ import annotations

import gzip
import struct

import pytest

from tests.readers import files_support as make

DBF = struct.pack("<BBBBIHH20x", 0x03, 126, 11, 24, 3, 97, 11) + b"NAMA".ljust(11, b"\0") + b"C" + bytes(20)
DBF += b"RT".ljust(11, b"\0") + b"C" + bytes(20) + b"\x0d" + b" Sa'ad     " * 3


@pytest.mark.parametrize(
    ("content", "reason", "name"),
    [
        (b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"NIK"\r\nE\r\n', "other_spreadsheet", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n', "other_spreadsheet", "DIF"),
        (DBF, "other_spreadsheet", "dBase"),
        (b"\x00\x00\x02\x00\x06\x04\x06\x00" + bytes(40), "other_spreadsheet", "wk1"),
        (b"\x00\x00\x1a\x00\x00\x10\x04\x00" + bytes(40), "other_spreadsheet", "wk3"),
        (b"socialcalc:version:1.5\nMIME-Version: 1.0\n", "other_spreadsheet", "EtherCalc"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "other_spreadsheet", "MHTML"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(40), "other_spreadsheet", "Excel 2"),
        (b"\x09\x02\x06\x00\x00\x03\x10\x00" + bytes(40), "other_spreadsheet", "Excel 3"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00" + bytes(40), "other_spreadsheet", "Excel 4"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "cloud_shortcut", "Google"),
        (b'{"":"WARNING!","doc_id":"x","resource_key":"","email":"desa@contoh.id"}', "cloud_shortcut", "Google"),
        (gzip.compress(b'<?xml version="1.0"?><gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd">', mtime=0),
         "other_spreadsheet", "Gnumeric"),
        (gzip.compress(b"a;b\n1;2\n", mtime=0), "unknown_format", "gzip"),
        (b"Kode Desa  Nama      Jumlah\n6311032021 A b       12\n6311032021 C          3\n6311032021 D          4\n",
         "other_spreadsheet", ".prn"),
        (b"%PDF-1.7", "not_an_export", "PDF"),
    ],
)  # fmt: skip
def test_refused_by_name(tmp_path, content, reason, name):
    path = tmp_path / "data.xls"
    path.write_bytes(content)
    file = make.only(path)
    assert (file.reason, name in file.detail) == (reason, True), (file.reason, file.detail)


def test_apple_numbers(tmp_path):
    path = make.zipped(tmp_path / "a.numbers", {"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"})
    file = make.only(path)
    assert (file.reason, file.detail) == ("other_spreadsheet", "Apple Numbers")


@pytest.mark.parametrize(
    "text",
    [
        "ID;Pekerjaan\r\n1;Petani\r\n",
        "ID;P\r\n1;Petani\r\n",
        "TABLE;Nama\r\n0,1;x\r\n",
        "Nama;  Alamat\nA  B;  Jalan  C\nD  E;  Jalan  F\nG  H;  Jalan  I\n",
        "Nama\nSiti  Aminah\nBudi  Santoso\nAhmad  Yani\nDewi  Sri\n",
    ],
)
def test_what_only_begins_alike_is_read(tmp_path, text):
    path = tmp_path / "data.csv"
    path.write_text(text, newline="")
    assert not make.only(path).reason
