#!/usr/bin/env bash
# SheetJS 0.18.5 writes a local midnight in Indonesia seconds late into xlsx, and as the evening before into SpreadsheetML.
#
# A Date of 12 June 2026, 00:00 local time, is turned into a serial number with the offset that the zone had in 1899: Jakarta +07:07:12,
# Makassar +07:57:36, Jayapura +09:22:48. Excel shows the day, but the value is no whole day: compared as dates they
# differ. The SpreadsheetML writer puts the UTC time there: 16:00 of the day before in Makassar, another day and, on 1 January, another year.
. "$(dirname "$0")/lib.sh"
with_node xlsx@0.18.5
cd "$work"
for zone in Asia/Jakarta Asia/Makassar Asia/Jayapura; do
    TZ=$zone node -e '
const X = require("xlsx"), book = X.utils.book_new();
X.utils.book_append_sheet(book, X.utils.aoa_to_sheet([[new Date(2026, 5, 12)]], {cellDates: true}), "Data");
X.writeFile(book, "data.xlsx", {cellDates: false}); X.writeFile(book, "data.xml", {bookType: "xlml"});'
    python3 -c "
import re, zipfile
cell = re.search(rb'<v>([^<]+)</v>', zipfile.ZipFile('data.xlsx').read('xl/worksheets/sheet1.xml'))[1].decode()
print('$zone', round((float(cell) % 1) * 86400), 's', re.search('T[0-9:]+', open('data.xml').read())[0], re.search('2026-[0-9-]+', open('data.xml').read())[0])"
done | seen "Asia/Jakarta 12 s T17:00:00 2026-06-11
Asia/Makassar 36 s T16:00:00 2026-06-11
Asia/Jayapura 48 s T15:00:00 2026-06-11"
