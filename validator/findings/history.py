"""What became of a village's findings since an earlier night or visit: the records that agendas and ledgers share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

__all__ = ["STATES", "Change", "History", "State"]

State = Literal["baru", "masih_ada", "selesai", "kambuh", "dikecualikan"]
"""New · still there · solved (its rule was asked again and held) · solved once and back again · waived."""

STATES: tuple[State, ...] = get_args(State)


class Change(Struct, frozen=True):
    """The state of one finding, known by its `id`; `days_open` counts from `first_seen` to the night looked at."""

    id: str
    rule: str
    title: str
    severity: str
    village: str
    table: str
    message: str
    state: State
    first_seen: date
    days_open: int
    times_reopened: int = 0


class History(Struct, frozen=True):
    """What changed in one village between `since` (None: no earlier night is known) and `until`."""

    village: str
    since: date | None
    until: date
    changes: tuple[Change, ...] = ()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many findings there are of each state, zero included."""
        return {state: sum(c.state == state for c in self.changes) for state in STATES}

    def of(self, state: State) -> tuple[Change, ...]:
        """The changes with one state, in their order."""
        return tuple(c for c in self.changes if c.state == state)
