"""What a cell holds, as it may be said: words that belong there stay, any other may be a name.

In *Pendidikan* of a list of persons stand words of its list, misspelt ones too; where something else is written, nobody
can know that it is not somebody's name, so of each such word the first letter stays. In forms of a village, which are
about things, all words stay that the forms, lists and rules are written in, and names of places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property, lru_cache

from validator.findings.everyday_words import ALSO_NAMES, CELLS, MONTHS, UNITS, USUAL
from validator.findings.masking import mask_name, mask_spelt
from validator.pack.models import Field, Pack, Table
from validator.pack.own_words import WORD
from validator.readers.texts import compact, normalise
from validator.regions.table import Region, Regions

__all__ = ["PlainWords", "known_words"]

_REGIONS = frozenset({"nama_desa", "kecamatan", "kabupaten", "provinsi"})
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_PART = re.compile(r"[^,;/&|'\"()]+")
_KIND = re.compile(r"(?:desa|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota|provinsi|prov)\b[. ]*", re.IGNORECASE)
_FORMED = re.compile(r"(?:di|me|pe|ke|ber|ter)[a-z]{3,}kan|(?:ke|pe)[a-z]{6,}an|[a-z]{4,}nya")
"""Words with the affixes of Indonesian, which names do not have."""
_LIKE = 5  # letters of a word from which on another letter may be wrong
_SHORT = 2

Names = frozenset[str]


class PlainWords:
    """Knows the words of each field; `people` hides the names of persons in the data, `villages` gives their codes."""

    def __init__(self, pack: Pack, villages: Callable[[], Iterable[str]], people: Callable[[str], str] = str) -> None:
        self._pack, self._villages, self._people = pack, villages, people
        self._known = cache(lambda table, name: frozenset(self._words(pack.tables[table], name)))
        self.said = lru_cache(maxsize=1 << 14)(self._said)
        self.shown = lru_cache(maxsize=1 << 12)(self._shown)

    def of(self, village: str) -> PlainWords:
        """The same for the texts of one village."""
        return PlainWords(self._pack, lambda: [village], self._people)

    def _said(self, table: str, name: str, text: str) -> str:
        """`text`, found in a field, with the words hidden that do not belong there."""
        if _is_bare(text):
            return text
        known = self._known(table, name)
        if self._pack.tables[table].layout == "records":
            return self._with_places(text, lambda part: known_words(part, known), _is_place(name))
        said = known_words(text, known)
        if said != text:
            said = self._with_places(text, lambda part: known_words(part, known, self._everyday), _is_place(name))
        return self._people(said)

    def _shown(self, text: str) -> str:
        """A sentence that a rule makes of texts that people wrote."""
        if _is_bare(text):
            return text
        return self._people(self._with_places(text, lambda part: known_words(part, USUAL, self._everyday), True))

    def _with_places(self, text: str, said: Callable[[str], str], places: bool) -> str:
        """The text with hidden words; of a field of places, whatever is the name of one stays."""
        hidden = said(text)
        if not places or hidden == text:
            return hidden
        return _PART.sub(lambda part: part[0] if self._is_region(part[0]) else said(part[0]), text)

    def _is_region(self, text: str) -> bool:
        return _place(text) in self._regions

    @cached_property
    def _regions(self) -> Names:
        """The names of all regions of the provinces that the villages lie in."""
        found = Regions.load(self._pack.regions)
        provinces = {code[:2] for code in self._villages()}
        names = {name for province in provinces for near in found.villages_in(province) for name in _lies_in(near)}
        return frozenset(map(_place, names))

    def _words(self, table: Table, name: str) -> Iterator[str]:
        field = table.field(name)
        yield from USUAL
        if field.codelist:
            yield from self._labels(field)
        elif field.type == "date":
            yield from MONTHS
        elif field.type != "string":
            yield from {*UNITS, *normalise(field.unit).split()}
        else:
            yield from self._free(table, field)

    def _labels(self, field: Field) -> Iterator[str]:
        for item in self._pack.codelists[field.codelist].items:
            for label in (item.label, *item.aliases):
                yield from normalise(label).split()

    def _free(self, table: Table, field: Field) -> Iterator[str]:
        """A text of one's own may hold what the lists and titles of its form say, and names of regions."""
        for other in table.fields:
            yield from normalise(other.title).split()
            if other.codelist:
                yield from self._labels(other)
        if _is_place(field.name) or "tempat" in field.name:
            yield from self._place_names()

    def _place_names(self) -> Iterator[str]:
        """The words in the names of the villages and of where they lie."""
        found = Regions.load(self._pack.regions)
        for code in self._villages():
            if village := found.known_village(code):
                for name in _lies_in(village):
                    yield from normalise(name).split()

    @cached_property
    def _everyday(self) -> Names:
        """The words of all forms, lists and rules, and of cells and places."""
        return self._pack.words.union(CELLS, MONTHS, UNITS, self._place_names())


def _is_place(field: str) -> bool:
    """Whether a field holds the name of a region."""
    return field in _REGIONS or field.startswith(("desa_", "kecamatan_"))


def _lies_in(village: Region) -> tuple[str, ...]:
    return village.name, village.district, village.regency, village.province


def _place(name: str) -> str:
    """The name of a region without what it is, as names are compared."""
    return compact(_KIND.sub("", name.strip(), count=1))


def _is_bare(text: str) -> bool:
    """Whether there is nothing in a text that could be a name."""
    return len(text) <= _SHORT or not any(map(str.isalpha, text))


def known_words(text: str, known: Names, also: Names = frozenset()) -> str:
    """The text with the other words hidden: those of `known` stay, were one letter of them wrong, and those of `also`.

    What could be a name as well, or only resembles a word, stays unless something beside it is hidden.

    >>> known_words("Tamat Siti Cotoh", frozenset({"tamat"}))
    'Tamat S*** C****'
    >>> known_words("Melati Cotoh", frozenset({"melati"})), known_words("Melati", frozenset({"melati"}))
    ('M***** C****', 'Melati')
    """
    text = mask_spelt(text)
    words = WORD.findall(text)
    doubted = {word for word in words if not _is_sure(word, known, also)}
    if not doubted or (all(_is_likely(w, known, also) for w in doubted) and not _is_a_name(words)):
        return text
    return WORD.sub(lambda found: mask_name(found[0]) if found[0] in doubted else found[0], text)


def _is_sure(word: str, known: Names, also: Names) -> bool:
    """A number, an abbreviation, or a word that is known and no name."""
    plain = word.lower()
    if word.isdecimal() or len(word) == 1 or (len(word) <= 4 and word.isascii() and not _VOWEL.search(word)):
        return True
    if plain in known or plain in also:
        return plain not in ALSO_NAMES
    return bool(also and _FORMED.fullmatch(plain))


def _is_likely(word: str, known: Names, also: Names) -> bool:
    """A known word, or one that it would be were one letter another."""
    plain = word.lower()
    if plain in known or plain in also:
        return True
    near = (other for other in known if len(other) >= _LIKE and abs(len(other) - len(plain)) <= 1)
    return len(plain) >= _LIKE - 1 and any(_is_like(plain, other) for other in near)


def _is_a_name(words: Collection[str]) -> bool:
    """Whether a text has nothing but words that are names as well, and more than one of them."""
    return len(words) > 1 and all(word.lower() in ALSO_NAMES for word in words)


def _is_like(word: str, other: str) -> bool:
    """Whether one letter more, less or another, or two changed about, make one word of the other.

    >>> _is_like("islm", "islam"), _is_like("kritsen", "kristen"), _is_like("siti", "istri")
    (True, True, False)
    """
    same = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[same:], other[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
