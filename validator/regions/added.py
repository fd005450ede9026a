"""Regions that packs add, held against the table: what the reader of packs, which knows no table, cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from validator.pack.errors import DeclarationError
from validator.pack.loading import refusal
from validator.pack.models import NewRegion
from validator.pack.problems import Problem
from validator.regions.table import Regions, dotted

__all__ = ["problems_of", "refuse"]


def problems_of(added: Sequence[NewRegion]) -> list[Problem]:
    """What is wrong with the regions of packs, except for what the reader of packs reports."""
    regions = Regions.load(tuple(added))
    return [
        Problem(Path(region.origin), region.line, 1, "error", "region", message)
        for region in added
        for message in _wrong(region, regions)
    ]


def refuse(added: Sequence[NewRegion]) -> None:
    """Raises `DeclarationError` for regions that `problems_of` finds wrong."""
    if message := refusal(problems_of(added)):
        raise DeclarationError(message)


def _wrong(region: NewRegion, regions: Regions) -> Iterator[str]:
    above = region.code[: {10: 6, 6: 4, 4: 2}[len(region.code)]]
    if not regions.name(above):
        yield f"Kode {dotted(region.code)} berada di {dotted(above)}, yang tidak dikenal; tambahkan wilayah itu juga."
    if Regions.load().name(region.code) == region.name and not Regions.load().former(region.code):
        yield f"Kode {dotted(region.code)} {region.name} sudah ada dalam daftar wilayah; hapus baris ini."
    for old in region.replaces:
        if not Regions.load().name(old):
            yield f"Kode {dotted(old)} dalam replaces tidak dikenal."
