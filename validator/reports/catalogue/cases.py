"""The examples of a rule as tables: rows alike stand once, with how often they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from validator.pack.models import Example, Pack, Rule, Table
from validator.reports.catalogue.links import Links

__all__ = ["ExampleTable", "ShownExample", "cases"]

ROWS = 30
"""Different rows of an example that are shown; the rest is counted."""


class ExampleTable(Struct, frozen=True):
    """Rows of one table. `heads` are (label, name); `rows` are (how often, cells); `more` rows are not shown."""

    title: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    more: int

    @property
    def repeated(self) -> bool:
        return any(times > 1 for times, _ in self.rows)


class ShownExample(Struct, frozen=True):
    """One example: passing or failing, its number among those of its kind, its reference date, and its tables."""

    fails: bool
    number: int
    date: str
    grids: tuple[ExampleTable, ...]


def cases(rule: Rule, links: Links) -> list[ShownExample]:
    """The examples of a rule in their order."""
    counts = {True: 0, False: 0}
    found = []
    for example in rule.examples:
        counts[example.fails] += 1
        grids = tuple(_grids(example, rule, links))
        found.append(ShownExample(example.fails, counts[example.fails], example.date, grids))
    return found


def _grids(example: Example, rule: Rule, links: Links) -> Iterator[ExampleTable]:
    pack = links.pack
    own = _table(example.table, pack) if example.table else links.form_of(rule)
    yield _grid("", own, example.rows)
    if example.previous:
        yield _grid("Setahun sebelumnya", own, example.previous)
    for name, rows in example.tables.items():
        table = _table(name, pack)
        yield _grid(f"{table.title} ({name})" if table else name, table, rows)


def _table(name: str, pack: Pack) -> Table | None:
    if name in pack.derived:
        name = pack.derived[name].locates
    return pack.tables.get(name)


def _grid(title: str, table: Table | None, rows: Sequence[Mapping[str, Any]]) -> ExampleTable:
    names = list(dict.fromkeys(name for row in rows for name in row))
    labels = {field.name: field.title for field in table.fields} if table else {}
    texts = [tuple(_text(row[name]) if name in row else "" for name in names) for row in rows]
    groups = [(len(list(same)), cells) for cells, same in groupby(texts)]
    heads = tuple((labels.get(name, ""), name) for name in names)
    return ExampleTable(title, heads, tuple(groups[:ROWS]), sum(times for times, _ in groups[ROWS:]))


def _text(value: Any) -> str:  # noqa: ANN401 - YAML gives any scalar
    if value is None:
        return "(kosong)"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
