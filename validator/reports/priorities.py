"""What to repair first: the causes, not the consequences, and one line for what is the same mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from validator.findings.models import Finding
from validator.pack.models import SEVERITIES

__all__ = ["Repair", "repair_first"]


class Repair(Struct, frozen=True):
    """One thing to repair: its first finding, that finding's 1-based place in the list, how many findings of the
    village are of the same rule (itself included), and how many listed findings are consequences of these."""

    finding: Finding
    number: int
    alike: int
    consequences: int


def repair_first(listed: Sequence[Finding], rule_counts: Mapping[str, int], limit: int) -> list[Repair]:
    """At most `limit` repairs, one a rule: by severity, then those that settle most others, then in list order.

    Findings of rules on trial are left out, so are infos: nobody must repair them.
    """
    firsts: dict[str, tuple[int, Finding]] = {}
    for number, finding in enumerate(listed, 1):
        if not finding.root and not finding.trial and finding.severity != "info":
            firsts.setdefault(finding.rule, (number, finding))
    rule_of = {finding.id: finding.rule for finding in listed}
    settled = Counter(rule_of[finding.root] for finding in listed if finding.root in rule_of)
    seen = Counter(finding.rule for finding in listed)
    repairs = [
        Repair(finding, number, max(rule_counts.get(rule, 0), seen[rule]), settled[rule])
        for rule, (number, finding) in firsts.items()
    ]
    return sorted(repairs, key=_rank)[:limit]


def _rank(repair: Repair) -> tuple[int, int, int]:
    return SEVERITIES.index(repair.finding.severity), -repair.consequences, repair.number
