"""Mistakes in the Perkembangan forms beside population, welfare and budget, each with its ledger entry."""

from __future__ import annotations

from samples.generator.ledger import Book, Entry


def _number(book: Book, table: str, row: int, name: str) -> float:
    value = book.grids[table].get(row, name)
    assert isinstance(value, int | float)
    return value


def putat_basiun(book: Book) -> list[Entry]:
    """What is wrong in Putat Basiun, in the order of the forms."""
    workers = int(_number(book, "k02", 0, "bekerja_penuh"))
    land = int(_number(book, "k21", 0, "jumlah_penduduk"))
    return [
        book.change(
            "k02",
            0,
            "bekerja_penuh",
            workers + 90,
            "KEM-009",
            "balance",
            "Bekerja penuh {now} orang: rinciannya melebihi usia 18-56 tahun.",
        ),
        book.change(
            "k09", 0, "jenis_kerajinan", 0, "KEM-016K", "cross-field", "Jenis kerajinan {now}, padahal ada produksi."
        ),
        book.change(
            "k20",
            0,
            "jumlah",
            int(_number(book, "k20", 0, "jumlah")) + 10,
            "KEM-022",
            "balance",
            "Jumlah sektor pertanian {now}, seharusnya {was}.",
        ),
        book.change(
            "k21",
            0,
            "jumlah_penduduk",
            land + 100,
            "KEM-025",
            "balance",
            "Jumlah menurut luas tanah {now}, seharusnya {was}.",
            "KEM-026",
        ),
        book.change(
            "k28", 0, "persen_buta_huruf", 15.2, "PDK-002", "balance", "Persentase buta huruf {now}: koma bergeser."
        ),
        book.change(
            "k29", 0, "periksa_posyandu", 38, "KES-001", "balance", "Periksa di Posyandu {now}: kunjungan, bukan orang."
        ),
        book.change(
            "k34", 0, "konflik_sara", 3, "KTR-001", "cross-field", "Konflik SARA {now}, lebih banyak dari konfliknya."
        ),
        book.change(
            "k35a",
            book.grids["k35a"].row_of("jenis_organisasi", "Organisasi Profesi"),
            "jumlah_kegiatan",
            4,
            "LBG-002",
            "cross-field",
            "Organisasi Profesi punya {now} kegiatan, padahal tidak ada pengurusnya.",
        ),
    ]


def muara_jaya(book: Book) -> list[Entry]:
    """What is wrong in Muara Jaya, in the order of the forms."""
    value = int(_number(book, "k10", 0, "nilai_produksi"))
    sector = book.grids["k18"].row_of("jenis_sektor", "Pertanian")
    finished = int(_number(book, "k28", 0, "tamat_sd"))
    return [
        book.change(
            "k02",
            0,
            "angkatan_kerja",
            20,
            "KEM-009",
            "balance",
            "Jumlah usia 18-56 tahun {now}, seharusnya {was}.",
            "KEM-010",
        ),
        book.change(
            "k10",
            0,
            "nilai_produksi",
            value // 1000,
            "KEM-014",
            "plausibility",
            "Nilai produksi {now}: dalam ribuan rupiah.",
        ),
        book.change(
            "k18",
            sector,
            "anggota_rumah_tangga",
            5,
            "KEM-019",
            "cross-field",
            "Anggota {now}, kurang dari rumah tangganya.",
        ),
        book.change("k28", 0, "tamat_sd", finished * 10, "PDK-001", "cross-table", "Tamat SD {now}: kelebihan nol."),
        book.change("k29", 0, "nifas_hidup", 0, "KES-002", "balance", "Ibu nifas hidup {now}, seharusnya {was}."),
        book.change(
            "k35",
            0,
            "pancasila_jenis",
            5,
            "POL-005",
            "cross-field",
            "Jenis kegiatan {now}, lebih banyak dari kegiatannya.",
        ),
        book.change(
            "k35a3", 0, "peserta_perempuan", 0, "POL-006", "balance", "Peserta perempuan {now}, seharusnya {was}."
        ),
    ]
