"""The printed list an officer at a time: whoever knows the answers gets these rows together, on as few pages as can be.

A consequence stays under its cause, so it goes with the officer of the cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.findings.models import Finding

__all__ = ["Entry", "OfficerSection", "by_officer", "paged"]


class Entry(Struct, frozen=True):
    """A finding with its number in reading order, that of its cause (0 for none) and the height of its row."""

    number: int
    finding: Finding
    root: int
    height: float = 0.0


class OfficerSection(Struct, frozen=True):
    """What one officer mends. `fresh`: it begins on a new page."""

    officer: str
    entries: tuple[Entry, ...]
    fresh: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        """The books to open, the one that most rows need first."""
        needed: dict[str, int] = {}
        for entry in self.entries:
            for document in entry.finding.documents:
                needed[document] = needed.get(document, 0) + 1
        return tuple(sorted(needed, key=lambda name: -needed[name]))


def by_officer(listed: Sequence[Finding], numbers: Mapping[str, int]) -> list[OfficerSection]:
    """The findings, which stand in reading order, as sections; the officer of the first finding comes first."""
    sections: dict[str, list[Entry]] = {}
    officers: dict[str, str] = {}
    for finding in listed:
        officer = officers.get(finding.root, finding.role)
        officers[finding.id] = officer
        sections.setdefault(officer, []).append(Entry(numbers[finding.id], finding, numbers.get(finding.root, 0)))
    return [OfficerSection(officer, tuple(entries)) for officer, entries in sections.items()]


def paged(sections: Sequence[OfficerSection], heading: float, page: float) -> list[OfficerSection]:
    """The sections in the order in which they are printed, with page breaks.

    One that fits on a page is never torn: it goes below others where there is room for it, else on a new page. A
    longer one goes on where the one before it ends. `heading` and `page` are heights in points: of the line above a
    section, and of what a page holds.
    """
    left = list(sections)
    ordered: list[OfficerSection] = []
    room = page
    while left:
        section = next((s for s in left if _begins(s, heading, room, page)), left[0])
        fresh = bool(ordered) and not _begins(section, heading, room, page)
        left.remove(section)
        ordered.append(OfficerSection(section.officer, section.entries, fresh))
        room = _room_after(section, heading, page if fresh else room, page)
    return ordered


def _begins(section: OfficerSection, heading: float, room: float, page: float) -> bool:
    """Whether a section may begin where `room` is left on a page."""
    whole = _height(section, heading)
    return whole <= room or (whole > page and heading + section.entries[0].height <= room)


def _height(section: OfficerSection, heading: float) -> float:
    return heading + sum(entry.height for entry in section.entries)


def _room_after(section: OfficerSection, heading: float, room: float, page: float) -> float:
    """What is left of the page on which a section ends."""
    for height in (heading, *(entry.height for entry in section.entries)):
        room = (room if height <= room else page) - height
    return room
