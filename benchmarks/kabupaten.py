"""A kabupaten of 286 villages (the size of Kendal): read, checked, and every list, agenda and digest written.

    python -m benchmarks.kabupaten [VILLAGES]

The villages are the two faulty sample villages and the clean one, over and over, under real codes.
"""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from samples.generator import planting, writers
from samples.generator.ledger import Book
from validator.exports.regions import Regions

DAY = date(2026, 11, 24)
REGENCY = "3324"


def write_villages(target: Path, count: int) -> None:
    """The exports of that many villages, a folder each."""
    codes = [village.code for village in Regions.load().villages_in(REGENCY)][:count]
    books = [book for book in planting.plant()[0] if book.year == 2026]
    for code, book in zip(codes, cycle(books)):
        for grid in _under(book, code).grids.values():
            writers.write(grid, target / f"{code}_desa")


def _under(book: Book, code: str) -> Book:
    """The same book under another village's code."""
    book = copy.deepcopy(book)
    for grid in book.grids.values():
        for record in grid.records:
            if record.get("kode_desa"):
                record["kode_desa"] = code
    return book


@contextmanager
def stage(name: str, times: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = time.perf_counter() - start


def main(count: int = 286) -> None:
    from validator import check

    times: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        exports, written = Path(folder, "2026"), Path(folder, "hasil")
        write_villages(exports, count)
        files = sum(1 for path in exports.rglob("*") if path.is_file())
        with stage("baca dan periksa", times):
            result = check(exports, date=DAY)
        for name in ("xlsx", "html", "whatsapp", "json"):
            with stage(name, times):
                _write(name, result, written)
        with stage("agenda (docx, pdf)", times):
            _agendas(result, written / "agenda")
    total = sum(times.values())
    print(f"### {len(result.villages)} desa, {files} berkas, {result.total} temuan: {total:.1f} detik\n")
    for name, seconds in times.items():
        print(f"- {name}: {seconds:.1f} detik ({seconds / total:.0%})")
    print()


def _write(name: str, result: object, folder: Path) -> None:
    from validator.reports import FORMATS, write

    target = folder / name
    if not FORMATS[name].folder:
        target = folder / f"temuan.{name}"
    write(name, result, target)  # type: ignore[arg-type]


def _agendas(result: object, folder: Path) -> None:
    write_agendas: Callable[..., object] = import_module("validator.agenda").write_agendas
    write_agendas(result, folder, formats=("docx", "pdf"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
