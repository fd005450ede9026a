"""One thing that is wrong with a pack, and the codes that say what kind of thing it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _

Level = Literal["error", "warning"]

CODES: dict[str, str] = {
    "file": "berkas atau folder tidak dapat menjadi bagian paket",
    "encoding": "berkas bukan teks UTF-8, atau berisi tanda yang tidak tampak",
    "size": "isi berkas melampaui batas",
    "yaml": "YAML tidak dapat dibaca",
    "anchor": "alias YAML di dalam jangkar lain, atau penggabungan (<<)",
    "key": "kunci yang sama ditulis dua kali",
    "shape": "bentuk deklarasi tidak menurut JSON Schema",
    "duplicate": "nama atau id sudah dipakai",
    "table": "tabel tidak dikenal atau tidak dapat digabung",
    "field": "isian (kolom) tidak dikenal",
    "region": "kode wilayah tidak mungkin atau tidak mempunyai induk",
    "codelist": "daftar pilihan tidak dikenal",
    "label": "pilihan tidak ada dalam daftarnya",
    "rule": "aturan yang diubah tidak dikenal",
    "sql": "SQL tidak dapat dibaca",
    "statement": "bukan satu ungkapan, atau berisi subkueri, agregat atau tabel",
    "function": "fungsi tidak dikenal atau tidak diizinkan",
    "arguments": "banyaknya isian makro keliru",
    "type": "jenis nilai tidak cocok",
    "params": "ambang ($nama) tidak dinyatakan atau tidak dipakai",
    "placeholder": "{nama} dalam pesan tidak dikenal",
    "example": "contoh tidak cocok dengan tabel atau aturannya",
    "identical": "kondisi sama persis dengan aturan lain",
    "contradiction": "kondisi berlawanan dengan aturan lain",
    "stranger": "ciri lembar asing juga dimiliki sebuah formulir",
    "incomplete": "keterangan yang sebaiknya ada belum ditulis",
    "portable": "kondisi tidak dapat dijalankan di Spark atau PostgreSQL",
}


class Problem(Struct, frozen=True):
    """`line` and `column` are 1-based; `code` is a key of `CODES`; problems are sorted by place."""

    path: Path
    line: int
    column: int
    level: Level
    code: str
    said: Worded

    @property
    def message(self) -> str:
        """What is wrong, in Indonesian."""
        return self.said.worded()

    def worded(self, lang: str = "id") -> str:
        """Place, code and sentence in one line."""
        place = f"{printable(self.path)}:{self.line}:{self.column}"
        return f"{place}: {self.level} [{self.code}] {self.said.worded(lang)}"

    def __str__(self) -> str:
        return self.worded()

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[Path, int, int, Level, str, str]:
        return self.path, self.line, self.column, self.level, self.code, self.message


def nearest(name: str, known: Iterable[str]) -> Worded | None:
    """What was probably meant by a misspelt name; None if nothing is close."""
    from difflib import get_close_matches

    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.6)
    return _("Mungkin maksudnya: {word}?", word=by_folded[found[0]]) if found else None


def printable(path: Path) -> str:
    """A path as it can be told, whatever bytes its name has."""
    return str(path).encode("utf-8", "backslashreplace").decode()
