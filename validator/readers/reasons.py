"""Why a file or a part of it was not read, in sentences that name the cure: Bahasa Indonesia and English.

A key stands in `ReadFile.reason`; a note (`ReadFile.notes`) is a key, optionally followed by `: ` and a detail.
"""

from __future__ import annotations

__all__ = ["NOTES", "NO_EXPORTS", "REASONS", "note", "sentence"]

REASONS: dict[str, tuple[str, str]] = {
    "empty_file": (
        "Berkas ini kosong. Unduh ulang dari Prodeskel dan tunggu sampai unduhan selesai.",
        "The file is empty. Download it from Prodeskel again and wait until the download has finished.",
    ),
    "login_page": (
        "Berkas ini halaman login yang tersimpan, bukan hasil ekspor. "
        "Masuk ke Prodeskel, buka kembali daftar, lalu tekan XLS dan Unduh.",
        "This is a saved login page, not an export. "
        "Log in to Prodeskel, open the list again, then press XLS and Unduh.",
    ),
    "unauthorised": (
        "Berkas ini berisi pesan “Pengguna yang tidak berizin”, bukan hasil ekspor. "
        "Masuk dengan akun desa yang berhak, lalu ekspor ulang.",
        "The file holds the message “Pengguna yang tidak berizin” (user without permission), not an export. "
        "Log in with an account that has access and export again.",
    ),
    "session_expired": (
        "Berkas ini berisi pesan bahwa sesi Prodeskel telah berakhir, bukan hasil ekspor. "
        "Masuk kembali, lalu ekspor ulang.",
        "The file holds a message that the Prodeskel session has expired, not an export. "
        "Log in again and export again.",
    ),
    "empty_grid": (
        "Daftar yang diekspor kosong (“Tidak ada data untuk ditampilkan”). "
        "Hapus saringan pencarian atau periksa apakah data sudah diisi, lalu ekspor ulang.",
        "The exported list is empty (“Tidak ada data untuk ditampilkan”). "
        "Clear the search filter or check that the data was entered, then export again.",
    ),
    "html_without_table": (
        "Berkas ini halaman web tanpa tabel data. Buka daftar di Prodeskel, lalu tekan XLS dan Unduh.",
        "This is a web page without a data table. Open the list in Prodeskel, then press XLS and Unduh.",
    ),
    "password_protected": (
        "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, lalu simpan ulang.",
        "The file is protected with a password. Open it in Excel, remove the password and save it again.",
    ),
    "truncated": (
        "Berkas ini terpotong atau rusak. Unduh atau salin ulang; "
        "bila masih bisa dibuka di Excel, simpan ulang sebagai .xlsx.",
        "The file is cut off or damaged. Download or copy it again; if Excel still opens it, save it anew as .xlsx.",
    ),
    "too_large": (
        "Berkas ini terlalu besar untuk jenisnya. Ekspor per desa, atau simpan sebagai CSV.",
        "The file is too large for its format. Export one village at a time, or save it as CSV.",
    ),
    "zip_bomb": (
        "Isi berkas ini membengkak tidak wajar bila dibuka, sehingga tidak dibuka. "
        "Simpan ulang dari Excel, atau pecah bundel zip menjadi beberapa bagian.",
        "The file would expand beyond reason when opened, so it was not. "
        "Save it anew from Excel, or split the zip bundle into parts.",
    ),
    "nested_zip": (
        "Berkas zip ini berada di dalam berkas zip lain. Ekstrak dahulu, lalu periksa foldernya.",
        "This zip file lies inside another zip file. Extract it first, then check the folder.",
    ),
    "path_traversal": (
        "Nama berkas di dalam zip ini menunjuk ke luar zip, sehingga tidak dibuka. "
        "Buat ulang bundel zip dari folder biasa.",
        "The name of this zip member points outside the zip, so it was not opened. "
        "Make the bundle again from a plain folder.",
    ),
    "xml_entities": (
        "Berkas ini memuat definisi entitas XML yang tidak pernah ada dalam hasil ekspor, sehingga tidak dibuka. "
        "Buka di Excel, lalu simpan ulang sebagai .xlsx.",
        "The file declares XML entities, which no export ever does, so it was not opened. "
        "Open it in Excel and save it anew as .xlsx.",
    ),
    "too_many_cells": (
        "Lembar ini memakai terlalu banyak sel. Salin tabelnya saja ke lembar baru: "
        "sering ada isi terselip jauh di bawah atau di kanan tabel.",
        "The sheet spans too many cells. Copy only the table to a new sheet: "
        "often something was left far below or to the right of it.",
    ),
    "unknown_format": (
        "Jenis berkas ini tidak dikenal sebagai hasil ekspor. "
        "Yang dapat dibaca: XLS, XLSX, ODS, FODS, CSV, Parquet, HTML, dan zip.",
        "The file is of no known export format. What can be read: XLS, XLSX, ODS, FODS, CSV, Parquet, HTML and zip.",
    ),
    "unreadable": (
        "Berkas ini tidak dapat dibuka. Tutup program yang memakainya dan periksa izin berkasnya.",
        "The file cannot be opened. Close the program that uses it and check its permissions.",
    ),
    "odd_encoding": (
        "Huruf dalam berkas teks ini disimpan dengan cara lama yang tidak dapat dibaca. "
        "Buka di Excel, lalu simpan ulang sebagai “CSV UTF-8”.",
        "The letters of this text file are stored in an old way that cannot be read. "
        "Open it in Excel and save it anew as “CSV UTF-8”.",
    ),
    "other_spreadsheet": (
        "Berkas ini tabel dalam format yang tidak dibaca di sini. "
        "Buka dengan program pembuatnya atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi.",
        "The file is a table in a format that is not read here. "
        "Open it in the program that made it or in LibreOffice, save it as .xlsx and send it again.",
    ),
    "cloud_shortcut": (
        "Berkas ini hanya pintasan ke Google Spreadsheet, tanpa isi tabelnya. "
        "Buka pintasan itu, pilih File > Download > Microsoft Excel (.xlsx), lalu kirim berkas yang terunduh.",
        "The file is only a shortcut to a Google spreadsheet, without the table itself. "
        "Open it, choose File > Download > Microsoft Excel (.xlsx) and send the file that is downloaded.",
    ),
    "not_an_export": (
        "Berkas ini bukan hasil ekspor, jadi dilewati. Bila isinya formulir Prodeskel, unduh formulir itu dari "
        "Prodeskel dalam bentuk XLS.",
        "The file is no export, so it was passed over. If it shows a Prodeskel form, download that form from Prodeskel "
        "as XLS.",
    ),
}

NO_EXPORTS = frozenset({"not_an_export"})
"""The reasons for which nothing is missing from a check."""

NOTES: dict[str, tuple[str, str]] = {
    "sheet_unreadable": (
        "Satu lembar rusak dan dilewati; lembar lain tetap dibaca. Simpan ulang berkas dari Excel.",
        "One sheet is damaged and was left out; the others were read. Save the file anew from Excel.",
    ),
    "sheet_too_many_cells": (
        "Satu lembar dilewati karena memakai terlalu banyak sel. Salin tabelnya saja ke lembar baru.",
        "One sheet was left out because it spans too many cells. Copy only the table to a new sheet.",
    ),
    "unbalanced_quotes": (
        "Ada tanda kutip yang tidak ditutup dalam CSV; tanda kutip dibaca sebagai huruf biasa. "
        "Ekspor ulang bila ada baris janggal.",
        "A quotation mark in the CSV is never closed; quotes were read as plain characters. "
        "Export again if rows look odd.",
    ),
    "undecodable": (
        "Ada huruf yang tidak dapat dibaca dan diganti tanda �. Simpan ulang CSV sebagai UTF-8.",
        "Some characters could not be decoded and were replaced with �. Save the CSV anew as UTF-8.",
    ),
    "uncalculated": (
        "Ada rumus yang hasilnya tidak tersimpan dalam berkas; selnya dibaca “(rumus belum dihitung)”. "
        "Buka berkas di Excel, simpan, lalu kirim lagi.",
        "The file holds formulas without their results; their cells are read as “(rumus belum dihitung)” "
        "(formula not worked out). Open the file in Excel, save it and send it again.",
    ),
    "frame_index": (
        'Indeks tabel ini tidak bernama, jadi isinya tidak diperiksa. Beri nama: frame.rename_axis("nik").',
        'The index of this table has no name, so what it holds was not checked. Name it: frame.rename_axis("nik").',
    ),
}


def note(key: str, detail: str = "") -> str:
    """A note as it stands in `ReadFile.notes`.

    >>> note("sheet_unreadable", "DDK")
    'sheet_unreadable: DDK'
    """
    return f"{key}: {detail}" if detail else key


def sentence(reason_or_note: str, lang: str = "id") -> str:
    """The sentence of a reason, or of a note with its detail in brackets, in `id` or `en`.

    >>> sentence("empty_file", "en")[:18]
    'The file is empty.'
    """
    key, _, detail = reason_or_note.partition(": ")
    indonesian, english = (REASONS.get(key) or NOTES[key])[:2]
    text = english if lang == "en" else indonesian
    return f"{text} ({detail})" if detail else text
