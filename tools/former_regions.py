"""The codes that were official once, as `build_regions` stores them: each with the code that its region has today.

The successors that the source gives are those of names that only one region bears. Added are villages whose district is
known to have another code today: there the same name, or one that differs as spellings do, is the same village.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["DECREES", "former_lines"]

DECREES = ("Permendagri 137/2017", "Permendagri 72/2019", "Kepmendagri 050-145/2022", "Kepmendagri 100.1.1-6117/2022")
"""The digit of a decree is its place here; `validator.regions.former` knows when each was replaced."""
LONG = 12
"""Of names with so many letters two may differ, of shorter ones one."""
SHORT = 5
"""Below so many letters another spelling is only believed where the last four digits stayed."""

Row = Mapping[str, str]


def former_lines(path: Path, known: Mapping[str, str]) -> list[str]:
    """A line a code of this CSV (code, name, last_decree, successor); `known` are the names of today by code."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["code"])
    rows = [{**row, "name": _name(row)} for row in rows]
    successors = {row["code"]: row["successor"] for row in rows if row["successor"]}
    successors |= dict(_regencies(rows, known))
    for code in _contested(rows, successors):
        del successors[code]
    successors |= dict(_same_district(rows, successors, known))
    return [
        f"{row['code']}\t{DECREES.index(row['last_decree'])}\t{successors.get(row['code'], '')}\t{row['name']}"
        for row in rows
    ]


def _name(row: Row) -> str:
    name = " ".join(row["name"].split())
    return name.replace("KAB. ", "KABUPATEN ").title() if len(row["code"]) == 4 else name


def _regencies(rows: Iterable[Row], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Regencies without a successor: that of the name, where only one regency bears it."""
    codes = defaultdict(list)
    for code, name in known.items():
        if len(code) == 4:
            codes[name].append(code)
    for row in rows:
        if len(row["code"]) == 4 and len(codes[row["name"]]) == 1:
            yield row["code"], codes[row["name"]][0]


def _contested(rows: Iterable[Row], successors: Mapping[str, str]) -> set[str]:
    """Codes whose successor another code of the same decree has too, unless their districts follow each other."""
    claims = defaultdict(list)
    for row in rows:
        if row["code"] in successors:
            claims[row["last_decree"], successors[row["code"]]].append(row["code"])
    several = ((new, code) for (_, new), codes in claims.items() if len(codes) > 1 for code in codes)
    return {code for new, code in several if successors.get(code[:6]) != new[:6]}


def _same_district(
    rows: Iterable[Row], successors: Mapping[str, str], known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Villages without a successor: the one of nearly that name in a district to which theirs went, if only one is."""
    went, villages, taken = defaultdict(set), defaultdict(list), set(successors.values())
    for old, new in successors.items():
        if len(old) > 4:
            went[old[:6]].add(new[:6])
    for code, name in known.items():
        if len(code) == 10 and code not in taken:
            villages[code[:6]].append((code, name))
    claims = defaultdict(list)
    for row in rows:
        if len(row["code"]) == 10 and row["code"] not in successors:
            near = [c for d in went[row["code"][:6]] for c, name in villages[d] if _is_same(row, c, name)]
            if len(near) == 1:
                claims[row["last_decree"], near[0]].append(row["code"])
    return ((codes[0], new) for (_, new), codes in claims.items() if len(codes) == 1)


def _is_same(row: Row, code: str, name: str) -> bool:
    one, other = ("".join(filter(str.isalnum, n.casefold())) for n in (row["name"], name))
    if one == other:
        return True
    surely = len(one) >= SHORT or row["code"][6:] == code[6:]
    return surely and _distance(one, other) <= (2 if len(one) >= LONG else 1)


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row = row, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]
