"""Village and year as file paths and title rows tell them. Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from validator.readers.texts import normalise
from validator.regions.table import Regions

_DIGITS = re.compile(r"(?<![0-9])([0-9]{2})([._\- ]?)([0-9]{2})\2([0-9]{2})\2([0-9]{4})(?![0-9])")
_YEAR = re.compile(
    r"(?<![0-9])(?:(20[0-9]{2})(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))?"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(20[0-9]{2}))(?![0-9])"
)
"""A year by itself, or that of a day: 22_12_2020, 20201222, 22122020."""
_LEVELS = {
    "desa": "village", "kelurahan": "village", "kel": "village", "ds": "village", "nagari": "village",
    "gampong": "village", "kecamatan": "district", "kec": "district", "distrik": "district", "kabupaten": "above",
    "kab": "above", "kota": "above", "provinsi": "above", "prov": "above", "tahun": "", "bulan": "", "rt": "", "rw": "",
}  # fmt: skip
_END = "rt"
_NOISE = frozenset(
    {"grid", "form", "agtkeluarga", "ddk", "potensi", "perkembangan", "prodeskel", "xls", "xlsx", "csv", "sc"}
    | {"nama", "data", "ekspor", "export", "hasil"}
)


class Named(NamedTuple):
    """A village found by its name: its code, the name as found, and the name of its district."""

    code: str
    name: str
    district: str


def village_of_path(path: str, regions: Regions | None = None) -> str:
    """The last 10-digit village code in a path, dotted or not, else ''.

    With `regions` a code must lie in an existing district, so that a time stamp is not taken for one.

    >>> village_of_path("2026/63.11.03.2021_putat-basiun/grid_t47.xls")
    '6311032021'
    """
    regions = regions or Regions.load()
    return next(reversed(villages_of_path(path, regions)), "")


def villages_of_path(path: str, regions: Regions) -> list[str]:
    """Every 10-digit village code of an existing district in a path, in its order."""
    codes = ("".join(match.group(1, 3, 4, 5)) for match in _DIGITS.finditer(path))
    return [code for code in codes if regions.district_exists(code)]


def names_in(text: str) -> list[str]:
    """The names in a text that may be those of villages.

    >>> names_in("Desa Putat Basiun 2026")
    ['putat basiun']
    """
    return [name for level, name in _phrases(text) if level in ("village", "")]


def year_of_path(path: str) -> int | None:
    """The year that a folder or the file is named for, the one nearest the end of the path; village codes are no years.

    >>> year_of_path("ekspor/2026/63.11.03.2021/t47.xls"), year_of_path("6311032021.xls"), year_of_path("22122020.xls")
    (2026, None, 2020)
    """
    years = [alone or day for alone, day in _YEAR.findall(_DIGITS.sub(" ", path))]
    return int(years[-1]) if years else None


def village_of_names(texts: Iterable[str], regions: Regions | None = None) -> Named | None:
    """The village that these texts (path parts, title rows) name together with its district, if there is only one.

    `Desa X` and `Kecamatan Y` count anywhere; a text that is nothing but a name counts for either, but the name of
    the district itself (Desa Awayan, Kecamatan Awayan) only if it is called a village.
    """
    regions = regions or Regions.load()
    phrases = [phrase for text in texts for phrase in _phrases(text)]
    districts = regions.find_districts(dict.fromkeys(name for level, name in phrases if level in ("district", "")))
    villages = list(dict.fromkeys(name for level, name in phrases if level in ("village", "")))
    found = {}
    for district in dict.fromkeys(districts):
        namesake = normalise(regions.name(district))
        for name in villages:
            code = regions.find_village(name, district)
            if code and (name != namesake or ("village", name) in phrases):
                found[code] = Named(code, name, regions.name(district))
    return _only(found, phrases, regions)


def _only(found: dict[str, Named], phrases: list[tuple[str, str]], regions: Regions) -> Named | None:
    """The only candidate; of several, the one whose regency or province is named too, or that was called a village."""
    candidates = list(found.values())
    above = {name for level, name in phrases if level in ("above", "")}
    within = [one for one in candidates if not above.isdisjoint(_above(one.code, regions))]
    candidates = within or candidates
    called = [one for one in candidates if ("village", one.name) in phrases]
    candidates = called if len(candidates) > 1 else candidates
    return candidates[0] if len(candidates) == 1 else None


def _above(code: str, regions: Regions) -> tuple[str, str, str]:
    """What the regency and province of a village may be called."""
    regency = normalise(regions.name(code[:4]))
    return regency, regency.partition(" ")[2], normalise(regions.name(code[:2]))


def _phrases(text: str) -> Iterator[tuple[str, str]]:
    """(level, name) of every name in a text: `DESA PUTAT BASIUN KECAMATAN AWAYAN` holds a village and a district."""
    level, words, seen = "", list[str](), False
    for word in [*normalise(_DIGITS.sub(" ", text)).split(), _END]:
        if word not in _LEVELS:
            words.append(word)
            continue
        if (name := _name(words)) and (level or not seen):
            yield level, name
        level, words, seen = _LEVELS[word], [], True


def _name(words: list[str]) -> str:
    return " ".join(word for word in words if word not in _NOISE and not any(map(str.isdigit, word)))
