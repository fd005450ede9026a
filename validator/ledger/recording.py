"""Recording a night: everything that one check says, in one transaction.

Spans (see `tables`) are closed and opened by comparing the night's findings with those open since the night before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from validator.ledger import tables as t
from validator.ledger.asked import Asked, Receipt, UnseenFinding
from validator.ledger.errors import NightError
from validator.ledger.receiving import record_files, record_receipts, record_villages
from validator.ledger.records import Renamed
from validator.ledger.renaming import follow, following, in_effect
from validator.ledger.scoring import record_scores
from validator.ledger.staging import discard, incoming, resolve, stage, waiver_numbers
from validator.ledger.waivers import Waiver
from validator.messages.sentences import sentence as _
from validator.reports.source import ReportSource

__all__ = ["record_night"]


def record_night(
    connection: Connection,
    source: ReportSource,
    day: Date,
    run_key: str,
    asked: Asked,
    waivers: Sequence[Waiver] = (),
    renamed: Sequence[Renamed] = (),
) -> Literal["direkam", "diganti", "tidak berubah"]:
    """Writes one night. The last night may be recorded anew; the same input leaves everything as it was.

    Raises `NightError` for a night before the last one, `PersonalDataError` for a check without masks.
    """
    renamed = in_effect(renamed, {village.code for village in source.villages})
    waivers = following(waivers, renamed)
    last = connection.execute(select(t.nights).order_by(t.nights.c.id.desc()).limit(1)).first()
    known = connection.execute(select(t.nights).where(t.nights.c.date == day)).first()
    digest = stage(connection, source, waivers, day, asked, renamed)
    if known and (known.digest, known.run_key) == (digest, run_key):
        discard(connection)
        return "tidak berubah"
    number = _number(connection, last, day)
    head: dict[str, object] = {"run_key": run_key, "digest": digest, "version": source.version}
    head |= {"rules_version": source.rules_version, "rules_count": source.rules_count}
    if known:
        _undo(connection, number)
        connection.execute(update(t.nights).where(t.nights.c.id == number).values(head))
    else:
        connection.execute(insert(t.nights).values(id=number, date=day, **head))
    follow(connection, number, renamed)
    _write(connection, number, source, asked, waiver_numbers(connection, waivers, day))
    discard(connection)
    return "diganti" if known else "direkam"


def _number(connection: Connection, last: Row[Any] | None, day: Date) -> int:
    if last is None:
        return 1
    if day < last.date:
        raise NightError(
            _(
                "Malam {day} mendahului malam terakhir di buku temuan, {date}. Malam direkam berurutan; "
                "hanya malam terakhir yang dapat direkam ulang.",
                day=day,
                date=last.date,
            )
        )
    return int(last.id) + int(day > last.date)


def _undo(connection: Connection, night: int) -> None:
    """Makes the ledger as it was before its last night."""
    connection.execute(delete(t.scores).where(t.scores.c.night == night))
    for table in t.SPANS:
        connection.execute(delete(table).where(table.c.since == night))
        reopened: dict[str, Any] = {"until": None}
        if table is t.episodes:
            reopened["ending"] = ""
        connection.execute(update(table).where(table.c.until == night).values(reopened))


def _write(connection: Connection, night: int, source: ReportSource, asked: Asked, in_force: Sequence[int]) -> None:
    record_villages(connection, source.villages)
    resolve(connection)
    _texts(connection, night)
    _open(connection, night)
    _settle_absent(connection, night, source.rules_version, asked)
    _end_unasked(connection, night)
    _waive(connection, night, in_force)
    record_files(connection, night, source.files)
    record_receipts(connection, night, asked.receipts)
    record_scores(connection, night, source.villages)


def _current(table: Table) -> Select[Any]:
    """The open span of a finding in `incoming`, for EXISTS."""
    return select(table.c.finding).where(table.c.finding == incoming.c.finding, table.c.until.is_(None))


def _texts(connection: Connection, night: int) -> None:
    """A new version for each text that is not what it was."""
    parts = ("severity", "title", "columns", "message")
    differs = or_(*(t.texts.c[p] != incoming.c[p] for p in parts))
    same = and_(t.texts.c.finding == incoming.c.finding, t.texts.c.until.is_(None))
    changed = select(incoming.c.finding).join(t.texts, same).where(differs)
    ended = t.texts.c.finding.in_(changed.scalar_subquery()) & t.texts.c.until.is_(None)
    connection.execute(update(t.texts).where(ended).values(until=night))
    _begin(connection, t.texts, night, *(incoming.c[p] for p in parts))


def _begin(connection: Connection, table: Table, night: int, *columns: Any) -> None:  # noqa: ANN401 - columns
    """A new span from this night on for each finding of `incoming` that has none open."""
    fresh = select(incoming.c.finding, bindparam("night", night), *columns).where(~_current(table).exists())
    if table is t.waived:
        fresh = fresh.where(incoming.c.waiver.is_not(None))
    names = ["finding", "since", *(c.name for c in columns)]
    connection.execute(insert(table).from_select(names, fresh.order_by(incoming.c.finding)))


def _open(connection: Connection, night: int) -> None:
    _begin(connection, t.episodes, night)


def _settle_absent(connection: Connection, night: int, rules_version: str, asked: Asked) -> None:
    """Closes what was refuted, and notes what could not be asked about."""
    before = select(t.nights.c.rules_version).where(t.nights.c.id == night - 1)
    same_rules = connection.execute(before).scalar() == rules_version
    closed, waiting = [], []
    for row in connection.execute(_absent(night)):
        then = None if row.sheets is None else Receipt(row.sheets, row.rows)
        columns = tuple(c for c in row.columns.split(",") if c)
        absent = UnseenFinding(row.village, row.key, row.rule, row.form, columns, then)
        verdict = asked.verdict(absent, same_rules=same_rules)
        if verdict in ("selesai", "dicabut"):
            closed.append({"of": row.finding, "how": verdict})
        elif verdict != row.reason:
            waiting.append({"finding": row.finding, "since": night, "seen": row.seen, "reason": verdict})
    mine = t.episodes.c.finding == bindparam("of")
    end = update(t.episodes).where(mine, t.episodes.c.until.is_(None))
    if closed:
        connection.execute(end.values(until=night, ending=bindparam("how")), closed)
    if waiting:
        this = and_(t.unasked.c.finding == bindparam("of"), t.unasked.c.until.is_(None))
        connection.execute(update(t.unasked).where(this).values(until=night), [{"of": w["finding"]} for w in waiting])
        connection.execute(insert(t.unasked), waiting)


def _absent(night: int) -> Select[Any]:
    """The open findings that this night's check does not name, with the receipt of their form when last seen."""
    seen = func.coalesce(t.unasked.c.seen, night - 1)
    received = and_(
        t.receipts.c.village == t.findings.c.village,
        t.receipts.c.form == t.findings.c.form,
        t.true_at(t.receipts, seen),
    )
    found = (
        t.episodes.join(t.findings, t.findings.c.id == t.episodes.c.finding)
        .join(t.villages, t.villages.c.id == t.findings.c.village)
        .join(t.rules, t.rules.c.id == t.findings.c.rule)
        .join(t.forms, t.forms.c.id == t.findings.c.form)
        .join(t.texts, and_(t.texts.c.finding == t.findings.c.id, t.texts.c.until.is_(None)))
        .join(t.words, t.words.c.id == t.texts.c.columns)
        .outerjoin(t.unasked, and_(t.unasked.c.finding == t.findings.c.id, t.unasked.c.until.is_(None)))
        .outerjoin(t.receipts, received)
    )
    here = exists().where(incoming.c.finding == t.episodes.c.finding)
    columns = [
        *(t.episodes.c.finding, t.villages.c.code.label("village"), t.findings.c.key, t.rules.c.code.label("rule")),
        *(t.forms.c.name.label("form"), t.words.c.text.label("columns"), t.receipts.c.sheets, t.receipts.c.rows),
        *(t.unasked.c.reason, seen.label("seen")),
    ]
    query = select(*columns).select_from(found).where(t.episodes.c.until.is_(None), ~here)
    return query.order_by(t.episodes.c.finding)


def _closed(night: int) -> Select[Any]:
    return select(t.episodes.c.finding).where(t.episodes.c.until == night)


def _end_unasked(connection: Connection, night: int) -> None:
    over = or_(
        t.unasked.c.finding.in_(select(incoming.c.finding)),
        t.unasked.c.finding.in_(_closed(night)),
    )
    connection.execute(update(t.unasked).where(t.unasked.c.until.is_(None), over).values(until=night))


def _waive(connection: Connection, night: int, in_force: Sequence[int]) -> None:
    """Waivers hold for what they cover tonight and, while in force, for what could not be asked about."""
    other = or_(incoming.c.waiver.is_(None), incoming.c.waiver != t.waived.c.waiver)
    uncovered = exists().where(incoming.c.finding == t.waived.c.finding, other)
    over = or_(uncovered, t.waived.c.finding.in_(_closed(night)), t.waived.c.waiver.not_in(in_force))
    connection.execute(update(t.waived).where(t.waived.c.until.is_(None), over).values(until=night))
    _begin(connection, t.waived, night, incoming.c.waiver)
