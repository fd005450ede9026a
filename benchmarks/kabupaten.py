"""A kabupaten of 286 villages (the size of Kendal): read, checked, and every list, agenda and digest written.

    python -m benchmarks.kabupaten [VILLAGES]

The villages are the two faulty sample villages and the clean one, over and over, under real codes, and no NIK or No. KK
occurs in two of them. Their forms are found to be copies of each other, ten a village.
"""

from __future__ import annotations

import copy
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from samples.generator import planting, writers
from samples.generator.grids import Cell
from samples.generator.ledger import Book
from validator import check
from validator.findings.result import Result
from validator.own_process import own_process
from validator.processes import cores
from validator.regions.table import Regions
from validator.reports import FORMATS, write

DAY = date(2026, 11, 24)
REGENCY = "3324"


def write_villages(target: Path, count: int) -> None:
    """The exports of that many villages, a folder each."""
    codes = [village.code for village in Regions.load().villages_in(REGENCY)][:count]
    books = [book for book in planting.plant()[0] if book.year == 2026]
    for number, (code, book) in enumerate(zip(codes, cycle(books))):
        for grid in _under(book, code, number).grids.values():
            writers.write(grid, target / f"{code}_desa")


def _under(book: Book, code: str, number: int) -> Book:
    """The same book under another village's code, its persons and families with numbers of their own."""
    book = copy.deepcopy(book)
    for grid in book.grids.values():
        for name in {"kode_desa", "nik", "kode_keluarga"} & set(grid.names):
            for row in range(len(grid.rows)):
                grid.put(row, name, code if name == "kode_desa" else _renumbered(grid.get(row, name), code, number))
    return book


def _renumbered(cell: Cell, code: str, number: int) -> Cell:
    """A NIK or No. KK of that kecamatan, in the order of the villages; what is no such number stays as it is."""
    text = str(cell)
    if not re.fullmatch(r"_\d{16}", text):
        return cell
    return f"_{code[:6]}{text[7:13]}{(int(text[13:]) + 20 * (number % 50)) % 10_000:04}"


@contextmanager
def stage(name: str, times: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = time.perf_counter() - start


@own_process()
def main(count: int = 286) -> None:
    times: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        exports, written = Path(folder, "2026"), Path(folder, "hasil")
        write_villages(exports, count)
        files = sum(1 for path in exports.rglob("*") if path.is_file())
        with stage("baca dan periksa", times):
            result = check(exports, date=DAY, jobs=cores())
        for name in ("xlsx", "html", "whatsapp", "json"):
            with stage(name, times):
                _write(name, result, written)
        with stage("agenda (docx, pdf), dari hasil JSON", times):
            _agendas(written / "temuan.json", written / "agenda")
    total = sum(times.values())
    print(f"### {len(result.villages)} desa, {files} berkas, {result.total} temuan: {total:.1f} detik\n")
    for name, seconds in times.items():
        print(f"- {name}: {seconds:.1f} detik ({seconds / total:.0%})")
    print()


def _write(name: str, result: Result, folder: Path) -> None:
    form = FORMATS[name]
    write(name, result, folder / name if form.folder else form.target(folder))


def _agendas(exports: Path, folder: Path) -> None:
    from click.testing import CliRunner

    from validator.cli.agenda import command

    formats = ["--format", "docx", "--format", "pdf"]
    ran = CliRunner().invoke(
        command, [str(exports), "--all", "--date", DAY.isoformat(), *formats, "--output", str(folder)]
    )
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
