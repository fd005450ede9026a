"""Strangers: names once in a pack, tables that exist, and no marks that a form itself would bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from validator.pack.documents import Declared, child
from validator.pack.models import Stranger, Table

_REST = re.compile(r"[\W_]+")


def lint_strangers(strangers: Iterable[Declared[Stranger]], tables: Mapping[str, Table]) -> None:
    """Report what is wrong with the strangers of one pack."""
    taken: set[str] = set()
    for declared in strangers:
        stranger = declared.record
        if stranger.name in taken:
            declared.report("name", "duplicate", f"Nama {stranger.name} sudah dipakai di paket ini.")
        taken.add(stranger.name)
        declared.document.knows(child(declared.node, "reads_as"), "field", "Tabel", tables)
        if (form := _swallowed(stranger, tables.values())) is not None:
            message = f"Ciri {stranger.name} juga cocok dengan formulir {form.title} ({form.name})."
            declared.report("labels" if stranger.labels else "some", "stranger", message)


def _swallowed(stranger: Stranger, tables: Iterable[Table]) -> Table | None:
    """The form of Prodeskel whose own headings would be taken for this stranger, if any."""
    if stranger.sheets or stranger.texts or not stranger.always:
        return None
    labels, some, without = (set(map(_plain, texts)) for texts in (stranger.labels, stranger.some, stranger.without))
    for table in tables:
        own = {_plain(field.title) for field in table.fields} | {_plain(field.code) for field in table.fields}
        enough = not some or len(some & own) >= stranger.least
        if table.status == "live" and labels <= own and enough and not without & own:
            return table
    return None


def _plain(text: str) -> str:
    return _REST.sub("", text.casefold())
