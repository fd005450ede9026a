"""OpenDocument spreadsheets, zipped and flat: errors, formulas, drawings over cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.readers import files_support as make
from validator.readers.sheets import UNCALCULATED

NAMES = (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
SHEETS = "application/vnd.oasis.opendocument.spreadsheet"


def table(cells: str) -> str:
    return f'<table:table table:name="A"{NAMES}><table:table-row>{cells}</table:table-row></table:table>'


def fods(path: Path, cells: str, generator: str = "", mimetype: str = SHEETS) -> Path:
    """The same document as `make.ods` writes, in one XML file."""
    packed = make.ods(path.with_suffix(".tmp"), table(cells))
    content = zipfile.ZipFile(packed).read("content.xml").decode()
    content = content.replace("office:document-content", "office:document")
    content = content.replace("<office:document ", f'<office:document{NAMES} office:mimetype="{mimetype}" ', 1)
    meta = f"<office:meta><meta:generator>{generator}</meta:generator></office:meta>"
    path.write_text(content.replace("<office:automatic-styles>", meta + "<office:automatic-styles>"), encoding="utf-8")
    return path


CELLS = [
    ('<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
     "<text:p>#DIV/0!</text:p></table:table-cell>", "#DIV/0!"),
    ('<table:table-cell office:value-type="string" office:string-value="#N/A"><text:p>#N/A</text:p></table:table-cell>',
     "#N/A"),
    ('<table:table-cell office:value-type="float" office:value="0"><text:p>#REF!</text:p></table:table-cell>', "#REF!"),
    ('<table:table-cell office:value-type="float" office:value="0" calcext:value-type="error">'
     "<text:p>Err:502</text:p></table:table-cell>", "Err:502"),
    ('<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>'
     "</table:table-cell>", 2.0),
    ('<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>gambar</text:p></draw:text-box>'
     "</draw:frame><text:p>isi</text:p></table:table-cell>", "isi"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "shown"), CELLS)
@pytest.mark.parametrize("flat", [True, False])
def test_cells(tmp_path, cell, shown, flat):
    path = fods(tmp_path / "a.fods", cell) if flat else make.ods(tmp_path / "a.ods", table(cell))
    assert make.rows(path) == [[shown]]


TEXT = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
FORMULA = TEXT + '<table:table-cell table:formula="of:=A1"/>'
ANOTHER = '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'


@pytest.mark.parametrize(
    ("cells", "generator", "row"),
    [
        (FORMULA, "", ["x", UNCALCULATED]),
        (FORMULA, "ODFPY/1.4.1", ["x", UNCALCULATED]),
        (FORMULA, "LibreOffice/7.4.7.2$Linux_X86_64", ["x"]),
        (FORMULA + ANOTHER, "", ["x", None, 1.0]),
    ],
)
def test_formulas_without_a_result(tmp_path, cells, generator, row):
    """LibreOffice writes no value for a formula that gives an empty text; programs that cannot calculate for none."""
    file = make.only(fods(tmp_path / "a.fods", cells, generator))
    assert file.sheets[0].rows == [row]
    assert file.notes == (("uncalculated: A B1",) if UNCALCULATED in row else ())


def test_a_flat_text_document_is_no_table(tmp_path):
    file = make.only(fods(tmp_path / "a.fodt", FORMULA, mimetype="application/vnd.oasis.opendocument.text"))
    assert (file.reason, file.sheets) == ("unknown_format", ())


def test_entities_of_a_flat_document_are_refused(tmp_path):
    path = fods(tmp_path / "a.fods", FORMULA)
    path.write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + path.read_text().partition("?>")[2])
    assert make.only(path).reason == "xml_entities"
