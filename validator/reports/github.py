"""Annotations for a GitHub Actions log: `::error file=…,line=…,title=…::message`, one a finding.

GitHub shows ten errors, ten warnings and ten notices of a step; so many are written, the causes that come first in
the check's order, and a last notice says how many there are besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from validator.findings.formatting import mask_long_numbers
from validator.findings.models import FileAccount, Finding
from validator.messages.texts import Translator, translator
from validator.reports.capped import weight, worst_first
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target, opened
from validator.reports.wording import place

__all__ = ["EACH", "write"]

EACH = 10
"""Annotations of one kind that GitHub shows of a step."""

_KINDS = {"error": "error", "warning": "warning", "info": "notice"}


def write(source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]:
    """Write the annotations, those of unreadable files first."""
    _ = translator(lang)
    with opened(target, _) as handle:
        handle.writelines(f"{line}\n" for line in _lines(source, _))
    return [target] if isinstance(target, Path) else []


def _lines(source: ReportSource, _: Translator) -> Iterator[str]:
    rejected = [book for book in source.files if book.refused]
    yield from (_of_file(book, _) for book in rejected[:EACH])
    room = EACH - len(rejected[:EACH])
    capped = worst_first(source.iter_findings(), 3 * EACH, EACH)
    errors = [f for f in capped.findings if weight(f) == "error"]
    others = [f for f in capped.findings if weight(f) == "warning"]
    notices = [f for f in capped.findings if weight(f) == "info"]
    left_out = len(errors[room:]) + capped.more
    if left_out:
        left_out += len(notices[EACH - 1 :])
        notices = notices[: EACH - 1]
    yield from (_of_finding(finding, _) for finding in (*errors[:room], *others, *notices))
    if left_out:
        text = _("… dan {n} temuan lagi; lihat laporan lengkapnya (Excel, HTML atau JSON).")
        yield f"::notice title=Prodeskel::{_data(text.format(n=_.number(left_out)))}"
    if len(rejected) > EACH:
        text = _("… dan {n} berkas lagi tidak dapat dibaca.").format(n=_.number(len(rejected) - EACH))
        yield f"::notice title=Prodeskel::{_data(text)}"


def _of_file(book: FileAccount, _: Translator) -> str:
    title = _("Berkas tidak dapat dibaca")
    return f"::error file={_property(book.path)},title={_property(title)}::{_data(book.reason)}"


def _of_finding(finding: Finding, _: Translator) -> str:
    line = f",line={finding.row}" if finding.row else ""
    title = f"{finding.rule} {finding.title}".strip()
    if finding.trial:
        title = _("{severity} (uji coba)").format(severity=title)
    where = " · ".join(part for part in (finding.sheet, place(finding, _), finding.menu) if part)
    text = mask_long_numbers(f"{finding.message}\n{where}\n{finding.fix}")
    return f"::{_KINDS[weight(finding)]} file={_property(finding.file)}{line},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    """The text of an annotation: a line end would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
