"""The words of a pack: what is written with them names a thing and not a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from validator.pack.models import CodeList, Rule, Table

__all__ = ["WORD", "words_of"]

WORD = re.compile(r"[^\W_]+")


def words_of(tables: Iterable[Table], codelists: Iterable[CodeList], rules: Iterable[Rule]) -> frozenset[str]:
    """Every word of these forms, lists and rules, in lower case."""
    said = [text for codes in codelists for item in codes.items for text in (item.label, *item.aliases)]
    for table in tables:
        said.append(table.title)
        said += [text for f in table.fields for text in (f.title, f.unit, f.group, *f.aliases)]
    said += [text for rule in rules for text in _texts(rule)]
    return frozenset(word.lower() for word in WORD.findall(" ".join(said)))


def _texts(rule: Rule) -> Iterator[str]:
    yield from (rule.title, rule.message, rule.why, rule.fix, *rule.documents, rule.role, *rule.show.values())
