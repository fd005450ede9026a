"""Keeping the ledger small: details of old nights go, their scores stay."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, exists, select, union, update

from validator.ledger import tables as t

__all__ = ["LEAST", "compact", "prune"]

LEAST = 2


def prune(connection: Connection, keep: int) -> tuple[int, int]:
    """Keeps the details of the last `keep` nights; returns how many nights and findings lost theirs.

    At least `LEAST` are kept, so that the last night can be compared and recorded anew. A finding that is open on a
    kept night keeps its whole past; one that closed before is forgotten, and would be new if it came back. Scores,
    answers and visits stay.
    """
    query = select(t.nights.c.id).order_by(t.nights.c.id.desc()).limit(max(keep, LEAST))
    cutoff = min(connection.execute(query).scalars(), default=0)
    old = (t.nights.c.id < cutoff, t.nights.c.detail)
    nights = connection.execute(update(t.nights).where(*old).values(detail=False)).rowcount
    gone = _forget(connection, cutoff)
    for table in (t.texts, t.unasked, t.waived, t.files, t.receipts):
        connection.execute(delete(table).where(table.c.until <= cutoff))
    _sweep(connection)
    return nights, gone


def _forget(connection: Connection, cutoff: int) -> int:
    alive = t.episodes.alias("alive")
    later = (alive.c.until.is_(None)) | (alive.c.until > cutoff)
    kept = exists().where(alive.c.finding == t.findings.c.id, later)
    dead = select(t.findings.c.id).where(~kept)
    for table in (t.texts, t.unasked, t.waived, t.episodes):
        connection.execute(delete(table).where(table.c.finding.in_(dead)))
    empty = ~exists().where(t.episodes.c.finding == t.findings.c.id)
    return connection.execute(delete(t.findings).where(empty)).rowcount


def _sweep(connection: Connection) -> None:
    """Texts and waivers that nothing refers to any more."""
    columns = (t.texts.c.title, t.texts.c.columns, t.files.c.path, t.files.c.reason)
    used = union(*(select(column) for column in columns))
    connection.execute(delete(t.words).where(t.words.c.id.not_in(used)))
    connection.execute(delete(t.waivers).where(t.waivers.c.id.not_in(select(t.waived.c.waiver))))


def compact(engine: Engine) -> None:
    """Gives the freed space back to the disk (SQLite; PostgreSQL does so by itself)."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
