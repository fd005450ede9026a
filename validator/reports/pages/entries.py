"""A village's findings as its page shows them: in reading order, consequences with their root, texts said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import Finding
from validator.messages.texts import Translator
from validator.reports.pages.books import sheet_part
from validator.reports.wording import field_names, file_name, found_values, place, severity_label

__all__ = ["Group", "PageEntry", "by_form", "grouped"]


class PageEntry(Struct, frozen=True):
    """One finding. `like` is the number of an earlier one with the same explanation, 0 where it stands here itself;
    `root` the number of the one it follows from, or 0. `kind` is the severity, `found` lines of labels and values,
    `more` lines about menu, documents, office and legal basis."""

    number: int
    id: str
    kind: str
    severity: str
    form: str
    where: str
    found: tuple[str, ...]
    message: str
    why: str
    fix: str
    more: tuple[str, ...]
    like: int
    root: int


Group = tuple[PageEntry, ...]
"""A root with its consequences."""


def grouped(listed: Sequence[Finding], _: Translator) -> list[Group]:
    """The findings in their order; one that follows from another of them joins its group."""
    numbers = {finding.id: number for number, finding in enumerate(listed, 1)}
    firsts: dict[tuple[str, ...], int] = {}
    groups: dict[int, list[PageEntry]] = {}
    for number, finding in enumerate(listed, 1):
        said = (finding.why, finding.fix, finding.menu, *finding.documents, finding.role, finding.basis)
        first = firsts.setdefault(said, number)
        root = numbers.get(finding.root, 0)
        related = [numbers[i] for i in finding.related if i in numbers]
        entry = _entry(finding, number, first if first != number else 0, root, _)
        if related:
            told = _("Berkaitan dengan no. {numbers}").format(numbers=", ".join(map(str, related)))
            entry = replace(entry, found=(*entry.found, told))
        groups.setdefault(root or number, []).append(entry)
    return [tuple(group) for group in groups.values()]


def by_form(listed: Sequence[Finding]) -> list[tuple[str, int]]:
    """How many findings each form has, the most first."""
    return sorted(Counter(finding.table_title for finding in listed).items(), key=lambda pair: (-pair[1], pair[0]))


def _entry(finding: Finding, number: int, like: int, root: int, _: Translator) -> PageEntry:
    severity = severity_label(finding, _)
    where = (file_name(finding.file), sheet_part(finding.file, finding.sheet), place(finding, _))
    values = found_values(finding, _) if finding.columns else ""
    if len(finding.columns) == 1:
        values = f"{field_names(finding, _)}: {values}"
    return PageEntry(
        number=number,
        id=finding.id,
        kind=finding.severity,
        severity=severity,
        form=finding.table_title,
        where=" · ".join(part for part in where if part),
        found=tuple(mask_long_numbers(line) for line in values.splitlines()),
        message=mask_long_numbers(finding.message),
        why=mask_long_numbers(finding.why),
        fix=mask_long_numbers(finding.fix),
        more=tuple(_more(finding, _)),
        like=like,
        root=root,
    )


def _more(finding: Finding, _: Translator) -> Iterator[str]:
    labelled = (
        (_("Menu"), finding.menu),
        (_("Dokumen"), ", ".join(finding.documents)),
        (_("Petugas"), finding.role),
        (_("Dasar"), finding.basis),
    )
    yield from (f"{label}: {text}" for label, text in labelled if text)
