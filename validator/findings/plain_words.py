"""What a cell of a list of persons holds, as it may be said: words that belong there stay, any other may be a name.

In *Pendidikan* stand words of its list, misspelt ones too; where something else is written, nobody can know that it is
not somebody's name, so of each such word the first letter stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from validator.findings.masking import mask_name
from validator.pack.models import Field, Pack, Table
from validator.readers.texts import normalise

__all__ = ["ARTEFACTS", "PlainWords", "known_words"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTEFACTS = _set(
    "array br calc connect data div err error external false field getting html line n na name nan nbsp nil none "
    "notice null num object php python ref spill true undefined unknown busy blocked value var warning"
)
"""Words that programs leave in cells."""
_USUAL = _set(
    "ada atau belum bukan dan dari di dll hari kira kosong kurang lahir lain lainnya lebih nihil orang sekitar "
    "sudah tahu tahun tak tanggal tdk tgl th thn tidak umur usia"
)
_MONTHS = _set(
    "januari februari maret april mei juni juli agustus september oktober november desember jan feb peb pebruari "
    "mar apr jun jul agu agt ags agust sep sept okt nov nop nopember des january february march may june july "
    "august october december aug oct dec senin selasa rabu kamis jumat sabtu minggu bulan"
)
_UNITS = _set("ha are hektar hektare m m2 m3 kg ton kw kuintal liter km unit buah ekor kk jiwa rp rupiah juta ribu")
_REGIONS = frozenset({"nama_desa", "kecamatan", "kabupaten", "provinsi"})
_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_LIKE = 5  # letters of a word from which on another letter may be wrong
_SHORT = 2


class PlainWords:
    """Knows the words of each field. `places` gives the names of regions that may stand in the data."""

    def __init__(self, pack: Pack, places: Callable[[], Iterable[str]]) -> None:
        self._pack, self._places = pack, places
        self._known = cache(lambda table, name: frozenset(self._words(pack.tables[table], name)))
        self.said = lru_cache(maxsize=1 << 14)(self._said)

    def _said(self, table: str, name: str, text: str) -> str:
        """`text`, found in a field of a table of persons, with the words hidden that do not belong there."""
        if len(text) <= _SHORT or not any(map(str.isalpha, text)):
            return text
        return known_words(text, self._known(table, name))

    def _words(self, table: Table, name: str) -> Iterator[str]:
        field = table.field(name)
        yield from _USUAL
        if field.codelist:
            yield from self._labels(field)
        elif field.type == "date":
            yield from _MONTHS
        elif field.type != "string":
            yield from {*_UNITS, *normalise(field.unit).split()}
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
        if field.name in _REGIONS or "tempat" in field.name:
            for place in self._places():
                yield from normalise(place).split()


def known_words(text: str, known: frozenset[str]) -> str:
    """The text with the other words hidden.

    >>> known_words("Tamat Siti Cotoh", frozenset({"tamat"}))
    'Tamat S*** C****'
    """
    return _WORD.sub(lambda found: found[0] if _is_known(found[0], known) else mask_name(found[0]), text)


def _is_known(word: str, known: frozenset[str]) -> bool:
    """A number, an abbreviation, or a word that is known, were one letter of it wrong."""
    plain = word.lower()
    if word.isdecimal() or plain in known or (len(word) <= 4 and not _VOWEL.search(word)):
        return True
    near = (other for other in known if len(other) >= _LIKE and abs(len(other) - len(plain)) <= 1)
    return len(plain) >= _LIKE - 1 and any(_is_like(plain, other) for other in near)


def _is_like(word: str, other: str) -> bool:
    """Whether one letter more, less or another, or two changed about, make one word of the other.

    >>> _is_like("islm", "islam"), _is_like("kritsen", "kristen"), _is_like("siti", "istri")
    (True, True, False)
    """
    same = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[same:], other[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
