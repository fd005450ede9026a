"""An .xlsx file as cells. What is no workbook, or has other sheets, is refused with the cure."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from validator.pack.workbook.cells import CellError
from validator.pack.workbook.columns import EXAMPLES, RULES
from validator.pack.workbook.faults import SheetError, SheetFault

__all__ = ["Cell", "Sheets", "address", "read_sheets"]

ROWS = 20_000
COLUMNS = 200
BYTES = 300_000_000
"""What is unpacked at most. The sheet of all built-in rules takes a hundredth of it."""
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z0-9:]+)["']""")


class Cell(Struct, frozen=True):
    """A cell's value; `kind` is the type that Excel gives it (`f`: a formula, `e`: an error value)."""

    value: Any
    kind: str = "s"

    @property
    def blank(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    def sound(self) -> Any:  # noqa: ANN401 - a cell holds anything
        """The value, text without what Excel puts around it. Raises `CellError` for formulas and error values."""
        if self.kind == "f":
            raise CellError(f"berisi rumus {self.value}. Format selnya sebagai Teks, lalu ketik ulang isinya.")
        if self.kind == "e":
            raise CellError(f"berisi {self.value}, hasil rumus yang salah. Ketik ulang isinya.")
        if isinstance(self.value, str):
            return self.value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        return self.value


Sheets = dict[str, list[list[Cell]]]
"""The rows of each sheet that is read; the first row of each is there."""


def address(row: int, column: int) -> str:
    """`C5` for (4, 2)."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row + 1}"


def read_sheets(path: Path) -> Sheets:
    """The cells of the two sheets of a rule sheet. Raises `SheetError`."""
    _reject_others(path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True)
            try:
                missing = [name for name in (RULES, EXAMPLES) if name not in book.sheetnames]
                if missing:
                    raise _refused(
                        f"lembar {' dan '.join(missing)} tidak ada. Kembalikan namanya, atau ekspor lembar baru."
                    )
                faults = [fault for name in (RULES, EXAMPLES) for fault in _merged(book[name])]
                if faults:
                    raise SheetError(faults)
                return {name: list(_rows(book[name])) or [[]] for name in (RULES, EXAMPLES)}
            finally:
                book.close()
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise _refused(f"buku kerja ini rusak ({error}). Buka di Excel, lalu simpan ulang sebagai .xlsx.") from error


def _merged(sheet: Any) -> Iterator[SheetFault]:  # noqa: ANN401 - openpyxl's read-only sheet, which passes merges over
    """A fault for each merged area: only its first cell holds anything, so what the others mean would be guessed."""
    with sheet._get_source() as source:
        areas = [area.decode() for area in _MERGED.findall(source.read())]
    for area in areas:
        yield SheetFault(sheet.title, area, "sel-sel ini digabung. Pisahkan (Unmerge Cells), lalu isi setiap selnya.")


def _rows(sheet: Any) -> Iterator[list[Cell]]:  # noqa: ANN401 - openpyxl's read-only sheet
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS), 1):
        if number > ROWS:
            if any(cell.value is not None for cell in row):
                raise _refused(f"lembar {sheet.title} lebih dari {ROWS} baris. Hapus baris yang tidak dipakai.")
            continue
        yield [Cell(cell.value, cell.data_type) for cell in row]


def _reject_others(path: Path) -> None:
    """Raise for a file that is no .xlsx workbook, or unpacks to too much."""
    try:
        if path.stat().st_size == 0:
            raise _refused("berkas ini kosong. Ekspor lembar baru dengan `prodeskel rules sheet export`.")
        with zipfile.ZipFile(path) as packed:
            if "[Content_Types].xml" not in packed.namelist():
                raise zipfile.BadZipFile
            if sum(part.file_size for part in packed.infolist()) > BYTES:
                raise _refused("isi berkas ini terlalu besar untuk lembar aturan.")
    except zipfile.BadZipFile:
        cure = "Buka di Excel, lalu simpan sebagai Buku Kerja Excel (*.xlsx) tanpa kata sandi."
        raise _refused(f"ini bukan buku kerja Excel (.xlsx). {cure}") from None
    except OSError as error:
        raise _refused(f"tidak dapat dibaca: {error.strerror or error}.") from error


def _refused(message: str) -> SheetError:
    return SheetError([SheetFault("", "", message)])
