"""Names of the persons in the data that stand where no name belongs: in names of files and sheets, in headings, and in
other cells.

Only names that stand in a column for names of the same check can be known for what they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from validator.findings.everyday_words import USUAL
from validator.findings.masking import mask_name
from validator.pack.models import Pack
from validator.readers.texts import normalise

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["People"]

_WORDS = 5
"""A name has at most so many words here."""
_SHORTEST = 3
_FEW = 5_000
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)?")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_WORDS_OF_FILES = (
    "agt agtkeluarga csv ddk data desa download downloads ekspor export grid hasil home html kec kecamatan kel "
    "keluarga kelurahan kepala kk laporan nama ods pdf perkembangan potensi prodeskel root rt rw sample samples "
    "sheet tmp unduhan users work xls xlsb xlsx zip"
)
_USUAL = frozenset(_WORDS_OF_FILES.split())
"""Words of files and folders that are no name of a person by themselves."""


class People:
    """Hides in texts the names of persons in the columns of names.

    `tables` are those that hold rows, and how many; `places` names of regions, which are no persons.
    """

    def __init__(
        self, connection: DuckDBPyConnection, pack: Pack, tables: Mapping[str, int], places: Iterable[str]
    ) -> None:
        self._connection = connection
        self._columns = [
            (name, field.name)
            for name in tables
            for field in pack.tables[name].fields
            if field.personal and field.type == "string" and not (field.identifier or field.codelist)
        ]
        self._places = places
        self._few = sum(tables.values()) <= _FEW
        self._found: re.Pattern[str] | None = None

    def look_for(self, texts: Iterable[str]) -> None:
        """Finds out which names stand in these texts; before that, `hidden` knows none."""
        self._found = self._names_in(set(texts), _USUAL)

    def hidden(self, text: str) -> str:
        """The text with the names that were found in it masked."""
        return _masked(text, self._found)

    def hidden_in_cell(self, text: str) -> str:
        """The text of a cell with names masked that `look_for` was not asked for."""
        return _masked(text, self._names_in({text}, USUAL))

    def _names_in(self, texts: Collection[str], usual: Collection[str]) -> re.Pattern[str] | None:
        if not self._columns:
            return None
        known = {*usual, *self._place_words}
        phrases = {phrase for text in texts for phrase in _phrases(text, known)}
        if not (spelt := set().union(*map(_spellings, phrases))) or not (names := self._among(spelt)):
            return None
        alike = sorted({_pattern(name) for name in names}, key=len, reverse=True)
        return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(alike)})(?![^\W\d_])", re.IGNORECASE)

    def _among(self, spelt: set[str]) -> set[str]:
        """Those that are somebody's name. Of a few rows all names are fetched: that is planned sooner."""
        if self._few:
            return self._all & spelt
        listed = ", ".join("'" + text.replace("'", "''") + "'" for text in sorted(spelt))
        known = (f"SELECT {column} FROM {table} WHERE {column} IN ({listed})" for table, column in self._columns)
        return {name for (name,) in self._connection.cursor().execute(" UNION ".join(known)).fetchall()}

    @cached_property
    def _all(self) -> set[str]:
        asked = (f"SELECT DISTINCT {column} FROM {table}" for table, column in self._columns)
        found = (self._connection.cursor().execute(sql).fetchall() for sql in asked)
        return {name for rows in found for (name,) in rows}

    @cached_property
    def _place_words(self) -> frozenset[str]:
        return frozenset(word for place in self._places for word in normalise(place).split())


def _masked(text: str, found: re.Pattern[str] | None) -> str:
    return found.sub(lambda match: mask_name(match[0]), text) if found else text


def _phrases(text: str, usual: Collection[str]) -> Iterator[str]:
    """Neighbouring words that may be a name: not all of them usual, or without a vowel as `xxx`."""
    words = _WORD.findall(text)
    for first in range(len(words)):
        for last in range(first + 1, min(first + _WORDS, len(words)) + 1):
            phrase = " ".join(words[first:last])
            if len(phrase) >= _SHORTEST and any(_may_name(w, usual) for w in words[first:last]):
                yield phrase


def _may_name(word: str, usual: Collection[str]) -> bool:
    return word.lower() not in usual and bool(_VOWEL.search(word) or not word.isascii())


def _spellings(phrase: str) -> set[str]:
    return {phrase, phrase.upper(), phrase.lower(), phrase.title()}


@cache
def _pattern(name: str) -> str:
    """The name with anything but letters between its words."""
    return r"[\W\d_]{1,3}".join(map(re.escape, _WORD.findall(name)))
