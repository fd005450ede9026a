"""What a ledger answers with: nights, the state of villages on a night, and what changed between two nights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date  # noqa: N812
from typing import Literal

from msgspec import Struct

from validator.findings.history import Change, State
from validator.findings.models import Share

__all__ = ["AbsentVillage", "Diff", "Night", "NightReport", "Recorded", "RecordedVisit", "Renamed", "VillageNight"]

Recorded = Literal["direkam", "diganti", "tidak berubah", ""]
"""What `record` did: a new night, the last night anew, nothing; '' for a night that was only read."""


class Renamed(Struct, frozen=True):
    """A village that has another code since, or was split: `old` and `new` have 10 digits."""

    old: str
    new: tuple[str, ...]


class Night(Struct, frozen=True):
    """One night of the ledger. `detail` is false once its findings were pruned; its scores stay."""

    date: Date
    run_key: str
    version: str
    rules_version: str
    rules_count: int
    detail: bool = True


class VillageNight(Struct, frozen=True):
    """The state of one village on a night.

    `error`, `warning` and `info` count what was found without what is waived. `new` were never seen before, `reopened`
    had been solved, `returned` had been waived; `new_error` are the errors among these three. `solved` closed this
    night; `unasked` are open but could not be asked about. `first`: the ledger knew nothing of this village before.
    """

    code: str
    name: str
    district: str
    regency: str
    year: int
    completeness: Share
    accuracy: Share
    coverage: Share
    error: int
    warning: int
    info: int
    waived: int
    new: int
    new_error: int
    reopened: int
    returned: int
    solved: int
    unasked: int
    first: bool = False

    @property
    def found(self) -> int:
        """Findings that count."""
        return self.error + self.warning + self.info


class AbsentVillage(Struct, frozen=True):
    """A village that the ledger knows and that sent nothing this night; `open_` findings wait for it."""

    code: str
    name: str
    last: Date
    open_: int


class NightReport(Struct, frozen=True):
    """A night as a whole. `previous` is the night before it in the ledger, None for the first: there is no baseline.

    `rules_changed`: the rules are not those of `previous`, so that new findings may come from new rules.
    """

    night: Night
    previous: Date | None
    rules_changed: bool
    villages: tuple[VillageNight, ...]
    absent: tuple[AbsentVillage, ...] = ()
    recorded: Recorded = ""

    @property
    def date(self) -> Date:
        return self.night.date

    def total(self, name: str) -> int:
        """The sum of one count of `VillageNight` over all villages."""
        return sum(int(getattr(village, name)) for village in self.villages)

    def share(self, name: Literal["completeness", "accuracy", "coverage"]) -> Share:
        """One share over all villages."""
        shares: list[Share] = [getattr(village, name) for village in self.villages]
        return Share(sum(s.part for s in shares), sum(s.whole for s in shares))


class Diff(Struct, frozen=True):
    """What differs between two nights. `counts` are by village and state; `changes` leave out what simply stayed.

    A finding whose waiver ended between the two stands among the changes as masih_ada.
    """

    since: Date
    until: Date
    counts: Mapping[str, Mapping[State, int]]
    changes: tuple[Change, ...]

    def total(self, state: State) -> int:
        return sum(counts[state] for counts in self.counts.values())


class RecordedVisit(Struct, frozen=True):
    """A mentoring visit and what it solved: findings closed on nights after it, up to the day of the next visit."""

    village: str
    date: Date
    mentor: str
    minutes: int
    note: str = ""
    solved: tuple[Change, ...] = ()
