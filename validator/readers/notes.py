"""What is said about a sheet beside its findings: how it was recognised, where village and year came from, what rows
were left out. Texts by key, Indonesian and English, with the names of their parameters in braces.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from validator.readers.call_notes import CALL_NOTES
from validator.readers.cell_notes import CELL_NOTES

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
    "total_row": ('Baris jumlah atau rata-rata ("{text}").', 'Row of totals or averages ("{text}").'),
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
    "bad_village_code": (
        'Desanya tidak diketahui: sel {cell} berisi "{text}", bukan kode desa 10 angka. '
        "Tulis kode desa yang lengkap di kolom itu, atau tambahkan pada nama folder, lalu periksa lagi.",
        'The village is unknown: cell {cell} holds "{text}", which is no 10-digit village code. '
        "Write the whole code into that column or into the folder name, then check again.",
    ),
    "village_differs": (
        'Perhatian: berkas ini berisi data desa {villages}, tetapi "{part}" menyebut desa {claimed}. '
        "Yang diperiksa isinya. Bila salah folder, pindahkan berkas ini, lalu unduh ekspor desa yang benar.",
        'Attention: this file holds data of village {villages}, but "{part}" names village {claimed}. '
        "What it holds was checked. If it lies in the wrong folder, move it and download the right village's export.",
    ),
    "village_option_differs": (
        "Perhatian: berkas ini berisi data desa {villages}, tetapi pilihan --village menyebut desa {claimed}. "
        "Yang diperiksa isinya. Periksa apakah berkasnya atau kodenya yang keliru.",
        "Attention: this file holds data of village {villages}, but the option --village names village {claimed}. "
        "What it holds was checked. See whether the file or the code is the wrong one.",
    ),
    "year_from_path": (
        "Tahun data {year} diambil dari nama folder atau berkas.",
        "The year of the data, {year}, was taken from the folder or file name.",
    ),
    "year_from_path_differs": (
        "Perhatian: tahun data {year} diambil dari nama folder atau berkas, padahal yang diperiksa tahun {review}. "
        "Bila isinya memang data {review}, ubah nama itu; bila tidak, unduh ekspor yang baru.",
        "Attention: the year of the data, {year}, was taken from the folder or file name, but {review} is under "
        "review. If these are data of {review}, change that name; if not, download a new export.",
    ),
    "header_only": (
        "Hanya ada judul kolom, tanpa satu baris data pun: kemungkinan saringan aktif waktu diekspor, atau datanya "
        "belum diisi. Hapus saringannya atau isi datanya di Prodeskel, lalu ekspor ulang.",
        "There are column headings only, without a single row of data: perhaps a filter was set when it was exported, "
        "or nothing was entered yet. Clear the filter or enter the data in Prodeskel, then export again.",
    ),
    "hidden_sheet": (
        "Lembar ini disembunyikan di Excel, tetapi isinya tetap dibaca. Bila tidak dipakai lagi, hapus lembarnya.",
        "This sheet is hidden in Excel, but what it holds was read all the same. If it is no longer used, delete it.",
    ),
    "copy_of": (
        "Isi baris ini sama persis dengan baris di {file}; orang atau data yang sama dihitung satu kali saja, "
        "di berkas itu.",
        "This row is exactly the same as one in {file}; the same person or record was counted only once, there.",
    ),
    "whole_copy": (
        "Perhatian: semua isinya sama persis dengan {file}, jadi yang diperiksa {file}. Bila ini seharusnya data lain, "
        "ekspor ulang; bila hanya salinan, hapus.",
        "Attention: all it holds is exactly the same as {file}, so {file} was checked. If it should be other data, "
        "export it again; if it is only a copy, delete it.",
    ),
    "partial_copy": (
        "Perhatian: {rows} baris sama persis dengan baris di {file} dan tidak dihitung dua kali. "
        "Periksa apakah dua ekspor ini memang harus sama sebagian.",
        "Attention: {rows} rows are exactly the same as rows in {file} and were not counted twice. "
        "See whether these two exports are meant to overlap.",
    ),
    "second_table": (
        'Mulai baris {row} ada tabel lain ("{title}") di bawah tabel ini; baris-barisnya tidak diperiksa. '
        "Pindahkan tabel itu ke lembar atau berkas sendiri, lalu periksa lagi.",
        'From row {row} on there is another table ("{title}") below this one; its rows were not checked. '
        "Move that table to a sheet or file of its own, then check again.",
    ),
    "other_table_row": (
        "Baris tabel lain di bawah tabel ini.",
        "Row of another table below this one.",
    ),
    "repeated_headers": (
        "Judul kolom berulang pada baris {rows}; baris-baris di bawahnya dibaca sebagai lanjutan tabel yang sama. "
        "Bila itu salinan atau data lain, pindahkan ke berkas sendiri.",
        "The column headings are repeated on row {rows}; the rows below were read as part of the same table. "
        "If they are a copy or other data, move them to a file of their own.",
    ),
    **CELL_NOTES,
    "beyond_titles": (
        "Ada isian di kanan judul kolom terakhir, yaitu di sel {cells}. Isian itu tidak diperiksa. "
        "Hapus bila hanya catatan; pindahkan ke kolomnya bila itu data.",
        "There are entries to the right of the last column heading, in {cells}. They were not checked. "
        "Delete them if they are only remarks; move them to their column if they are data.",
    ),
    "untitled_first": (
        "Kolom pertama tidak berjudul, sehingga judul lain tertulis satu kolom terlalu ke kiri. "
        "Isian dibaca dengan judul digeser satu kolom ke kanan.",
        "The first column has no heading, so the other headings stand one column too far left. "
        "The rows were read with the headings moved one column to the right.",
    ),
    "ruled_line": ("Baris garis (----).", "A drawn line (----)."),
    "missing_key": (
        "Lembar ini mirip {title}, tetapi kolom ini tidak ditemukan: {titles}. Tanpa itu tidak jelas baris mana milik "
        "siapa, jadi lembar ini tidak dapat diperiksa. Periksa judul kolomnya, atau ekspor ulang dengan semua kolom.",
        "The sheet resembles {title}, but these columns were not found: {titles}. Without them nobody can tell what "
        "each row is about, so the sheet cannot be checked. Check its headings, or export again with all columns.",
    ),
    "few_columns": (
        "Lembar ini mirip {title}, tetapi terlalu banyak kolomnya tidak ada: {titles}. Tampaknya ini daftar lain, "
        "bukan ekspor itu, jadi tidak diperiksa. Ekspor {title} dengan semua kolom.",
        "The sheet resembles {title}, but too many of its columns are not there: {titles}. It seems to be some other "
        "list, not that export, so it was not checked. Export {title} with all columns.",
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
        "Kolomnya seperti data penduduk OpenSID dan dibaca begitu; ini bukan ekspor Prodeskel. Perbaiki kesalahannya "
        "di OpenSID, atau di aplikasi asal daftar ini, lalu samakan isinya di Prodeskel.",
        "Its columns are those of the population list of OpenSID and it was read as that; it is no export of "
        "Prodeskel. Repair its mistakes in OpenSID, or where else it is from, then make Prodeskel agree with it.",
    ),
    "letterhead": (
        "Hanya judul atau tanda tangan, bukan tabel; tidak ada yang diperiksa di sini.",
        "Only a title or signatures, not a table; there is nothing to check in it.",
    ),
    "unfilled": (
        "Formulir dalam berkas ini belum diisi: hanya ada judul kolomnya.",
        "The form in this file was not filled in: there are only its headings.",
    ),
    **CALL_NOTES,
    "row_numbers": (
        'Kolom {column} "{text}" berisi nomor baris yang terus bertambah dari keluarga ke keluarga, bukan nomor urut '
        'anggota dalam keluarganya; jadi tidak dibaca sebagai "{title}".',
        'Column {column} "{text}" holds row numbers that go on from family to family, not the number of a member '
        'within the family; so it was not read as "{title}".',
    ),
    "see_columns": (
        "Perintah `prodeskel kenali` menunjukkan kolom mana yang dikenal, dan dapat mengajarkan judul kolom yang lain.",
        "The command `prodeskel kenali` shows which columns are known, and can teach further headings.",
    ),
    "frame_refused": (
        'Tabel "{name}" tidak dapat diperiksa. {reason}',
        'Table "{name}" cannot be checked. {reason}',
    ),
    "title_row": ("Judul di atas judul kolom yang berulang.", "Title above repeated column headings."),
}

LOUD = frozenset(
    {"village_differs", "village_option_differs", "year_from_path_differs", "header_only", "whole_copy", "partial_copy"}
    | {"second_table"}
)
"""Notes that somebody has to act on: reports name them first."""


class Note(Struct, frozen=True):
    """One remark: a key of `NOTES` and its parameters."""

    key: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def loud(self) -> bool:
        """Whether somebody has to act on it."""
        return self.key in LOUD

    def text(self, language: str = "id") -> str:
        """The sentence, in Indonesian or (`en`) English."""
        return NOTES[self.key][language == "en"].format(**self.parameters)
