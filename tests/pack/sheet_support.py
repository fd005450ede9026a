"""The rule sheet of a few forms, and a hand that edits it as a rule keeper does in Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from validator.pack.loading import load_pack
from validator.pack.workbook import write_sheet
from validator.pack.workbook.sources import stated

OWN = {
    "id": "BLG-001",
    "tabel": "t03",
    "judul": "Sawah tadah hujan tidak melebihi luas desa",
    "judul (Inggris)": "Rain-fed paddy does not exceed the village area",
    "tingkat": "warning",
    "dimensi": "consistency",
    "syarat": "sawah_tadah_hujan <= luas_desa * $bagian",
    "ambang": "bagian: 0,9",
    "sel yang ditandai": "sawah_tadah_hujan; luas_desa",
    "nilai tampil": "selisih: luas_desa - sawah_tadah_hujan",
    "pesan": "=Sawah {sawah_tadah_hujan} ha dari {luas_desa} ha, selisih {selisih} ha.",
    "mengapa": "Sebidang sawah adalah bagian dari desa, jadi luasnya tidak mungkin melebihi luas desa. " * 2,
    "perbaiki": "Cocokkan kedua angka dengan peta desa.",
    "dokumen": "Peta desa; Buku Tanah di Desa",
    "petugas": "Kasi Pemerintahan",
    "menit": 7.5,
    "dasar": "Rumus formulir",
}
CASES = [["BLG-001", "lulus", "sawah_tadah_hujan: 40, luas_desa: 900"],
         ["BLG-001", "gagal", "{sawah_tadah_hujan: 1040, luas_desa: 900}"]]  # fmt: skip


class Editor:
    """The open workbook: cells by rule id (or row number) and heading."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.rules, self.examples = book["Aturan"], book["Contoh"]

    @property
    def columns(self) -> dict[str, int]:
        return {cell.value: cell.column for cell in self.rules[1]}

    def row(self, rule_id: str) -> int:
        return next(cell.row for cell in self.rules["A"] if cell.value == rule_id)

    def cell(self, where: str | int, head: str) -> Any:
        return self.rules.cell(self.row(where) if isinstance(where, str) else where, self.columns[head])

    def add(self, cells: dict[str, object] = OWN, cases: list[list[str]] = CASES) -> int:
        """Append a rule and its examples; the row of the rule."""
        row = self.rules.max_row + 1
        for head, value in cells.items():
            self.cell(row, head).value = value
            self.cell(row, head).data_type = "s" if isinstance(value, str) else "n"
        for case in cases:
            self.examples.append(case)
        return row


def sheet_of(path: Path, *tables: str, packs: tuple[Path, ...] = ()) -> Path:
    """The sheet of the rules of these tables; all of them without any."""
    pack, entries = load_pack(packs), stated(packs)
    write_sheet(path, [entries[r.id] for r in pack.rules if not tables or r.table in tables], pack)
    return path


def edited(path: Path, change: Callable[[Editor], object]) -> Path:
    """The sheet after somebody worked on it."""
    book = load_workbook(path)
    change(Editor(book))
    book.save(path)
    return path
