"""Answers packed three bits a check into whole numbers, one 64-bit column `a0`, `a1` … for every 21 checks.

Records with the same answers are then one group, however many they are, and a mask finds those that break a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from validator.engine.checks import Check

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
    "packed",
]

CHUNK = 21
"""Checks in one column."""
VIOLATED, UNANSWERED, NOT_ASKED = 1, 2, 4
"""The three bits of an answer; none of them set: the rule holds."""


def columns_for(checks: int) -> range:
    """The numbers of the columns that the answers of so many checks take."""
    return range((checks + CHUNK - 1) // CHUNK)


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


def packed(checks: Sequence[Check], few: bool) -> str:
    """SQL for the answer columns. `x…` is true where a check is violated, NULL where it cannot be answered, and `w…`,
    for a conditional one, whether it is asked.

    For `few` rows the bits are set by a function over a list, which is planned in a fifth of the time; over many rows
    an expression a check runs several times faster.
    """
    write = _by_list if few else _by_check
    columns = [checks[i : i + CHUNK] for i in range(0, len(checks), CHUNK)]
    return ",\n".join(f"{write(part)} AS a{i}" for i, part in enumerate(columns))


def _by_check(checks: Sequence[Check]) -> str:
    return " | ".join(map(_bits, checks))


def _bits(check: Check) -> str:
    violated, unanswered, not_asked = (answer_bit(check, kind) for kind in (VIOLATED, UNANSWERED, NOT_ASKED))
    skipped = f"WHEN NOT w{check.number} THEN {not_asked}::UBIGINT " if check.when else ""
    return (
        f"CASE WHEN x{check.number} THEN {violated}::UBIGINT WHEN x{check.number} IS NULL THEN {unanswered}::UBIGINT "
        f"{skipped}ELSE 0::UBIGINT END"
    )


def _by_list(checks: Sequence[Check]) -> str:
    answers = ", ".join(f"x{c.number}" for c in checks)
    bits = f"CASE WHEN x THEN {VIOLATED} WHEN x IS NULL THEN {UNANSWERED} ELSE 0 END::UBIGINT"
    sql = f"list_sum(list_transform([{answers}], lambda x, i: {bits} << (3 * (i - 1))))"
    if any(c.when for c in checks):
        asked = ", ".join(f"w{c.number}" if c.when else "true" for c in checks)
        sql += (
            f" + list_sum(list_transform([{asked}], "
            f"lambda w, i: CASE WHEN NOT w THEN {NOT_ASKED} ELSE 0 END::UBIGINT << (3 * (i - 1))))"
        )
    return f"({sql})::UBIGINT"
