"""What an earlier list in the place of a new one tells: the village's answers, and what became of its findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from validator.findings.models import Village
from validator.reports.answering import understood
from validator.reports.source import ReportSource
from validator.reports.workbook.answers import read_answers
from validator.reports.workbook.repairs import Replies

__all__ = ["Earlier", "Since", "earlier_list", "since"]


class Earlier(Struct, frozen=True):
    """An earlier list: its replies, its findings (id: rule and form, '' in lists that do not say) and its day."""

    replies: Replies = Replies()
    asked: Mapping[str, str] = {}
    day: str = ""


class Since(Struct, frozen=True):
    """What became of the findings of an earlier list.

    `solved`: asked again and not found; `unsure`: not found, but not (or not surely) asked again. `claimed`: answered
    as repaired and still there.
    """

    day: str
    solved: int
    still: int
    new: int
    unsure: int
    claimed: int


def earlier_list(path: Path) -> Earlier:
    """The list in `path`; an empty one where there is none, or what stands there is none."""
    read = read_answers(path) if path.is_file() else None
    if read is None:
        return Earlier()
    answers = {given.id: given.text for given in read.given if given.id}
    claimed = frozenset(i for i, text in answers.items() if (understood(text) or ("",))[0] == "sudah diperbaiki")
    return Earlier(Replies(answers, claimed), read.listed, read.day)


def since(earlier: Earlier, source: ReportSource, village: Village) -> Since | None:
    """None where there is no earlier list."""
    if not earlier.asked:
        return None
    current = {finding.id for finding in source.iter_findings(village.code)}
    gone = [asked for i, asked in earlier.asked.items() if i not in current]
    open_ = {item.rule for item in village.not_checkable}
    forms = {sheet.table for book in source.files for sheet in book.sheets if sheet.rows_checked}
    solved = sum(_asked_again(asked, open_, forms) for asked in gone)
    still = len(earlier.asked) - len(gone)
    claimed = len(earlier.replies.claimed & current)
    return Since(earlier.day, solved, still, len(current) - still, len(gone) - solved, claimed)


def _asked_again(asked: str, unanswered: set[str], forms: set[str]) -> bool:
    rule, _space, form = asked.partition(" ")
    return bool(rule) and rule not in unanswered and form in forms
