"""What changed between two nights: of one village in full, of all villages without what simply stayed.

Only what was open at the first night can be solved by the second; what came and went between them is not listed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date as Date  # noqa: N812
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, or_, select

from validator.declarations.models import SEVERITIES
from validator.findings.history import STATES, Change, History, State
from validator.ledger import tables as t
from validator.ledger.errors import NightError
from validator.ledger.reading import night_at, night_of
from validator.ledger.records import Diff

__all__ = ["diff", "history", "solved_between"]


def history(connection: Connection, village: str, since: Date | None = None, until: Date | None = None) -> History:
    """Every finding of a village that is open on `until` (the last night) or was solved since `since`.

    `since` is the night before `until` if not given, else the last night on or before that date.
    """
    end = night_of(connection, until)
    start = _start(connection, end.id, since)
    _require_detail(end, start)
    first = start.id if start else 0
    wanted = or_(t.true_at(t.episodes, end.id), _solved(first, end.id))
    query = _query(first, end.id).where(t.villages.c.code == village, wanted)
    return History(village, start.date if start else None, end.date, _changes(connection, query, first, end))


def diff(connection: Connection, since: Date, until: Date) -> Diff:
    """What differs between two nights, over all villages. Raises `NightError` if either is missing or pruned."""
    start, end = night_of(connection, min(since, until)), night_of(connection, max(since, until))
    _require_detail(end, start)
    changes = _changes(connection, _changed(start.id, end.id), start.id, end)
    counts: dict[str, dict[State, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    for change in changes:
        if change.state not in ("masih_ada", "dikecualikan"):
            counts[change.village][change.state] += 1
    for village, state, number in connection.execute(_stayed(start.id, end.id)):
        counts[village][state] += number
    return Diff(start.date, end.date, dict(sorted(counts.items())), changes)


def solved_between(connection: Connection, village: str, after: Date, through: Date | None) -> tuple[Change, ...]:
    """The findings of a village that closed on nights after a date, up to and with another (None: up to now)."""
    closing = t.nights.alias("closing")
    query = _query(0, None).join(closing, closing.c.id == t.episodes.c.until)
    query = query.where(t.villages.c.code == village, t.episodes.c.ending == "selesai", closing.c.date > after)
    if through is not None:
        query = query.where(closing.c.date <= through)
    return _changes(connection, query, 0, None)


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
            raise NightError(f"Rincian malam {night.date} sudah dipangkas; hanya nilainya yang masih ada.")


def _solved(start: int, end: int) -> ColumnElement[bool]:
    """Episodes that were open at `start`, were solved by `end` and have no later one open then."""
    later = t.episodes.alias("later")
    back = exists().where(later.c.finding == t.episodes.c.finding, t.true_at(later, end))
    ended = and_(t.episodes.c.until > start, t.episodes.c.until <= end, t.episodes.c.ending == "selesai")
    return and_(ended, t.episodes.c.since <= start, ~back)


def _waived(night: int) -> ColumnElement[bool]:
    return exists().where(t.waived.c.finding == t.episodes.c.finding, t.true_at(t.waived, night))


def _changed(start: int, end: int) -> Select[Any]:
    turned = or_(t.waived.c.since.between(start + 1, end), t.waived.c.until.between(start + 1, end))
    waivers = t.episodes.c.finding.in_(select(t.waived.c.finding).where(turned))
    still = and_(t.true_at(t.episodes, end), or_(t.episodes.c.since > start, waivers))
    return _query(start, end).where(or_(still, _solved(start, end)))


def _stayed(start: int, end: int) -> Select[Any]:
    """(village, state, number) of what is open at `end` and either waived or there since `start`."""
    state = case((_waived(end), "dikecualikan"), else_="masih_ada").label("state")
    query = select(t.villages.c.code, state, func.count()).select_from(
        t.episodes.join(t.findings, t.findings.c.id == t.episodes.c.finding).join(
            t.villages, t.villages.c.id == t.findings.c.village
        )
    )
    kept = or_(t.episodes.c.since <= start, _withdrawn_before(), _waived(end))
    return query.where(t.true_at(t.episodes, end), kept).group_by(t.villages.c.code, state)


def _past(ending: str) -> Select[Any]:
    past = t.episodes.alias("past")
    before = and_(past.c.finding == t.episodes.c.finding, past.c.since < t.episodes.c.since)
    return select(func.count()).select_from(past).where(before, past.c.ending == ending)


def _withdrawn_before() -> ColumnElement[bool]:
    """Its rule was given up for a while and is asked again; it was never solved."""
    return and_(_past("dicabut").scalar_subquery() > 0, _past("selesai").scalar_subquery() == 0)


def _query(start: int, end: int | None) -> Select[Any]:
    """All that a `Change` says, for episodes; the text as it was at `end`, or as it is now."""
    first = t.episodes.alias("first")
    seen = select(func.min(first.c.since)).where(first.c.finding == t.episodes.c.finding).scalar_subquery()
    current = t.texts.c.until.is_(None) if end is None else t.true_at(t.texts, end)
    source = (
        t.episodes.join(t.findings, t.findings.c.id == t.episodes.c.finding)
        .join(t.villages, t.villages.c.id == t.findings.c.village)
        .join(t.rules, t.rules.c.id == t.findings.c.rule)
        .join(t.forms, t.forms.c.id == t.findings.c.form)
        .join(t.texts, and_(t.texts.c.finding == t.findings.c.id, current))
        .join(t.words, t.words.c.id == t.texts.c.title)
    )
    waived = _waived(end) if end is not None else t.episodes.c.since < 0
    return select(
        *(t.findings.c.key, t.rules.c.code.label("rule"), t.words.c.text.label("title"), t.texts.c.severity),
        *(t.villages.c.code.label("village"), t.forms.c.name.label("form"), t.texts.c.message),
        *(t.episodes.c.since, t.episodes.c.until, seen.label("seen"), waived.label("waived")),
        _past("selesai").scalar_subquery().label("reopened"),
        _past("dicabut").scalar_subquery().label("withdrawn"),
    ).select_from(source)


def _changes(connection: Connection, query: Select[Any], start: int, end: Row[Any] | None) -> tuple[Change, ...]:
    dates = dict(connection.execute(select(t.nights.c.id, t.nights.c.date)).all())
    found = [_change(row, start, end, dates) for row in connection.execute(query)]
    return tuple(sorted(found, key=_order))


def _change(row: Row[Any], start: int, end: Row[Any] | None, dates: dict[int, Date]) -> Change:
    state = _state(row, start, end)
    first = dates[row.seen]
    last = dates[row.until] if state == "selesai" or end is None else end.date
    return Change(
        id=row.key,
        rule=row.rule,
        title=row.title,
        severity=SEVERITIES[row.severity],
        village=row.village,
        table=row.form,
        message=row.message,
        state=state,
        first_seen=first,
        days_open=(last - first).days,
        times_reopened=row.reopened,
    )


def _state(row: Row[Any], start: int, end: Row[Any] | None) -> State:
    if end is None or (row.until is not None and row.until <= end.id):
        return "selesai"
    if row.waived:
        return "dikecualikan"
    if row.since <= start:
        return "masih_ada"
    if row.reopened:
        return "kambuh"
    return "masih_ada" if row.withdrawn else "baru"


def _order(change: Change) -> tuple[str, int, int, str, str, str]:
    severity = SEVERITIES.index(change.severity)
    return change.village, STATES.index(change.state), severity, change.table, change.rule, change.id
