"""Which findings follow from which, found by trying: a likely repair is put in place and the rules are asked again.

What then holds is a consequence; what merely looks at the same cells is related. A finding is tried only where others
look at what its repair may change, so a check without such findings pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from validator.findings.advice import Advisor
from validator.findings.cases import Case
from validator.findings.context import Context
from validator.findings.roots import Settled, roots_of
from validator.findings.trials import Found, Trials
from validator.plan.reach import Reach
from validator.startup.gc_paused import gc_paused

__all__ = ["Consequences", "Ties"]

VILLAGES = 100
"""So many villages are tried at once."""
FEW = 25
"""Of more villages than these only the findings of each are tried that most others look at: a night has to end."""
ALIKE = 24
"""Of the records of a village that break the same rules, so many are tried; the others are taken to be like them."""
RELATED = 5
"""At most so many related findings are named."""

_Kind = tuple[str, frozenset[str]]


class Ties(Struct, frozen=True):
    """By id. `roots`: consequence -> root; `related`: root -> other roots whose repair changes what it looks at."""

    roots: Mapping[str, str]
    related: Mapping[str, tuple[str, ...]]


class Consequences:
    """Tries the findings of one check."""

    def __init__(self, context: Context, advisor: Advisor) -> None:
        self.context, self.advisor = context, advisor
        self.reach = Reach(context.pack)
        self._records = {name for name, table in context.pack.tables.items() if table.layout == "records"}

    def of(self, cases: Sequence[Case]) -> Ties:
        """What follows from what among these findings; nothing reaches from one village to another."""
        villages: dict[str, list[Case]] = {}
        for case in cases:
            villages.setdefault(case.village, []).append(case)
        roots: dict[str, str] = {}
        related: dict[str, tuple[str, ...]] = {}
        names = sorted(villages)
        with gc_paused():
            for start in range(0, len(names), VILLAGES):
                part = [villages[name] for name in names[start : start + VILLAGES]]
                for ties in self._tried(part, many=len(names) > FEW):
                    roots.update(ties.roots)
                    related.update(ties.related)
        return Ties(roots, related)

    def _tried(self, villages: Sequence[Sequence[Case]], many: bool) -> Iterator[Ties]:
        chosen = [self._chosen(cases) for cases in villages]
        trials = Trials(self.context, self.advisor, self.reach, chosen, many)
        found = trials.found()
        for cases, tried in zip(villages, chosen, strict=True):
            roots = dict(roots_of([_settled(case, found.get(case.id)) for case in tried]))
            if len(tried) < len(cases):
                self._spread(cases, {case.id for case in tried}, roots)
            yield Ties(roots, _related(trials, [case for case in tried if case.id not in roots], found))

    def _chosen(self, cases: Sequence[Case]) -> list[Case]:
        """The cases of a village that are tried: of members that break the same rules only the first."""
        seen: dict[_Kind, int] = {}
        chosen: list[Case] = []
        for own in _by_record(cases):
            kind = _kind(own)
            seen[kind] = seen.get(kind, 0) + 1
            if kind[0] not in self._records or seen[kind] <= ALIKE:
                chosen += own
        return chosen

    @staticmethod
    def _spread(cases: Sequence[Case], tried: set[str], roots: dict[str, str]) -> None:
        """Members that were not tried have the roots that all tried ones have who break the same rules."""
        agreed: dict[_Kind, dict[str, str]] = {}
        for own in _by_record(cases):
            if own[0].id in tried:
                rules = {case.id: case.rule for case in own}
                within = {rules[i]: rules[roots[i]] for i in rules if roots.get(i) in rules}
                before = agreed.setdefault(_kind(own), within)
                agreed[_kind(own)] = {rule: root for rule, root in before.items() if within.get(rule) == root}
        for own in _by_record(cases):
            if own[0].id not in tried:
                ids = {case.rule: case.id for case in reversed(own)}
                agree = agreed.get(_kind(own), {})
                roots.update({ids[rule]: ids[root] for rule, root in agree.items()})


def _settled(case: Case, found: Found | None) -> Settled:
    if found is None:
        return Settled(case.id, case.rank, case.trial)
    changed = {(change.table, change.row, field) for change in found.repair for field in change.values}
    blames = [(case.spot.table, case.spot.row, field) for field in case.spot.fields]
    exact = not changed.isdisjoint(blames[:1]) or any(change.gone for change in found.repair)
    return Settled(case.id, case.rank, case.trial, exact, len(blames), found.others)


def _related(trials: Trials, standing: Sequence[Case], found: Mapping[str, Found]) -> dict[str, tuple[str, ...]]:
    related: dict[str, list[str]] = {}
    for case in standing:
        for change in found[case.id].repair if case.id in found else ():
            for other in trials.followers.among(standing, change):
                if other.id != case.id:
                    related.setdefault(other.id, []).append(case.id)
    return {id_: tuple(dict.fromkeys(others))[:RELATED] for id_, others in related.items()}


def _by_record(cases: Iterable[Case]) -> list[list[Case]]:
    found: dict[tuple[str, int], list[Case]] = {}
    for case in cases:
        found.setdefault(case.record, []).append(case)
    return list(found.values())


def _kind(own: Sequence[Case]) -> _Kind:
    return own[0].spot.table, frozenset(case.rule for case in own)
