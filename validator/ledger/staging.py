"""Bringing a check's findings into the database: a temporary table of one night, from which all else is worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date as Date  # noqa: N812
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, Index, Integer, MetaData, SmallInteger, Table, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.ledger import tables as t
from validator.ledger.asked import Asked
from validator.ledger.errors import PersonalDataError
from validator.ledger.records import Renamed
from validator.ledger.waivers import Waiver, WaiverBook
from validator.pack.models import SEVERITIES
from validator.reports.source import ReportSource

__all__ = ["Interner", "discard", "ignoring", "incoming", "refuse_personal", "resolve", "stage", "waiver_numbers"]

BATCH = 5000

incoming = Table(
    "incoming",
    MetaData(),
    Column("village", Integer, primary_key=True, autoincrement=False),
    Column("key", t.BYTEWISE, primary_key=True),
    Column("rule", Integer, nullable=False),
    Column("form", Integer, nullable=False),
    Column("severity", SmallInteger, nullable=False),
    Column("title", Integer, nullable=False),
    Column("columns", Integer, nullable=False),
    Column("message", t.BYTEWISE, nullable=False),
    Column("waiver", Integer),
    Column("finding", Integer),
    Index("ix_incoming_finding", "finding"),
    prefixes=["TEMPORARY"],
)
"""The findings of the night that is being recorded, each once; `finding` is filled in when all are there."""


class Interner:
    """Gives the number of a text in one of the small tables, and writes it there if it is new."""

    def __init__(self, connection: Connection, table: Table, column: str) -> None:
        self._connection, self._table, self._column = connection, table, table.c[column]
        self._known: dict[str, int] = {}

    def __getitem__(self, word: str) -> int:
        if word not in self._known:
            query = select(self._table.c.id).where(self._column == word)
            found = self._connection.execute(query).scalar()
            self._known[word] = self._new(word) if found is None else int(found)
        return self._known[word]

    def _new(self, word: str) -> int:
        made = insert(self._table).values({self._column.name: word}).returning(self._table.c.id)
        return int(self._connection.execute(made).scalar_one())


def ignoring(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - either dialect's Insert
    """An INSERT that leaves out rows whose key is there already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


def refuse_personal(source: ReportSource) -> None:
    """Raises `PersonalDataError` if a check was asked to show personal data."""
    if source.show_personal:
        raise PersonalDataError(
            "Hasil pemeriksaan ini memuat data pribadi yang tidak disamarkan, jadi tidak direkam. "
            "Periksa lagi tanpa --show-personal."
        )


class _Stage(Struct, dict=True):
    connection: Connection
    book: WaiverBook

    def __post_init__(self) -> None:
        self.villages = Interner(self.connection, t.villages, "code")
        self.rules = Interner(self.connection, t.rules, "code")
        self.forms = Interner(self.connection, t.forms, "name")
        self.words = Interner(self.connection, t.words, "text")
        self.waivers: dict[str, int] = {}

    def row(self, finding: Finding) -> dict[str, Any]:
        waiver = self.book.of(finding)
        return {
            "village": self.villages[finding.village],
            "key": finding.id,
            "rule": self.rules[finding.rule],
            "form": self.forms[finding.table],
            "severity": SEVERITIES.index(finding.severity),
            "title": self.words[finding.title],
            "columns": self.words[",".join(finding.columns)],
            "message": finding.message,
            "waiver": self.waiver(waiver) if waiver else None,
        }

    def waiver(self, waiver: Waiver) -> int:
        if waiver.key not in self.waivers:
            said = {n: getattr(waiver, n) for n in ("key", "rule", "village", "record", "reason", "who", "evidence")}
            self.connection.execute(ignoring(self.connection, t.waivers).values(**said, expiry=waiver.expiry))
            query = select(t.waivers.c.id).where(t.waivers.c.key == waiver.key)
            self.waivers[waiver.key] = int(self.connection.execute(query).scalar_one())
        return self.waivers[waiver.key]


def stage(
    connection: Connection,
    source: ReportSource,
    waivers: Sequence[Waiver],
    day: Date,
    asked: Asked,
    renamed: Sequence[Renamed] = (),
) -> str:
    """Fills `incoming` with the findings of a check (rules on trial left out) and returns a digest of all that counts.

    Raises `PersonalDataError` if a message holds a number as long as a NIK.
    """
    refuse_personal(source)
    incoming.create(connection)
    staging = _Stage(connection, WaiverBook(waivers, day))
    digest = hashlib.blake2b(digest_size=16)
    for said in (*_said(source, waivers, day, asked), *renamed):
        digest.update(repr(said).encode(errors="backslashreplace"))
    for batch in _batches(f for f in source.iter_findings() if not f.trial):
        for finding in batch:
            _refuse_numbers(finding)
            digest.update(repr(_essence(finding)).encode(errors="backslashreplace"))
        connection.execute(ignoring(connection, incoming), [staging.row(f) for f in batch])
    return digest.hexdigest()


def _said(source: ReportSource, waivers: Sequence[Waiver], day: Date, asked: Asked) -> Iterator[object]:
    yield source.version, source.rules_version, source.rules_count
    yield from source.villages
    yield from ((f.path, f.sha256, f.status, f.reason) for f in source.files)
    yield from (w.key for w in waivers if w.in_force(day))
    yield sorted(asked.receipts.items(), key=repr)
    yield sorted(asked.fewer_accepted)


def _essence(finding: Finding) -> tuple[object, ...]:
    return (
        *(finding.village, finding.id, finding.rule, finding.table, finding.severity, finding.title),
        *(finding.columns, finding.message),
    )


def _refuse_numbers(finding: Finding) -> None:
    if mask_long_numbers(finding.message) != finding.message:
        raise PersonalDataError(
            f"Pesan temuan {finding.id} (aturan {finding.rule}) memuat nomor utuh sepanjang NIK, jadi malam ini tidak "
            "direkam. Samarkan nomor itu dalam pesan aturannya."
        )


def _batches(findings: Iterator[Finding]) -> Iterator[list[Finding]]:
    batch: list[Finding] = []
    for finding in findings:
        batch.append(finding)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def resolve(connection: Connection) -> None:
    """Gives every row of `incoming` its finding, made where there is none yet."""
    same = (t.findings.c.village == incoming.c.village) & (t.findings.c.key == incoming.c.key)
    known = select(t.findings.c.id).where(same)
    fresh = select(incoming.c.village, incoming.c.key, incoming.c.rule, incoming.c.form).where(~known.exists())
    order = (incoming.c.village, incoming.c.key)
    columns = ["village", "key", "rule", "form"]
    connection.execute(insert(t.findings).from_select(columns, fresh.order_by(*order)))
    connection.execute(update(incoming).values(finding=known.scalar_subquery()))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE incoming"))


def discard(connection: Connection) -> None:
    """Drops `incoming`."""
    incoming.drop(connection)


def waiver_numbers(connection: Connection, waivers: Sequence[Waiver], day: Date) -> list[int]:
    """The numbers of those waivers in force on a day that the ledger knows."""
    keys = [w.key for w in waivers if w.in_force(day)]
    return [int(n) for (n,) in connection.execute(select(t.waivers.c.id).where(t.waivers.c.key.in_(keys)))]
