"""What conditions may look up about villages: those that occur, by code and name, and the districts ever known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from validator.pack.models import NewRegion
from validator.plan.columns import PLACE_COLUMNS
from validator.regions.table import Region, Regions, Standing, dotted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["TABLES", "add_districts", "add_places"]

_REGION = ("name", "district", "regency", "province", "kind")
_COLUMNS = PLACE_COLUMNS["_places"]

TABLES = ";".join(
    f"CREATE TABLE {name} ({', '.join(f'{column} VARCHAR' for column in columns)})"
    for name, columns in PLACE_COLUMNS.items()
)
"""SQL that makes both, empty."""


def add_places(connection: DuckDBPyConnection, codes: Iterable[str], added: tuple[NewRegion, ...] = ()) -> None:
    """Fills `_places`: a row for each of these villages, with what is known of its code."""
    regions = Regions.load(added)
    rows = [_row(regions, regions.standing(code)) for code in sorted(codes)]
    columns = [[row[place] for row in rows] for place in range(len(_COLUMNS))]
    connection.execute(f"INSERT INTO _places SELECT {', '.join('unnest(?::VARCHAR[])' for _ in _COLUMNS)}", columns)


def add_districts(connection: DuckDBPyConnection, added: tuple[NewRegion, ...] = ()) -> None:
    """Fills `_districts` with the codes of all districts that are or once were: NIK and family card numbers keep those
    of their day. One text is handed over quicker than a list of thousands.
    """
    codes = Regions.load(added).ever_district_codes()
    cut = "SELECT substr(?, (place * 6 + 1)::BIGINT, 6) FROM range(?) AS codes(place)"
    connection.execute(f"INSERT INTO _districts {cut}", ["".join(codes), len(codes)])


def _row(regions: Regions, standing: Standing) -> list[str | None]:
    region = (
        [getattr(standing.region, name) or None for name in _REGION] if standing.region else _above(regions, standing)
    )
    near = "; ".join(f"{dotted(r.code)} {r.name} ({r.district}, {r.regency})" for r in standing.near)
    successor = _described(standing.successor) if standing.successor else None
    return [standing.code, *region, standing.state, str(standing.until or "") or None, successor, near or None]


def _above(regions: Regions, standing: Standing) -> list[str | None]:
    """What an unknown village would lie in, as far as its code is one of Kemendagri."""
    if standing.state == "bps":
        return [None] * len(_REGION)
    above = (regions.name(standing.code[:digits]) or None for digits in (6, 4, 2))
    return [None, *above, None]


def _described(region: Region) -> str:
    return f"{dotted(region.code)} {region.name}, {region.regency}, {region.province}"
