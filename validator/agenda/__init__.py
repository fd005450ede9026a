"""From findings to a visit: what is done together in the meeting, what is left as homework, and the papers for it.

    plan = plan_village(village, findings, Visit(date(2026, 11, 24)), Discretion(pack))
    for path in write_papers([agenda(plan, letterhead)], "docx", Path("hasil"), Templates()): ...

Planning is pure: the day, the minutes, the history and the answers of the village are passed in. docs/agenda.md has
the formulas. The papers are Indonesian office documents; they exist in Indonesian only.
"""

from __future__ import annotations
