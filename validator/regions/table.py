"""The official regions of Indonesia, read only as far as they are asked for.

Source, version and licence of `data/regions.zip` stand in `data/NOTICE`; `tools/build_regions.py` builds it. A pack may
add regions that are newer than that table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import Literal

from msgspec import Struct

from validator.pack.models import NewRegion
from validator.readers.texts import compact
from validator.regions.codes import dotted, is_bps_code, plain_code, slips
from validator.regions.former import Former, former, former_districts
from validator.regions.vendored import lines_of

__all__ = ["Kind", "Region", "Regions", "Standing", "State", "dotted", "plain_code"]

Kind = Literal["desa", "kelurahan", "desa adat"]
State = Literal["berlaku", "lama", "bps", "asing"]
"""In force; official once; a code of the statistics office; in no list at all."""

_KINDS: dict[str, Kind] = {"1": "kelurahan", "3": "desa adat"}
_NEAR = 3
"""So many similar codes are named for one that is not known."""


class Region(Struct, frozen=True):
    """One village with the names of what it lies in; `code` has 10 digits."""

    code: str
    name: str
    district: str
    regency: str
    province: str
    kind: Kind


class Standing(Struct, frozen=True):
    """What is known of a village code. `region`: the village that bears it, or bore it.

    Of a code that is in force no longer, `until` is the year in which it was replaced (0 if not known) and `successor`
    the village's code today, if that is beyond doubt. `near` are villages whose codes differ by one slip.
    """

    code: str
    state: State
    region: Region | None = None
    until: int = 0
    successor: Region | None = None
    near: tuple[Region, ...] = ()


class Regions:
    """Look-ups by code, dotted or not. A code that is not in the list gives None or False, never an exception."""

    def __init__(self, added: tuple[NewRegion, ...] = ()) -> None:
        self._added = {region.code: region for region in added}
        self._merged: dict[str, Mapping[str, str]] = {}

    @classmethod
    def load(cls, added: tuple[NewRegion, ...] = ()) -> Regions:
        """The table with what a pack adds, one a process; nothing is read before the first question."""
        return _loaded(added)

    def village(self, code: str) -> Region | None:
        """The village of a code in force."""
        code = plain_code(code)
        name = self._villages(code[:2]).get(code)
        return None if name is None else self._region(code, name)

    def known_village(self, code: str) -> Region | None:
        """The village that bears a code, or bore it once."""
        return self.village(code) or self._former_village(plain_code(code))

    def standing(self, code: str) -> Standing:
        """Whether a village code (10 digits) is in force, and if not, what it may be."""
        code = plain_code(code)
        if region := self.village(code):
            return Standing(code, "berlaku", region)
        if gone := self.former(code):
            successor = self.village(gone.successor) if gone.successor else None
            return Standing(code, "lama", self._former_village(code), gone.until, successor)
        near = tuple(islice(self._near(code), _NEAR))
        if code[:2] in self._upper and is_bps_code(code) and (code[6] == "0" or not near):
            return Standing(code, "bps")
        return Standing(code, "asing", near=near)

    def former(self, code: str) -> Former | None:
        """What is known of a code that was official once and is no longer, of any level."""
        return self._replaced.get(code) or (None if code in self._added else former(code))

    def successor(self, code: str) -> str:
        """The code that a region has now whose code (10, 6 or 4 digits) was replaced, or ''."""
        gone = self.former(plain_code(code))
        return gone.successor if gone else ""

    def district_exists(self, code: str) -> bool:
        """Whether the six digits (or the first six of a longer code) are, or once were, a district."""
        district = plain_code(code)[:6]
        return len(district) == 6 and (district in self._upper or district in former_districts())

    def district_codes(self) -> frozenset[str]:
        """The districts of today."""
        return self._district_codes

    def ever_district_codes(self) -> frozenset[str]:
        """The districts of today and of once: what a NIK may begin with, which keeps that of its first day."""
        return self._district_codes | former_districts()

    def name(self, code: str) -> str:
        """The name that a province, regency, district or village has or had, or ''."""
        code = plain_code(code)
        found = self._upper.get(code) or self._villages(code[:2]).get(code)
        if found is None and (gone := self.former(code)):
            return gone.name
        return found or ""

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
        district, regency, province = (self._upper_name(code[:digits]) for digits in (6, 4, 2))
        return Region(code, name, district, regency, province, _KINDS.get(code[6], "desa"))

    def _upper_name(self, code: str) -> str:
        found = self._upper.get(code)
        return found if found is not None else self.name(code)

    def _former_village(self, code: str) -> Region | None:
        gone = self.former(code) if len(code) == 10 else None
        return self._region(code, gone.name) if gone else None

    def _near(self, code: str) -> Iterator[Region]:
        """Villages whose codes differ by one slip; provinces are read only as far as they are needed."""
        nearby = (slip for slip in slips(code) if slip[:6] in self._upper)
        return (region for slip in dict.fromkeys(nearby) if (region := self.village(slip)))

    @cached_property
    def _upper(self) -> Mapping[str, str]:
        cells = "\t".join(lines_of("regions.txt")).split("\t")
        table = dict(zip(cells[::2], cells[1::2], strict=True))
        if not self._added:
            return table
        added = {code: region.name for code, region in self._added.items() if len(code) < 10}
        return {code: name for code, name in {**table, **added}.items() if code not in self._gone}

    @cached_property
    def _gone(self) -> Mapping[str, Sequence[NewRegion]]:
        """The codes that a pack says are replaced, and by what."""
        found = defaultdict(list)
        for region in self._added.values():
            for code in region.replaces:
                if code not in self._added:
                    found[code].append(region)
        return found

    @cached_property
    def _replaced(self) -> Mapping[str, Former]:
        if not self._gone:
            return {}
        table = Regions.load()
        return {code: _replacement(code, table.name(code) or by[0].name, by) for code, by in self._gone.items()}

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
        if province not in self._upper or len(province) != 2:
            return {}
        if not self._added:
            return _villages_of(province)
        if province not in self._merged:
            self._merged[province] = self._merge(province)
        return self._merged[province]

    def _merge(self, province: str) -> Mapping[str, str]:
        added = {c: r.name for c, r in self._added.items() if len(c) == 10 and c.startswith(province)}
        villages = {**_villages_of(province), **added}
        return {code: name for code, name in sorted(villages.items()) if code not in self._gone}


def _replacement(code: str, name: str, by: Sequence[NewRegion]) -> Former:
    """A code that a pack says is replaced; split among several it has no one successor."""
    years = [int(region.since[:4]) for region in by if region.since]
    return Former(code, name, min(years, default=0), by[0].code if len(by) == 1 else "")


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def _loaded(added: tuple[NewRegion, ...]) -> Regions:
    return Regions(added)


@cache
def _villages_of(province: str) -> Mapping[str, str]:
    villages: dict[str, str] = {}
    district = ""
    for line in lines_of(f"{province}.txt"):
        if line[0] == "#":
            district = province + line[1:]
        else:
            villages[district + line[:4]] = line[4:]
    return villages
