"""OpenSID's workbooks of Pematang with mistakes in them (`samples/opensid`) and their ledger (`seeded_opensid.csv`)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from samples.generator import opensid_people, opensid_sheets
from samples.generator.grids import letters
from samples.generator.ledger import Entry, save, shown
from samples.generator.opensid_people import COLUMNS
from samples.generator.opensid_sheets import Sheet
from samples.generator.population import Registry, Village, found, next_year
from samples.generator.profiles import PEMATANG
from samples.generator.writers import pinned

QUESTIONNAIRE = "Daftar Keluarga dan Anggota DDK.xlsx"
POPULATION = "Data Penduduk.xlsx"


class Slip(NamedTuple):
    """One mistake: the sheet, the data row (from 0), the 0-based column, what it becomes, and the rule that finds it.

    `marks` is the column that the finding marks, where it is another one of the row.
    """

    rule: str
    kind: str
    sheet: str
    row: Callable[[Sheet], int]
    column: int
    now: str | int | float
    what: str
    also: str = ""
    marks: int = -1


def generate(target: Path) -> None:
    """Writes both workbooks and their ledger; the same cells on every run."""
    village = _village()
    folder = f"{PEMATANG.code}_pematang"
    place = target / "opensid" / folder
    place.mkdir(parents=True, exist_ok=True)
    books = {
        QUESTIONNAIRE: opensid_sheets.workbook(village, PEMATANG.seed),
        POPULATION: {"Data Penduduk": opensid_people.sheet(village, PEMATANG.rw)},
    }
    entries: list[Entry] = []
    for file, sheets in books.items():
        slips = [slip for slip in _SLIPS if slip.sheet in sheets]
        entries += [_made(slip, sheets[slip.sheet], f"opensid/{folder}/{file}") for slip in slips]
        (place / file).write_bytes(_workbook(sheets.values()))
    save(entries, target / "seeded_opensid.csv")


def _village() -> Village:
    """Pematang as it is in 2026, the same persons as in its exports."""
    registry = Registry(PEMATANG.seed, PEMATANG.code[:6], PEMATANG.hamlets, PEMATANG.faiths)
    first = found(PEMATANG.code, PEMATANG.name, registry, PEMATANG.size)
    return next_year(first, registry, *PEMATANG.change)


def _made(slip: Slip, sheet: Sheet, path: str) -> Entry:
    row = slip.row(sheet)
    line = sheet.rows[row]
    line.extend([""] * (slip.column + 1 - len(line)))
    was, line[slip.column] = line[slip.column], slip.now
    cell = f"{letters(slip.column)}{row + 1}"
    marked = f"{letters(slip.marks)}{row + 1}" if slip.marks >= 0 else ""
    words = slip.what.format(was=shown(was), now=shown(slip.now))
    return Entry(
        2026, PEMATANG.code, path, sheet.name, cell, slip.rule, slip.kind, words, shown(was), shown(slip.now),
        slip.also, marked,
    )  # fmt: skip


def _workbook(sheets: Iterable[Sheet]) -> bytes:
    """A workbook as OpenSID writes it: plain cells, no merged headings."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append([None if cell == "" else cell for cell in row])
    book.properties.creator = "OpenSID"
    buffer = io.BytesIO()
    book.save(buffer)
    return pinned(buffer)


def _nth(number: int) -> Callable[[Sheet], int]:
    return lambda sheet: sheet.head + number


def _where(column: int, value: str | int, skip: int = 0) -> Callable[[Sheet], int]:
    """The row that holds a value in a column, after `skip` others."""

    def found_in(sheet: Sheet) -> int:
        rows = [n for n, row in enumerate(sheet.rows) if column < len(row) and row[column] == value and n >= sheet.head]
        return rows[skip]

    return found_in


def _column(name: str) -> int:
    return COLUMNS.index(name)


_SLIPS = (
    Slip("DDK-061", "plausibility", "DDK", _nth(3), 13, 95_000_000, "Pengeluaran kelebihan nol: {now}."),
    Slip("DDK-060", "plausibility", "DDK", _nth(5), 12, 2500, "Penghasilan ditulis dalam ribuan.", "DDK-061"),
    Slip("DDK-063", "completeness", "DDK", _nth(7), 22, "", "Atap rumah milik sendiri kosong.", "GEN-016"),
    Slip("GEN-020", "domain", "DDK", _nth(9), 30, "9", "Nomor pola makan tidak ada: {now}."),
    Slip("DDK-053", "cross-field", "DDK", _where(27, "10"), 27, "10, 2", "Sudah Semua dipilih bersama BCG."),
    Slip("DDK-064", "plausibility", "DDK", _nth(11), 23, "2, 7", "Kapal pesiar tercentang."),
    Slip("DDK-049", "cross-field", "DDK", _where(24, "9"), 24, "7, 1", "Tidak periksa bersama periksa di Posyandu."),
    Slip("DDK-054", "cross-field", "DDK 1.4 s.d 1.5", _nth(4), 6, "1", "Air baik sekaligus berbau.", "", 3),
    Slip("DDK-055", "cross-field", "DDK 1.4 s.d 1.5", _where(14, "1", 8), 11, "1", "Dua kelas luas tercentang.",
         "DDK-056 DDK-062", 10),
    Slip("DDK-057", "cross-field", "DDK 1.6", _nth(2), 5, 0, "Luas panen nol, padahal ada hasil."),
    Slip("DDK-059", "plausibility", "DDK 1.6", _nth(6), 5, 0.5, "Luas panen ditulis dalam Ha.", "", 6),
    Slip("GEN-015", "format", "DDK 1.7 s.d 1.8", _nth(2), 3, "banyak", "Jumlah ternak bukan angka."),
    Slip("GEN-020", "domain", "DDK Anggota", _nth(6), 8, "12", "Nomor wajib pajak tidak ada: {now}."),
    Slip("DDK-047K", "cross-field", "DDK Anggota", _where(5, "3"), 5, "6", "Istri dengan vasektomi."),
    Slip("SID-001", "format", "Data Penduduk", _nth(5), _column("nik"), "631103410180900", "NIK hanya 15 digit."),
    Slip("SID-002", "format", "Data Penduduk", _nth(9), _column("no_kk"), "63110315051890", "Nomor KK hanya 14 digit.",
         "FAM-001"),
    Slip("SID-004", "cross-field", "Data Penduduk", _where(_column("sex"), 1, 4), _column("hamil"), 1,
         "Laki-laki hamil."),
    Slip("SID-005", "code system", "Data Penduduk", _where(_column("kk_level"), 3, 2), _column("status_kawin"), 1,
         "Istri dengan nomor status menurut Prodeskel."),
    Slip("GEN-020P", "domain", "Data Penduduk", _nth(21), _column("kk_level"), 12, "Nomor hubungan tidak ada: {now}."),
    Slip("DDK-070", "cross-table", "Data Penduduk", _nth(30), _column("status_dasar"), 2,
         "Meninggal menurut OpenSID, masih ada di Prodeskel.", "FAM-001"),
    Slip("DDK-015", "cross-field", "Data Penduduk", _nth(40), _column("tanggallahir"), "17-08-1955",
         "Tanggal lahir lain daripada NIK: {now}."),
    Slip("DDK-024", "plausibility", "Data Penduduk", _nth(44), _column("tanggallahir"), "31-12-2030",
         "Lahir di masa depan: {now}."),
    Slip("DDK-008", "domain", "Data Penduduk", _nth(48), _column("nik"), "9911031708559001",
         "NIK berkode provinsi 99.", "DDK-015 DDK-014"),
    Slip("DDK-022", "format", "Data Penduduk", _nth(52), _column("nama"), "SIT1 AMINAH", "Nama memuat angka."),
    Slip("DDK-012", "domain", "DDK Anggota", _nth(20), 2, "6311033002809001", "NIK bertanggal 30 Februari."),
)  # fmt: skip
