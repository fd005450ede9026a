"""Tries repairs of findings: puts each in place in a copy of the village and hears which findings are left.

Three rounds, each of few questions: a form's record alone (which guesses mend the finding, and what of the same record
goes with it); the best of these with what other records say; and of family members, with the repair found, what counts
the whole village.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from validator.engine.database import first_line
from validator.engine.limits import BeyondError
from validator.engine.supposing import CellChange, Heard, Said, World, suppose, suppose_alone
from validator.findings.advice import Advisor
from validator.findings.cases import Case, Repair, Repairs
from validator.findings.context import Context
from validator.findings.followers import Followers
from validator.findings.hearing import controls_of, is_left, mended, part_of, questions_of, spots_of
from validator.findings.units import Units
from validator.pack.errors import DeclarationError
from validator.plan.checks import Check
from validator.plan.reach import Reach, Where
from validator.startup.duck import duckdb

__all__ = ["Found", "Trials"]

BEST, UNSURE = 3, 12
"""So many repairs that are known to mend a finding are tried beside other records, or so many of which none knows."""
SHORTLIST, MOST_READ = 8, 3
"""In a check of many villages so many findings of each are looked at closely, and so many tried."""
WHOLE = 60_000
"""At most so many rows of families and members are copied to see what of a whole village follows from one of them."""
T = TypeVar("T")


class Found(Struct, frozen=True):
    """The likeliest repair of a finding, and which others it settles (ids)."""

    repair: Repair
    others: frozenset[str] = frozenset()


class _Option(Struct, frozen=True):
    """A repair to try: `own` are findings that it is known to settle, `left` those to ask; `sure`: it mends its own."""

    case: Case
    repair: Repair
    left: tuple[Case, ...]
    own: frozenset[str] = frozenset()
    sure: bool = False


class Trials:
    """The trials of the findings of some villages, each a list of its cases."""

    def __init__(
        self, context: Context, advisor: Advisor, reach: Reach, villages: Sequence[Sequence[Case]], many: bool = False
    ) -> None:
        """`many`: of a village only the findings are tried that most others look at."""
        self.context, self.reach, self.villages, self.many = context, reach, villages, many
        self.units = Units(context, reach, advisor.records, [case for cases in villages for case in cases])
        self._repairs = Repairs(context, advisor, reach, self.units)
        self.followers = Followers(context, reach, self.units, self._repairs)

    def found(self) -> Mapping[str, Found]:
        """By id, of those findings that a repair was found for, among those that others look at.

        Members and forms are asked side by side: DuckDB plans and runs without Python's lock. What is asked for other
        packs is not, as its limits are those of the process.
        """
        forms: list[_Option] = []
        members: list[_Option] = []
        for cases in self.villages:
            readers = self.followers.readers(cases)
            for case in self._most_read(cases, readers) if self.many else cases:
                (members if self.units.is_record(case.spot.table) else forms).extend(self._options(case, readers))
        if self.context.pack.extended or not (forms and members):
            return {**self._of_forms(forms), **self._of_members(members)}
        with ThreadPoolExecutor(1) as beside:
            found = beside.submit(self._of_forms, forms)
            return {**self._of_members(members), **found.result()}

    def _of_forms(self, options: Sequence[_Option]) -> Mapping[str, Found]:
        return self._near(self._alone(options))

    def _of_members(self, options: Sequence[_Option]) -> Mapping[str, Found]:
        found = self._near(self._alone(options))
        far = self._far(found)
        return {id_: replace(one, others=one.others | far.get(id_, frozenset())) for id_, one in found.items()}

    def _most_read(self, cases: Sequence[Case], readers: Mapping[str, Sequence[Case]]) -> list[Case]:
        """The cases whose repair most others may follow, in their order."""
        others = {case.id: self.followers.others(case, readers) for case in cases}
        likely = sorted(cases, key=lambda case: (-len(others[case.id]), case.rank, case.id))[:SHORTLIST]
        followed = {case.id: self._followers(case, others[case.id]) for case in likely}
        best = sorted(likely, key=lambda case: (-followed[case.id], case.rank, case.id))[:MOST_READ]
        tried = {case.id for case in best if followed[case.id]}
        return [case for case in cases if case.id in tried]

    def _followers(self, case: Case, others: Sequence[Case]) -> int:
        return len(self.followers.of(others, self._repairs.touched(case)))

    def _options(self, case: Case, readers: Mapping[str, Sequence[Case]]) -> Iterator[_Option]:
        others = self.followers.others(case, readers)
        if not any(self.followers.among(others, change) for change in self._repairs.touched(case)):
            return
        known: dict[object, tuple[Case, ...]] = {}
        for repair in self._repairs.of(case, others):
            cells = tuple((change.table, change.row, change.gone, *change.values) for change in repair)
            if cells not in known:
                known[cells] = self.followers.of(others, repair)
            yield _Option(case, repair, known[cells])

    def _alone(self, options: Sequence[_Option]) -> list[_Option]:
        """The options that are known to mend their finding, and those that none knows of; the best first."""
        simple: dict[str, list[_Option]] = {}
        kept: dict[str, list[_Option]] = {}
        for option in options:
            if self._is_simple(option):
                simple.setdefault(option.case.spot.table, []).append(option)
            else:
                kept.setdefault(option.case.id, []).append(option)
        for asked in simple.values():
            for option in self._asked_alone(asked):
                kept.setdefault(option.case.id, []).append(option)
        return [option for own in kept.values() for option in _best(own)]

    def _is_simple(self, option: _Option) -> bool:
        """Whether the record alone says if the repair mends the finding."""
        (change, *more), case = option.repair, option.case
        if more or change.gone or case.record != (change.table, change.row):
            return False
        return case.spot.check is None or self._is_own(case.spot.check, change)

    def _is_own(self, check: Check, change: CellChange) -> bool:
        own = check.source == change.table
        return own and self.reach.after(change.table, tuple(change.values), gone=False)(check) is Where.OWN

    def _asked_alone(self, options: Sequence[_Option]) -> Iterator[_Option]:
        changes = [option.repair[0] for option in options]
        inner = [
            [c for c in (option.case, *option.left) if c.spot.check is not None and self._here(c, change)]
            for option, change in zip(options, changes, strict=True)
        ]
        checks = {c.spot.check.number: c.spot.check for cases in inner for c in cases if c.spot.check}
        said = self._heard_alone([checks[number] for number in sorted(checks)], changes)
        for option, own, answers in zip(options, inner, said, strict=False):
            known = {c.id for c in own}
            blank = (c for c in option.left if c.spot.check is None)
            known |= {c.id for c in blank if not self.followers.applying(c, option.repair[0])}
            settled = {c.id for c in own if c.spot.check and c.spot.check.number in answers.fine}
            settled |= {c.id for c in option.left if c.spot.check is None and mended(c, option.repair)}
            if option.case.id in settled or (option.case.spot.check is None and mended(option.case, option.repair)):
                left = tuple(c for c in option.left if c.id not in known)
                yield _Option(option.case, option.repair, left, frozenset(settled - {option.case.id}), sure=True)

    def _here(self, case: Case, change: CellChange) -> bool:
        check = case.spot.check
        return check is not None and case.record == (change.table, change.row) and self._is_own(check, change)

    def _near(self, options: Sequence[_Option]) -> dict[str, Found]:
        """By id the repair that mends a finding and settles most others."""
        asked: list[tuple[_Option, World]] = []
        for option in options:
            unit = self.units.of(option.case)
            left = tuple(c for c in option.left if self.followers.is_near(option.case, c))
            asking = left if option.sure else (option.case, *left)
            rows = {option.case.spot.table: unit} if unit else {}
            blank = [self.followers.applying(c, x) for c in left if c.spot.check is None for x in option.repair]
            applying = frozenset[str]().union(*blank)
            world = World(option.case.village, option.repair, questions_of(asking), rows, applying, spots_of(asking))
            asked.append((replace(option, left=left), world))
        found: dict[str, Found] = {}
        for option, settled in self._settled(asked):
            best = found.get(option.case.id)
            if best is None or len(settled) > len(best.others):
                found[option.case.id] = Found(option.repair, settled)
        return found

    def _far(self, found: Mapping[str, Found]) -> dict[str, frozenset[str]]:
        """What of a whole village follows from the repair of a member of a family."""
        asked, left = [], WHOLE
        for cases in self.villages:
            for case in cases:
                if case.id in found:
                    repair = found[case.id].repair
                    far = [c for c in self.followers.of(cases, repair) if self.followers.is_far(case, c)]
                    size = self._sizes.get((case.village, case.spot.table), 0)
                    if far and size <= left:
                        left -= size
                        option = _Option(case, repair, tuple(far), sure=True)
                        asked.append((option, World(case.village, repair, questions_of(far), spots=spots_of(far))))
        return {option.case.id: settled for option, settled in self._settled(asked)}

    def _settled(self, asked: Sequence[tuple[_Option, World]]) -> Iterator[tuple[_Option, frozenset[str]]]:
        """The options that mend their finding, with all that they settle.

        Each part of a village is also asked unchanged: what does not fail there as it does in the whole cannot be
        judged by that part.
        """
        open_ = [(option, world) for option, world in asked if world.asked or world.applying]
        plain = controls_of([world for _, world in open_])
        heard = self._heard([*(world for _, world in open_), *plain.values()])
        before = dict(zip(plain, heard[len(open_) :], strict=False))
        said = {id(option): answers for (option, _), answers in zip(open_, heard, strict=False)}
        for option, world in asked:
            answers, control = said.get(id(option)), before.get(part_of(world), {})
            if answers is None:
                if option.sure and not world.asked and not world.applying:
                    yield option, option.own | {c.id for c in option.left if mended(c, option.repair)}
            elif option.sure or (
                is_left(option.case, (), control) and not is_left(option.case, option.repair, answers)
            ):
                gone = {c.id for c in option.left if not is_left(c, option.repair, answers) and is_left(c, (), control)}
                yield option, option.own | gone

    def _heard(self, worlds: Sequence[World]) -> Sequence[Mapping[str, Heard]]:
        """The answers of these worlds; none where they cannot be asked: then nothing is claimed."""
        if not worlds:
            return []
        asked = partial(suppose, self.context.connection, self.reach, self.context.run, worlds)
        return self._if_asked(asked)

    def _heard_alone(self, checks: Sequence[Check], changes: Sequence[CellChange]) -> Sequence[Said]:
        nothing = [Said(frozenset(), frozenset())] * len(changes)
        if not checks:
            return nothing
        context = self.context
        asked = partial(suppose_alone, context.connection, context.pack, context.run, checks, changes)
        return self._if_asked(asked) or nothing

    def _if_asked(self, ask: Callable[[], Sequence[T]]) -> Sequence[T]:
        """What is answered; nothing where a supposition cannot be asked. The findings stand without it.

        Of another pack that is no wonder. Of the program's own it is a fault of the program, and warned of.
        """
        try:
            return ask()
        except (duckdb.Error, DeclarationError, BeyondError) as error:
            if not self.context.pack.extended:
                warnings.warn(f"a supposition cannot be asked: {first_line(error)}", RuntimeWarning, stacklevel=2)
            return []

    @cached_property
    def _sizes(self) -> Mapping[tuple[str, str], int]:
        """How many rows each village has of each table."""
        found: dict[tuple[str, str], int] = {}
        for lot, rows in self.context.run.census.items():
            found[lot.village, lot.table] = found.get((lot.village, lot.table), 0) + rows
        return found


def _best(options: Sequence[_Option]) -> Sequence[_Option]:
    """Of the options of one finding those worth trying beside other records."""
    sure = sorted((option for option in options if option.sure), key=lambda option: -len(option.own))
    return [*sure[:BEST], *[option for option in options if not option.sure][:UNSURE]]
