// Writes the forms with JExcelApi and Apache POI: apt install libjexcelapi-java libapache-poi-java
// The rows come from forms.tsv (see others.sh): form, row, column, kind (text, number, date), value.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;

public class Jxl {
    static String[][] cells(String from) throws IOException {
        List<String[]> all = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get(from), StandardCharsets.UTF_8)) all.add(line.split("\t", -1));
        return all.toArray(new String[0][]);
    }

    public static void main(String[] a) throws Exception {
        String[][] cells = cells(a[0]);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        java.text.SimpleDateFormat iso = new java.text.SimpleDateFormat("yyyy-MM-dd");
        jxl.write.WritableWorkbook book = jxl.Workbook.createWorkbook(new File(a[1], "jexcelapi.xls"));
        jxl.write.WritableCellFormat day = new jxl.write.WritableCellFormat(new jxl.write.DateFormat("dd/MM/yyyy"));
        Map<String, jxl.write.WritableSheet> sheets = new HashMap<>();
        for (String[] c : cells) {
            if (!sheets.containsKey(c[0])) sheets.put(c[0], book.createSheet(c[0], sheets.size()));
            int row = Integer.parseInt(c[1]), column = Integer.parseInt(c[2]);
            jxl.write.WritableSheet sheet = sheets.get(c[0]);
            if (c[3].equals("number")) sheet.addCell(new jxl.write.Number(column, row, Double.parseDouble(c[4])));
            else if (c[3].equals("date")) sheet.addCell(new jxl.write.DateTime(column, row, iso.parse(c[4]), day));
            else sheet.addCell(new jxl.write.Label(column, row, c[4]));
        }
        book.write();
        book.close();
        org.apache.poi.hssf.usermodel.HSSFWorkbook poi = new org.apache.poi.hssf.usermodel.HSSFWorkbook();
        org.apache.poi.hssf.usermodel.HSSFCellStyle style = poi.createCellStyle();
        style.setDataFormat(poi.createDataFormat().getFormat("dd/mm/yyyy"));
        for (String[] c : cells) {
            org.apache.poi.hssf.usermodel.HSSFSheet sheet = poi.getSheet(c[0]);
            if (sheet == null) sheet = poi.createSheet(c[0]);
            int row = Integer.parseInt(c[1]), column = Integer.parseInt(c[2]);
            org.apache.poi.hssf.usermodel.HSSFRow line = sheet.getRow(row);
            if (line == null) line = sheet.createRow(row);
            org.apache.poi.hssf.usermodel.HSSFCell cell = line.createCell(column);
            if (c[3].equals("number")) cell.setCellValue(Double.parseDouble(c[4]));
            else if (c[3].equals("date")) { cell.setCellValue(iso.parse(c[4])); cell.setCellStyle(style); }
            else cell.setCellValue(c[4]);
        }
        try (OutputStream out = new FileOutputStream(new File(a[1], "poi-hssf.xls"))) { poi.write(out); }
    }
}
