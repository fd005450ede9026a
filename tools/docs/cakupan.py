"""How much of the instruments is declared, and how much of the catalogue is asked: counted from the repository alone.

`schemas/instrumen.csv` lists every item that is known, with the table, field and printed row that hold it, and
`rules/katalog.csv` the rules of the catalogue. What is not declared, or not asked, is named.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tools.docs.catalogue import unanswered
from tools.docs.markdown import table
from validator.cells.values import Codes
from validator.pack.loading import builtin_directory
from validator.pack.models import Pack, Table

__all__ = ["render"]

OFFICIAL = {"DDK": 765, "Potensi": 2037, "Perkembangan": 958}
NAMES = {"DDK": "Data Dasar Keluarga", "Potensi": "Potensi", "Perkembangan": "Tingkat Perkembangan"}
LIVE_FORMS = 44
HEAD = """# Cakupan instrumen dan aturan

Dibuat dari `schemas/` dan `rules/`; jangan diubah dengan tangan (`make docs`).

"""
COUNTING = """
Angka resmi (765, 2.037 dan 958 butir) berasal dari bahan sosialisasi; rincian nomor demi nomornya tidak terbit dalam
sumber yang dapat kami baca, sehingga tidak diketahui mana yang dihitung satu butir. Karena itu ada dua hitungan:
*butir*, yang menghitung satu baris tercetak sekali (misalnya *Sapi*), dan *sel*, yang menghitung setiap kolomnya
(misalnya pemilik dan populasi). Persentase di atas 100 berarti cara hitung kami lebih rinci daripada hitungan resmi,
bukan berarti semua butir resmi pasti ada.
"""


class Item(NamedTuple):
    """One line of `schemas/instrumen.csv`; `butir` names an item that nothing declares."""

    instrumen: str
    nomor: str
    bagian: str
    tabel: str
    isian: str
    baris: str
    butir: str


class Counts(NamedTuple):
    """Items known and declared, and the cells of those declared."""

    known: int
    declared: int
    cells: int

    def plus(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


def render(pack: Pack) -> str:
    """The page: instruments, forms, sections, rules, and what is missing."""
    items = _items()
    holds = _Holding(pack)
    sections = _sections(items, holds)
    parts = [
        "## Instrumen\n\n" + _instruments(sections) + COUNTING,
        _forms(pack),
        "## Bagian demi bagian\n\n" + _by_section(sections),
        _rules(pack),
        _missing(items, holds),
    ]
    return HEAD + "\n".join(parts)


def _items() -> list[Item]:
    with (builtin_directory() / "schemas" / "instrumen.csv").open(encoding="utf-8", newline="") as file:
        return [Item(**row) for row in csv.DictReader(file)]


class _Holding:
    """Says how many cells of a pack hold an item; 0 if none does."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._codes: dict[str, Codes] = {}

    def cells(self, item: Item) -> int:
        """The columns of a printed row, or 1."""
        declared = self.pack.tables.get(item.tabel)
        if declared is None or not set(item.isian.split()) <= set(declared.names):
            return 0
        if item.baris and not self._row(declared, item):
            return 0
        return len(item.isian.split()) or sum(f.expected and f.name not in declared.key for f in declared.fields) or 1

    def _row(self, declared: Table, item: Item) -> bool:
        """The printed row, or the answer, is in a code list of the key or of the field itself."""
        lists = {declared.field(name).codelist for name in (*declared.key, *item.isian.split())} - {""}
        return any(self._known(name).find(item.baris) for name in lists)

    def _known(self, name: str) -> Codes:
        if name not in self._codes:
            self._codes[name] = Codes.of(self.pack.codelists[name])
        return self._codes[name]


def _sections(items: Sequence[Item], holds: _Holding) -> Mapping[tuple[str, str], Counts]:
    """Counts by instrument and section. The cells of one printed row, listed apart, are one item."""
    found: dict[tuple[str, str], Counts] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for item in items:
        cells = holds.cells(item)
        row = (item.instrumen, item.tabel, item.baris) if item.baris and item.instrumen == "Perkembangan" else ()
        seen[row] += 1
        new = not row or seen[row] == 1
        key = item.instrumen, item.bagian
        found[key] = found.get(key, Counts(0, 0, 0)).plus(Counts(new, new and cells > 0, cells))
    return found


def _instruments(sections: Mapping[tuple[str, str], Counts]) -> str:
    rows = []
    for name, official in OFFICIAL.items():
        known, declared, cells = _sum(counts for (instrument, _), counts in sections.items() if instrument == name)
        shares = _percent(declared, known), _percent(declared, official), _percent(cells, official)
        rows.append((NAMES[name], official, known, declared, shares[0], shares[1], cells, shares[2]))
    heads = (
        "instrumen",
        "resmi",
        "butir dikenal",
        "butir dinyatakan",
        "dari yang dikenal",
        "dari resmi",
        "sel",
        "sel dari resmi",
    )
    return table(heads, rows)


def _sum(counts: Iterator[Counts]) -> Counts:
    total = Counts(0, 0, 0)
    for each in counts:
        total = total.plus(each)
    return total


def _percent(part: int, whole: int) -> str:
    return f"{1000 * part // whole / 10:.1f} %".replace(".", ",")


def _forms(pack: Pack) -> str:
    kinds = Counter(declared.status for declared in pack.tables.values())
    return (
        "## Formulir\n\n"
        f"- Formulir Prodeskel yang dikenal: {kinds['live']} dari {LIVE_FORMS}, semua isiannya dinyatakan.\n"
        f"- Tabel yang hanya dikenal dari instrumen cetak: {kinds['paper']}; dikenali dari labelnya, tanpa kode.\n"
        f"- Tabel dari OpenSID (kuesioner keluarga dan data penduduk): {kinds['other']}.\n"
    )


def _by_section(sections: Mapping[tuple[str, str], Counts]) -> str:
    rows = [(NAMES[name], part, *counts) for (name, part), counts in sections.items()]
    return table(("instrumen", "bagian", "butir dikenal", "butir dinyatakan", "sel"), rows)


def _rules(pack: Pack) -> str:
    with (builtin_directory() / "rules" / "katalog.csv").open(encoding="utf-8", newline="") as file:
        catalogue = list(csv.DictReader(file))
    asked = {rule.id for rule in pack.rules if rule.status != "mati"}
    reasons = {id_: reason for id_, reason, _ in unanswered()}
    open_ = [row for row in catalogue if row["id"] not in asked]
    rows = [(row["id"], row["judul"], reasons.get(row["id"], "belum ada alasan yang dicatat")) for row in open_]
    own = len(asked - {row["id"] for row in catalogue})
    return (
        "## Aturan\n\n"
        f"Dari {len(catalogue)} aturan katalog, {len(catalogue) - len(open_)} ditanyakan dan {len(open_)} tidak; "
        f"ditambah {own} aturan di luar katalog. Yang tidak ditanyakan dan sebabnya:\n\n"
        + table(("aturan", "isi", "sebab"), rows)
    )


def _missing(items: Sequence[Item], holds: _Holding) -> str:
    gone = [item for item in items if not holds.cells(item)]
    rows = [(NAMES[i.instrumen], i.bagian, i.butir or i.baris or i.isian) for i in gone]
    words = f"Butir yang dikenal tetapi tidak dinyatakan ({len(gone)}):\n\n" if rows else "Tidak ada.\n"
    known = (
        "Yang tidak dapat dinamai: butir resmi yang tidak ada dalam sumber yang kami baca, bobot nilainya, dan kode "
        "isian formulir daring yang hanya kami kenal dari instrumen cetak.\n"
    )
    return (
        "## Yang belum ada\n\n" + words + (table(("instrumen", "bagian", "butir"), rows) + "\n" if rows else "") + known
    )
