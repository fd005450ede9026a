"""Regions that packs add, held against the table: what the linter of declarations, which knows no table, cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from validator.pack.building import regions_of
from validator.pack.errors import DeclarationError
from validator.pack.lint.problems import Problem
from validator.pack.loading import refusal
from validator.pack.models import NewRegion
from validator.regions.table import Regions, dotted

__all__ = ["problems_of", "refuse"]


def problems_of(packs: Sequence[Path]) -> list[Problem]:
    """What is wrong with the `wilayah.yml` of these packs, except for what the linter reports."""
    found: list[Problem] = []
    added: tuple[NewRegion, ...] = ()
    paths = [path for pack in packs if (path := pack / "schemas" / "wilayah.yml").is_file()]
    if not paths:
        return []
    from validator.pack.lint.nodes import read_yaml

    for document in map(read_yaml, paths):
        try:
            own = regions_of(document.value)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        added += own
        document.problems.clear()
        for region in own:
            for message in _wrong(region, Regions.load(added)):
                document.report(document.root, "region", message, word=dotted(region.code))
        found += document.problems
    return found


def refuse(packs: Sequence[Path]) -> None:
    """Raises `DeclarationError` for regions of these packs that `problems_of` finds wrong."""
    if errors := [str(problem) for problem in problems_of(packs) if problem.level == "error"]:
        raise DeclarationError(refusal(errors))


def _wrong(region: NewRegion, regions: Regions) -> Iterator[str]:
    above = region.code[: {10: 6, 6: 4, 4: 2}[len(region.code)]]
    if not regions.name(above):
        yield f"Kode {dotted(region.code)} berada di {dotted(above)}, yang tidak dikenal; tambahkan wilayah itu juga."
    if Regions.load().name(region.code) == region.name and not Regions.load().former(region.code):
        yield f"Kode {dotted(region.code)} {region.name} sudah ada dalam daftar wilayah; hapus baris ini."
    for old in region.replaces:
        if not Regions.load().name(old):
            yield f"Kode {dotted(old)} dalam replaces tidak dikenal."
