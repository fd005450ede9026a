"""Mistakes in Potensi and Perkembangan: one small function each, which changes one thing and returns its entries."""

from __future__ import annotations

from samples.generator.grids import BLANK, Cell, Grid
from samples.generator.ledger import Book, Entry, marking


def _number(grid: Grid, row: int, name: str) -> float:
    value = grid.get(row, name)
    assert isinstance(value, int | float)
    return value


# --- Potensi: borders and land ---------------------------------------------------------------------------------------


def borders_itself(book: Book, name: str) -> Entry:
    what = "Desa di sebelah utara adalah desa itu sendiri."
    return book.change("t01", 0, "desa_utara", name, "POT-017", "cross-field", what)


def border_blank(book: Book) -> Entry:
    what = "Batas sebelah barat kosong (semula {was})."
    return book.change("t01", 0, "desa_barat", BLANK, "POT-016", "completeness", what)


def border_without_number(book: Book) -> Entry:
    """Both legal bases go; the one that the ledger points at is the village regulation."""
    book.grids["t01"].put(0, "perda_batas", BLANK)
    what = "Penetapan batas Ada, tetapi nomor Perdes dan Perda kosong."
    return book.change("t01", 0, "perdes_batas", BLANK, "POT-018", "completeness", what, "GEN-016")


def founded_later(book: Book) -> Entry:
    what = "Tahun pembentukan {now} belum tiba."
    return book.change("t01", 0, "tahun_pembentukan", 2035, "POT-019", "range", what)


def month_too_early(book: Book) -> Entry:
    what = "Bulan {now}, padahal tanggal formulir bulan {was}: hitungan bulan mulai dari nol."
    return book.change("t01", 0, "bulan", 5, "GEN-013", "plausibility", what)


def month_thirteen(book: Book) -> Entry:
    return book.change("t01", 0, "bulan", 13, "GEN-012", "range", "Bulan {now} tidak ada.")


def test_word(book: Book) -> Entry:
    what = "Nama pengisi berisi kata uji: {now}."
    return book.change("t01", 0, "nama_pengisi", "xxx", "GEN-024", "plausibility", what)


def square_metres(book: Book) -> Entry:
    now = int(_number(book.grids["t01"], 0, "luas_desa") * 10_000)
    what = "Luas desa {was} ha ditulis dalam m2."
    return book.change("t01", 0, "luas_desa", now, "POT-001", "range", what, "POT-003 YOY-002")


def other_area(book: Book, table: str, more: float, rule: str, also: str) -> Entry:
    now = round(_number(book.grids[table], 0, "luas_desa") + more, 2)
    what = "Luas desa {now} ha di formulir ini, {was} ha di formulir lain."
    return book.change(table, 0, "luas_desa", now, rule, "cross-table", what, also)


def dry_land(book: Book) -> Entry:
    now = round(_number(book.grids["t03"], 0, "luas_tanah_kering") - 6.5, 2)
    what = "Luas tanah kering {now} ha, padahal rinciannya berjumlah {was} ha."
    return book.change("t03", 0, "luas_tanah_kering", now, "POT-005", "balance", what, "POT-012")


def treasury_twice(book: Book) -> Entry:
    grid = book.grids["t03"]
    now = round(_number(grid, 0, "luas_tanah_fasilitas_umum") + _number(grid, 0, "kas_desa"), 2)
    what = "Tanah kas desa terhitung dua kali dalam luas fasilitas umum ({was} ha menjadi {now} ha)."
    return book.change("t03", 0, "luas_tanah_fasilitas_umum", now, "POT-009", "balance", what, "POT-012")


def treasury_nowhere(book: Book) -> Entry:
    what = "Lokasi tanah kas desa kosong, padahal luasnya terisi."
    return book.change("t03", 0, "lokasi_kas_desa", BLANK, "POT-015", "completeness", what)


def with_unit(book: Book, name: str) -> Entry:
    now = f"{_number(book.grids['t03'], 0, name):g} Ha".replace(".", ",")
    return book.change("t03", 0, name, now, "GEN-015S", "format", "Angka ditulis bersama satuannya: {now}.")


def negative_area(book: Book) -> Entry:
    what = "Luas bernilai negatif: {now}."
    return book.change("t03", 0, "hutan_konservasi", -2.5, "GEN-017", "range", what, "POT-011")


# --- Potensi: people --------------------------------------------------------------------------------------------------


def wrong_total(book: Book) -> Entry:
    now = int(_number(book.grids["t45"], 0, "jumlah")) + 10
    what = "Jumlah penduduk {now}, padahal laki-laki ditambah perempuan {was}."
    return book.change("t45", 0, "jumlah", now, "SDM-001", "balance", what, "SDM-002 SDM-028")


def thousands_as_decimal(book: Book) -> Entry:
    what = "Jumlah KK tertulis 1,04: titik ribuan terbaca sebagai koma desimal (semula {was})."
    return book.change("t45", 0, "kepala_keluarga", 1.04, "GEN-014", "format", what)


def more_of_an_age(book: Book) -> Entry:
    now = int(_number(book.grids["t46a"], 0, "laki_23")) + 4
    what = "Laki-laki umur 23 tahun {now} orang (semula {was}): jumlah umur melebihi jumlah penduduk laki-laki."
    entry = book.change("t46a", 0, "laki_23", now, "SDM-006", "cross-table", what, "YOY-004")
    return marking(entry, book.grids["t46a"].address(0, "laki_00"))


def ages_rounded(book: Book) -> Entry:
    """Whoever is a year off a multiple of five from 25 to 60 is counted there; the ledger points at the men of 30."""
    grid = book.grids["t46a"]
    was = grid.get(0, "laki_30")
    for sex in ("laki", "perempuan"):
        for age in range(25, 61, 5):
            names = [f"{sex}_{a}" for a in (age, age - 1, age + 1)]
            grid.put(0, names[0], sum(int(_number(grid, 0, name)) for name in names))
            grid.put(0, names[1], 0)
            grid.put(0, names[2], 0)
    what = "Umur dibulatkan ke kelipatan lima: laki-laki umur 30 tahun {now} orang, semula {was}."
    cell, now = grid.address(0, "laki_30"), grid.get(0, "laki_30")
    entry = book.entry(grid, cell, was, now, "STA-002", "plausibility", what, "SDM-007B STA-003U")
    return marking(entry, grid.address(0, "laki_20"))


def ages_of_last_year(book: Book) -> Entry:
    """The whole record of the year before, but for its date."""
    grid = book.grids["t46a"]
    was = grid.get(0, "laki_00")
    grid.rows[0][2:] = book.before["t46a"].rows[0][2:]
    what = "Seluruh isian umur disalin dari tahun lalu."
    cell, now = grid.address(0, "laki_00"), grid.get(0, "laki_00")
    return book.entry(grid, cell, was, now, "YOY-001", "cross-year", what, "SDM-006 SDM-030 YOY-004")


def forgotten_carry(book: Book, label: str) -> Entry:
    grid = book.grids["t47"]
    row = grid.row_of("tingkat_pendidikan", label)
    now = int(_number(grid, row, "jumlah")) - 20
    what = "Jumlah baris {now}, padahal laki-laki ditambah perempuan {was}."
    return book.change("t47", row, "jumlah", now, "SDM-010", "balance", what, "SDM-011")


def totals_row(book: Book, table: str) -> None:
    """A last line with the totals, as people add it by hand: not a mistake, but not a record either."""
    grid = book.grids[table]
    sums = [sum(int(_number(grid, r, n)) for r in range(len(grid.rows))) for n in ("laki_laki", "perempuan", "jumlah")]
    grid.rows.append([BLANK, BLANK, "Jumlah", *sums])


def row_twice(book: Book, table: str, name: str, label: str, also: str) -> Entry:
    grid = book.grids[table]
    grid.rows.append(list(grid.rows[grid.row_of(name, label)]))
    row = len(grid.rows) - 1
    what = "Baris {now} tercatat dua kali."
    entry = book.entry(grid, grid.address(row, name), "", label, "GEN-008", "uniqueness", what, also)
    return marking(entry, grid.address(row, "kode_desa"))


def housewives_in_male_column(book: Book) -> Entry:
    """The row's columns change places; the ledger points at the men's."""
    grid = book.grids["t48"]
    row = grid.row_of("pekerjaan", "Ibu Rumah Tangga")
    women, men = grid.get(row, "perempuan"), grid.get(row, "laki_laki")
    grid.put(row, "perempuan", men)
    what = "Ibu Rumah Tangga terisi di kolom laki-laki: {now} orang."
    return book.change("t48", row, "laki_laki", women, "SDM-017", "cross-field", what, "SDM-015")


def negative_persons(book: Book, label: str) -> Entry:
    row = book.grids["t48"].row_of("pekerjaan", label)
    what = "Jumlah orang negatif: {now}."
    return book.change("t48", row, "laki_laki", -3, "GEN-017", "range", what, "SDM-015 SDM-016 SDM-030P")


def half_a_person(book: Book, label: str) -> Entry:
    row = book.grids["t48"].row_of("pekerjaan", label)
    now = _number(book.grids["t48"], row, "laki_laki") + 0.5
    what = "Jumlah orang pecahan: {now}."
    return book.change("t48", row, "laki_laki", now, "GEN-018", "format", what, "SDM-015 SDM-016 SDM-030P")


def religion_short(book: Book) -> list[Entry]:
    """Twelve men fewer; the row's own total follows."""
    grid = book.grids["t49"]
    row = grid.row_of("agama", "Islam")
    now = int(_number(grid, row, "laki_laki")) - 12
    grid.put(row, "jumlah", now + int(_number(grid, row, "perempuan")))
    what = "Pemeluk agama laki-laki kurang 12 orang dari jumlah penduduk laki-laki."
    return [book.change("t49", row, "laki_laki", now, "SDM-019", "cross-table", what, "SDM-030")]


def stale(book: Book, table: str) -> Entry:
    """All records of the form bear a date of two years ago; the ledger points at the first."""
    grid = book.grids[table]
    for row in range(1, len(grid.rows)):
        grid.put(row, "tanggal", "12/06/2024")
    what = "Formulir masih bertanggal {now}."
    return book.change(table, 0, "tanggal", "12/06/2024", "GEN-007", "completeness", what, "YOY-009")


# --- Perkembangan -----------------------------------------------------------------------------------------------------


def growth_copied(book: Book) -> Entry:
    """This year's men and women are last year's; the ledger points at the men's cell."""
    grid = book.grids["k01"]
    grid.put(0, "perempuan", grid.get(0, "perempuan_lalu"))
    what = "Penduduk tahun ini disalin dari tahun lalu ({now}), padahal menurut Potensi {was}."
    then: Cell = grid.get(0, "laki_laki_lalu")
    return book.change("k01", 0, "laki_laki", then, "KEM-004", "cross-year", what, "KEM-001")


def growth_differs(book: Book) -> Entry:
    now = int(_number(book.grids["k01"], 0, "laki_laki")) + 7
    what = "Penduduk laki-laki {now} di Perkembangan, {was} di Potensi."
    return book.change("k01", 0, "laki_laki", now, "KEM-001", "cross-table", what)


def last_year_differs(book: Book) -> Entry:
    now = int(_number(book.grids["k01"], 0, "perempuan_lalu")) - 6
    what = "Penduduk perempuan tahun lalu {now}, padahal laporan tahun lalu {was}."
    return book.change("k01", 0, "perempuan_lalu", now, "KEM-002", "cross-year", what)


def welfare_short(book: Book) -> Entry:
    now = int(_number(book.grids["k03"], 0, "sejahtera_1")) - 9
    what = "Keluarga menurut tahap kesejahteraan kurang 9 dari jumlah KK."
    return book.change("k03", 0, "sejahtera_1", now, "KEM-012", "balance", what)


def form_missing(book: Book, table: str) -> Entry:
    """The export is not there at all."""
    grid = book.grids.pop(table)
    what = f"Ekspor {grid.file} tidak ada."
    return book.entry(grid, "", grid.file, "", "GEN-022", "completeness", what, "GEN-016")


def income_total(book: Book) -> Entry:
    now = int(_number(book.grids["k36"], 0, "jumlah_penerimaan")) + 50_000_000
    what = "Jumlah penerimaan Rp {now}, padahal rinciannya Rp {was}."
    return book.change("k36", 0, "jumlah_penerimaan", now, "KEU-001", "balance", what, "KEU-003")


def spending_total(book: Book) -> Entry:
    now = int(_number(book.grids["k36"], 0, "jumlah_belanja")) - 12_000_000
    what = "Jumlah belanja Rp {now}, padahal rinciannya Rp {was}."
    return book.change("k36", 0, "jumlah_belanja", now, "KEU-002", "balance", what, "KEU-003")


def thousands_of_rupiah(book: Book) -> Entry:
    """Every amount of the form is divided by a thousand; the ledger points at the revenue."""
    grid = book.grids["k36"]
    for name in grid.names[2:]:
        if name != "jumlah_penerimaan":
            grid.put(0, name, int(_number(grid, 0, name)) // 1000)
    now = int(_number(grid, 0, "jumlah_penerimaan")) // 1000
    what = "Anggaran ditulis dalam ribuan rupiah: {now}, seharusnya {was}."
    return book.change("k36", 0, "jumlah_penerimaan", now, "KEU-005", "range", what, "YOY-007")


def wrong_balance(book: Book) -> Entry:
    now = int(_number(book.grids["k36"], 0, "saldo")) + 4_500
    what = "Saldo {now} tidak sama dengan penerimaan dikurangi belanja ({was})."
    return book.change("k36", 0, "saldo", now, "KEU-003", "balance", what)


def dash(book: Book) -> Entry:
    what = "Sel angka berisi tanda '-', seharusnya 0."
    return book.change("k36", 0, "bantuan_provinsi", "-", "GEN-015", "format", what)
