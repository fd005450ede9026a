"""The ledger as text: one JSON document, or one CSV list. The same ledger gives the same bytes on every database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from sqlalchemy import Connection, and_, select

from validator.ledger import tables as t
from validator.ledger.fieldwork import response_rows, visits
from validator.ledger.reading import trend
from validator.pack.models import SEVERITIES

__all__ = ["FORMAT_VERSION", "LISTS", "cell", "write_csv", "write_json"]

FORMAT_VERSION = 1
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_encode = json.JSONEncoder(ensure_ascii=False).encode

Line = Mapping[str, Any]


def write_json(connection: Connection, stream: TextIO) -> None:
    """Every list of `LISTS` under its name, one entry a line."""
    stream.write(f'{{\n"format_version": {FORMAT_VERSION}')
    for name, lines in LISTS.items():
        stream.write(f',\n"{name}": [')
        joint = "\n"
        for line in lines(connection):
            stream.write(joint + _encode(line))
            joint = ",\n"
        stream.write("]" if joint == "\n" else "\n]")
    stream.write("\n}\n")


def write_csv(connection: Connection, stream: TextIO, name: str) -> None:
    """One list of `LISTS`; cells that a spreadsheet would take for a formula get an apostrophe."""
    writer = csv.writer(stream, lineterminator="\n")
    for number, line in enumerate(LISTS[name](connection)):
        if number == 0:
            writer.writerow(line)
        writer.writerow([cell(value) for value in line.values()])


def cell(value: object) -> str:
    """A value as CSV holds it: lists joined by blanks, what looks like a formula behind an apostrophe."""
    if isinstance(value, list):
        value = " ".join(map(str, value))
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _dates(connection: Connection) -> dict[int | None, str | None]:
    rows = connection.execute(select(t.nights.c.id, t.nights.c.date))
    return {None: None, **{number: day.isoformat() for number, day in rows}}


def _nights(connection: Connection) -> Iterator[Line]:
    names = ("run_key", "digest", "version", "rules_version", "rules_count", "detail")
    for row in connection.execute(select(t.nights).order_by(t.nights.c.id)):
        yield {"date": row.date.isoformat(), **{name: getattr(row, name) for name in names}}


def _scores(connection: Connection) -> Iterator[Line]:
    for day, village in trend(connection):
        line: dict[str, Any] = {"date": day.isoformat(), "village": village.code, "name": village.name}
        for name in ("completeness", "accuracy", "coverage"):
            share = getattr(village, name)
            line |= {f"{name}_part": share.part, f"{name}_whole": share.whole}
        yield line | {name: getattr(village, name) for name in ("year", *t.COUNTS[6:])}


def _findings(connection: Connection) -> Iterator[Line]:
    """One line an episode: from the night a finding opened to the night it closed."""
    dates = _dates(connection)
    source = (
        t.episodes.join(t.findings, t.findings.c.id == t.episodes.c.finding)
        .join(t.villages, t.villages.c.id == t.findings.c.village)
        .join(t.rules, t.rules.c.id == t.findings.c.rule)
        .join(t.forms, t.forms.c.id == t.findings.c.form)
        .join(t.texts, and_(t.texts.c.finding == t.findings.c.id, t.texts.c.until.is_(None)))
        .join(t.words, t.words.c.id == t.texts.c.title)
    )
    columns = (
        *(t.villages.c.code, t.findings.c.key, t.rules.c.code.label("rule"), t.forms.c.name.label("form")),
        *(t.texts.c.severity, t.words.c.text.label("title"), t.texts.c.message),
        *(t.episodes.c.since, t.episodes.c.until, t.episodes.c.ending),
    )
    query = select(*columns).select_from(source)
    for row in connection.execute(query.order_by(t.villages.c.code, t.findings.c.key, t.episodes.c.since)):
        yield {
            "village": row.code,
            "id": row.key,
            "rule": row.rule,
            "table": row.form,
            "severity": SEVERITIES[row.severity],
            "title": row.title,
            "message": row.message,
            "opened": dates[row.since],
            "closed": dates[row.until],
            "ending": row.ending,
        }


def _spans(connection: Connection, table: Any, **more: Any) -> Iterator[Line]:  # noqa: ANN401 - table and columns
    dates = _dates(connection)
    source = table.join(t.findings, t.findings.c.id == table.c.finding)
    source = source.join(t.villages, t.villages.c.id == t.findings.c.village)
    if table is t.waived:
        source = source.join(t.waivers, t.waivers.c.id == table.c.waiver)
    said = [column.label(name) for name, column in more.items()]
    query = select(t.villages.c.code, t.findings.c.key, table.c.since, table.c.until, *said).select_from(source)
    for row in connection.execute(query.order_by(t.villages.c.code, t.findings.c.key, table.c.since)):
        line = {"village": row.code, "id": row.key, "since": dates[row.since], "until": dates[row.until]}
        yield line | {name: _plain(getattr(row, name)) for name in more}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    return value.isoformat() if hasattr(value, "isoformat") else value


def _unasked(connection: Connection) -> Iterator[Line]:
    return _spans(connection, t.unasked, reason=t.unasked.c.reason)


def _waived(connection: Connection) -> Iterator[Line]:
    names = ("reason", "who", "evidence", "expiry")
    return _spans(connection, t.waived, **{name: t.waivers.c[name] for name in names})


def _files(connection: Connection) -> Iterator[Line]:
    dates, why = _dates(connection), t.words.alias("why")
    source = t.files.join(t.words, t.words.c.id == t.files.c.path).join(why, why.c.id == t.files.c.reason)
    query = select(t.files, t.words.c.text.label("name"), why.c.text.label("said")).select_from(source)
    for row in connection.execute(query.order_by(t.words.c.text, t.files.c.since, t.files.c.sha256)):
        yield {
            "path": row.name,
            "sha256": row.sha256.hex(),
            "status": row.status,
            "reason": row.said,
            "since": dates[row.since],
            "until": dates[row.until],
        }


def _responses(connection: Connection) -> Iterator[Line]:
    for row in connection.execute(response_rows()):
        line = {"village": row.code, "id": row.key, "date": row.date.isoformat()}
        yield line | {name: getattr(row, name) for name in ("answer", "reason", "source")}


def _visits(connection: Connection) -> Iterator[Line]:
    for visit in visits(connection):
        line = {"village": visit.village, "date": visit.date.isoformat(), "mentor": visit.mentor}
        yield line | {"minutes": visit.minutes, "note": visit.note, "solved": [c.id for c in visit.solved]}


LISTS = {
    "nights": _nights,
    "scores": _scores,
    "findings": _findings,
    "unasked": _unasked,
    "waived": _waived,
    "files": _files,
    "responses": _responses,
    "visits": _visits,
}
