"""The order in which people read findings."""

from __future__ import annotations

from validator.findings.models import Finding
from validator.pack.models import SEVERITIES

__all__ = ["in_reading_order"]


def in_reading_order(findings: list[Finding], tables: list[str]) -> list[Finding]:
    """Errors first, by form and row; what follows from a finding stands directly under it."""
    order = {name: i for i, name in enumerate(tables)}

    def place(finding: Finding) -> tuple[bool, int, int, str, int, str, str]:
        return (
            finding.trial,
            SEVERITIES.index(finding.severity),
            order.get(finding.table, len(order)),
            finding.file,
            finding.row,
            finding.rule,
            finding.id,
        )

    ids = {f.id for f in findings}
    consequences: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.root in ids:
            consequences.setdefault(finding.root, []).append(finding)
    roots = sorted((f for f in findings if f.root not in ids), key=place)
    return [f for root in roots for f in (root, *sorted(consequences.get(root.id, ()), key=place))]
