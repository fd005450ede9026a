"""What an unknown column may be: guesses from its heading and from what its cells hold, for a person to confirm.

A guess never changes how a sheet is read; `prodeskel kenali` shows it and writes it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from math import sqrt

from msgspec import Struct

from validator.cells.values import Codes, parse
from validator.pack.models import CodeList, Field
from validator.readers.sheets import Cell
from validator.readers.texts import is_blank, normalise, text_of

__all__ = ["Guess", "guesses"]

LOOKED_AT = 200
"""Cells of a column that are looked at."""
_LEAST = 0.6
_SURE = 0.9
_SPELT_ALIKE = 0.75
_ID_DIGITS = 16
_FILLERS = frozenset({"no", "nomor", "nama", "kode", "id", "data", "jumlah", "jml", "tgl", "tanggal", "isian", "dan"})


class Guess(Struct, frozen=True):
    """A field that a column may be; `score` is between 0 and 1."""

    field: Field
    score: float


def guesses(
    heading: str, cells: Iterable[Cell], free: Sequence[Field], codelists: Mapping[str, CodeList]
) -> list[Guess]:
    """The `free` fields (those without a column) that the column may be, the likeliest first.

    A heading speaks for a field by its words, the cells by being answers of its list, dates or numbers of 16 digits.
    Cells alone suffice only if they speak for a single field.
    """
    held = [cell for cell in _first(cells) if not is_blank(cell)]
    fitting = {f.name: _fitting(held, f, codelists) for f in free}
    named = [Guess(f, alike) for f in free if (alike := _alike(heading, f) * (0.5 + 0.5 * fitting[f.name])) >= _LEAST]
    if named:
        return sorted(named, key=lambda guess: -guess.score)
    telling = [f for f in free if _tells(f, held) and fitting[f.name] >= _SURE]
    return [Guess(telling[0], _LEAST)] if len(telling) == 1 else []


def _first(cells: Iterable[Cell]) -> Iterator[Cell]:
    for cell, _ in zip(cells, range(LOOKED_AT), strict=False):
        yield cell


def _fitting(held: Sequence[Cell], f: Field, codelists: Mapping[str, CodeList]) -> float:
    """The share of cells that are values of the field; a half where any text would do or nothing is known."""
    if not held or (f.type == "string" and not f.identifier and f.codelist not in codelists):
        return 0.5
    codes = Codes.of(codelists[f.codelist]) if f.codelist in codelists else None
    return sum(_fits(cell, f, codes) for cell in held) / len(held)


def _fits(cell: Cell, f: Field, codes: Codes | None) -> bool:
    if f.identifier:
        return sum(map(str.isdigit, text_of(cell))) == (10 if f.name == "kode_desa" else _ID_DIGITS)
    verdict = parse(cell, f, codes)
    return verdict.value is not None and verdict.problem == ""


def _tells(f: Field, held: Sequence[Cell]) -> bool:
    """Such values are telling: answers that differ, dates, identifiers; a plain number or text may be anything."""
    if f.codelist:
        return len({normalise(text_of(cell)) for cell in held}) > 1
    return f.expected and bool(held) and (f.identifier or f.type == "date")


def _alike(heading: str, f: Field) -> float:
    """How much the heading looks like the title, an alias or the name of the field; `Nomor` alone is like none."""
    spelling = normalise(heading)
    if not set(spelling.split()) - _FILLERS:
        return 0
    labels = {normalise(text) for text in (f.title, *f.aliases, f.name.replace("_", " "))}
    return max((_likeness(spelling, label) for label in labels if label), default=0)


def _likeness(one: str, other: str) -> float:
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(ratio if ratio >= _SPELT_ALIKE else 0, _shared(set(one.split()), set(other.split())))


def _shared(one: set[str], other: set[str]) -> float:
    """The share of words that stand in both, without those that say little; below 1, for the order may differ."""
    one, other = one - _FILLERS, other - _FILLERS
    return 0.95 * len(one & other) / sqrt(len(one) * len(other)) if one & other else 0
