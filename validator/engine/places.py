"""What conditions may look up about villages: those that occur, by code and name, and the known districts."""

from __future__ import annotations

from collections.abc import Iterable

from validator.engine.tables import Tables
from validator.exports.regions import Regions

__all__ = ["look_ups"]

_COLUMNS = ("code", "name", "district", "regency", "province", "kind")


def look_ups(tables: Tables, codes: Iterable[str]) -> None:
    """Fills `_places`, a row for each of the village `codes` that is known, and `_districts`."""
    regions = Regions.load()
    known = [place for code in sorted(codes) if (place := regions.village(code))]
    tables.connection.execute(
        f"INSERT INTO _places SELECT {', '.join('unnest(?::VARCHAR[])' for _ in _COLUMNS)}",
        [[getattr(place, c) for place in known] for c in _COLUMNS],
    )
    if any(t.layout == "records" and t.name in tables.reviewed for t in tables.pack.tables.values()):
        districts = sorted(regions.district_codes())
        tables.connection.execute("INSERT INTO _districts SELECT unnest(?::VARCHAR[])", [districts])
