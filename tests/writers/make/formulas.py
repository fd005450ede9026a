"""Writes a form with formulas by programs that work them out, and by such that leave that to Excel.

    pip install openpyxl xlsxwriter xlwt odfpy; apt install libreoffice-calc-nogui gnumeric
    apt install libspreadsheet-writeexcel-perl; npm install exceljs --ignore-scripts
    NODE_PATH=node_modules python tests/writers/make/formulas.py

F2 is D2+E2 (393), F3 a sum of 0, E4 is 1/0.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

OUT = Path(__file__).parents[1] / "formulas"
DAY = "12/06/2026"
ROWS: list[list[object]] = [
    ["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"],
    ["6311032021", DAY, "Islam", 180, 213, "=D2+E2"],
    ["6311032021", DAY, "Kristen", 0, 0, "=D3+E3"],
    ["6311032021", DAY, "Katholik", 4, "=1/0", "=D4+5"],
]
PERL = """
use Spreadsheet::WriteExcel; use JSON::PP;
my $book = Spreadsheet::WriteExcel->new($ARGV[0]); my $sheet = $book->add_worksheet('t49'); my $r = 0;
for my $row (@{decode_json($ARGV[1])}) { my $c = 0; for my $x (@$row) {
    $x =~ /^=/ ? $sheet->write_formula($r, $c, $x) : $x =~ /^\\d{1,3}$/ ? $sheet->write_number($r, $c, $x)
    : $sheet->write_string($r, $c, $x); $c++ } $r++ }
$book->close;
"""
NODE = """
const E = require('exceljs'), wb = new E.Workbook(), s = wb.addWorksheet('t49');
const cell = c => typeof c === 'string' && c[0] === '=' ? {formula: c.slice(1)} : c;
s.addRows(JSON.parse(process.argv[2]).map(r => r.map(cell)));
wb.xlsx.writeFile(process.argv[1]);
"""


def openpyxl_file(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "t49"
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def xlsxwriter_file(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("t49")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)


def xlwt_file(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("t49")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            formula = isinstance(cell, str) and cell.startswith("=")
            sheet.write(number, column, xlwt.Formula(str(cell)[1:]) if formula else cell)
    book.save(str(path))


def odfpy_file(path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="t49")
    for row in ROWS:
        line = TableRow()
        for cell in row:
            if isinstance(cell, int):
                line.addElement(TableCell(valuetype="float", value=str(cell)))
            elif str(cell).startswith("="):
                line.addElement(TableCell(formula=f"of:{cell}"))
            else:
                text = TableCell(valuetype="string")
                text.addElement(P(text=str(cell)))
                line.addElement(text)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))


def main() -> None:
    import json

    OUT.mkdir(exist_ok=True)
    rows = json.dumps(ROWS)
    openpyxl_file(OUT / "openpyxl.xlsx")
    xlsxwriter_file(OUT / "xlsxwriter.xlsx")
    xlwt_file(OUT / "xlwt.xls")
    odfpy_file(OUT / "odfpy.ods")
    subprocess.run(["perl", "-e", PERL, OUT / "spreadsheet-writeexcel.xls", rows], check=True)
    subprocess.run(["node", "-e", NODE, OUT / "exceljs.xlsx", rows], check=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("xls", "xlsx", "ods", "fods"):
            order = ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, OUT / "openpyxl.xlsx"]
            subprocess.run(order, check=True, capture_output=True)
            shutil.move(Path(folder, f"openpyxl.{kind}"), OUT / f"libreoffice.{kind}")
    for kind in ("xls", "xlsx", "ods"):
        order = ["ssconvert", "--recalc", OUT / "libreoffice.xlsx", OUT / f"gnumeric.{kind}"]
        subprocess.run(order, check=True, capture_output=True)


if __name__ == "__main__":
    main()
