"""What came on a night: villages by name, files, and forms by village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, insert, select, update

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import FileAccount, Village
from validator.ledger import tables as t
from validator.ledger.asked import Receipt
from validator.ledger.staging import Interner

__all__ = ["record_files", "record_receipts", "record_villages"]


def record_villages(connection: Connection, villages: Sequence[Village]) -> None:
    """The names of villages, as they are now."""
    numbers = Interner(connection, t.villages, "code")
    named = [{"of": numbers[v.code], "name": v.name, "district": v.district, "regency": v.regency} for v in villages]
    if named:
        connection.execute(update(t.villages).where(t.villages.c.id == bindparam("of")), named)


def record_files(connection: Connection, night: int, files: Sequence[FileAccount]) -> None:
    """The files read, with their digests; numbers as long as a NIK are masked in their paths."""
    words = Interner(connection, t.words, "text")
    now: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for book in files:
        key = (words[mask_long_numbers(book.path)], bytes.fromhex(book.sha256))
        now[key] = (book.status, words[mask_long_numbers(book.reason)])
    _compare(connection, t.files, night, ("path", "sha256"), ("status", "reason"), now)


def record_receipts(connection: Connection, night: int, receipts: Mapping[tuple[str, str], Receipt]) -> None:
    """Which forms of which villages came."""
    villages, forms = Interner(connection, t.villages, "code"), Interner(connection, t.forms, "name")
    now = {(villages[v], forms[f]): (r.sheets, r.rows) for (v, f), r in receipts.items()}
    _compare(connection, t.receipts, night, ("village", "form"), ("sheets", "rows"), now)


def _compare(
    connection: Connection,
    table: Table,
    night: int,
    key: Sequence[str],
    rest: Sequence[str],
    now: Mapping[tuple[Any, ...], tuple[Any, ...]],
) -> None:
    """Ends the open spans that are not among `now`, and begins those that are new."""
    columns = [table.c[c] for c in (*key, *rest)]
    rows = connection.execute(select(*columns).where(table.c.until.is_(None))).all()
    open_ = {tuple(row[: len(key)]): tuple(row[len(key) :]) for row in rows}
    ended = [dict(zip((f"_{k}" for k in key), k_, strict=True)) for k_, v in open_.items() if now.get(k_) != v]
    begun = [
        dict(zip((*key, *rest), (*k_, *v), strict=True)) | {"since": night}
        for k_, v in now.items()
        if open_.get(k_) != v
    ]
    if ended:
        this = and_(*(table.c[k] == bindparam(f"_{k}") for k in key), table.c.until.is_(None))
        connection.execute(update(table).where(this).values(until=night), ended)
    if begun:
        connection.execute(insert(table), begun)
