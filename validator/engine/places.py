"""What conditions may look up about villages: those that occur, by code and name, and the known districts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from validator.exports.regions import Regions

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "add_districts", "add_places"]

_COLUMNS = ("code", "name", "district", "regency", "province", "kind")

TABLES = f"CREATE TABLE _places ({', '.join(f'{c} VARCHAR' for c in _COLUMNS)}); CREATE TABLE _districts (code VARCHAR)"
"""SQL that makes both, empty."""


def add_places(connection: DuckDBPyConnection, codes: Iterable[str]) -> None:
    """Fills `_places`: a row for each of these villages that is known."""
    regions = Regions.load()
    known = [place for code in sorted(codes) if (place := regions.village(code))]
    columns = [[getattr(place, c) for place in known] for c in _COLUMNS]
    connection.execute(f"INSERT INTO _places SELECT {', '.join('unnest(?::VARCHAR[])' for _ in _COLUMNS)}", columns)


def add_districts(connection: DuckDBPyConnection) -> None:
    """Fills `_districts` with the codes of all districts; one text is handed over quicker than a list of thousands."""
    codes = Regions.load().district_codes()
    cut = "SELECT substr(?, (place * 6 + 1)::BIGINT, 6) FROM range(?) AS codes(place)"
    connection.execute(f"INSERT INTO _districts {cut}", ["".join(codes), len(codes)])
