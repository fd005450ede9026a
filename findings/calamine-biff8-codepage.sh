#!/usr/bin/env bash
# python-calamine 0.9.1 garbles every text of an .xls whose CODEPAGE record is not 1200.
#
# In BIFF8 texts are UTF-16 or its low bytes, whatever CODEPAGE says ([MS-XLS] 2.5.294); JExcelApi 2.6.12 and the Perl module
# Spreadsheet::WriteExcel write 1252 there, and Excel, LibreOffice and xlrd read their files. Here the record of a file
# made by xlwt is set to 1252: xlrd 2.0.2 reads the same text, calamine decodes UTF-16 as windows-1252.
. "$(dirname "$0")/lib.sh"
with_python python-calamine==0.9.1 xlwt==1.3.0 xlrd==2.0.2
cd "$work"
python - <<'PY' | seen "1200 calamine: 'Kode Desa' xlrd: 'Kode Desa'
1252 calamine: 'K\x00o\x00d\x00e\x00 \x00D\x00e\x00s\x00a\x00' xlrd: 'Kode Desa'"
import struct
import xlrd
import xlwt
from python_calamine import CalamineWorkbook

book = xlwt.Workbook()
book.add_sheet("Data").write(0, 0, "Kode Desa")
book.save("1200.xls")
data = open("1200.xls", "rb").read()
record = struct.pack("<HH", 0x42, 2)
assert data.count(record + struct.pack("<H", 1200)) == 1
open("1252.xls", "wb").write(data.replace(record + struct.pack("<H", 1200), record + struct.pack("<H", 1252)))
for name in ("1200", "1252"):
    one = CalamineWorkbook.from_path(f"{name}.xls").get_sheet_by_index(0).to_python()[0][0]
    other = xlrd.open_workbook(f"{name}.xls").sheet_by_index(0).cell_value(0, 0)
    print(name, "calamine:", repr(one), "xlrd:", repr(other))
PY
