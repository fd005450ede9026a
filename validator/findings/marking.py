"""Which of the cells that a rule blames are marked: of a rule that asks several things at once, those of what fails.

A rule such as `laki_laki = t45.laki_laki AND perempuan = t45.perempuan` blames both cells, but if the first equation
alone fails, only the first cell is wrong. The parts are asked of the records that break the rule, when findings are
made; the rule itself is asked as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from validator.pack.models import Macro
from validator.plan.checks import Check
from validator.plan.conditions import Condition, conjuncts, prepare
from validator.plan.variadic import written_out

__all__ = ["Part", "failing", "marked", "parts_of"]


class Part(Struct, frozen=True):
    """One of the things a rule asks: its condition, and those of the rule's blamed cells that it looks at."""

    column: str
    condition: Condition
    blames: tuple[str, ...]

    @property
    def failed(self) -> str:
        """SQL that is true where this part is broken, false where it holds or cannot be answered."""
        return f"coalesce(NOT ({self.condition.sql}), FALSE)"


def parts_of(check: Check, own: Collection[str], macros: tuple[Macro, ...], several: bool = False) -> tuple[Part, ...]:
    """The parts of a check's condition; none where they could tell nothing: one part, or one cell to blame.

    `several`: what it blames stands for cells of several rows.
    """
    texts = conjuncts(check.rule.assert_) if several or len(check.blames) > 1 else ()
    if len(texts) < 2:
        return ()
    conditions = [prepare(written_out(text, macros), own, check.rule.parameters) for text in texts]
    return tuple(
        Part(f"{check.number}&{number}", condition, tuple(f for f in check.blames if f in condition.fields))
        for number, condition in enumerate(conditions)
    )


def marked(check: Check, parts: tuple[Part, ...], values: Mapping[str, object]) -> tuple[str, ...]:
    """The blamed cells of the parts that fail; all that the rule blames where these name none."""
    guilty = {field for part in parts if values[part.column] for field in part.blames}
    return tuple(f for f in check.blames if f in guilty) or check.blames


def failing(check: Check, parts: tuple[Part, ...], values: Mapping[str, object]) -> tuple[str, ...]:
    """The columns of its source that the parts look at that fail; all that the rule looks at where these name none."""
    guilty = [field for part in parts if values[part.column] for field in part.condition.fields]
    return tuple(dict.fromkeys(guilty)) or check.holds.fields
