"""What is said of what a caller gave: frames and arguments of `check`; part of `notes.NOTES`."""

from __future__ import annotations

__all__ = ["CALL_NOTES"]

CALL_NOTES: dict[str, tuple[str, str]] = {
    "frame_name": (
        'Nama tabel harus teks seperti "t45" atau "agtkeluarga", bukan {name}: check({{"t45": frame}}).',
        'A table name is a text such as "t45" or "agtkeluarga", not {name}: check({{"t45": frame}}).',
    ),
    "frame_kind": (
        'Tabel "{name}": {kind} bukan tabel yang dapat dibaca. Berikan pandas.DataFrame (ubah dengan .to_pandas(), '
        ".toPandas() atau .collect()), tabel polars atau Arrow, dict berisi kolom, atau daftar catatan (list of dict).",
        'Table "{name}": {kind} is no table that can be read. Pass a pandas.DataFrame (convert with .to_pandas(), '
        ".toPandas() or .collect()), a polars or Arrow table, a dict of columns, or a list of records (list of dicts).",
    ),
    "frame_empty": (
        'Tabel "{name}" tidak mempunyai satu kolom pun. Periksa dari mana tabel ini dibaca.',
        'Table "{name}" has no columns at all. Look at where it was read from.',
    ),
    "frame_uneven": (
        'Kolom tabel "{name}" tidak sama panjang: {lengths}. Setiap kolom harus mempunyai banyak baris yang sama.',
        'The columns of table "{name}" differ in length: {lengths}. Every column must have as many rows.',
    ),
    "frame_unknown_table": (
        'Tidak ada tabel bernama "{name}"{like}. Semua nama tabel: `prodeskel schema list`.',
        'There is no table named "{name}"{like}. All table names: `prodeskel schema list`.',
    ),
    "frame_unread": (
        'Tabel "{name}" tidak dapat diperiksa, karena kolomnya ({columns}) tidak dikenal sebagai {title}. '
        "Kolomnya antara lain: {known}; selengkapnya: `prodeskel schema show {table}`.",
        'Table "{name}" cannot be checked, for its columns ({columns}) are not known as those of {title}. '
        "Its columns are, among others: {known}; all of them: `prodeskel schema show {table}`.",
    ),
    "source_kind": (
        '{given} tidak dapat diperiksa. Berikan berkas atau folder, check(["samples/2026"]), '
        'atau tabel dengan namanya, check({{"t45": frame}}).',
        '{given} cannot be checked. Pass files or folders, check(["samples/2026"]), '
        'or tables with their names, check({{"t45": frame}}).',
    ),
    "argument_date": (
        'date={given} bukan tanggal. Tulis date="2026-11-24" atau datetime.date(2026, 11, 24).',
        'date={given} is no date. Write date="2026-11-24" or datetime.date(2026, 11, 24).',
    ),
    "argument_year": (
        "year={given} bukan tahun. Tulis empat angka, misalnya year=2026.",
        "year={given} is no year. Write four digits, for example year=2026.",
    ),
    "argument_village": (
        'village={given} bukan kode desa. Tulis kode 10 angka, misalnya village="63.11.03.2021".',
        'village={given} is no village code. Write the code of 10 digits, for example village="63.11.03.2021".',
    ),
    "argument_lang": (
        'lang={given} tidak dikenal. Pilih lang="id" atau lang="en".',
        'lang={given} is not known. Choose lang="id" or lang="en".',
    ),
}
