"""The findings of a village as its page lists them: what became of each, where it stands, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from validator.findings.formatting import mask_long_numbers
from validator.findings.history import Change, State
from validator.findings.models import Finding
from validator.ledger.waivers import Waiver, WaiverBook
from validator.messages.texts import translator
from validator.nightly.gate import GateVerdict
from validator.reports.source import ReportSource
from validator.reports.wording import Addresses, file_name, severity_names

__all__ = ["LISTED", "Details", "groups"]

_ = translator("id")
LISTED = 100
"""Findings of one state that a page names; files and conditions that the index names."""
GROUPS: tuple[tuple[State, str], ...] = (
    ("baru", "Temuan baru"),
    ("kambuh", "Kambuh: pernah selesai, kini ada lagi"),
    ("masih_ada", "Masih ada"),
    ("dikecualikan", "Dikecualikan"),
    ("selesai", "Selesai"),
)
SEVERITY_NAMES = {str(key): name for key, name in severity_names(_).items()}


class Details(Struct, frozen=True):
    """The night's check, which knows more of a finding than the ledger, and the waivers in force."""

    source: ReportSource | None = None
    waivers: tuple[Waiver, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)

    def of(self, village: str) -> tuple[dict[str, Finding], list[Finding]]:
        """The findings of a village by id, and those of rules on trial, which no ledger keeps."""
        found = list(self.source.iter_findings(village)) if self.source else []
        return {f.id: f for f in found if not f.trial}, [f for f in found if f.trial]


def groups(changes: Sequence[Change], village: str, details: Details, verdict: GateVerdict) -> Iterator[dict[str, Any]]:
    """The findings by state; then those of rules on trial."""
    known, trial = details.of(village)
    words = _Words(details, known)
    for state, title in GROUPS:
        found = [c for c in changes if c.state == state]
        heading = "Temuan (malam pertama: belum ada pembanding)" if verdict.first and state == "baru" else title
        if found:
            yield _group(heading, len(found), [words.change(c) for c in found[:LISTED]])
    if trial:
        heading = "Aturan yang masih uji coba (tidak dihitung)"
        yield _group(heading, len(trial), [words.on_trial(f) for f in trial[:LISTED]])


def _group(title: str, count: int, entries: list[dict[str, Any]]) -> dict[str, Any]:
    more = count - len(entries)
    return {"title": title, "count": _.number(count), "entries": entries, "more": _.number(more) if more > 0 else ""}


class _Words:
    """One finding in the words of the lists."""

    def __init__(self, details: Details, known: Mapping[str, Finding]) -> None:
        self.known, self.forms = known, details.forms
        self.addresses = Addresses(details.source.files if details.source else ())
        day = details.source.reference_date if details.source else None
        self.waivers = WaiverBook(details.waivers, day) if day else None

    def change(self, change: Change) -> dict[str, Any]:
        finding = self.known.get(change.id)
        lines = self._lines(finding) if finding and change.state != "selesai" else []
        if finding is None and change.state != "selesai":
            lines = ["Belum dapat ditanyakan lagi malam ini; tetap terhitung."]
        if finding and change.state == "dikecualikan":
            lines += self._waived(finding)
        return {
            "severity": SEVERITY_NAMES[change.severity],
            "message": mask_long_numbers(change.message),
            "lines": lines,
            "form": self.forms.get(change.table, change.table),
            "rule": change.rule,
            "since": _.day(change.first_seen),
            "days": _.number(change.days_open),
            "reopened": change.times_reopened,
        }

    def on_trial(self, finding: Finding) -> dict[str, Any]:
        return {
            "severity": f"{SEVERITY_NAMES[finding.severity]} (uji coba)",
            "message": mask_long_numbers(finding.message),
            "lines": self._lines(finding),
            "form": finding.table_title,
            "rule": finding.rule,
            "since": "–",
            "days": "–",
            "reopened": 0,
        }

    def _lines(self, finding: Finding) -> list[str]:
        labelled = (
            ("Sel", f"{self.addresses.of(finding, _)} dalam {file_name(finding.file)}"),
            ("Cara memperbaiki", finding.fix),
            ("Dokumen", ", ".join(finding.documents)),
        )
        return [mask_long_numbers(f"{label}: {text}") for label, text in labelled if text]

    def _waived(self, finding: Finding) -> list[str]:
        waiver = self.waivers.of(finding) if self.waivers else None
        if waiver is None:
            return []
        said = f"Dikecualikan sampai {_.day(waiver.expiry)} oleh {waiver.who}: {waiver.reason}"
        return [mask_long_numbers(said)]
