"""Mistakes in the Perkembangan forms beside population, welfare and budget, each with its ledger entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from samples.generator.grids import Cell
from samples.generator.ledger import Book, Entry


class Slip(NamedTuple):
    """One cell of one form and what it becomes; `at` names the record (field, label) of a form with rows."""

    table: str
    name: str
    now: Callable[[float], Cell]
    rule: str
    kind: str
    what: str
    also: str = ""
    at: tuple[str, str] | None = None


def _more(by: int) -> Callable[[float], Cell]:
    return lambda was: int(was) + by


def _times(factor: int) -> Callable[[float], Cell]:
    return lambda was: int(was) * factor


def _thousands(was: float) -> Cell:
    return int(was) // 1000


def _swapped(was: float) -> Cell:
    return int(str(int(was))[::-1])


def _to(value: Cell) -> Callable[[float], Cell]:
    return lambda _: value


PUTAT_BASIUN = (
    Slip("k02", "bekerja_penuh", _more(90), "KEM-009", "balance", "Bekerja penuh {now}, lebih dari usia 18-56 tahun."),
    Slip(
        "k09", "jenis_kerajinan", _to(0), "KEM-016K", "cross-field", "Jenis kerajinan {now}, padahal ada produksi.",
        "STA-018",
    ),  # and Muara Jaya copies the form
    Slip("k12", "besar_transaksi", _thousands, "KEM-014B", "plausibility", "Transaksi besar {now}: dalam ribuan."),
    Slip("k12", "eceran_jenis", _to(0), "KEM-016E", "cross-field", "Jenis eceran {now}, padahal ada transaksi."),
    Slip("k20", "jumlah", _more(10), "KEM-022", "balance", "Jumlah sektor pertanian {now}, seharusnya {was}."),
    Slip(
        "k21", "jumlah_penduduk", _more(100), "KEM-025", "balance", "Menurut luas tanah {now}, seharusnya {was}.",
        "KEM-026",
    ),
    Slip("k28", "masuk_tk", _to("12 orang"), "GEN-015S", "format", "Satuan ikut ditulis: {now}."),
    Slip("k28", "persen_buta_huruf", _to(15.2), "PDK-002", "balance", "Persentase buta huruf {now}: koma bergeser."),
    Slip(
        "k28", "tamat_slta", _swapped, "PDK-001A", "cross-table", "Tamat SLTA {now}, seharusnya {was}: angka tertukar."
    ),
    Slip("k29", "periksa_posyandu", _to(38), "KES-001", "balance", "Periksa di Posyandu {now}: kunjungan."),
    Slip("k29", "periksa_bidan", _to(4.5), "GEN-018", "format", "Periksa di bidan {now}: orang tidak dapat pecahan."),
    Slip("k34", "konflik_sara", _to(5), "KTR-001", "cross-field", "Konflik SARA {now}, lebih banyak dari konfliknya."),
    Slip(
        "k35a", "jumlah_kegiatan", _to(4), "LBG-002", "cross-field", "Kegiatan {now}, padahal pengurusnya tidak ada.",
        "", ("jenis_organisasi", "Organisasi Profesi"),
    ),
)  # fmt: skip

MUARA_JAYA = (
    Slip("k02", "angkatan_kerja", _to(20), "KEM-009", "balance", "Usia 18-56 {now}, seharusnya {was}.", "KEM-010"),
    Slip("k08", "jenis_bahan_tambang", _to(0), "KEM-016", "cross-field", "Jenis tambang {now}, padahal ada produksi."),
    Slip(
        "k10", "nilai_produksi", _thousands, "KEM-014", "plausibility", "Nilai produksi {now}: dalam ribuan.", "",
        ("jenis_industri", "Subsektor Industri Pangan"),
    ),
    Slip("k11", "nilai_produksi", _thousands, "KEM-014H", "plausibility", "Nilai produksi hutan {now}: dalam ribuan."),
    Slip("k12", "restoran_biaya", _times(10), "KEM-014R", "plausibility", "Biaya rumah makan {now}: kelebihan nol."),
    Slip("k13", "bangunan", _to(0), "KEM-016G", "cross-field", "Bangunan {now}, padahal nilainya ada."),
    Slip("k14", "bukan_bank_unit", _to(0), "KEM-016L", "cross-field", "Lembaga keuangan {now}, padahal ada transaksi."),
    Slip("k14", "sewa_biaya", _times(100), "KEM-014S", "plausibility", "Biaya persewaan {now}: kelebihan dua nol."),
    Slip(
        "k18", "anggota_rumah_tangga", _to(5), "KEM-019", "cross-field", "Anggota {now}, kurang dari KK-nya.", "",
        ("jenis_sektor", "Pertanian"),
    ),
    Slip(
        "k18", "anggota_rumah_tangga", _times(10), "KEM-019R", "plausibility", "Anggota {now}: kelebihan nol.", "",
        ("jenis_sektor", "Perkebunan"),
    ),
    Slip("k20", "petani", _times(10), "KEM-022", "balance", "Petani {now}: kelebihan nol.", "KEM-023"),
    Slip("k21", "tanpa_tanah", _swapped, "KEM-025", "balance", "Tanpa tanah {now}, seharusnya {was}: angka tertukar."),
    Slip("k28", "tamat_sd", _times(10), "PDK-001", "cross-table", "Tamat SD {now}: kelebihan nol."),
    Slip("k28", "persen_tamat_sltp", _to(203), "GEN-019", "range", "Persentase {now}, lebih dari 100.", "PDK-002P"),
    Slip("k29", "nifas_hidup", _to(0), "KES-002", "balance", "Ibu nifas hidup {now}, seharusnya {was}."),
    Slip("k29", "melahirkan", _more(6), "KES-008", "cross-field", "Melahirkan {now}, lebih banyak dari ibu hamil."),
    Slip(
        "k34", "korban_jiwa_perusahaan", _to(1), "KTR-001U", "cross-field", "Korban jiwa {now} tanpa kasusnya."
    ),
    Slip("k34", "rumah_rusak", _to(2), "KTR-001S", "cross-field", "Rumah rusak {now} tanpa kasus konflik SARA."),
    Slip("k35", "pancasila_jenis", _to(9), "POL-005", "cross-field", "Jenis kegiatan {now}, lebih dari kegiatannya."),
    Slip("k35a3", "peserta_perempuan", _to(0), "POL-006", "balance", "Peserta perempuan {now}, seharusnya {was}."),
    Slip(
        "k35a", "kepengurusan", _to("Tidak Ada"), "LBG-001", "cross-table", "Pengurus RT {now}, padahal RT ada.",
        "LBG-002", ("jenis_organisasi", "Rukun Tetangga (RT)"),
    ),
)  # fmt: skip


def putat_basiun(book: Book) -> list[Entry]:
    """What is wrong in Putat Basiun, in the order of the forms."""
    return [_made(book, slip) for slip in PUTAT_BASIUN]


def muara_jaya(book: Book) -> list[Entry]:
    """What is wrong in Muara Jaya, in the order of the forms."""
    return [_made(book, slip) for slip in MUARA_JAYA]


def _made(book: Book, slip: Slip) -> Entry:
    grid = book.grids[slip.table]
    row = grid.row_of(*slip.at) if slip.at else 0
    was = grid.get(row, slip.name)
    now = slip.now(was if isinstance(was, int | float) else 0)
    return book.change(slip.table, row, slip.name, now, slip.rule, slip.kind, slip.what, slip.also)
