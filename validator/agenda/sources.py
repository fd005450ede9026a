"""What papers are made from: exports (checked now), or the recorded result of a check; a ledger; answers. The edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from validator.checking import check_with
from validator.findings.history import History
from validator.findings.models import Finding
from validator.findings.responses import Response
from validator.intake import Settings
from validator.ledger.book import Ledger
from validator.pack.models import Pack
from validator.reports.json_source import is_result, load_result
from validator.reports.source import ReportSource

__all__ = ["Past", "by_village", "past_of", "read"]


class Past(Struct, frozen=True):
    """By village: what changed since its last visit, and what it answered."""

    histories: Mapping[str, History] = field(default_factory=dict)
    responses: tuple[Response, ...] = ()


def read(
    paths: Sequence[Path], pack: Pack, village: str = "", today: date | None = None, jobs: int = 1
) -> ReportSource:
    """A single .json file is read as a recorded result, anything else is checked, with masks on personal data.

    Raises what checking raises, and JsonSourceError.
    """
    if len(paths) == 1 and is_result(paths[0]):
        return load_result(paths[0], pack)
    return check_with(pack, list(paths), Settings(village, None, today or date.today(), jobs=jobs))


def by_village(source: ReportSource, codes: Iterable[str]) -> dict[str, list[Finding]]:
    """The findings of these villages, in the order of the source."""
    wanted = list(codes)
    if len(wanted) == 1:
        return {wanted[0]: list(source.iter_findings(wanted[0]))}
    grouped: dict[str, list[Finding]] = {code: [] for code in wanted}
    for finding in source.iter_findings():
        if finding.village in grouped:
            grouped[finding.village].append(finding)
    return grouped


def past_of(url: str, codes: Iterable[str], before: date) -> Past:
    """What a ledger knows of these villages: changes since the last visit before a day, and the newest answers.

    A village without a recorded visit has no history. Raises LedgerError.
    """
    histories: dict[str, History] = {}
    responses: list[Response] = []
    with Ledger.open(url, create=False) as ledger:
        for code in codes:
            days = [visit.date for visit in ledger.visits(code) if visit.date < before]
            if days:
                histories[code] = _since_visit(ledger.history(code, max(days)), max(days))
            responses += (response for _day, response in ledger.responses(code).values())
    return Past(histories, tuple(responses))


def _since_visit(history: History, day: date) -> History:
    """The history since the night before a visit, told as since the visit; nothing changed since, if no night came."""
    if history.since is None:
        return history
    changes = history.changes
    if history.until <= day:
        still = (replace(c, state="masih_ada") if c.state in ("baru", "kambuh") else c for c in changes)
        changes = tuple(c for c in still if c.state != "selesai")
    return History(history.village, day, max(history.until, day), changes)
