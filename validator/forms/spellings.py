"""Which fields a header label can mean, in every table at once; and what a misspelt label was meant to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

import msgspec
from msgspec import Struct

from validator.forms.headers import without_parentheses
from validator.pack.cache import kept, stamp_of
from validator.pack.models import Field, Table
from validator.readers.texts import normalise

WORTH_KEEPING = 20
"""Of fewer tables than these, spellings are found sooner than what is kept is read; nor shall they take its place."""
ALIKE = 0.9
LIKELY = 0.6
_LIKELY_ALONE = 0.75
_COMMON_WEIGHT = 0.05
IGNORED = frozenset({"", "no", "nomor", "no urut", "nomor urut"})
"""Headings of running numbers: they tell nothing of a form, though some form has a field of that name."""


class Spellings(Struct, frozen=True, dict=True):
    """The normalised labels of every table: `fields[table][label]` is a field name.

    `weights[label]` is one over the number of tables that have the label, so what is rare tells more. `owners[label]`
    are the tables in which it is more than a common field. `repeated[table][label]` are the fields, in the form's
    order, above which the form prints the same label: `Pendidikan` stands fifteen times in one.
    """

    fields: Mapping[str, Mapping[str, str]]
    common: frozenset[str]
    weights: Mapping[str, float]
    owners: Mapping[str, Sequence[str]]
    repeated: Mapping[str, Mapping[str, Sequence[str]]]

    @cached_property
    def endings(self) -> frozenset[str]:
        """The last words of all labels."""
        return frozenset(label.rpartition(" ")[2] for label in self.weights)

    @cached_property
    def seen(self) -> dict[object, object]:
        """What header rows were recognised as in this run: the villages of a kabupaten send the same forms."""
        return {}


class _Same:
    """A mapping compared by identity, to remember what was computed for it."""

    def __init__(self, tables: Mapping[str, Table], common: tuple[Field, ...]) -> None:
        self.tables, self.common = tables, common

    def __hash__(self) -> int:
        return hash((id(self.tables), len(self.tables)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.tables is other.tables and self.common == other.common


def spellings_of(tables: Mapping[str, Table], common: tuple[Field, ...] = ()) -> Spellings:
    """The spellings of these tables; found once for one mapping; of many, kept between runs (50 ms for 44)."""
    return _spellings(_Same(tables, common))


@lru_cache(maxsize=4)
def _spellings(key: _Same) -> Spellings:
    if len(key.tables) < WORTH_KEEPING:
        return _found(key)
    content = msgspec.msgpack.encode((list(key.tables.values()), key.common))
    return kept("spellings", stamp_of(content), Spellings, lambda: _found(key))


def _found(key: _Same) -> Spellings:
    fields = {name: _labels_of(fields_of(table, key.common)) for name, table in key.tables.items()}
    common = {field for table in key.tables.values() for field in fields_of(table, key.common) if not field.expected}
    repeated = {name: _repeated(table) for name, table in key.tables.items()}
    counts = Counter(label for name, labels in fields.items() for label in {**labels, **repeated[name]})
    weights = {label: 1 / count for label, count in counts.items()}
    for label in [*_labels_of(common), *IGNORED & weights.keys()]:
        weights[label] = min(weights.get(label, 1), _COMMON_WEIGHT)
    shared = frozenset(field.name for field in common)
    owners: dict[str, list[str]] = {}
    for table, labels in fields.items():
        for label, name in labels.items():
            if name not in shared:
                owners.setdefault(label, []).append(table)
        for label in repeated[table]:
            owners.setdefault(label, []).append(table)
    return Spellings(fields, shared, weights, owners, repeated)


def names_of(tables: Mapping[str, Table]) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """By table: its normalised title, and its name and aliases between spaces; computed once for one mapping."""
    return _names(_Same(tables, ()))


@lru_cache(maxsize=4)
def _names(key: _Same) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    return {
        table.name: (normalise(table.title), tuple(f" {normalise(word)} " for word in (table.name, *table.aliases)))
        for table in key.tables.values()
    }


def fields_of(table: Table, common: Iterable[Field]) -> tuple[Field, ...]:
    """The table's fields and those common ones that it does not list itself."""
    return (*table.fields, *(field for field in common if field.name not in table.names))


def identity_of(table: Table) -> tuple[str, ...]:
    """The fields without which a record is nobody: the key, and numbers of persons or families that must be there.

    A form with one record a village has none: village and date tell its records apart.
    """
    if table.layout == "one_row":
        return ()
    needed = (field.name for field in table.fields if field.required and field.identifier)
    return tuple(dict.fromkeys((*table.key, *needed)))


def _repeated(table: Table) -> dict[str, list[str]]:
    """The fields of each label that several fields have."""
    found: dict[str, list[str]] = {}
    for one in table.fields:
        texts = (one.title, *one.aliases, without_parentheses(one.title))
        for label in dict.fromkeys(map(normalise, texts)):
            found.setdefault(label, []).append(one.name)
    return {label: names for label, names in found.items() if len(names) > 1}


def _labels_of(fields: Iterable[Field]) -> dict[str, str]:
    """Field names by label. Titles win over codes, these over aliases, shortened titles and names, and a table's own
    fields over the common ones; a label that means two fields equally means none. What a pack taught wins over all.
    """
    ordered = sorted(fields, key=lambda field: (not field.expected, field.name))
    labels = _unambiguous([(text, field.name) for field in ordered for text in field.taught], {})
    for expected in (True, False):
        for forms in _FORMS:
            own = [field for field in ordered if field.expected is expected]
            labels |= _unambiguous([(text, field.name) for field in own for text in forms(field)], labels)
    return labels


def _unambiguous(pairs: Iterable[tuple[str, str]], taken: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for text, name in pairs:
        if (label := normalise(text)) and label not in taken:
            found.setdefault(label, set()).add(name)
    return {label: names.pop() for label, names in found.items() if len(names) == 1}


def _shortened(field: Field) -> Iterable[str]:
    for text in (field.title, *field.aliases):
        bare = without_parentheses(text)
        if field.unit and normalise(text[len(bare) :]) == normalise(field.unit):
            yield bare
        if field.group:
            yield f"{field.group} {text}"
            yield f"{field.group} {bare}"


_FORMS: tuple[Callable[[Field], Iterable[str]], ...] = (
    lambda field: (field.title,),
    lambda field: (field.code,),
    lambda field: field.aliases,
    _shortened,
    lambda field: (field.name,),
)


def misspelt(label: str, labels: Mapping[str, str], taken: Iterable[str]) -> str:
    """The field whose label is this one but for a slip of the pen, or ''.

    The closest label of all must be one whose field is still free, and every word and number must be recognisable:
    25 Tahun is no slip for 24 Tahun, nor Sejahtera for Prasejahtera.
    """
    best = max(labels, key=lambda known: _ratio(label, known), default="")
    if not best or _ratio(label, best) < ALIKE or labels[best] in set(taken):
        return ""
    return labels[best] if _same_words(label.split(), best.split()) else ""


def likeliest(label: str, labels: Mapping[str, str]) -> str:
    """The field whose label looks most like this one, or '' if none does.

    Without a word in common, some letters in common tell nothing: Umur is no Bujur.
    """
    best = max(labels, key=lambda known: _ratio(label, known), default="")
    least = LIKELY if set(label.split()) & set(best.split()) else _LIKELY_ALONE
    return labels[best] if best and _ratio(label, best) >= least else ""


@lru_cache(maxsize=1 << 14)
def _ratio(one: str, other: str) -> float:
    shorter, longer = sorted((len(one), len(other)))
    if 2 * shorter < LIKELY * (shorter + longer):
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKELY else 0


def _same_words(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        joined, known = "".join(one), "".join(other)
        return joined == known
    return all(a == b or _slip(a, b) for a, b in zip(one, other, strict=True))


def _slip(one: str, other: str) -> bool:
    if not (one.isalpha() and other.isalpha()) or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.85
