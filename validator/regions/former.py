"""Region codes that were official once: until when, what their regions were called, and which codes these have now.

Read from `data/regions.zip`, and only where a code is not in force; `data/NOTICE` names the source. The decrees known
are those since 2017, so a code that only an earlier one names is not here. A successor is a region of the same name,
where exactly one could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from validator.regions.vendored import lines_of

__all__ = ["Former", "former", "former_districts"]

_REPLACED = (2019, 2022, 2022, 2025)
"""When the next decree came, by the digit of the last one that names a code: of 2017, 2019, 2022 (050-145 and 6117)."""


class Former(Struct, frozen=True):
    """A code that is in force no longer. `until` is the year of the decree that left it out; `successor` may be ''."""

    code: str
    name: str
    until: int
    successor: str = ""


def former(code: str) -> Former | None:
    """The former regency, district or village of these 4, 6 or 10 digits."""
    said = (_villages() if len(code) == 10 else _upper()).get(code)
    if said is None:
        return None
    decree, successor, name = said.split("\t")
    return Former(code, name, _REPLACED[int(decree)], successor)


def former_districts() -> frozenset[str]:
    """The codes of former districts: in NIK and family card numbers they stay for ever."""
    return frozenset(code for code in _upper() if len(code) == 6)


@cache
def _upper() -> Mapping[str, str]:
    return _table("former.txt")


@cache
def _villages() -> Mapping[str, str]:
    return _table("former-villages.txt")


def _table(member: str) -> Mapping[str, str]:
    return dict(_pairs(lines_of(member)))


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        code, _, rest = line.partition("\t")
        yield code, rest
