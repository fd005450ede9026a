#!/usr/bin/env bash
# openpyxl 3.1.5 opens a workbook saved as "Strict Open XML Spreadsheet" without an error, and finds no sheet in it.
#
# Strict files use other namespaces (ISO/IEC 29500 strict: purl.oclc.org) than the usual transitional ones. The sheets are
# there: calamine 0.9.1 reads them. Code that copies a workbook sheet by sheet writes an empty one and says nothing.
. "$(dirname "$0")/lib.sh"
with_python openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
python - <<'PY' | seen "openpyxl: []
calamine: ['Data'] [['Desa', 'Jiwa'], ['Contoh', 401.0]]"
import warnings
warnings.filterwarnings("ignore")
import zipfile
import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active.title = "Data"
book.active.append(["Desa", "Jiwa"])
book.active.append(["Contoh", 401])
book.save("plain.xlsx")
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
with zipfile.ZipFile("plain.xlsx") as source, zipfile.ZipFile("strict.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
    for name in source.namelist():
        data = source.read(name)
        for one, other in STRICT:
            data = data.replace(one, other)
        if name == "xl/workbook.xml":
            data = data.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
        target.writestr(name, data)
print("openpyxl:", openpyxl.load_workbook("strict.xlsx").sheetnames)
found = CalamineWorkbook.from_path("strict.xlsx")
print("calamine:", found.sheet_names, found.get_sheet_by_index(0).to_python())
PY
