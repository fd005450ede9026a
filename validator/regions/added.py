"""Regions that packs add, held against the table: what the reader of packs, which knows no table, cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from validator.messages.sentences import Sentence
from validator.messages.sentences import sentence as _
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
        Problem(Path(region.origin), region.line, 1, "error", "region", said)
        for region in added
        for said in _wrong(region, regions)
    ]


def refuse(added: Sequence[NewRegion]) -> None:
    """Raises `DeclarationError` for regions that `problems_of` finds wrong."""
    if said := refusal(problems_of(added)):
        raise DeclarationError(said)


def _wrong(region: NewRegion, regions: Regions) -> Iterator[Sentence]:
    above = region.code[: {10: 6, 6: 4, 4: 2}[len(region.code)]]
    if not regions.name(above):
        said = _("Kode {code} berada di {above}, yang tidak dikenal; tambahkan wilayah itu juga.", above=dotted(above))
        yield said.having(code=dotted(region.code))
    if Regions.load().name(region.code) == region.name and not Regions.load().former(region.code):
        said = _("Kode {code} {name} sudah ada dalam daftar wilayah; hapus baris ini.", name=region.name)
        yield said.having(code=dotted(region.code))
    for old in region.replaces:
        if not Regions.load().name(old):
            yield _("Kode {code} dalam replaces tidak dikenal.", code=dotted(old))
