"""The partner rows of a finding: the other records that agree with its own in the fields that a rule names.

They are asked for in the query that fetches the findings (`rendering`), so a check that nobody reads pays nothing, and
a million findings are still streamed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from validator.findings.formatting import number
from validator.findings.models import Partner
from validator.findings.wording import listed
from validator.pack.models import ELSEWHERE, ROW, TEXTS, Derived, Pack, Rule

__all__ = ["NAMED", "Meeting", "Places", "alone", "among", "joined", "meeting_of", "named", "others", "records"]

NAMED = 3
_ASIDE = re.compile(r" \([^(),;]*\{partners\}\)|[,;][^(),;]*\{partners\}(?=\))")


class Meeting(Struct, frozen=True):
    """What partners have in common: `fields`, in one village or in several. `blanks`: two blanks agree as well.

    `rows` are columns of the source that hold the numbers of partner rows instead.
    """

    fields: tuple[str, ...]
    elsewhere: bool = False
    blanks: bool = False
    rows: tuple[str, ...] = ()


class Places(Struct, frozen=True):
    """Where rows stand, for words about them: (file, sheet) by number, `names` of villages by code."""

    sheets: Sequence[tuple[str, str]]
    names: Mapping[str, str | None]

    def village(self, code: str) -> str:
        """`Desa Muara Jaya`; with the code for a village that the table of regions does not have."""
        kind = "Kelurahan" if code[6:7] == "1" else "Desa"
        return f"{kind} {self.names.get(code) or f'{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}'}"

    def several(self, file: str) -> bool:
        """Whether rows of more than one sheet of a file were read."""
        return len({sheet for name, sheet in self.sheets if name == file}) > 1


def meeting_of(rule: Rule, key: Sequence[str]) -> Meeting | None:
    """Which records are partners; of a rule that speaks of partners and names no fields, those with the same key."""
    if rows := tuple(name for name in rule.partners if name.endswith(ROW)):
        return Meeting((), rows=rows)
    if rule.partners:
        return Meeting(tuple(f for f in rule.partners if f != ELSEWHERE), ELSEWHERE in rule.partners)
    if any("{partners}" in getattr(rule, text) for text in TEXTS):
        return Meeting(tuple(key), blanks=True)
    return None


def among(source: Derived | None, meeting: Meeting, pack: Pack) -> str:
    """The relation whose rows meet where it is not the source: that has one row of each family, its members meet."""
    if source is None or meeting.elsewhere or not source.key or not set(source.key) <= set(meeting.fields):
        return ""
    stands = (name for name in source.needs if name in pack.derived and pack.derived[name].stands_for)
    return next(stands, source.locates)


def joined(alias: str, meeting: Meeting, source: str, located: str, broken: str, among: str = "") -> str:
    """The LEFT JOIN that brings `n`, the number of those that meet, and `f`, the first of them, this one among them.

    `source` is called `self` in the query; its rows stand in the table `located`, those that meet are rows of `among`.
    `broken`: a SELECT of the `_row` with findings. With `elsewhere` villages are counted, and the first row of each is
    brought.
    """
    if meeting.rows:
        return _numbered(alias, meeting.rows, source, located, broken)
    names = "".join(f", {field}" for field in meeting.fields)
    same = "IS NOT DISTINCT FROM" if meeting.blanks else "="
    at = "{'village': b._village, 'src': b._src, 'line': b._line}"
    grouped = (
        f"SELECT o._village, o._year{names.replace(' ', ' o.')}, count(*) AS n, min({at}, {NAMED + 1}) AS f"
        f" FROM {among or source} AS o JOIN {located} AS b ON b._row = o._row {_wanted(meeting, source, broken, same)}"
        " WHERE b._review GROUP BY ALL"
    )
    agreed = [f"{alias}.{name} {same} self.{name}" for name in meeting.fields]
    if meeting.elsewhere:
        grouped = f"SELECT _year{names}, count(*) AS n, min(f[1], {NAMED + 1}) AS f FROM ({grouped}) GROUP BY ALL"
    else:
        agreed.append(f"{alias}._village = self._village")
    return f"LEFT JOIN ({grouped}) AS {alias} ON {' AND '.join([f'{alias}._year = self._year', *agreed])}"


def _numbered(alias: str, rows: Sequence[str], source: str, located: str, broken: str) -> str:
    """The same for partners of which the source has the numbers of the rows."""
    numbers = f"SELECT DISTINCT w._row, unnest([{', '.join(f'w.{name}' for name in rows)}]) AS other"
    at = "{'village': b._village, 'src': b._src, 'line': b._line}"
    grouped = (
        f"SELECT w._row AS own, 1 + count(*) AS n, min({at}, {NAMED + 1}) AS f"
        f" FROM ({numbers} FROM {source} AS w SEMI JOIN ({broken}) AS h ON h._row = w._row) AS w"
        f" JOIN {located} AS b ON b._row = w.other WHERE w.other <> w._row GROUP BY ALL"
    )
    return f"LEFT JOIN ({grouped}) AS {alias} ON {alias}.own = self._row"


def _wanted(meeting: Meeting, source: str, broken: str, same: str) -> str:
    """Of many records only those that share something with a finding are grouped."""
    if not meeting.fields:
        return ""
    agreed = " AND ".join(f"w.{name} {same} o.{name}" for name in meeting.fields)
    return f"SEMI JOIN (SELECT w.* FROM {source} AS w SEMI JOIN ({broken}) AS h ON h._row = w._row) AS w ON {agreed}"


def others(
    meeting: Meeting, found: tuple[int | None, Sequence[Mapping[str, Any]] | None], row: tuple[int, int, str]
) -> tuple[list[tuple[int, int, str]], int]:
    """At most `NAMED` partners of a row as (source, line, village), and how many there are besides."""
    count, first = found[0] or 0, found[1] or ()
    places = [(each["src"], each["line"], each["village"]) for each in first]
    apart = [p for p in places if (p[2] != row[2] if meeting.elsewhere else p != row)]
    return apart[:NAMED], max(0, count - 1 - len(apart[:NAMED]))


def records(places: Places, found: Sequence[tuple[int, int, str]]) -> tuple[Partner, ...]:
    """The partners as a report for machines names them."""
    return tuple(Partner(*places.sheets[source], line, village) for source, line, village in found)


def alone(template: str) -> str:
    """A text without what it says of partners in brackets, for a record that has none.

    >>> alone("Lebih tua dari kepala keluarga ({partners}).")
    'Lebih tua dari kepala keluarga.'
    """
    return _ASIDE.sub("", template)


def named(
    places: Places, found: Sequence[tuple[int, int, str]], more: int, own: tuple[int, str], english: bool = False
) -> str:
    """`baris 3, baris 17 dan 5 lainnya`, seen from a row that stands at `own` (source, village)."""
    parts = [_one(places, each, own, english) for each in found] or ["another row" if english else "baris lain"]
    if more:
        parts.append(
            f"{number(more, english)} {'other' if more == 1 else 'others'}" if english else f"{number(more)} lainnya"
        )
    return listed(parts, english)


def _one(places: Places, at: tuple[int, int, str], own: tuple[int, str], english: bool) -> str:
    source, line, village = at
    (file, sheet), (own_file, own_sheet) = places.sheets[source], places.sheets[own[0]]
    row = f"row {line}" if english else f"baris {line}"
    if village != own[1]:
        name = places.village(village)
        return f"{row} of {name}" if english else f"{name} {row}"
    if sheet and (sheet != own_sheet if file == own_file else places.several(file)):
        row += f" of sheet '{sheet}'" if english else f" lembar '{sheet}'"
    if file != own_file:
        name = re.split(r"[/\\]", file.rstrip("/\\"))[-1]
        row += f" of file {name}" if english else f" berkas {name}"
    return row
