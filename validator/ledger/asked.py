"""Whether a finding that is not seen any more was refuted: only then is it solved.

It is solved if its village sent the form again, with the columns it is about and no fewer files than before, and its
rule was asked of its record and held. A missing form, an unreadable file or a blank operand solves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Literal, get_args

from msgspec import Struct, field

from validator.findings.models import FileAccount, Village
from validator.reports.source import AnsweredRecords, ReportSource

__all__ = ["REASONS", "Asked", "Receipt", "Unasked", "UnseenFinding", "Verdict", "asked_of"]

Unasked = Literal["desa", "formulir", "kolom", "berkas", "aturan", "isian"]
Verdict = Literal["selesai", "dicabut"] | Unasked

REASONS: tuple[Unasked, ...] = get_args(Unasked)
"""Why a finding was not asked about: nothing of the village came · not this form · the column was not in the file ·
fewer files of the form than before · not known whether the rule was asked · a cell that it compares is blank."""


class Receipt(Struct, frozen=True):
    """A form that came: from how many different sheets, and how many rows were checked (0 where it is not known)."""

    sheets: int
    rows: int


class UnseenFinding(Struct, frozen=True):
    """An open finding that is not among those of the night; `then` is its form's receipt when it was last seen."""

    village: str
    key: str
    rule: str
    table: str
    columns: tuple[str, ...] = ()
    then: Receipt | None = None


class Asked(Struct, frozen=True):
    """What a night asked. `evident`: rules known to have been asked; `open_`: (rule, table) not answerable throughout.

    `fewer_accepted` names (village, table) whose fewer files are meant so, say because doubles were thrown away.
    """

    villages: frozenset[str]
    receipts: Mapping[tuple[str, str], Receipt]
    evident: frozenset[str]
    open_: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    answers: AnsweredRecords | None = None
    fewer_accepted: Collection[tuple[str, str]] = ()

    def verdict(self, absent: UnseenFinding, *, same_rules: bool) -> Verdict:
        """What became of a finding. `same_rules`: the rules are those of the night before."""
        if absent.village not in self.villages:
            return "desa"
        now = self.receipts.get((absent.village, absent.table))
        if now is None:
            return "formulir"
        if not same_rules and (gone := self._rule_gone(absent.rule)):
            return gone
        if self._lacks_columns(absent):
            return "kolom"
        if self._fewer(absent, now):
            return "berkas"
        return "isian" if self._unanswered(absent) else "selesai"

    def _rule_gone(self, rule: str) -> Literal["dicabut", "aturan"] | None:
        if self.answers is not None:
            return None if self.answers.asks(rule) else "dicabut"
        return None if rule in self.evident else "aturan"

    def _lacks_columns(self, absent: UnseenFinding) -> bool:
        if self.answers is None or not absent.columns:
            return False
        return not set(absent.columns) <= set(self.answers.columns(absent.village, absent.table))

    def _fewer(self, absent: UnseenFinding, now: Receipt) -> bool:
        """Fewer sheets with fewer rows: some are missing. One row a sheet: they are copies of a form, one suffices."""
        then = absent.then
        if then is None or then.rows <= then.sheets or (absent.village, absent.table) in self.fewer_accepted:
            return False
        return now.sheets < then.sheets and now.rows < then.rows

    def _unanswered(self, absent: UnseenFinding) -> bool:
        if (absent.rule, absent.table) not in self.open_.get(absent.village, ()):
            return False
        if self.answers is None:
            return True
        return absent.key.partition("-")[0] in self.answers.unanswered(absent.village, absent.rule, absent.table)


def asked_of(source: ReportSource, fewer_accepted: Collection[tuple[str, str]] = ()) -> Asked:
    """What a check asked, from its books and the state of its villages."""
    return Asked(
        frozenset(v.code for v in source.villages),
        _receipts(source.files, source.villages),
        frozenset(r for v in source.villages for r in (*v.rule_counts, *(n.rule for n in v.not_checkable))),
        {v.code: frozenset((n.rule, n.table) for n in v.not_checkable if n.count) for v in source.villages},
        source.answers,
        fewer_accepted,
    )


def _with_form(title: str, villages: Collection[Village]) -> list[str]:
    return [v.code for v in villages if title not in v.missing]


def _receipts(files: Collection[FileAccount], villages: Collection[Village]) -> dict[tuple[str, str], Receipt]:
    """By village and table. The same file under two names counts once; a sheet of many villages is one of each."""
    digests: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    rows: dict[tuple[str, str], int] = defaultdict(int)
    for book in files:
        for sheet in book.sheets:
            if not (sheet.table and sheet.rows_checked):
                continue
            for code in [sheet.village] if sheet.village else _with_form(sheet.table_title, villages):
                mark = (book.sha256 or book.path, sheet.name)
                if mark not in digests[code, sheet.table]:
                    digests[code, sheet.table].add(mark)
                    rows[code, sheet.table] += sheet.rows_checked if sheet.village else 0
    return {key: Receipt(len(marks), rows[key]) for key, marks in sorted(digests.items())}
