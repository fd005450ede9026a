// Writes the forms with the writers of npm. TZ=UTC, as a server has it; for dates of other zones see the tests of dates.
//   npm install xlsx@0.18.5 exceljs xlsx-populate node-xlsx excel4node write-excel-file --ignore-scripts
//   TZ=UTC NODE_PATH=node_modules node tests/writers/make/sheetjs.js
const fs = require('fs'), path = require('path');
const raw = JSON.parse(fs.readFileSync(path.join(__dirname, 'forms.json'), 'utf8'));
const OUT = path.join(__dirname, '..', 'files');
const value = c => c && typeof c === 'object' ? new Date(c.date + 'T00:00:00Z') : c;
const forms = Object.fromEntries(Object.entries(raw).map(([n, rows]) => [n, rows.map(r => r.map(value))]));
const day = d => d.toISOString().slice(0, 10).split('-').reverse().join('/');
const safely = async (name, write) => { try { await write(); } catch (e) { console.error(name, e.message); } };

(async () => {
  const X = require('xlsx');
  const book = () => {
    const wb = X.utils.book_new();
    for (const [n, rows] of Object.entries(forms))
      X.utils.book_append_sheet(wb, X.utils.aoa_to_sheet(rows, {dateNF: 'dd/mm/yyyy'}), n);
    return wb;
  };
  const single = n => {
    const wb = X.utils.book_new();
    X.utils.book_append_sheet(wb, X.utils.aoa_to_sheet(forms[n].map(r => r.map(c => c instanceof Date ? day(c) : c))), n);
    return wb;
  };
  const kinds = {biff8: 'xls', biff5: 'xls', xlsx: 'xlsx', xlsb: 'xlsb', xlml: 'xls', ods: 'ods', fods: 'fods'};
  for (const [kind, ext] of Object.entries(kinds))
    await safely(kind, () => X.writeFile(book(), path.join(OUT, `sheetjs-${kind}.${ext}`), {bookType: kind, compression: true}));
  const refused = {biff2: 'xls', biff3: 'xls', biff4: 'xls', sylk: 'slk', dif: 'dif', dbf: 'dbf', wk1: 'wk1', wk3: 'wk3',
                   eth: 'eth', prn: 'prn'};
  for (const [kind, ext] of Object.entries(refused))
    await safely(kind, () => X.writeFile(single('t49'), path.join(OUT, `sheetjs-${kind}.${ext}`), {bookType: kind}));
  for (const kind of ['html', 'txt']) {
    fs.mkdirSync(path.join(OUT, `sheetjs-${kind}`), {recursive: true});
    for (const n of Object.keys(forms))
      await safely(kind, () => X.writeFile(single(n), path.join(OUT, `sheetjs-${kind}`, `${n}.${kind === 'html' ? 'xls' : 'txt'}`), {bookType: kind}));
  }
  await safely('exceljs', async () => {
    const E = require('exceljs'), wb = new E.Workbook();
    for (const [n, rows] of Object.entries(forms)) wb.addWorksheet(n).addRows(rows);
    await wb.xlsx.writeFile(path.join(OUT, 'exceljs.xlsx'));
  });
  await safely('xlsx-populate', async () => {
    const P = require('xlsx-populate'), wb = await P.fromBlankAsync();
    for (const [n, rows] of Object.entries(forms)) {
      const sheet = wb.addSheet(n);
      rows.forEach((r, i) => r.forEach((c, j) => {
        if (c === null) return;
        const cell = sheet.cell(i + 1, j + 1).value(c);
        if (c instanceof Date) cell.style('numberFormat', 'dd/mm/yyyy');
      }));
    }
    wb.deleteSheet('Sheet1');
    await wb.toFileAsync(path.join(OUT, 'xlsx-populate.xlsx'));
  });
  await safely('node-xlsx', () => {
    const N = require('node-xlsx');
    const data = Object.entries(forms).map(([name, data]) => ({name, data}));
    fs.writeFileSync(path.join(OUT, 'node-xlsx.xlsx'), (N.default || N).build(data));
  });
  await safely('excel4node', async () => {
    const W = require('excel4node'), wb = new W.Workbook({dateFormat: 'dd/mm/yyyy'});
    for (const [n, rows] of Object.entries(forms)) {
      const sheet = wb.addWorksheet(n);
      rows.forEach((r, i) => r.forEach((c, j) => {
        if (c === null) return;
        const cell = sheet.cell(i + 1, j + 1);
        if (c instanceof Date) cell.date(c); else if (typeof c === 'number') cell.number(c); else cell.string(c);
      }));
    }
    fs.writeFileSync(path.join(OUT, 'excel4node.xlsx'), await wb.writeToBuffer());
  });
})();
