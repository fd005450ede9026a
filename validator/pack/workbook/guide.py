"""The sheet that explains the others, and holds the lists of their drop-downs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from validator.pack.models import Pack
from validator.pack.workbook.columns import COLUMNS, EXAMPLES, RULES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["FIRST_LIST", "LIST_ROW", "Choices", "choices", "write_guide"]

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""By key of a rule: what may be written there, each with its meaning."""
FIRST_LIST = 4
"""The column of the first list (E); each takes two: what to write, and what it means."""
LIST_ROW = 0
"""The row of the lists' headings."""

STEPS = (
    f"Satu baris lembar {RULES} adalah satu aturan. Judul kolom di baris 1 jangan diubah.",
    "Aturan bawaan hanya dapat diubah pada kolom berjudul hijau (tingkat, status, ambang, menit, petugas, dokumen).",
    "Untuk mengubah yang lain, matikan aturan bawaan (status: mati) lalu tulis aturan baru dengan id sendiri.",
    f"Aturan baru: isi baris kosong di bawah, tulis contohnya di lembar {EXAMPLES}, minimal satu lulus, satu gagal.",
    "Contoh lulus adalah data yang benar; contoh gagal adalah data yang harus ditemukan aturan itu.",
    "Isi contoh: {isian: nilai, isian: nilai}, atau: isian = nilai; isian = nilai.",
    "Pecahan dalam contoh ditulis dengan titik: 10.5. NIK dan teks angka dalam kutip: '0123'.",
    "Beberapa baris: {rows: [{…}, {…}]}. Tahun lalu: tambahkan previous: [{…}]. Tabel lain: tambahkan namanya: [{…}].",
    "Nama tabel ada pada daftar di kanan; nama isiannya dengan perintah: prodeskel schema show t03",
    "Menghapus baris tidak menghapus aturan. Aturan dimatikan dengan status: mati.",
    "Kolom tambahan milik sendiri (misalnya catatan) boleh ada; isinya tidak dibaca.",
    "Sesudah disimpan: prodeskel rules sheet import aturan.xlsx --output paket-saya",
)  # fmt: skip

SEVERITIES = (
    ("galat", "pasti salah; tidak ada desa jujur yang terkena"),
    ("peringatan", "patut diperiksa; bisa saja benar"),
    ("info", "baik diketahui"),
)
DIMENSIONS = (
    ("kelengkapan", "isian terisi"),
    ("kesahihan", "bentuk dan pilihannya benar"),
    ("akurasi", "sesuai kenyataan"),
    ("keselarasan", "isian cocok satu sama lain"),
    ("ketunggalan", "tidak ganda"),
    ("ketepatan waktu", "tidak basi"),
)
STATUSES = (
    ("aktif", "ditanyakan"),
    ("uji_coba", "ditanyakan, tetapi tidak menggagalkan apa pun"),
    ("mati", "tidak ditanyakan"),
)
MODES = (
    ("sosialisasi", "aturannya belum dipahami: jelaskan"),
    ("supervisi", "jawabannya ada di dokumen: cocokkan bersama"),
    ("asistensi", "cara mengisinya sulit: isi bersama"),
)
PROBLEMS = (
    ("blank", "isian kosong"),
    ("required", "isian wajib kosong"),
    ("artefact", "sisa kode komputer: null, NaN, %20"),
    ("too_long", "isian yang terlalu panjang"),
    ("not_a_number", "huruf atau - di isian angka"),
    ("unit", "angka dengan satuan: 12 Ha"),
    ("number_format", "angka yang tidak dapat dipercaya: 1,04 di isian bilangan bulat"),
    ("fraction", "pecahan di isian bilangan bulat"),
    ("minimum", "lebih kecil daripada batas formulir"),
    ("maximum", "lebih besar daripada batas formulir"),
    ("not_in_list", "bukan salah satu pilihan"),
    ("not_a_year", "bukan tahun dengan empat angka"),
    ("not_a_date", "bukan tanggal"),
    ("month_first", "tanggal yang bulannya ditulis di depan: 07/25/1984"),
    ("digits_lost", "NIK atau nomor KK yang angkanya hilang"),
    ("shifted", "baris bergeser: isiannya lebih atau kurang dari judul"),
    ("instrument_share", "kelengkapan satu instrumen di bawah ambang"),
    ("instrument_empty", "satu instrumen tidak terisi sama sekali"),
)


def choices(pack: Pack) -> Choices:
    """What the drop-downs of a sheet offer; tables of packs as well."""
    forms = [(table.name, f"{table.module}: {table.title}") for table in pack.tables.values()]
    derived = [(one.name, f"turunan: {one.title}") for one in pack.derived.values() if one.locates and not one.copy_of]
    return {
        "severity": SEVERITIES,
        "also_severity": SEVERITIES,
        "dimension": DIMENSIONS,
        "status": STATUSES,
        "mode": MODES,
        "constraint": PROBLEMS,
        "table": [("*", "semua formulir"), *forms, *derived],
    }


def write_guide(sheet: Worksheet, offered: Choices, formats: Mapping[str, Format]) -> None:
    """Steps and columns on the left, which are printed; the lists on the right."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 70)
    sheet.write_string(0, 0, "Mengisi lembar aturan", formats["title"])
    for row, step in enumerate(STEPS, 1):
        sheet.merge_range(row, 0, row, 2, "", formats["plain"])
        sheet.write_string(row, 0, f"{row}. {step}", formats["plain"])
        sheet.set_row(row, 30 if len(step) > 120 else 16)
    first = len(STEPS) + 2
    for number, head in enumerate(("kolom", "wajib", "isinya")):
        sheet.write_string(first, number, head, formats["head"])
    for row, column in enumerate(COLUMNS, first + 1):
        sheet.write_string(row, 0, column.head, formats["changeable" if column.changeable else "head"])
        sheet.write_string(row, 1, "wajib" if column.required else "", formats["text"])
        sheet.write_string(row, 2, str(column.help), formats["text"])
    sheet.print_area(0, 0, first + len(COLUMNS), 2)
    heads = {column.key: column.head for column in COLUMNS}
    for number, (key, pairs) in enumerate(offered.items()):
        _list(sheet, FIRST_LIST + 2 * number, heads[key], pairs, formats)


def _list(
    sheet: Worksheet, column: int, head: str, pairs: Sequence[tuple[str, str]], formats: Mapping[str, Format]
) -> None:
    sheet.set_column(column, column, 18)
    sheet.set_column(column + 1, column + 1, 44)
    sheet.write_string(LIST_ROW, column, head, formats["head"])
    sheet.write_string(LIST_ROW, column + 1, "artinya", formats["head"])
    for row, (name, meaning) in enumerate(pairs, LIST_ROW + 1):
        sheet.write_string(row, column, name, formats["text"])
        sheet.write_string(row, column + 1, meaning, formats["text"])
