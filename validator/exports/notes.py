"""What is said about a sheet beside its findings: how it was recognised, where village and year came from, what rows
were left out. Texts by key, Indonesian and English, with the names of their parameters in braces.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

NOTES: dict[str, tuple[str, str]] = {
    "no_header": (
        "Baris judul kolom tidak ditemukan. Ekspor ulang dari Prodeskel beserta judul kolomnya.",
        "No header row was found. Export again from Prodeskel with the column headings.",
    ),
    "no_known_form": (
        "Judul kolom tidak cocok dengan satu formulir Prodeskel pun yang dikenal.",
        "The column headings fit no known Prodeskel form.",
    ),
    "no_known_form_like": (
        "Judul kolom tidak cocok dengan satu formulir Prodeskel pun yang dikenal; paling mendekati {title}.",
        "The column headings fit no known Prodeskel form; they come nearest to {title}.",
    ),
    "by_position": (
        "Tidak ada baris judul; kolom dibaca menurut urutannya sebagai {title}.",
        "There is no header row; the columns were read in their order as {title}.",
    ),
    "misspelt_header": (
        'Judul kolom {column} "{text}" dibaca sebagai "{title}".',
        'The heading of column {column} "{text}" was read as "{title}".',
    ),
    "unknown_header": (
        'Kolom {column} "{text}" tidak dikenal dan tidak diperiksa.',
        'Column {column} "{text}" is not known and was not checked.',
    ),
    "unknown_header_like": (
        'Kolom {column} "{text}" tidak dikenal dan tidak diperiksa; mungkin maksudnya "{title}".',
        'Column {column} "{text}" is not known and was not checked; perhaps "{title}" is meant.',
    ),
    "duplicate_header": (
        'Kolom {column} "{text}" mengulang judul kolom {kept}; yang diperiksa kolom {kept}.',
        'Column {column} "{text}" repeats the heading of column {kept}; column {kept} was checked.',
    ),
    "same_headers": (
        'Kolom {columns} berjudul sama, "{text}"; dibaca menurut urutannya di formulir.',
        'Columns {columns} have the same heading "{text}"; they were read in the order of the form.',
    ),
    "missing_columns": (
        "Kolom yang tidak ada dalam berkas: {titles}.",
        "Columns that the file does not have: {titles}.",
    ),
    "code_sheet": (
        "Lembar kode atau petunjuk: dibaca sebagai keterangan, tidak memuat data.",
        "A sheet of codes or instructions: read as an explanation, it holds no data.",
    ),
    "blank_row": ("Baris kosong.", "Blank row."),
    "total_row": ('Baris jumlah ("{text}").', 'Totals row ("{text}").'),
    "unlabelled_total": (
        "Baris jumlah tanpa keterangan: isinya sama dengan jumlah baris di atasnya.",
        "Totals row without a label: it equals the sum of the rows above it.",
    ),
    "repeated_header": ("Judul kolom yang berulang.", "Repeated column headings."),
    "numbering_row": ("Baris nomor kolom, misalnya (1) (2) (3).", "Row of column numbers, such as (1) (2) (3)."),
    "footnote_row": ("Catatan atau tanda tangan di bawah tabel.", "Note or signature below the table."),
    "no_village": (
        "Desanya tidak diketahui: tidak ada kode desa 10 angka di kolom, nama folder atau nama berkas. "
        "Tambahkan kode desa pada nama berkas atau gunakan --village.",
        "The village is unknown: there is no 10-digit village code in a column, a folder or the file name. "
        "Put the code into the file name or use --village.",
    ),
    "superseded": (
        "Ada isian yang lebih baru pada tahun yang sama (tanggal {date}); yang itu yang diperiksa.",
        "There is a newer record in the same year (dated {date}), which was checked instead.",
    ),
    "other_year": (
        "Data tahun {year}; hanya dipakai sebagai pembanding tahun {review}.",
        "Data of {year}; used only for comparison with {review}.",
    ),
    "compared_only": (
        "Seluruh data tahun {year} hanya dipakai sebagai pembanding.",
        "All data of {year} were used only for comparison.",
    ),
    "bulk_unreadable": (
        "CSV ini tidak dapat dibagi menjadi kolom ({detail}). Buka di Excel, lalu simpan ulang sebagai CSV UTF-8.",
        "The CSV cannot be cut into columns ({detail}). Open it in Excel and save it anew as CSV UTF-8.",
    ),
    "village_from_path": (
        "Desa {village} diambil dari nama folder atau berkas.",
        "Village {village} was taken from the folder or file name.",
    ),
    "village_from_option": (
        "Desa {village} diambil dari pilihan --village.",
        "Village {village} was taken from the option --village.",
    ),
    "village_from_name": (
        'Desa {village} dikenali dari nama "{name}" di Kecamatan {district}.',
        'Village {village} was recognised by the name "{name}" in the district of {district}.',
    ),
    "year_assumed": (
        "Tahun data tidak tertulis; dianggap tahun {year}. Gunakan --year bila keliru.",
        "The year of the data is not written; {year} was assumed. Use --year if that is wrong.",
    ),
    "date_used": (
        "Ada lebih dari satu tanggal dalam tahun {year}; yang dipakai {date}.",
        "There is more than one date in {year}; {date} was used.",
    ),
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


class Note(Struct, frozen=True):
    """One remark: a key of `NOTES` and its parameters."""

    key: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str = "id") -> str:
        """The sentence, in Indonesian or (`en`) English."""
        return NOTES[self.key][language == "en"].format(**self.parameters)
