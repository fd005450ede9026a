"""The words of the catalogue for what declarations say in key words."""

from __future__ import annotations

from validator.pack.models import Severity

SEVERITIES: dict[Severity, str] = {"error": "Galat", "warning": "Peringatan", "info": "Info"}
MEANINGS: dict[Severity, str] = {
    "error": "pasti salah",
    "warning": "patut diperiksa; boleh jadi benar",
    "info": "baik diketahui",
}
DIMENSIONS = {
    "completeness": "Kelengkapan",
    "validity": "Kesahihan",
    "accuracy": "Akurasi",
    "consistency": "Keselarasan",
    "uniqueness": "Ketunggalan",
    "timeliness": "Ketepatan waktu",
}
STATUSES = {"aktif": "", "uji_coba": "uji coba: ditanyakan, tetapi tidak menggagalkan apa pun", "mati": "dimatikan"}
PROBLEMS = {
    "blank": "isian kosong",
    "required": "isian wajib yang kosong",
    "artefact": "sisa kode komputer seperti null, NaN, %20",
    "too_long": "isian yang terlalu panjang untuk dibaca",
    "not_a_number": "huruf atau tanda di isian angka",
    "unit": "angka yang ditulis bersama satuannya",
    "number_format": "angka yang tulisannya tidak dapat dipercaya",
    "fraction": "pecahan di isian bilangan bulat",
    "minimum": "angka di bawah batas formulir",
    "maximum": "angka di atas batas formulir",
    "not_in_list": "jawaban yang bukan salah satu pilihan",
    "not_a_year": "tulisan yang bukan tahun dengan empat angka",
    "not_a_date": "tulisan yang bukan tanggal",
    "month_first": "tanggal yang bulannya ditulis di depan",
    "digits_lost": "NIK atau nomor KK yang angkanya hilang",
    "shifted": "baris yang isiannya lebih banyak atau lebih sedikit daripada judul kolomnya",
    "instrument_share": "instrumen yang belum cukup terisi",
    "instrument_empty": "instrumen yang belum diisi sama sekali",
}
LAYOUTS = {
    "one_row": "satu baris setiap desa dan tanggal",
    "rows": "satu baris setiap jenis",
    "records": "satu baris setiap orang atau keluarga",
}
STANDINGS = {
    "live": "",
    "paper": "hanya dikenal dari instrumen cetak",
    "other": "dari program lain",
}
TYPES = {"string": "teks", "integer": "bilangan bulat", "number": "bilangan", "date": "tanggal", "year": "tahun"}
