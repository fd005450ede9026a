"""Writes a pack that teaches headings, for a person to correct: guesses as entries, everything else as comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from validator.inspection import SheetView, taught
from validator.pack.headings import headings_of
from validator.pack.layout import HEADINGS
from validator.pack.models import Table

__all__ = ["written"]

_HEAD = """\
# Judul kolom yang dibaca sebagai isian Prodeskel, untuk --pack.
#
#   formulir:
#     isian: ["judul kolom seperti tertulis dalam berkas"]
#
# Isi di bawah ini dugaan: betulkan yang keliru, hapus yang tidak perlu. Baris yang diawali # tidak dibaca.
"""


def written(views: Sequence[SheetView], folder: Path) -> Path:
    """The heading file of the pack in `folder`; entries that it has already stay. Raises `OSError`."""
    path = folder / "schemas" / HEADINGS
    entries = {name: {f: list(t) for f, t in fields.items()} for name, fields in _present(path).items()}
    for name, fields in taught(views).items():
        for field, headings in fields.items():
            own = entries.setdefault(name, {}).setdefault(field, [])
            own += [heading for heading in headings if heading not in own]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD + "".join(_tables(views, entries)), encoding="utf-8", newline="\n")
    return path


def _present(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    if not path.exists():
        return {}
    import yaml

    found = headings_of(yaml.safe_load(path.read_text("utf-8")))
    return {name: dict(fields) for name, fields in found.items()}


def _tables(views: Sequence[SheetView], entries: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    tables = {view.table.name: view.table for view in views if view.table}
    for name in dict.fromkeys([*entries, *tables]):
        table = tables.get(name)
        own = [view for view in views if table and view.table == table]
        comments = list(_comments(own, table)) if table else []
        if comments or entries.get(name):
            yield f"\n{name}:" + (f"   # {table.title}" if table else "") + "\n"
            yield from (f"  {field}: {_list(texts)}\n" for field, texts in entries.get(name, {}).items())
            yield from comments


def _comments(views: Iterable[SheetView], table: Table) -> Iterator[str]:
    """The headings nobody could guess, and the fields that have no column."""
    columns = [column for view in views for column in view.columns]
    unknown = dict.fromkeys(c.heading for c in columns if not (c.field or c.guess or c.repeats))
    guessed = {c.guess.name for c in columns if c.guess}
    missing = dict.fromkeys(f.name for view in views for f in view.missing if f.name not in guessed)
    if unknown:
        yield f"  # judul yang tidak dikenal: {_list(unknown)}\n"
    if unknown and missing:
        titles = ", ".join(f"{name} ({table.field(name).title})" for name in missing)
        yield f"  # isian yang belum ada kolomnya: {titles}\n"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(json.dumps(text, ensure_ascii=False) for text in texts) + "]"
