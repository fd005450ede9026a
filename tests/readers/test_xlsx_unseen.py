"""A worksheet that the library reads as empty though it holds values is read otherwise, or told; never passed over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from validator.readers import read_file

BOOK = Path(__file__).parents[1] / "writers/files/openpyxl.xlsx"
SHEET = "xl/worksheets/sheet2.xml"


def changed(path: Path, change) -> Path:
    target = io.BytesIO()
    with zipfile.ZipFile(BOOK) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            data = source.read(name)
            packed.writestr(name, change(data) if name == SHEET else data)
    path.write_bytes(target.getvalue())
    return path


@pytest.fixture
def rows():
    (file,) = read_file(BOOK)
    return [sheet.rows for sheet in file.sheets]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_other_encodings_are_read(encoding, tmp_path, rows):
    (file,) = read_file(changed(tmp_path / "a.xlsx", lambda data: data.decode().encode(encoding)))
    assert [sheet.rows for sheet in file.sheets] == rows


def test_a_declared_encoding_is_believed(tmp_path):
    head = b'<?xml version="1.0" encoding="windows-1252"?>'
    (file,) = read_file(changed(tmp_path / "a.xlsx", lambda data: head + data.replace(b"Tanah", b"Tan\xe9h")))
    assert "Tanéh" in str(file.sheets[1].rows[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"sheetData", b"sheetDatb"),
        lambda data: data.replace(b"<sheetData>", b"<sheetData></sheetData><sheetData>"),
        lambda data: b'<?xml version="1.0" encoding="nonsense"?>' + data,
    ],
    ids=["renamed", "twice", "unknown encoding"],
)
def test_what_cannot_be_seen_is_told(change, tmp_path):
    (file,) = read_file(changed(tmp_path / "a.xlsx", change))
    assert [sheet.name for sheet in file.sheets] == ["agtkeluarga", "t45", "t49"]
    assert any("t03" in note for note in file.notes)
