"""What a report is made from: the writers know this protocol and nothing of how a check is run."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

from validator.findings.models import FileAccount, Finding, Village

__all__ = ["AnsweredRecords", "ReportSource"]


class AnsweredRecords(Protocol):
    """What a check knows of its questions, record by record."""

    def asks(self, rule: str) -> bool:
        """Whether the rule of this id was asked."""
        ...

    def columns(self, village: str, table: str) -> Collection[str]:
        """The fields of a form that were in the files of a village."""
        ...

    def unanswered(self, village: str, rule: str, table: str) -> Collection[str]:
        """The ids that findings would have for the records of which a rule could not be answered.

        Without the suffix that tells records with the same key apart.
        """
        ...


class ReportSource(Protocol):
    """The outcome of one check, read-only. Personal data in it is masked, unless `show_personal`.

    `version` is the program's, `rules_version` and `rules_count` are the pack's; `reference_date` is the "today" of
    the check. The same source yields the same findings in the same order, however often it is asked.
    """

    @property
    def version(self) -> str: ...

    @property
    def rules_version(self) -> str: ...

    @property
    def rules_count(self) -> int: ...

    @property
    def reference_date(self) -> date: ...

    @property
    def show_personal(self) -> bool:
        """Whether the masks on personal data are lifted."""
        ...

    @property
    def answers(self) -> AnsweredRecords | None:
        """What was asked of which record; None where that is not known."""
        ...

    @property
    def files(self) -> tuple[FileAccount, ...]: ...

    @property
    def villages(self) -> tuple[Village, ...]: ...

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        """Every finding, or those of one village (10-digit code), in a fixed order; there may be millions."""
        ...

    def listed(self, village: str, limit: int) -> list[Finding]:
        """At most `limit` findings of a village, ordered for people.

        Errors first; a root before its consequences, which follow directly under it; then by form and row.
        """
        ...
