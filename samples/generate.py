"""Write the sample exports and their ledgers: `python samples/generate.py [FOLDER]` (default: where this file is)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from samples.generator import ledger, opensid, planting, writers


def generate(target: Path) -> None:
    """Write the year folders and `seeded.csv` into `target`; the same bytes on every run."""
    books, entries = planting.plant()
    for book in books:
        for grid in book.grids.values():
            writers.write(grid, target / str(book.year) / book.folder)
    ledger.save(entries, target / "seeded.csv")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    generate(folder)
    opensid.generate(folder)
