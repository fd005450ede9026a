#!/bin/sh
# Writes the forms with programs of other languages, and has office programs convert a workbook.
#   apt install libreoffice-calc-nogui gnumeric libjexcelapi-java libapache-poi-java r-cran-openxlsx ruby-spreadsheet php-cli
#   tests/writers/make/others.sh        (after python_writers.py, whose openpyxl.xlsx the office programs convert)
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../files
work=$(mktemp -d)
export TZ=UTC
python3 - "$here/forms.json" > "$work/forms.tsv" <<'P'
import json, sys
for name, rows in json.load(open(sys.argv[1], encoding="utf-8")).items():
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                kind = "date" if isinstance(cell, dict) else "text" if isinstance(cell, str) else "number"
                print(name, r, c, kind, cell["date"] if kind == "date" else cell, sep="\t")
P
jars=/usr/share/java
classes=$jars/jxl.jar:$jars/poi.jar:$jars/commons-collections4.jar:$jars/commons-math3.jar:$jars/commons-codec.jar:$jars/log4j-1.2.jar:$jars/commons-logging.jar
java -cp "$classes" "$here/Jxl.java" "$work/forms.tsv" "$out"

soffice=${SOFFICE:-soffice}
for kind in xls xlsx ods fods; do
    $soffice --headless --convert-to $kind --outdir "$work/lo" "$out/openpyxl.xlsx" > /dev/null 2>&1
    mv "$work/lo/openpyxl.$kind" "$out/libreoffice.$kind"
done
$soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1057,false,true,false,false,false,-1' \
    --outdir "$work/lo" "$out/openpyxl.xlsx" > /dev/null 2>&1
mkdir -p "$out/libreoffice-csv"
for form in agtkeluarga t03 t45 t49; do mv "$work/lo/openpyxl-$form.csv" "$out/libreoffice-csv/$form.csv"; done

for kind in Gnumeric_Excel:excel_dsf Gnumeric_Excel:excel_biff7 Gnumeric_Excel:xlsx Gnumeric_OpenCalc:odf \
    Gnumeric_XmlIO:sax; do
    case $kind in *dsf) name=biff8.xls ;; *biff7) name=biff7.xls ;; *xlsx) name=xlsx.xlsx ;; *odf) name=odf.ods ;;
        *) name=own.gnumeric ;; esac
    ssconvert -T $kind "$out/openpyxl.xlsx" "$out/gnumeric-$name" 2> /dev/null
done
Rscript -e 'args <- commandArgs(TRUE); library(openxlsx)
cells <- read.delim(args[1], header=FALSE, quote="", encoding="UTF-8", colClasses="character")
wb <- createWorkbook(); options(openxlsx.dateFormat="dd/mm/yyyy")
for (form in unique(cells$V1)) { addWorksheet(wb, form); part <- cells[cells$V1 == form, ]
  for (i in seq_len(nrow(part))) { x <- part$V5[i]
    v <- if (part$V4[i] == "number") as.numeric(x) else if (part$V4[i] == "date") as.Date(x) else x
    writeData(wb, form, v, startCol=as.integer(part$V3[i]) + 1, startRow=as.integer(part$V2[i]) + 1, colNames=FALSE) } }
saveWorkbook(wb, args[2], overwrite=TRUE)' "$work/forms.tsv" "$out/r-openxlsx.xlsx"
ruby -e 'require "spreadsheet"; require "date"
book = Spreadsheet::Workbook.new; day = Spreadsheet::Format.new(number_format: "DD/MM/YYYY")
File.foreach(ARGV[0], encoding: "UTF-8") do |line| form, r, c, kind, x = line.chomp.split("\t", -1)
  sheet = book.worksheet(form) || book.create_worksheet(name: form); r = r.to_i; c = c.to_i
  sheet[r, c] = kind == "number" ? x.to_f : kind == "date" ? Date.parse(x) : x
  sheet.row(r).set_format(c, day) if kind == "date" end
book.write(ARGV[1])' "$work/forms.tsv" "$out/ruby-spreadsheet.xls"
mkdir -p "$out/php-html"
php -r '$forms = json_decode(file_get_contents($argv[1]), true);
foreach ($forms as $name => $rows) { $html = "<html><head><meta charset=\"utf-8\"></head><body><table border=1>\n";
  foreach ($rows as $row) { $html .= "<tr>"; foreach ($row as $cell) {
    $text = is_array($cell) ? date("d/m/Y", strtotime($cell["date"])) : (is_float($cell) ? str_replace(".", ",", $cell) : $cell);
    $html .= "<td>" . htmlspecialchars((string) $text) . "</td>"; } $html .= "</tr>\n"; }
  file_put_contents("$argv[2]/$name.xls", $html . "</table></body></html>"); }' "$here/forms.json" "$out/php-html"
rm -r "$work"
