"""The official regions of Indonesia, read only as far as they are asked for.

Source, version and licence of `data/regions.zip` stand in `data/NOTICE`; `tools/build_regions.py` builds it.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct

from validator.exports.texts import compact

Kind = Literal["desa", "kelurahan", "desa adat"]

_FILE = Path(__file__).parent / "data" / "regions.zip"
_KINDS: dict[str, Kind] = {"1": "kelurahan", "3": "desa adat"}
_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{4})?)?)?")
_SEPARATORS = re.compile(r"[.\s_\-]")


class Region(Struct, frozen=True):
    """One village with the names of what it lies in; `code` has 10 digits."""

    code: str
    name: str
    district: str
    regency: str
    province: str
    kind: Kind


class Regions:
    """Look-ups by code, dotted or not. A code that is not in the list gives None or False, never an exception."""

    @classmethod
    def load(cls) -> Regions:
        """The one table of this process; nothing is read before the first question."""
        return _loaded()

    def village(self, code: str) -> Region | None:
        code = plain_code(code)
        name = self._villages(code[:2]).get(code)
        return None if name is None else self._region(code, name)

    def district_exists(self, code: str) -> bool:
        """Whether the six digits (or the first six of a longer code) are a district."""
        district = plain_code(code)[:6]
        return len(district) == 6 and district in self._upper

    def district_codes(self) -> frozenset[str]:
        return self._district_codes

    def name(self, code: str) -> str:
        """The name of a province, regency, district or village, or ''."""
        code = plain_code(code)
        return self._upper.get(code) or self._villages(code[:2]).get(code, "")

    def villages_in(self, prefix: str) -> tuple[Region, ...]:
        """Every village of a province, regency or district, by code."""
        prefix = plain_code(prefix)
        found = self._villages(prefix[:2]).items()
        return tuple(self._region(code, name) for code, name in found if code.startswith(prefix))

    def find_village(self, name: str, district_code: str) -> str | None:
        """The code of the village of that name in a district; None if there is none or more than one."""
        wanted, prefix = compact(name), plain_code(district_code)
        if len(prefix) != 6 or not wanted:
            return None
        villages = self._villages(prefix[:2]).items()
        found = [code for code, label in villages if code.startswith(prefix) and compact(label) == wanted]
        return found[0] if len(found) == 1 else None

    def find_districts(self, names: Iterable[str]) -> tuple[str, ...]:
        """The codes of all districts of one of these names."""
        return tuple(code for name in names for code in self._districts(name))

    def _region(self, code: str, name: str) -> Region:
        upper = self._upper
        kind = _KINDS.get(code[6], "desa")
        return Region(code, name, upper.get(code[:6], ""), upper.get(code[:4], ""), upper.get(code[:2], ""), kind)

    @cached_property
    def _upper(self) -> Mapping[str, str]:
        cells = "\t".join(_lines("regions.txt")).split("\t")
        return dict(zip(cells[::2], cells[1::2], strict=True))

    @cached_property
    def _district_codes(self) -> frozenset[str]:
        return frozenset(code for code in self._upper if len(code) == 6)

    @cached_property
    def _by_initial(self) -> Mapping[str, Sequence[str]]:
        """The codes of districts by the initial of their names: few are compared with one that is looked up."""
        found = defaultdict(list)
        for code, name in self._upper.items():
            if len(code) == 6:
                found[name[0].casefold()].append(code)
        return found

    def _districts(self, name: str) -> Iterator[str]:
        wanted = _key(name)
        return (code for code in self._by_initial.get(wanted[:1], ()) if _key(self._upper[code]) == wanted)

    def _villages(self, province: str) -> Mapping[str, str]:
        return _villages_of(province) if province in self._upper and len(province) == 2 else {}


def plain_code(code: str) -> str:
    """The digits of a region code, '' if it is none.

    >>> plain_code("63.11.03.2021"), plain_code("desa 2021")
    ('6311032021', '')
    """
    digits = _SEPARATORS.sub("", code)
    return digits if _CODE.fullmatch(digits) else ""


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def _loaded() -> Regions:
    return Regions()


@cache
def _villages_of(province: str) -> Mapping[str, str]:
    villages: dict[str, str] = {}
    district = ""
    for line in _lines(f"{province}.txt"):
        if line[0] == "#":
            district = province + line[1:]
        else:
            villages[district + line[:4]] = line[4:]
    return villages


def _lines(member: str) -> list[str]:
    with zipfile.ZipFile(_FILE) as archive:
        return archive.read(member).decode("utf-8").splitlines()
