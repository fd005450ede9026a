#!/usr/bin/env bash
# python-calamine 0.9.1 takes 42.5 in an .xls for a date if the file itself defines number format 50 as "0.0".
#
# Numbers 50 to 58 are East Asian date formats only where a file does not define them; Gnumeric 1.12.55 numbers its own formats from 50
# on and writes a FORMAT record for each ([MS-XLS] 2.4.126). xlrd 2.0.2 follows the record. In xlsx calamine follows it too. Here the format
# that xlwt wrote as 165 is given the number 50, in its FORMAT record and in the XF that uses it.
. "$(dirname "$0")/lib.sh"
with_python python-calamine==0.9.1 xlwt==1.3.0 xlrd==2.0.2
cd "$work"
python - <<'PY' | seen "165 calamine: 42.5 xlrd: 42.5
50 calamine: datetime.datetime(1900, 2, 11, 12, 0) xlrd: 42.5"
import struct
import xlrd
import xlwt
from python_calamine import CalamineWorkbook

book = xlwt.Workbook()
book.add_sheet("Data").write(0, 0, 42.5, xlwt.easyxf(num_format_str='0.0"x"'))
book.save("165.xls")
data = bytearray(open("165.xls", "rb").read())


def records(kind):
    """Where the bodies of the records of a kind begin, going through the stream from its BOF."""
    place = bytes(data).index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while place < len(data) - 4:
        code, length = struct.unpack_from("<HH", data, place)
        if code == 0x0A:
            return
        if code == kind:
            yield place + 4
        place += 4 + length


for place in records(0x41E):
    if struct.unpack_from("<H", data, place)[0] == 165:
        struct.pack_into("<H", data, place, 50)
for place in records(0xE0):
    if struct.unpack_from("<H", data, place + 2)[0] == 165:
        struct.pack_into("<H", data, place + 2, 50)
open("50.xls", "wb").write(data)
for name in ("165", "50"):
    one = CalamineWorkbook.from_path(f"{name}.xls").get_sheet_by_index(0).to_python()[0][0]
    other = xlrd.open_workbook(f"{name}.xls").sheet_by_index(0).cell_value(0, 0)
    print(name, "calamine:", repr(one), "xlrd:", repr(other))
PY
