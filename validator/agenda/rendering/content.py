"""A paper as plain texts, lists and numbers under Indonesian names: what templates of every format are filled with."""

from __future__ import annotations

from typing import Any

from validator.agenda.letterhead import Letterhead
from validator.agenda.paper import Bar, Paper, PaperRow, PaperTable, Section, Signature

__all__ = ["content"]

SIGNS = "………………………………"
PIECES = 20
"""Pieces of a bar that is drawn of cells, each 5 per cent."""
DARK, LIGHT = "1F4E79", "E7EBF0"
SHADES = ("FFFFFF", "FDE9D9", "FBD4B4", "FABF8F", "F79646")
"""Of a heat map, from none to most; black is readable on each."""


def content(paper: Paper) -> dict[str, Any]:
    """The names that a template may use; docs/agenda.md lists them."""
    return {
        "judul": paper.title,
        "subjudul": paper.subtitle,
        "kop": _kop(paper.kop),
        "fakta": [{"nama": name, "isi": value} for name, value in paper.facts],
        "bagian": {section.key: _section(section, paper.target) for section in paper.sections},
        "urutan": [section.key for section in paper.drawn if not section.annex],
        "lampiran": [section.key for section in paper.drawn if section.annex],
        "ttd": [_signature(signature) for signature in paper.signatures],
        "kaki": paper.footer,
        "mendatar": paper.landscape,
        "target": paper.target,
    }


def _kop(kop: Letterhead) -> dict[str, str]:
    regency = kop.kabupaten.upper()
    return {
        "pemerintah": f"PEMERINTAH {regency}" if regency else "",
        "kecamatan": kop.kecamatan.upper(),
        "alamat": kop.alamat,
        "kontak": kop.kontak,
    }


def _section(section: Section, target: float) -> dict[str, Any]:
    return {
        "judul": section.title,
        "ada": not section.empty,
        "alinea": list(section.paragraphs),
        "butir": list(section.bullets),
        "grafik": [_bar(bar, target) for bar in section.bars],
        "tabel": _table(section.table) if section.table else {"kolom": [], "baris": []},
        "penutup": section.tail,
    }


def _bar(bar: Bar, target: float) -> dict[str, Any]:
    percent = max(0.0, min(100.0, bar.percent or 0.0))
    filled = round(percent * PIECES / 100)
    short = bar.percent is not None and bar.percent < target
    return {
        "nama": bar.label,
        "persen": percent,
        "keterangan": bar.note,
        "kurang": short,
        "warna": [DARK if n < filled else LIGHT for n in range(PIECES)],
    }


def _table(table: PaperTable) -> dict[str, Any]:
    columns = [{"judul": c.title, "lebar": c.width, "rata": c.align} for c in table.columns]
    return {"kolom": columns, "baris": [_row(row) for row in table.rows]}


def _row(row: PaperRow) -> dict[str, Any]:
    shades = row.shades or (0,) * len(row.cells)
    lines = [cell.partition("\n") for cell in row.cells]
    return {
        "sel": list(row.cells),
        "utama": [first for first, _, _ in lines],
        "tambahan": [rest for _, _, rest in lines],
        "kelompok": row.group,
        "warna": [SHADES[s] for s in shades],
    }


def _signature(signature: Signature) -> dict[str, str]:
    return {
        "atas": signature.above,
        "jabatan": signature.office,
        "nama": signature.name or SIGNS,
        "bawah": signature.below,
    }
