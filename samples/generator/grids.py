"""Exports in memory: one `Grid` a file, with the addresses its cells will have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Cell = str | int | float | date
Container = Literal["xls", "xlsx", "html", "csv"]
BLANK = "\u00a0"
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def declared(table: str) -> dict[str, Any]:
    """The declaration of a table, by its name."""
    return _declarations()[table]


@cache
def _declarations() -> dict[str, dict[str, Any]]:
    """All declarations by name; the first one of a name counts."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(SCHEMAS.glob("*/*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "layout" in content:
            found.setdefault(content["name"], content)
    return found


@cache
def labels(codelist: str) -> tuple[str, ...]:
    """The labels of a code list in the order of the form."""
    content = yaml.safe_load((SCHEMAS / "codelists" / f"{codelist}.yml").read_text(encoding="utf-8"))
    return tuple(item["label"] for item in content["items"])


def letters(column: int) -> str:
    """The letters of a 0-based column: 0 is A, 26 AA."""
    high, low = divmod(column, 26)
    return (letters(high - 1) if high else "") + chr(65 + low)


@dataclass
class Grid:
    """One export file: `rows` are its records, `titles` the lines above the header (a re-saved copy has some)."""

    table: str
    names: list[str]
    headers: list[str]
    rows: list[list[Cell]]
    container: Container = "xls"
    titles: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"grid_{self.table}"

    @property
    def file(self) -> str:
        return f"{self.name}.{'xls' if self.container == 'html' else self.container}"

    @property
    def sheet(self) -> str:
        """The name of the worksheet; CSV and HTML have none."""
        return self.name if self.container in {"xls", "xlsx"} else ""

    def column(self, name: str) -> int:
        return self.names.index(name)

    def get(self, row: int, name: str) -> Cell:
        return self.rows[row][self.column(name)]

    def put(self, row: int, name: str, value: Cell) -> None:
        self.rows[row][self.column(name)] = value

    def row_of(self, name: str, value: Cell) -> int:
        """The first record whose field has that value."""
        return next(i for i, row in enumerate(self.rows) if row[self.column(name)] == value)

    def address(self, row: int, name: str) -> str:
        """Where a cell stands in the file, such as `J12`."""
        return f"{letters(self.column(name))}{len(self.titles) + 2 + row}"


def grid(table: str, common: dict[str, Cell], records: list[dict[str, Cell]]) -> Grid:
    """A grid of that table: the columns of `common` first, then the declared ones; a number that is not given is 0."""
    fields = declared(table)["fields"]
    names = [f["name"] for f in fields]
    heads = {"kode_desa": "Kode Desa", "tanggal": "Tanggal"}
    rows = [
        [*common.values(), *(record[f["name"]] if f["type"] == "string" else record.get(f["name"], 0) for f in fields)]
        for record in records
    ]
    return Grid(table, [*common, *names], [*(heads[c] for c in common), *(f["title"] for f in fields)], rows)
