"""Mistakes in the Potensi forms on nature, farming, institutions and roads, each with its ledger entry."""

from __future__ import annotations

from samples.generator import faults
from samples.generator.grids import BLANK, Cell
from samples.generator.ledger import Book, Entry, marking

_RT, _RW = "RUKUN TETANGGA", "RUKUN WARGA"
_PRESIDENT = "Pemilu Presiden"
_GSM = "Jumlah Pelanggan GSM"


def putat_basiun(book: Book) -> list[Entry]:
    """What is wrong in Putat Basiun, in the order of the forms."""
    return [
        _one(book, "t09", "curah_hujan", 207, "POT-020", "range", "Curah hujan {now} mm: sebulan, bukan setahun."),
        _one(book, "t09", "bulan_hujan", 17, "POT-021", "range", "Bulan hujan {now}, padahal setahun 12 bulan."),
        _one(book, "t09", "suhu", 272, "POT-022S", "range", "Suhu {now} derajat: koma desimal hilang."),
        _times(book, "t09", "lahan_kritis", 10_000, "POT-025", "cross-table", "Lahan kritis ditulis dalam m2: {now}."),
        _one(book, "t09", "warna_tanah", "Coklat tua", "GEN-020", "domain", "Warna tanah {now}: di luar daftar."),
        _times(book, "t09", "erosi_ringan", 10, "POT-026", "balance", "Erosi ringan {now} ha: koma bergeser."),
        _one(book, "t12", "jarak_kecamatan", "4,5 Km", "GEN-015S", "format", "Jarak ditulis bersama satuannya: {now}."),
        _one(book, "t12", "jam_bermotor_kabupaten", 35, "POT-032K", "plausibility",
             "Waktu bermotor {now}: menit ditulis sebagai jam.", "POT-031K POT-033"),
        _swapped_digits(book),
        _more_farmers_than_families(book),
        _row(book, "t14", "komoditas", "Jagung", "harga_lokal", 4650, "POT-053", "range",
             "Harga jagung {now}: harga satu kilogram.", "POT-046"),
        _row(book, "t14", "komoditas", "Padi sawah", "hasil", 41, "POT-051", "range",
             "Hasil padi {now}: kuintal, bukan ton.", "POT-046"),
        _added(book, "t14", "komoditas", "Cabe", "saldo", 1_000_000, "POT-047", "balance",
               "Saldo cabe Rp {now}, seharusnya Rp {was}."),
        _row(book, "t16", "komoditas", "Durian", "tidak_dijual", "Ya", "POT-055", "cross-field",
             "Durian tidak dijual, tetapi juga dijual ke pasar."),
        _one(book, "t55", "anggota_bpd", 8, "KEL-004", "range", "Anggota BPD {now} orang: genap.",
             "KEL-005 GEN-016"),
        _rt_and_rw_swapped(book),
        _row(book, "t56a", "jenis_pemilihan", _PRESIDENT, "memilih_perempuan", 412, "KEL-012", "cross-field",
             "Perempuan yang memilih {now}, lebih banyak dari yang berhak.", "KEL-011M"),
        _metres(book),
        _bridges_gone(book),
        _row(book, "t64a", "jenis", "Ojek", "kategori", "Sarana Transportasi Sungai/Laut", "PRA-004A", "domain",
             "Ojek dicatat sebagai angkutan sungai."),
        _row(book, "t65", "jenis", _GSM, "satuan", "Sinyal", "PRA-006", "domain",
             "Pelanggan GSM dihitung dalam satuan {now}."),
    ]  # fmt: skip


def muara_jaya(book: Book) -> list[Entry]:
    """What is wrong in Muara Jaya, in the order of the forms."""
    return [
        _one(book, "t09", "kemiringan", 120, "POT-024", "range", "Kemiringan {now}: persen, bukan derajat."),
        _yes_for_hectares(book),
        _distances_swapped(book),
        _one(book, "t12", "jam_berjalan_kecamatan", 84, "POT-033J", "range",
             "Waktu berjalan kaki {now}: menit ditulis sebagai jam."),
        _one(book, "t13", "keluarga_petani", book.grids["t13"].get(0, "memiliki_lahan"), "POT-041", "balance",
             "Keluarga petani {now} KK: yang tidak memiliki lahan terlewat."),
        _added(book, "t15", "", "", "memiliki_lahan", -6, "POT-043", "balance",
               "Pemilik lahan buah {now} KK, padahal kelasnya berjumlah {was} KK.", "POT-043T"),
        _row(book, "t16", "komoditas", "Pisang", "hasil", 115, "POT-054", "range",
             "Hasil pisang {now} ton/ha: kuintal, bukan ton."),
        _row(book, "t19", "komoditas", "Karet", "luas_rakyat", 16, "POT-057", "cross-table",
             "Luas karet {now} ha, seharusnya {was} ha: satu angka tertinggal.", "POT-048"),
        _thousandth(book),
        faults.row_twice(book, "t14", "komoditas", "Ubi kayu", "GEN-008"),
        _hamlet_without_head(book),
        _one(book, "t55", "kelamin_sekretaris", BLANK, "KEL-001S", "completeness",
             "Jenis kelamin sekretaris desa kosong.", "GEN-016"),
        _one(book, "t55", "jumlah_perangkat", 3, "KEL-003", "cross-field",
             "Jumlah perangkat {now}, kurang dari jabatan yang aktif."),
        _one(book, "t55", "nip_sekretaris", "198507012011019", "KEL-006N", "format", "NIP terisi, padahal bukan PNS."),
        _row(book, "t56", "jenis_lembaga", "PKK", "pengurus", 0, "KEL-007", "cross-field", "PKK tanpa pengurus."),
        _row(book, "t56a", "jenis_pemilihan", _PRESIDENT, "persentase", 0.8382, "KEL-013", "balance",
             "Partisipasi {now}: pecahan, bukan persen."),
        _too_many_voters(book),
        _added(book, "t64", "jenis", "2.1 Panjang jalan aspal", "jumlah", -1, "PRA-001", "balance",
               "Panjang jalan {now} km, padahal baik dan rusak berjumlah {was} km."),
        _row(book, "t64", "jenis", "6.1 Jumlah jembatan beton", "kategori", "Jalan Kabupaten/Kota", "PRA-004", "domain",
             "Jembatan dicatat pada kategori {now}."),
        _row(book, "t65", "jenis", _GSM, "jumlah", 1750, "PRA-007G", "cross-table",
             "Pelanggan GSM {now}, lebih banyak dari penduduk."),
    ]  # fmt: skip


def _one(book: Book, table: str, name: str, now: Cell, rule: str, kind: str, what: str, also: str = "") -> Entry:
    """Another value in the only record of a form."""
    return book.change(table, 0, name, now, rule, kind, what, also)


def _row(
    book: Book, table: str, key: str, label: str, name: str, now: Cell, rule: str, kind: str, what: str, also: str = ""
) -> Entry:
    """Another value in the record whose key has that label."""
    return book.change(table, book.grids[table].row_of(key, label), name, now, rule, kind, what, also)


def _number(book: Book, table: str, row: int, name: str) -> float:
    value = book.grids[table].get(row, name)
    assert isinstance(value, int | float)
    return value


def _times(book: Book, table: str, name: str, factor: int, rule: str, kind: str, what: str) -> Entry:
    now = round(_number(book, table, 0, name) * factor, 2)
    return book.change(table, 0, name, now, rule, kind, what)


def _added(
    book: Book, table: str, key: str, label: str, name: str, more: int, rule: str, kind: str, what: str, also: str = ""
) -> Entry:
    row = book.grids[table].row_of(key, label) if key else 0
    now = round(_number(book, table, row, name) + more, 2)
    return book.change(table, row, name, now, rule, kind, what, also)


def _swapped_digits(book: Book) -> Entry:
    """The last two digits of the owners change places."""
    was = str(int(_number(book, "t13", 0, "memiliki_lahan")))
    what = "Keluarga pemilik lahan {now}, seharusnya {was}: dua angka tertukar."
    return _one(book, "t13", "memiliki_lahan", int(was[:-2] + was[:-3:-1]), "POT-040", "balance", what, "POT-041")


def _more_farmers_than_families(book: Book) -> Entry:
    """Plots are counted instead of families; the form's own sums hold."""
    grid = book.grids["t18"]
    plots = 190
    grid.put(0, "kurang_5_ha", plots)
    grid.put(0, "memiliki_lahan", plots)
    now = plots + int(_number(book, "t18", 0, "tidak_memiliki_lahan"))
    what = "Keluarga petani kebun {now} KK, lebih banyak dari seluruh KK: yang dihitung bidang lahan."
    return _one(book, "t18", "keluarga_petani", now, "POT-042K", "cross-table", what)


def _rt_and_rw_swapped(book: Book) -> Entry:
    grid = book.grids["t56"]
    groups, wards = grid.row_of("jenis_lembaga", _RT), grid.row_of("jenis_lembaga", _RW)
    count = grid.get(groups, "jumlah")
    what = "Jumlah RT dan RW tertukar: RT {now}, RW {was}."
    entry = book.change("t56", groups, "jumlah", grid.get(wards, "jumlah"), "KEL-008", "cross-field", what,
                        "KEL-010 YOY-005")  # fmt: skip
    grid.put(wards, "jumlah", count)
    return entry


def _metres(book: Book) -> Entry:
    """One kind of road in metres; the row's own sum holds."""
    grid = book.grids["t64"]
    row = grid.row_of("jenis", "1.3 Panjang jalan tanah")
    good, bad = (round(_number(book, "t64", row, n) * 1000) for n in ("kondisi_baik", "kondisi_rusak"))
    grid.put(row, "kondisi_rusak", bad)
    grid.put(row, "jumlah", good + bad)
    what = "Panjang jalan tanah {now}: meter, bukan kilometer."
    return book.change("t64", row, "kondisi_baik", good, "PRA-002", "plausibility", what)


def _bridges_gone(book: Book) -> Entry:
    row = book.grids["t64"].row_of("jenis", "6.1 Jumlah jembatan beton")
    book.grids["t64"].put(row, "kondisi_baik", 1)
    what = "Jembatan beton {now}, tahun lalu {was}."
    return book.change("t64", row, "jumlah", 1, "YOY-006", "cross-year", what)


def _yes_for_hectares(book: Book) -> Entry:
    """Every landform that is there is marked with 1; the ledger points at the first."""
    grid = book.grids["t12"]
    for name in ("berbukit", "kawasan_rawa", "aliran_sungai"):
        grid.put(0, name, 1)
    what = "Bentang wilayah diisi 1 untuk ya, bukan luasnya ({was} ha)."
    return _one(book, "t12", "dataran_rendah", 1, "POT-027Y", "balance", what)


def _distances_swapped(book: Book) -> Entry:
    """The ledger points at the district's distance."""
    grid = book.grids["t12"]
    near, far = grid.get(0, "jarak_kecamatan"), grid.get(0, "jarak_kabupaten")
    grid.put(0, "jarak_kabupaten", near)
    what = "Jarak ke kecamatan dan kabupaten tertukar: {now} km, seharusnya {was} km."
    return _one(book, "t12", "jarak_kecamatan", far, "POT-030", "plausibility", what)


def _hamlet_without_head(book: Book) -> Entry:
    entry = _one(book, "t55", "kepala_dusun_2", BLANK, "KEL-002", "balance", "Kepala dusun kedua kosong.", "GEN-016")
    return marking(entry, book.grids["t55"].address(0, "jumlah_dusun"))


def _thousandth(book: Book) -> Entry:
    """The price is taken for a kilogram when the value is computed."""
    row = book.grids["t19"].row_of("komoditas", "Kelapa")
    now = round(_number(book, "t19", row, "nilai_produksi") / 1000)
    what = "Nilai produksi kelapa Rp {now}, seharusnya Rp {was}: seribu kali terlalu kecil."
    return book.change("t19", row, "nilai_produksi", now, "POT-048", "balance", what, "POT-047K")


def _too_many_voters(book: Book) -> Entry:
    """Voters of the whole polling station, neighbours included; sums and share hold."""
    grid = book.grids["t56a"]
    row = grid.row_of("jenis_pemilihan", "Pemilu Legislatif (DPD/DPR/DPRD)")
    women = int(_number(book, "t56a", row, "hak_pilih_perempuan")) + 140
    total = women + int(_number(book, "t56a", row, "hak_pilih_laki_laki"))
    grid.put(row, "hak_pilih_perempuan", women)
    grid.put(row, "persentase", round(100 * _number(book, "t56a", row, "memilih") / total, 4))
    what = "Pemilih {now} orang, lebih banyak dari penduduk berumur 17 tahun ke atas."
    return book.change("t56a", row, "hak_pilih", total, "KEL-014", "cross-table", what)
