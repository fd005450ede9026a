"""Strangers: names once in a pack, tables that exist, and no marks that a form itself would bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from validator.pack.building import stranger_of
from validator.pack.lint.nodes import Document, child, items
from validator.pack.lint.problems import nearest
from validator.pack.models import Stranger, Table

_REST = re.compile(r"[\W_]+")


def lint_strangers(documents: Sequence[Document], tables: Mapping[str, Table]) -> None:
    """Report what is wrong with strangers whose files have the right shape."""
    taken: set[tuple[str, str]] = set()
    for document in documents:
        pack = str(document.path.parent)
        for node, entry in zip(items(child(document.root, "strangers")), document.value["strangers"], strict=True):
            stranger = stranger_of(entry, str(document.path))
            if (pack, stranger.name) in taken:
                document.report(child(node, "name"), "duplicate", f"Nama {stranger.name} sudah dipakai di paket ini.")
            taken.add((pack, stranger.name))
            if stranger.reads_as and stranger.reads_as not in tables:
                hint = nearest(stranger.reads_as, tables)
                document.report(child(node, "reads_as"), "field", f"Tabel {stranger.reads_as} tidak dikenal.{hint}")
            if (form := _swallowed(stranger, tables.values())) is not None:
                where = child(node, "labels") or child(node, "some")
                message = f"Ciri {stranger.name} juga cocok dengan formulir {form.title} ({form.name})."
                document.report(where, "stranger", message)


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
