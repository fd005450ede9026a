"""What people did about findings: the answers of villages, and the visits of mentors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date  # noqa: N812
from itertools import groupby
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, insert, select, update

from validator.findings.formatting import mask_long_numbers
from validator.findings.responses import Response
from validator.ledger import tables as t
from validator.ledger.changes import solved_between
from validator.ledger.records import RecordedVisit
from validator.ledger.staging import Interner, ignoring

__all__ = ["latest_responses", "record_responses", "record_visit", "unknown", "visits"]


def record_responses(connection: Connection, responses: Iterable[Response], day: Date) -> int:
    """Keeps answers under the day they were read; returns how many are new. Long numbers in reasons are masked."""
    villages = Interner(connection, t.villages, "code")
    new = 0
    for response in sorted(responses):
        row = {"village": villages[response.village], "key": response.id, "answer": response.answer}
        row |= {"reason": mask_long_numbers(response.reason), "source": mask_long_numbers(response.source)}
        insertion = ignoring(connection, t.responses).values(**row, date=day).returning(t.responses.c.id)
        new += len(connection.execute(insertion).all())
    return new


def unknown(connection: Connection, responses: Iterable[Response]) -> list[Response]:
    """Those answers that are to no finding of a night."""
    joined = t.findings.join(t.villages, t.villages.c.id == t.findings.c.village)
    of_village: dict[str, set[str]] = {}
    found = []
    for response in responses:
        if response.village not in of_village:
            query = select(t.findings.c.key).select_from(joined).where(t.villages.c.code == response.village)
            of_village[response.village] = set(connection.execute(query).scalars())
        if response.id not in of_village[response.village]:
            found.append(response)
    return found


def latest_responses(connection: Connection, village: str) -> dict[str, tuple[Date, Response]]:
    """The newest answer to each finding of a village, by the finding's id, and when it was read."""
    query = response_rows().where(t.villages.c.code == village)
    return {row.key: (row.date, response_of(row)) for row in connection.execute(query)}


def response_rows() -> Select[Any]:
    """Answers by village and finding, the newest last."""
    joined = t.responses.join(t.villages, t.villages.c.id == t.responses.c.village)
    query = select(t.responses, t.villages.c.code).select_from(joined)
    return query.order_by(t.villages.c.code, t.responses.c.key, t.responses.c.date, t.responses.c.id)


def response_of(row: Any) -> Response:  # noqa: ANN401 - a row of `response_rows`
    return Response(row.code, row.key, row.answer, row.reason, row.source)


def record_visit(connection: Connection, visit: RecordedVisit) -> None:
    """Writes a visit down; the same mentor, village and day again corrects it."""
    village = Interner(connection, t.villages, "code")[visit.village]
    said = {"minutes": visit.minutes, "note": mask_long_numbers(visit.note)}
    this = (t.visits.c.village == village, t.visits.c.date == visit.date, t.visits.c.mentor == visit.mentor)
    if connection.execute(update(t.visits).where(*this).values(said)).rowcount == 0:
        connection.execute(insert(t.visits).values(village=village, date=visit.date, mentor=visit.mentor, **said))


def visits(connection: Connection, village: str = "") -> tuple[RecordedVisit, ...]:
    """Visits by village and day, each with what it solved.

    A night's run early on the day of a visit precedes the visit; so what it solved closed on a later night, up to and
    with the night of the day of the next visit. Two visits of one day share the merit.
    """
    joined = t.visits.join(t.villages, t.villages.c.id == t.visits.c.village)
    query = select(t.visits, t.villages.c.code).select_from(joined)
    query = query.where(t.villages.c.code == village) if village else query
    rows = connection.execute(query.order_by(t.villages.c.code, t.visits.c.date, t.visits.c.mentor)).all()
    found: list[RecordedVisit] = []
    for code, group in groupby(rows, key=lambda row: str(row.code)):
        made = [RecordedVisit(code, r.date, r.mentor, r.minutes, r.note) for r in group]
        found += [replace(v, solved=solved_between(connection, code, v.date, _next(made, v))) for v in made]
    return tuple(found)


def _next(made: list[RecordedVisit], visit: RecordedVisit) -> Date | None:
    later = (v.date for v in made if v.date > visit.date)
    return min(later, default=None)
