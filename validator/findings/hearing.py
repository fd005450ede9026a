"""What is asked of suppositions about findings, and what their answers say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from validator.engine.supposing import Heard, World
from validator.findings.cases import Case, Repair

__all__ = ["controls_of", "is_left", "mended", "part_of", "questions_of", "spots_of"]


def part_of(world: World) -> tuple[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """The village, or the part of it, that a world copies."""
    return world.village, tuple((table, tuple(rows)) for table, rows in world.rows.items())


def controls_of(worlds: Sequence[World]) -> dict[object, World]:
    """A world without a change for each part of a village, asked all that is asked of that part."""
    asked: dict[object, dict[str, set[int]]] = {}
    spots: dict[object, dict[str, set[int]]] = {}
    first: dict[object, World] = {}
    for world in worlds:
        part = part_of(world)
        first.setdefault(part, world)
        for source, numbers in world.asked.items():
            asked.setdefault(part, {}).setdefault(source, set()).update(numbers)
            spots.setdefault(part, {}).setdefault(source, set()).update(world.spots[source])
    return {
        part: replace(world, changes=(), asked=asked.get(part, {}), spots=spots.get(part, {}))
        for part, world in first.items()
    }


def questions_of(cases: Iterable[Case]) -> Mapping[str, Collection[int]]:
    """The checks to ask for some cases: their numbers by source."""
    found: dict[str, set[int]] = {}
    for case in cases:
        if case.spot.check is not None:
            found.setdefault(case.spot.check.source, set()).add(case.spot.check.number)
    return found


def spots_of(cases: Iterable[Case]) -> Mapping[str, Collection[int]]:
    """The rows that some cases are about, by source."""
    found: dict[str, set[int]] = {}
    for case in cases:
        if case.spot.check is not None:
            found.setdefault(case.spot.check.source, set()).add(case.spot.row)
    return found


def mended(case: Case, repair: Repair) -> bool:
    """Whether every cell that a finding says cannot be right holds another value, or its record is gone."""
    mine = [change for change in repair if (change.table, change.row) == case.record]
    fields = {field for change in mine for field in change.values}
    return any(change.gone for change in mine) or (case.spot.check is None and fields.issuperset(case.spot.fields))


def is_left(case: Case, repair: Repair, said: Mapping[str, Heard]) -> bool:
    """Whether a finding is still there."""
    check = case.spot.check
    if mended(case, repair):
        return False
    if check is None:
        names = {f for change in repair if (change.table, change.row) == case.record for f in change.values}
        idle = {f for f in case.spot.fields if case.spot.row in said.get(f"{case.spot.table}.{f}", ())}
        return not names.union(idle).issuperset(case.spot.fields)
    if check.source not in said:
        return True
    heard = said[check.source]
    if case.spot.row in heard:
        return check.number not in heard[case.spot.row].fine
    return any(check.number in answers.broken for answers in heard.values())
