"""What is said of how the cells of a sheet are written; part of `notes.NOTES`."""

from __future__ import annotations

__all__ = ["CELL_NOTES"]

CELL_NOTES: dict[str, tuple[str, str]] = {
    "decimal_points": (
        "{count} bilangan ditulis dengan titik sebagai tanda desimal, pertama di sel {cell} ({text}); semuanya "
        "dibaca sebagai desimal. Prodeskel memakai koma untuk desimal dan titik untuk ribuan. Bila yang dimaksud "
        "ribuan, unduh ulang dari Prodeskel dan jangan menyimpannya dengan program berbahasa Inggris.",
        "{count} numbers are written with a decimal point, first in cell {cell} ({text}); all were read as decimals. "
        "Prodeskel writes decimals with a comma and thousands with a point. If thousands were meant, export again "
        "from Prodeskel and do not save the file with an English program.",
    ),
    "midnights_in_utc": (
        "Tanggal di kolom {column} tersimpan pada jam {clock}, yaitu tengah malam {zone} yang ditulis dalam zona "
        "waktu UTC. Tanggalnya dibaca sebagai hari berikutnya: 31 Desember jam {clock} berarti 1 Januari. Cocokkan "
        "beberapa tanggal dengan Prodeskel.",
        "The dates in column {column} stand at {clock}, the midnight of {zone} written in the time zone UTC. They "
        "were read as the day that follows: 31 December at {clock} means 1 January. Compare some of them with "
        "Prodeskel.",
    ),
    "late_midnights": (
        "Tanggal di kolom {column} tersimpan sedikit sebelum tengah malam ({clock}); program pengekspor membulatkan "
        "jamnya. Tanggalnya dibaca sebagai hari berikutnya. Cocokkan beberapa tanggal dengan Prodeskel.",
        "The dates in column {column} stand shortly before midnight ({clock}); a program rounded their time. They "
        "were read as the day that follows. Compare some of them with Prodeskel.",
    ),
    "identifiers_as_numbers": (
        "NIK atau nomor di kolom {columns} tersimpan sebagai bilangan. Angkanya masih utuh, tetapi angka terakhirnya "
        "hilang bila berkas ini disimpan dengan Excel. Pakai berkas asli dari Prodeskel, atau jadikan kolom itu Teks.",
        "NIK or other numbers in column {columns} are stored as numbers. They are still whole, but lose their last "
        "digit when the file is saved with Excel. Use the original file from Prodeskel, or make the column Text.",
    ),
    "month_first_column": (
        "Ada tanggal di kolom {column} yang ditulis bulan/hari, pertama di sel {cell}. Tanggal lain di kolom itu "
        "dengan hari 1 sampai 12 mungkin juga tertukar hari dan bulannya, tanpa terlihat. Unduh ulang dari "
        "Prodeskel, atau periksa semua tanggal di kolom itu.",
        "Some dates in column {column} are written month/day, first in cell {cell}. Others in that column with days "
        "1 to 12 may have day and month swapped unseen. Export again from Prodeskel, or check all dates of the "
        "column.",
    ),
    "days_up_to_twelve": (
        "Di kolom {column} ada {count} tanggal berbeda, tetapi tidak satu pun sesudah tanggal 12. Hari dan bulannya "
        "tampaknya tertukar (bulan/hari) oleh sebuah program. Unduh ulang dari Prodeskel dan jangan menyimpannya "
        "dengan program lain.",
        "Column {column} holds {count} different dates, but none after the 12th of a month. A program seems to have "
        "swapped day and month. Export again from Prodeskel and do not save the file with another program.",
    ),
    "stored_days_up_to_twelve": (
        "Di kolom {column} ada {count} tanggal berbeda yang tersimpan sebagai tanggal, tetapi tidak satu pun sesudah "
        "tanggal 12; yang lain berupa teks. Hari dan bulannya tampaknya tertukar (bulan/hari) oleh sebuah program. "
        "Unduh ulang dari Prodeskel dan jangan menyimpannya dengan program lain.",
        "Column {column} holds {count} different dates stored as dates, but none after the 12th of a month; the "
        "others are text. A program seems to have swapped their day and month. Export again from Prodeskel and do "
        "not save the file with another program.",
    ),
}
