#!/usr/bin/env bash
# python-calamine 0.9.1 reads one cell of each row of an .xlsb that SheetJS wrote.
#
# After the first cell of a row SheetJS 0.18.5 writes short records (BrtShort*, types 12 to 18 of [MS-XLSB] 2.4), which
# have no column number: the cell stands right of the one before. They are left out without an error.
. "$(dirname "$0")/lib.sh"
with_python python-calamine==0.9.1
with_node xlsx@0.18.5
cd "$work"
node -e '
const X = require("xlsx"), book = X.utils.book_new();
X.utils.book_append_sheet(book, X.utils.aoa_to_sheet([["Agama", "Laki", "Perempuan"], ["Islam", 180, 213]]), "Data");
X.writeFile(book, "data.xlsb"); X.writeFile(book, "data.xlsx");'
python - <<'PY' | seen "data.xlsx [['Agama', 'Laki', 'Perempuan'], ['Islam', 180.0, 213.0]]
data.xlsb [['Agama'], ['Islam']]"
from python_calamine import CalamineWorkbook

for name in ("data.xlsx", "data.xlsb"):
    print(name, CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python())
PY
