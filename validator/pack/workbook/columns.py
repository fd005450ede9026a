"""The columns of the rule sheet: which key of a rule each holds, what it is called, and how wide it is."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _
from validator.pack.loading import OVERRIDES

Kind = Literal["text", "choice", "list", "expressions", "numbers", "number"]

RULES, EXAMPLES, GUIDE = "Aturan", "Contoh", "Petunjuk"
"""The names of the sheets."""
ORIGIN = "asal"
"""The last column: whether a rule is built in, or the file it stands in. It is not read back."""
OUTCOMES = {"lulus": "pass", "gagal": "fail"}
"""What a row of the examples says, and the key of `examples` it belongs to."""
EXAMPLE_HEADS = ("aturan", "hasil", "isi")


class Column(Struct, frozen=True):
    """One property of a rule. `width` is in characters; `help` tells the rule keeper what to write."""

    key: str
    head: str
    kind: Kind
    width: int
    help: str | Worded
    required: bool = False

    @property
    def changeable(self) -> bool:
        """Whether a pack may change it in a rule that is not its own."""
        return self.key in OVERRIDES


COLUMNS = (
    Column("id", "id", "text", 11, _("nomor tetap, huruf besar-angka: BLG-001. Jangan dipakai ulang"), True),
    Column("table", "tabel", "text", 13, _("formulir yang ditanyai, misalnya t03; * untuk semua formulir"), True),
    Column("title", "judul", "text", 34, _("keadaan yang benar, satu kalimat"), True),
    Column("title_en", "judul (Inggris)", "text", 30, "judul dalam bahasa Inggris"),
    Column("severity", "tingkat", "choice", 10,
           _("galat: pasti salah · peringatan: patut dicek · info: diketahui"), True),
    Column("dimension", "dimensi", "choice", 14, _("segi mutu yang diperiksa; pilih dari daftar"), True),
    Column("status", "status", "choice", 10, "kosong berarti aktif · uji_coba: dicoba dulu · mati: tidak ditanyakan"),
    Column("params", "ambang", "numbers", 18, "angka batas, satu baris satu: nama: angka. Dalam kondisi ditulis $nama"),
    Column("minutes", "menit", "number", 8, "menit untuk memperbaiki satu temuan"),
    Column("role", "petugas", "text", 18, "siapa di desa yang tahu jawabannya"),
    Column("documents", "dokumen", "list", 24, "dokumen sumbernya; pisahkan dengan titik koma (;)"),
    Column("when", "kapan", "text", 32, "kondisi SQL: hanya ditanyakan pada baris yang memenuhinya. Boleh kosong"),
    Column("assert", "syarat", "text", 44, "kondisi SQL yang benar bila datanya baik"),
    Column("with", "tabel lain", "list", 16, "tabel lain yang disebut dalam kondisi, atau previous (tahun lalu)"),
    Column("constraint", "masalah sel", "choice", 14, "ganti syarat: aturan memberi kata-kata untuk sel bermasalah"),
    Column("fields", "isian masalah sel", "list", 16, "hanya bersama masalah sel: hanya untuk isian ini"),
    Column("blames", "sel yang ditandai", "list", 24, "nama isian yang ditandai, yang utama dahulu; boleh kosong"),
    Column("show", "nilai tampil", "expressions", 32, "nilai tambahan untuk pesan, satu baris satu: nama: SQL"),
    Column("partners", "baris pasangan", "list", 16, "isian yang sama pada baris lain; {partners} menyebut barisnya"),
    Column("message", "pesan", "text", 40, _("apa yang salah pada baris ini; {{nama_isian}} mencetak nilainya"), True),
    Column("message_en", "pesan (Inggris)", "text", 30, "pesan dalam bahasa Inggris; boleh kosong"),
    Column("why", "mengapa", "text", 44, _("mengapa itu tidak mungkin (atau tidak lazim) benar"), True),
    Column("why_en", "mengapa (Inggris)", "text", 30, "alasannya dalam bahasa Inggris; boleh kosong"),
    Column("fix", "perbaiki", "text", 44, _("langkah memperbaikinya di Prodeskel, dan dari dokumen apa"), True),
    Column("fix_en", "perbaiki (Inggris)", "text", 30, "langkahnya dalam bahasa Inggris; boleh kosong"),
    Column("mode", "pendampingan", "choice", 13, "sosialisasi, supervisi atau asistensi; kosong sama dengan supervisi"),
    Column("basis", "dasar", "text", 30, "peraturan, rumus formulir, atau kewajaran"),
    Column("unanswered", "syarat dapat diperiksa", "text", 28, "yang dibutuhkan selain isian terisi; boleh kosong"),
    Column("unanswered_en", "syarat dapat diperiksa (Inggris)", "text", 28, "kalimat yang sama dalam bahasa Inggris"),
    Column("also", "tabel lain yang ditanyai", "list", 20, "tabel lain yang dapat dibaca sebagai tabel aturan ini"),
    Column("also_severity", "tingkat di sana", "choice", 10, "tingkat di tabel lain itu, bila lain; boleh kosong"),
    Column("also_params", "ambang di sana", "numbers", 18, "ambang di tabel lain itu, bila lain; satu baris satu"),
)  # fmt: skip
