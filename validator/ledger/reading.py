"""Reading nights back: which there are, and the state of the villages on one of them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812
from typing import Any

from sqlalchemy import Connection, Row, and_, case, exists, func, select

from validator.findings.models import Share
from validator.ledger import tables as t
from validator.ledger.errors import NightError
from validator.ledger.records import AbsentVillage, Night, NightReport, Recorded, VillageNight
from validator.messages.sentences import sentence as _

__all__ = ["digests", "names", "night_at", "night_of", "nights", "open_counts", "report", "trend", "waiver_keys"]

LIKE_NAMED = ("year", *t.COUNTS[6:])
"""Columns of `scores` that `VillageNight` calls the same."""


def nights(connection: Connection) -> tuple[Night, ...]:
    """Every night, in order."""
    return tuple(map(_night, connection.execute(select(t.nights).order_by(t.nights.c.id))))


def digests(connection: Connection) -> dict[Date, str]:
    """A digest of each night, by its date."""
    return {row.date: row.digest for row in connection.execute(select(t.nights.c.date, t.nights.c.digest))}


def names(connection: Connection) -> dict[str, str]:
    """The names of all villages, by code."""
    return {row.code: row.name for row in connection.execute(select(t.villages.c.code, t.villages.c.name))}


def waiver_keys(connection: Connection, day: Date) -> set[str]:
    """The keys of the waivers that exclude a finding on a night."""
    joined = t.waived.join(t.waivers, t.waivers.c.id == t.waived.c.waiver)
    night = night_of(connection, day).id
    query = select(t.waivers.c.key).select_from(joined).where(t.true_at(t.waived, night))
    return set(connection.execute(query.distinct()).scalars())


def _night(row: Row[Any]) -> Night:
    return Night(row.date, row.run_key, row.version, row.rules_version, row.rules_count, row.detail)


def night_of(connection: Connection, day: Date | None) -> Row[Any]:
    """The row of the night of a date, or of the last one. Raises `NightError` if there is none."""
    query = select(t.nights).order_by(t.nights.c.id.desc()).limit(1)
    found = connection.execute(query if day is None else query.where(t.nights.c.date == day)).first()
    if found is None and day is None:
        raise NightError(_("Buku temuan ini masih kosong. Rekam satu malam dulu: prodeskel ledger record FOLDER."))
    if found is None:
        raise NightError(_("Malam {day} tidak ada di buku temuan. Lihat daftarnya: prodeskel ledger show.", day=day))
    return found


def night_at(connection: Connection, day: Date) -> Row[Any] | None:
    """The row of the last night on or before a date."""
    query = select(t.nights).where(t.nights.c.date <= day).order_by(t.nights.c.id.desc())
    return connection.execute(query.limit(1)).first()


def report(connection: Connection, day: Date | None = None, recorded: Recorded = "") -> NightReport:
    """A night as it stands in the ledger, by default the last one."""
    night = night_of(connection, day)
    before = connection.execute(select(t.nights).where(t.nights.c.id == night.id - 1)).first()
    return NightReport(
        _night(night),
        before.date if before else None,
        before is not None and before.rules_version != night.rules_version,
        _villages(connection, night.id),
        _absent(connection, night.id),
        recorded,
    )


def _villages(connection: Connection, night: int) -> tuple[VillageNight, ...]:
    past = t.scores.alias("past")
    known = exists().where(past.c.village == t.scores.c.village, past.c.night < night).label("known")
    query = select(t.villages, t.scores, known).join(t.scores, t.scores.c.village == t.villages.c.id)
    rows = connection.execute(query.where(t.scores.c.night == night).order_by(t.villages.c.code))
    return tuple(_village(row, first=not row.known) for row in rows)


def _village(row: Row[Any], *, first: bool = False) -> VillageNight:
    return VillageNight(
        code=row.code,
        name=row.name,
        district=row.district,
        regency=row.regency,
        completeness=Share(row.complete_part, row.complete_whole),
        accuracy=Share(row.accurate_part, row.accurate_whole),
        coverage=Share(row.covered_part, row.covered_whole),
        first=first,
        **{name: getattr(row, name) for name in LIKE_NAMED},
    )


def _absent(connection: Connection, night: int) -> tuple[AbsentVillage, ...]:
    tonight = t.scores.alias("tonight")
    here = exists().where(tonight.c.village == t.villages.c.id, tonight.c.night == night)
    last = func.max(t.scores.c.night)
    said = (t.villages.c.id, t.villages.c.code, t.villages.c.name, t.villages.c.became)
    query = (
        select(*said, last.label("last"))
        .join(t.scores, t.scores.c.village == t.villages.c.id)
        .where(~here, t.scores.c.night < night)
        .group_by(*said)
        .order_by(t.villages.c.code)
    )
    gone = connection.execute(query).all()
    open_ = open_counts(connection, night) if gone else {}
    dates = dict(connection.execute(select(t.nights.c.id, t.nights.c.date)).all()) if gone else {}
    absent = [(v, open_.get(v.code, (0, 0))) for v in gone]
    waited = [(v, number) for v, (number, waived) in absent if number + waived or not v.became]
    return tuple(AbsentVillage(v.code, v.name, dates[v.last], number) for v, number in waited)


def open_counts(connection: Connection, night: int) -> dict[str, tuple[int, int]]:
    """By village, how many findings are open without those that are waived, and how many of these there are."""
    held = case((t.episodes.c.finding.in_(t.waived_at(night)), 1), else_=0)
    numbers = (func.count() - func.sum(held), func.sum(held))
    query = select(t.findings.c.village, *numbers).join(t.episodes, t.episodes.c.finding == t.findings.c.id)
    rows = connection.execute(query.where(t.true_at(t.episodes, night)).group_by(t.findings.c.village)).all()
    codes = dict(connection.execute(select(t.villages.c.id, t.villages.c.code)).all())
    return {codes[village]: (int(free), int(waived)) for village, free, waived in rows}


def trend(connection: Connection, village: str = "") -> tuple[tuple[Date, VillageNight], ...]:
    """The scores of one village, or of all, night by night."""
    query = select(t.villages, t.scores, t.nights.c.date).select_from(
        t.scores.join(t.villages, t.villages.c.id == t.scores.c.village).join(
            t.nights, and_(t.nights.c.id == t.scores.c.night)
        )
    )
    if village:
        query = query.where(t.villages.c.code == village)
    rows = connection.execute(query.order_by(t.nights.c.id, t.villages.c.code))
    return tuple((row.date, _village(row)) for row in rows)
