"""Answers packed three bits a check into whole numbers, one 64-bit column `a0`, `a1` … for every 21 checks.

Records with the same answers are then one group, however many they are, and a mask finds those that break a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from validator.plan.checks import Check

__all__ = [
    "CHUNK",
    "NOT_ASKED",
    "UNANSWERED",
    "VIOLATED",
    "answer_bit",
    "broken_bits",
    "column_of",
    "columns_for",
    "masks_of",
    "pack",
    "packed",
]

CHUNK = 21
"""Checks in one column."""
VIOLATED, UNANSWERED, NOT_ASKED = 1, 2, 4
"""The three bits of an answer; none of them set: the rule holds."""


def columns_for(checks: Iterable[Check]) -> range:
    """The numbers of the columns that the answers of these checks take."""
    return range(max((check.number for check in checks), default=-1) // CHUNK + 1)


def column_of(check: Check) -> str:
    """The column in which the answer of a check stands."""
    return f"a{check.number // CHUNK}"


def answer_bit(check: Check, kind: int) -> int:
    """The bit of `kind` of its answer in that column."""
    return kind << 3 * (check.number % CHUNK)


def broken_bits(checks: Iterable[Check], column: int) -> int:
    """The bits of a column that are set where one of these checks is violated."""
    return sum(answer_bit(c, VIOLATED) for c in checks if c.number // CHUNK == column)


@lru_cache(maxsize=65_536)
def masks_of(answers: tuple[int, ...]) -> tuple[int, int, int]:
    """The answer columns of a record as masks (violated, unanswered, not asked), bit n for check n."""
    return tuple(  # type: ignore[return-value]
        sum(
            1 << (column * CHUNK + place)
            for column, bits in enumerate(answers)
            for place in range(CHUNK)
            if bits and bits >> 3 * place & kind
        )
        for kind in (VIOLATED, UNANSWERED, NOT_ASKED)
    )


def packed(checks: Sequence[Check]) -> list[str]:
    """SQL for the answer columns: `w…` says whether a check is asked, `b…` whether it is broken if so."""
    found: list[list[str]] = [[] for _ in columns_for(checks)]
    for check in checks:
        found[check.number // CHUNK].append(_bits(check))
    return [f"{' | '.join(bits) or '0::UBIGINT'} AS a{i}" for i, bits in enumerate(found)]


def _bits(check: Check) -> str:
    broken = f"(w{check.number} AND b{check.number})" if check.when else f"b{check.number}"
    violated, unanswered, not_asked = (answer_bit(check, kind) for kind in (VIOLATED, UNANSWERED, NOT_ASKED))
    skipped = f"WHEN NOT w{check.number} THEN {not_asked}::UBIGINT " if check.when else ""
    return (
        f"CASE WHEN {broken} THEN {violated}::UBIGINT WHEN {broken} IS NULL THEN {unanswered}::UBIGINT "
        f"{skipped}ELSE 0::UBIGINT END"
    )


@lru_cache(maxsize=65_536)
def pack(numbers: tuple[int, ...], answers: tuple[tuple[bool | None, bool | None], ...]) -> tuple[int, ...]:
    """The answer columns of a record, from (asked, broken) of the checks with these numbers, as `packed` in SQL."""
    found = [0] * (max(numbers, default=-1) // CHUNK + 1)
    for number, (asked, broken) in zip(numbers, answers, strict=True):
        found[number // CHUNK] |= _answer(asked, broken) << 3 * (number % CHUNK)
    return tuple(found)


def _answer(asked: bool | None, broken: bool | None) -> int:
    if asked is False:
        return NOT_ASKED
    if broken is False:
        return 0
    return VIOLATED if asked and broken else UNANSWERED
