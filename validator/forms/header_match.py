"""Every way to read the first rows of a sheet as the header of a form, and how well each fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from validator.forms.headers import DEPTH, LAST_ROW, Grid, Label, is_numbering, labels, without_parentheses
from validator.forms.spellings import IGNORED, Spellings, identity_of
from validator.pack.models import Table
from validator.readers.texts import normalise, text_of

__all__ = ["IGNORED", "LEAST_SCORE", "HeaderMatch", "fits", "is_bare", "labelled_below", "undecided"]

LEAST_SCORE = 0.5
_LEAST_OWN = 2
_LEAST_SHARE = 0.4
_HINTED_SHARE = 0.25


class HeaderMatch(Struct, frozen=True):
    """One way to read a sheet; `rank` orders them. `ordered`: columns of one label that their order tells apart.

    `explained` counts the form's own fields found, without running numbers; `lacking` are the fields without which a
    record of the form is nobody and that no column has. `bare`: of a list of records so few of its fields are there
    that it is some other list of the same people.
    """

    table: str
    top: int
    depth: int
    labels: Mapping[int, Label]
    matched: Mapping[int, str]
    ordered: tuple[tuple[int, ...], ...]
    score: float
    hinted: bool
    share: float
    explained: int
    lacking: tuple[str, ...] = ()
    bare: bool = False

    @property
    def rank(self) -> tuple[int, float, bool, float, bool, int, int]:
        """How much of the sheet is explained comes first, then how rare its labels are.

        A whole key only breaks ties: a form whose key column is gone must not be taken for another with fewer labels.
        """
        rare, share = round(self.score, 6), round(self.share, 6)
        return self.explained, rare, self.hinted, share, not self.lacking, -self.depth, -self.top

    @property
    def whole(self) -> bool:
        """Every label is known."""
        return all(column in self.matched or normalise(at.text) in IGNORED for column, at in self.labels.items())

    @property
    def plausible(self) -> bool:
        """Enough of the labels are known; a name of the file or sheet is a hint, beside labels that tell something."""
        known, rare = len(self.matched) / max(len(self.labels), 1), self.score >= LEAST_SCORE
        if self.hinted:
            return known >= _HINTED_SHARE and (self.explained >= _LEAST_OWN or (self.explained > 0 and rare))
        return known >= _LEAST_SHARE and rare and self.explained >= _LEAST_OWN

    @property
    def sensible(self) -> bool:
        """Plausible, and its records are somebody."""
        return self.plausible and not self.lacking


def fits(
    grid: Grid, spellings: Spellings, tables: Mapping[str, Table], hinted: frozenset[str]
) -> Iterator[HeaderMatch]:
    """Every way to read the first rows as a header, up to a few rows below the first sensible one.

    A row of which each label is known, above rows without any, is the header: no other way is tried. Nor are rows
    read as a header that cannot hold as many labels as would make them a better one than what was found before.
    """
    best = 0
    top, last = 0, min(len(grid), LAST_ROW)
    while top < last:
        for depth in range(1, min(DEPTH, len(grid) - top) + 1):
            if best and _fewer_labels(grid, top, depth, best, spellings.endings):
                continue
            found = labels(grid, top, depth)
            whole = False
            for name in _candidates(found, spellings) if len(found) > 1 else ():
                fit = _fit(tables[name], top, depth, found, spellings, name in hinted)
                if fit.sensible:
                    last = min(last, top + DEPTH)
                    whole = whole or (depth == 1 and fit.whole)
                    best = max(best, fit.explained)
                yield fit
            if whole and not labelled_below(grid, top, spellings):
                return
        top += 1


def _fewer_labels(grid: Grid, top: int, depth: int, least: int, endings: frozenset[str]) -> bool:
    """Surely fewer than `least` columns have a known label, and not all.

    Whatever stands above it, a known label ends with the last word of the text that stands lowest.
    """
    columns = known = 0
    for column in range(len(grid[0])):
        texts = (text_of(row[column]) for row in reversed(grid[top : top + depth]))
        if text := next(filter(None, texts), ""):
            columns += 1
            forms = normalise(text), normalise(without_parentheses(text))
            known += any(not form or form.rpartition(" ")[2] in endings for form in forms)
    return known < columns and known < least


def _candidates(found: Mapping[int, Label], spellings: Spellings) -> list[str]:
    """The tables of which some label is a field of their own."""
    owners = (spellings.owners.get(text, ()) for label in found.values() for text in label.spellings)
    return sorted({table for tables in owners for table in tables})


def _fit(
    table: Table, top: int, depth: int, found: Mapping[int, Label], spellings: Spellings, hinted: bool
) -> HeaderMatch:
    fields = spellings.fields[table.name]
    matched: dict[int, str] = {}
    spelt: dict[int, str] = {}
    for column, label in found.items():
        spelling = next((spelling for spelling in label.spellings if spelling in fields), "")
        if spelling:
            matched[column], spelt[column] = fields[spelling], spelling
    ordered = tuple(_in_order(found, matched, spellings.repeated[table.name]))
    for columns, names in ordered:
        matched |= zip(columns, names, strict=True)
        spelt |= dict.fromkeys(columns, normalise(found[columns[0]].text))
    best: dict[str, float] = {}
    for column, name in matched.items():
        best[name] = max(best.get(name, 0), spellings.weights[spelt[column]])
    own = best.keys() - spellings.common
    explained = len({name for column, name in matched.items() if spelt[column] not in IGNORED} - spellings.common)
    share = len(own) / max(sum(field.expected for field in table.fields), 1)
    alike = tuple(columns for columns, _ in ordered)
    lacking = tuple(name for name in identity_of(table) if name not in best)
    bare = not hinted and is_bare(table, own)
    score = sum(best.values())
    return HeaderMatch(table.name, top, depth, found, matched, alike, score, hinted, share, explained, lacking, bare)


def is_bare(table: Table, own: Collection[str]) -> bool:
    """Of a list of records a third of the fields that must be filled in are gone, or half of all.

    Voters, pupils and recipients of aid are listed with much of what members of families are listed with.
    """
    if table.layout != "records":
        return False
    required = [field.name for field in table.fields if field.required]
    if 3 * sum(name in own for name in required) <= 2 * len(required):
        return True
    expected = [field.name for field in table.fields if field.expected]
    return table.status == "live" and 2 * sum(name in own for name in expected) <= len(expected)


def _in_order(
    found: Mapping[int, Label], matched: Mapping[int, str], repeated: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[int, ...], Sequence[str]]]:
    """Columns with a label that the form prints above several fields, and these: as many, so in that order."""
    alike: dict[str, list[int]] = {}
    for column, label in found.items() if repeated else ():
        alike.setdefault(normalise(label.text), []).append(column)
    for text, columns in alike.items():
        fields = repeated.get(text, ())
        told_apart = len({matched.get(column) for column in columns}) > 1
        if 1 < len(columns) == len(fields) and not told_apart:
            yield tuple(columns), fields


def undecided(found: Sequence[HeaderMatch]) -> bool:
    """Two tables fit equally well."""
    first = found[0]
    return any(fit.table != first.table and fit.rank[:5] == first.rank[:5] for fit in found[1:])


def labelled_below(grid: Grid, top: int, spellings: Spellings) -> bool:
    """Whether the rows under this one might belong to a header: they count the columns, or hold known labels."""
    rows = grid[top + 1 : top + 1 + DEPTH]
    texts = [[normalise(text_of(cell)) for cell in row if isinstance(cell, str)] for row in rows]
    return any(is_numbering(row, sure=False) for row in rows[:1]) or any(
        sum(text in spellings.weights for text in row) > 1 for row in texts
    )
