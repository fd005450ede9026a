"""What changed between two nights: of one village in full, of all villages without what simply stayed.

Only what was open at the first night can be solved by the second; what came and went between them is not listed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date as Date  # noqa: N812
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from validator.findings.history import STATES, Change, History, State
from validator.ledger import tables as t
from validator.ledger.comparing import SOLVED, changes_between, changes_of, closings
from validator.ledger.errors import NightError
from validator.ledger.reading import night_at, night_of, open_counts
from validator.ledger.records import Diff
from validator.messages.sentences import sentence as _
from validator.pack.models import SEVERITIES
from validator.startup.gc_paused import gc_paused

__all__ = ["diff", "history", "solved_between"]

BATCH = 5000


def history(connection: Connection, village: str, since: Date | None = None, until: Date | None = None) -> History:
    """Every finding of a village that is open on `until` (the last night) or was solved since `since`.

    `since` is the night before `until` if not given, else the last night on or before that date.
    """
    end = night_of(connection, until)
    start = _start(connection, end.id, since)
    _require_detail(end, start)
    query = changes_of(village, start.id if start else 0, end.id)
    return History(village, start.date if start else None, end.date, _changes(connection, query, end))


def diff(connection: Connection, since: Date, until: Date) -> Diff:
    """What differs between two nights, over all villages. Raises `NightError` if either is missing or pruned."""
    start, end = night_of(connection, min(since, until)), night_of(connection, max(since, until))
    _require_detail(end, start)
    changes = _changes(connection, changes_between(start.id, end.id), end)
    counts: dict[str, dict[State, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    for change in changes:
        if change.state not in ("masih_ada", "dikecualikan"):
            counts[change.village][change.state] += 1
    for village, (number, waived) in open_counts(connection, end.id).items():
        counts[village]["masih_ada"] = number - counts[village]["baru"] - counts[village]["kambuh"]
        counts[village]["dikecualikan"] = waived
    return Diff(start.date, end.date, dict(sorted(counts.items())), changes)


def solved_between(connection: Connection, village: str, after: Date, through: Date | None) -> tuple[Change, ...]:
    """The findings of a village that closed on nights after a date, up to and with another (None: up to now)."""
    wanted = [t.nights.c.date > after] if through is None else [t.nights.c.date > after, t.nights.c.date <= through]
    return _changes(connection, closings(village, select(t.nights.c.id).where(*wanted)), None)


def _start(connection: Connection, end: int, since: Date | None) -> Row[Any] | None:
    if since is not None:
        found = night_at(connection, since)
        return found if found is None or found.id < end else _by_number(connection, end - 1)
    return _by_number(connection, end - 1)


def _by_number(connection: Connection, number: int) -> Row[Any] | None:
    return connection.execute(select(t.nights).where(t.nights.c.id == number)).first()


def _require_detail(*nights: Row[Any] | None) -> None:
    for night in nights:
        if night is not None and not night.detail:
            raise NightError(_("Rincian malam {date} sudah dipangkas; hanya nilainya yang masih ada.", date=night.date))


def _changes(connection: Connection, query: Select[Any], end: Row[Any] | None) -> tuple[Change, ...]:
    """Rows of `comparing` as changes, in their order; what is open counts its days to `end`."""
    dates = dict(connection.execute(select(t.nights.c.id, t.nights.c.date)).all())
    numbers = {night: day.toordinal() for night, day in dates.items()}
    last = end.date.toordinal() if end is not None else 0
    made = []
    with gc_paused():
        rows = chain.from_iterable(connection.execute(query).partitions(BATCH))
        for key, rule, title, severity, village, form, message, state, seen, closed, reopened in rows:
            days = (last if state != SOLVED else numbers[closed]) - numbers[seen]
            said = (village, form, message, STATES[state], dates[seen], days, reopened)
            made.append(Change(key, rule, title, SEVERITIES[severity], *said))
    return tuple(made)
