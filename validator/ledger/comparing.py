"""SQL that says what became of each finding between two nights, in one pass over the episodes.

A finding has at most one episode that is open at a night, so that everything a `Change` tells follows from sums over
its episodes; no episode is looked up by itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    SelectBase,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union,
)

from validator.findings.history import STATES
from validator.ledger import tables as t

__all__ = ["SOLVED", "changes_between", "changes_of", "closings"]

NEW, STAYED, SOLVED, AGAIN, WAIVED = map(STATES.index, ("baru", "masih_ada", "selesai", "kambuh", "dikecualikan"))
"""States as the database counts them: their places in `STATES`."""
FEW = 7
"""Up to so many nights apart, what changed is looked up by its night; beyond, reading all episodes is quicker."""


def changes_between(start: int, end: int) -> Select[Any]:
    """What differs in any village: without what is open at both nights, unless a waiver began or ended meanwhile."""
    turned = select(t.waived.c.finding).where(_within(t.waived, start, end))
    moved = select(t.episodes.c.finding).where(_within(t.episodes, start, end))
    candidates = union(moved, turned) if end - start <= FEW else None
    between = _compared(start, end, candidates)
    opened, open_ = between.c.current > start, between.c.current.is_not(None)
    solved = and_(between.c.current.is_(None), between.c.closed.is_not(None))
    return _told(between, end).where(or_(opened, solved, and_(open_, between.c.finding.in_(turned))))


def _within(table: FromClause, start: int, end: int) -> ColumnElement[bool]:
    """Spans that begin or end after `start`, up to `end`."""
    return or_(table.c.since.between(start + 1, end), table.c.until.between(start + 1, end))


def changes_of(village: str, start: int, end: int) -> Select[Any]:
    """All of a village that is open at `end` or was solved since `start` (0: there is no night to compare with)."""
    between = _compared(start, end, _findings_of(village))
    return _told(between, end).where(between.c.state.is_not(None), t.findings.c.village == _number_of(village))


def closings(village: str, nights: Select[Any]) -> Select[Any]:
    """Every time that a finding of a village was solved on one of `nights` (numbers), with its text as it is now."""
    e, past, first = t.episodes, t.episodes.alias("past"), t.episodes.alias("first")
    before = and_(past.c.finding == e.c.finding, past.c.since < e.c.since, past.c.ending == "selesai")
    each = select(
        *(e.c.finding, literal(SOLVED).label("state"), e.c.until.label("closed")),
        select(func.min(first.c.since)).where(first.c.finding == e.c.finding).scalar_subquery().label("seen"),
        select(func.count()).select_from(past).where(before).scalar_subquery().label("reopened"),
    )
    solved = each.where(e.c.ending == "selesai", e.c.until.in_(nights), e.c.finding.in_(_findings_of(village)))
    return _told(solved.subquery(), None)


def _findings_of(village: str) -> Select[Any]:
    return select(t.findings.c.id).where(t.findings.c.village == _number_of(village))


def _number_of(village: str) -> ScalarSelect[int]:
    return select(t.villages.c.id).where(t.villages.c.code == village).scalar_subquery()


def _compared(start: int, end: int, among: SelectBase | None) -> Subquery:
    """By finding: number of its state (NULL: neither open at `end` nor solved since `start`), the nights it was first
    seen, opened and closed, and how often it had been solved before."""
    spans = _spans(start, end, among)
    waived = spans.c.finding.in_(t.waived_at(end))
    state = case(
        (and_(spans.c.current.is_(None), spans.c.closed.is_(None)), None),
        (spans.c.current.is_(None), SOLVED),
        (waived, WAIVED),
        (spans.c.current <= start, STAYED),
        (spans.c.solved > 0, AGAIN),
        (spans.c.withdrawn > 0, STAYED),  # its rule was given up for a while; it was never solved
        else_=NEW,
    )
    reopened = case((spans.c.current.is_(None), spans.c.solved_before), else_=spans.c.solved)
    return select(spans, state.label("state"), reopened.label("reopened")).subquery()


def _spans(start: int, end: int, among: SelectBase | None) -> Subquery:
    """Sums over the episodes of each finding, or of those `among` these.

    `current` is open at `end`; `closed` ends one that was open at `start`.
    """
    e = t.episodes
    solved = and_(t.true_at(e, start), e.c.until <= end, e.c.ending == "selesai")
    query = select(
        e.c.finding,
        func.min(e.c.since).label("seen"),
        func.max(e.c.since).filter(t.true_at(e, end)).label("current"),
        func.max(e.c.until).filter(solved).label("closed"),
        func.count().filter(e.c.ending == "selesai", e.c.until <= end).label("solved"),
        func.count().filter(e.c.ending == "selesai", e.c.until <= start).label("solved_before"),
        func.count().filter(e.c.ending.in_(t.WITHDRAWN), e.c.until <= end).label("withdrawn"),
    ).where(e.c.since <= end)
    if among is not None:
        query = query.where(e.c.finding.in_(among))
    return query.group_by(e.c.finding).subquery()


def _told(of: Subquery, end: int | None) -> Select[Any]:
    """All that a `Change` says, in its order; the text as it was at `end`, or as it is now."""
    current = t.texts.c.until.is_(None) if end is None else t.true_at(t.texts, end)
    source = (
        of.join(t.findings, t.findings.c.id == of.c.finding)
        .join(t.villages, t.villages.c.id == t.findings.c.village)
        .join(t.rules, t.rules.c.id == t.findings.c.rule)
        .join(t.forms, t.forms.c.id == t.findings.c.form)
        .join(t.texts, and_(t.texts.c.finding == t.findings.c.id, current))
        .join(t.words, t.words.c.id == t.texts.c.title)
    )
    columns = (
        *(t.findings.c.key, t.rules.c.code.label("rule"), t.words.c.text.label("title"), t.texts.c.severity),
        *(t.villages.c.code.label("village"), t.forms.c.name.label("form"), t.texts.c.message, of.c.state),
        *(of.c.seen, of.c.closed, of.c.reopened),
    )
    order = (t.villages.c.code, of.c.state, t.texts.c.severity, t.forms.c.name, t.rules.c.code, t.findings.c.key)
    return select(*columns).select_from(source).order_by(*order)
