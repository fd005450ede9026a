"""Labels by which the columns of an export are known, and spellings of the answers of a code list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from validator.pack.export.standalone import normalise
from validator.pack.models import CodeList, Field, Table

__all__ = ["labels_of", "spellings_of"]


def labels_of(table: Table) -> dict[str, str]:
    """Field names by normalised label. Titles win over codes, these over aliases, short titles and names; a label that
    means two fields equally means none.
    """
    labels: dict[str, str] = {}
    for form in _FORMS:
        found: dict[str, set[str]] = {}
        for field in table.fields:
            for text in form(field):
                if (label := normalise(text)) and label not in labels:
                    found.setdefault(label, set()).add(field.name)
        labels |= {label: names.pop() for label, names in found.items() if len(names) == 1}
    return labels


def spellings_of(codelist: CodeList) -> Mapping[str, str]:
    """The list's own labels by every normalised spelling of them, with and without spaces."""
    found: dict[str, str] = {}
    for item in codelist.items:
        found.setdefault(normalise(item.label) or item.label, item.label)
    for item in codelist.items:
        for text in (item.label, *item.aliases):
            spelling = normalise(text) or text  # a tick has no letters, and no other sign is one
            found.setdefault(spelling, item.label)
            found.setdefault(spelling.replace(" ", ""), item.label)
    return found


def _shortened(field: Field) -> Iterable[str]:
    for text in (field.title, *field.aliases):
        bare = text.rpartition("(")[0].strip() if text.rstrip().endswith(")") else text
        if field.unit and normalise(text[len(bare) :]) == normalise(field.unit):
            yield bare
        if field.group:
            yield from (f"{field.group} {text}", f"{field.group} {bare}")


_FORMS: tuple[Callable[[Field], Iterable[str]], ...] = (
    lambda field: (field.title,),
    lambda field: (field.code,),
    lambda field: field.aliases,
    _shortened,
    lambda field: (field.name,),
)
