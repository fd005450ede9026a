"""A million members from file to findings, beside what DuckDB needs just to read and type the file.

python -m benchmarks.members [ROWS]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import prodeskel, python, side_by_side, table
from samples.generator.large import write_members_csv
from validator.regions.table import Regions

TYPED = "import sys, duckdb; duckdb.sql(f\"CREATE TABLE t AS SELECT * FROM read_csv('{sys.argv[1]}')\")"


@contextmanager
def member_files(rows: int) -> Iterator[tuple[Path, Path]]:
    """A clean file and one in which every row breaks five rules."""
    provinces = (f"{number}" for number in (63, 62, 64, 61))
    codes = [village.code for province in provinces for village in Regions.load().villages_in(province)]
    with TemporaryDirectory() as folder:
        clean, broken = Path(folder, "clean.csv"), Path(folder, "broken.csv")
        write_members_csv(clean, rows, codes=islice(codes, None))
        write_members_csv(broken, rows, broken=True, codes=islice(codes, None))
        yield clean, broken


def main(rows: int = 1_000_000) -> None:
    with member_files(rows) as (clean, broken):
        commands = {
            "DuckDB, baca dan beri jenis": python("-c", TYPED, str(clean)),
            "prodeskel, semua aturan, bersih": prodeskel("check", str(clean), "--date", "2026-11-24"),
            "prodeskel, lima kesalahan tiap baris": prodeskel("check", str(broken), "--date", "2026-11-24"),
        }
        measured = side_by_side(commands)
    print(table(f"{rows:,} anggota".replace(",", "."), measured, "DuckDB, baca dan beri jenis"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
