"""What a reader with a limit gets to see: the worst findings, and how many there are besides."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from validator.findings.models import Finding
from validator.pack.models import SEVERITIES

__all__ = ["Capped", "weight", "worst_first"]


class Capped(Struct, frozen=True):
    """The findings that are shown, and how many more there are."""

    findings: tuple[Finding, ...]
    more: int


def weight(finding: Finding) -> str:
    """The severity as it counts: a rule on trial is never more than an info."""
    return "info" if finding.trial else finding.severity


def worst_first(findings: Iterable[Finding], limit: int, each: int | None = None) -> Capped:
    """At most `limit` findings, and of one severity at most `each`: errors first, in their own order otherwise.

    It holds no more than it may show, however many there are.
    """
    kept: dict[str, list[Finding]] = {severity: [] for severity in SEVERITIES}
    total = 0
    for finding in findings:
        total += 1
        alike = kept[weight(finding)]
        if len(alike) < (limit if each is None else each):
            alike.append(finding)
    shown = tuple(finding for alike in kept.values() for finding in alike)[:limit]
    return Capped(shown, total - len(shown))
