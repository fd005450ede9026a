"""The state of each village on a night: its shares from the check, its counts from the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, func, insert, select

from validator.findings.models import Village
from validator.ledger import tables as t
from validator.ledger.staging import Interner, incoming
from validator.pack.models import SEVERITIES

__all__ = ["record_scores"]

Counts = dict[str, Counter[str]]


def record_scores(connection: Connection, night: int, villages: Sequence[Village]) -> None:
    """One row for every village that sent something."""
    counts = _counts(connection, night)
    numbers = Interner(connection, t.villages, "code")
    rows = []
    for village in villages:
        row: dict[str, Any] = dict.fromkeys(t.COUNTS, 0)
        row |= {"night": night, "village": numbers[village.code], "year": village.year}
        shares = (("complete", village.completeness), ("accurate", village.accuracy), ("covered", village.coverage))
        for name, share in shares:
            row |= {f"{name}_part": share.part, f"{name}_whole": share.whole}
        rows.append(row | counts[village.code])
    if rows:
        connection.execute(insert(t.scores), rows)


def _counts(connection: Connection, night: int) -> Counts:
    counts: Counts = defaultdict(Counter)
    for code, severity, waived, number in connection.execute(_found()):
        counts[code]["waived" if waived else SEVERITIES[severity]] += number
    for code, severity, kind, number in connection.execute(_opened(night)):
        counts[code][kind] += number
        counts[code]["new_error"] += number * (SEVERITIES[severity] == "error")
    for code, severity, number in connection.execute(_returned(night)):
        counts[code]["returned"] += number
        counts[code]["new_error"] += number * (SEVERITIES[severity] == "error")
    for name, query in (("solved", _solved(night)), ("unasked", _unasked(night))):
        for code, number in connection.execute(query):
            counts[code][name] += number
    return counts


def _found() -> Select[Any]:
    waived = case((incoming.c.waiver.is_(None), 0), else_=1).label("waived")
    query = select(t.villages.c.code, incoming.c.severity, waived, func.count())
    joined = query.join(incoming, incoming.c.village == t.villages.c.id)
    return joined.group_by(t.villages.c.code, incoming.c.severity, waived)


def earlier(endings: Sequence[str]) -> Any:  # noqa: ANN401 - a boolean expression
    """Whether the finding of an episode had an earlier one that ended so."""
    past = t.episodes.alias("past")
    before = and_(past.c.finding == t.episodes.c.finding, past.c.since < t.episodes.c.since)
    return exists().where(before, past.c.ending.in_(endings))


def _opened(night: int) -> Select[Any]:
    kind = case(
        (earlier(["selesai"]), "reopened"),
        (earlier(t.WITHDRAWN), "returned"),
        else_="new",
    ).label("kind")
    query = select(t.villages.c.code, incoming.c.severity, kind, func.count())
    joined = query.join(incoming, incoming.c.village == t.villages.c.id).join(
        t.episodes, and_(t.episodes.c.finding == incoming.c.finding, t.episodes.c.since == night)
    )
    return joined.where(incoming.c.waiver.is_(None)).group_by(t.villages.c.code, incoming.c.severity, kind)


def _returned(night: int) -> Select[Any]:
    """Found tonight, and waived until last night."""
    query = select(t.villages.c.code, incoming.c.severity, func.count())
    joined = query.join(incoming, incoming.c.village == t.villages.c.id).join(
        t.waived, and_(t.waived.c.finding == incoming.c.finding, t.waived.c.until == night)
    )
    return joined.where(incoming.c.waiver.is_(None)).group_by(t.villages.c.code, incoming.c.severity)


def _solved(night: int) -> Select[Any]:
    query = select(t.villages.c.code, func.count()).join(t.findings, t.findings.c.village == t.villages.c.id)
    joined = query.join(t.episodes, t.episodes.c.finding == t.findings.c.id)
    return joined.where(t.episodes.c.until == night, t.episodes.c.ending == "selesai").group_by(t.villages.c.code)


def _unasked(night: int) -> Select[Any]:
    query = select(t.villages.c.code, func.count()).join(t.findings, t.findings.c.village == t.villages.c.id)
    joined = query.join(t.unasked, t.unasked.c.finding == t.findings.c.id)
    return joined.where(t.true_at(t.unasked, night)).group_by(t.villages.c.code)
