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
    "missing_key": (
        "Lembar ini mirip {title}, tetapi kolom ini tidak ditemukan: {titles}. Tanpa itu tidak jelas baris mana milik "
        "siapa, jadi lembar ini tidak dapat diperiksa. Periksa judul kolomnya, atau ekspor ulang dengan semua kolom.",
        "The sheet resembles {title}, but these columns were not found: {titles}. Without them nobody can tell what "
        "each row is about, so the sheet cannot be checked. Check its headings, or export again with all columns.",
    ),
    "few_columns": (
        "Lembar ini mirip {title}, tetapi sebagian besar kolomnya tidak ada: {titles}. Ini daftar lain, bukan ekspor "
        "itu, jadi tidak diperiksa. Ekspor {title} dengan semua kolom.",
        "The sheet resembles {title}, but most of its columns are not there: {titles}. It is some other list, not "
        "that export, so it was not checked. Export {title} with all columns.",
    ),
    "perhaps_column": (
        'Mungkin kolom {column} "{text}" itu "{title}": bila benar, ganti judulnya menjadi "{title}".',
        'Perhaps column {column} "{text}" is "{title}": if so, change its heading to "{title}".',
    ),
    "perhaps_unnamed": (
        'Mungkin kolom {column}, yang tidak berjudul, itu "{title}": bila benar, beri judul "{title}".',
        'Perhaps column {column}, which has no heading, is "{title}": if so, give it the heading "{title}".',
    ),
    "column_by_values": (
        'Kolom {column} "{text}" dibaca sebagai "{title}", sebab isinya cocok; isi kolom {other} "{label}" tidak.',
        'Column {column} "{text}" was read as "{title}", for its values fit; those of column {other} "{label}" do not.',
    ),
    "column_not_read": (
        'Kolom {column} "{text}" TIDAK dapat diperiksa: hampir tidak ada isinya yang termasuk pilihan "{title}". '
        "Periksa apakah kolomnya tertukar dengan kolom lain.",
        'Column {column} "{text}" could NOT be checked: hardly any of its values is a choice of "{title}". '
        "See whether it was mixed up with another column.",
    ),
    "stranger": (
        "Bukan formulir Prodeskel, melainkan {title}; tidak diperiksa. {advice}",
        "No Prodeskel form, but {title_en}; it was not checked. {advice_en}",
    ),
    "known_source": (
        "Ini {title}, bukan ekspor Prodeskel. Isinya tetap diperiksa. {advice}",
        "This is {title_en}, not an export of Prodeskel. It was checked all the same. {advice_en}",
    ),
    "population_list": (
        "Dibaca sebagai data penduduk OpenSID, bukan ekspor Prodeskel. Perbaiki kesalahannya di OpenSID, lalu samakan "
        "isinya di Prodeskel.",
        "Read as the population list of OpenSID, not an export of Prodeskel. Repair its mistakes in OpenSID, then make "
        "Prodeskel agree with it.",
    ),
    "letterhead": (
        "Hanya judul atau tanda tangan, bukan tabel; tidak ada yang diperiksa di sini.",
        "Only a title or signatures, not a table; there is nothing to check in it.",
    ),
    "unfilled": (
        "Formulir dalam berkas ini belum diisi: hanya ada judul kolomnya.",
        "The form in this file was not filled in: there are only its headings.",
    ),
}


class Note(Struct, frozen=True):
    """One remark: a key of `NOTES` and its parameters."""

    key: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str = "id") -> str:
        """The sentence, in Indonesian or (`en`) English."""
        return NOTES[self.key][language == "en"].format(**self.parameters)
