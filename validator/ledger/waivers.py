"""Waivers: findings that somebody answers for. They are excluded, counted and shown, and come back when they expire."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date  # noqa: N812

from msgspec import Struct
from msgspec.structs import astuple

from validator.findings.models import Finding

__all__ = ["Waived", "Waiver", "WaiverBook", "apply_waivers"]


class Waiver(Struct, frozen=True):
    """One entry of `pengecualian.yml`: the finding meant, why it stands, who says so, the proof, and until when.

    The finding is that of `rule` in `village` (10 digits) with the id `id`, or, where `id` is empty, those whose
    `values` hold all of these (field, text as the list of findings shows it). The last day in force is `expiry`.
    """

    rule: str
    village: str
    id: str
    values: tuple[tuple[str, str], ...]
    reason: str
    who: str
    evidence: str
    expiry: Date

    @property
    def key(self) -> str:
        """A digest of all it says: an entry that is changed is another waiver."""
        return hashlib.blake2b(repr(astuple(self)).encode(), digest_size=8).hexdigest()

    @property
    def record(self) -> str:
        """The finding meant, as text: its id, or field=value."""
        return self.id or "; ".join(f"{name}={value}" for name, value in self.values)

    def in_force(self, day: Date) -> bool:
        return day <= self.expiry

    def covers(self, finding: Finding) -> bool:
        if (finding.rule, finding.village) != (self.rule, self.village):
            return False
        if self.id:
            return finding.id == self.id
        return all(finding.values.get(name) == value for name, value in self.values)


class WaiverBook:
    """Those waivers of a list that are in force on a day, quick to search."""

    def __init__(self, waivers: Iterable[Waiver], day: Date) -> None:
        self._by_place: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
        for waiver in waivers:
            if waiver.in_force(day):
                self._by_place[waiver.village, waiver.rule].append(waiver)

    def of(self, finding: Finding) -> Waiver | None:
        """The first waiver that covers a finding."""
        listed = self._by_place.get((finding.village, finding.rule), ())
        return next((w for w in listed if w.covers(finding)), None)


class Waived(Struct, frozen=True):
    """Findings parted by their waivers. `unused` cover no finding: mended meanwhile, or misspelt."""

    kept: tuple[Finding, ...]
    excluded: tuple[tuple[Finding, Waiver], ...]
    expired: tuple[Waiver, ...]
    unused: tuple[Waiver, ...]


def apply_waivers(findings: Iterable[Finding], waivers: Sequence[Waiver], date: Date) -> Waived:
    """Parts findings into those that count on `date` and those that a waiver in force excludes."""
    book = WaiverBook(waivers, date)
    kept: list[Finding] = []
    excluded: list[tuple[Finding, Waiver]] = []
    for finding in findings:
        waiver = book.of(finding)
        if waiver is None:
            kept.append(finding)
        else:
            excluded.append((finding, waiver))
    used = {waiver for _, waiver in excluded}
    expired = tuple(w for w in waivers if not w.in_force(date))
    unused = tuple(w for w in waivers if w.in_force(date) and w not in used)
    return Waived(tuple(kept), tuple(excluded), expired, unused)
