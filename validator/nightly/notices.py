"""What a night has to say to people, and to whom it is due: once a night, only what changed, without personal data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct, field
from msgspec.structs import asdict

from validator.ledger.records import NightReport
from validator.nightly.config import Notice
from validator.nightly.gate import GateVerdict
from validator.nightly.senders import Register

__all__ = ["Delivery", "NightNotice", "deliver", "digest", "pending"]

LISTED = 10
KEPT = 400
"""Nights of which it is remembered what was sent."""
WAITING = 7
"""Undelivered digests that one receiver may have waiting; older ones are given up."""

Send = Callable[[Notice, "NightNotice"], str]
"""Sends a digest; returns '' or why that failed (without secrets)."""


class NightNotice(Struct, frozen=True):
    """What a night has to say. `changed`: something is new, solved or back. `mark` identifies what else there is to
    say (who is missing, which conditions of the gate fail): a night is told if that differs from the night before.
    """

    night: str
    title: str
    text: str
    changed: bool
    mark: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Delivery(Struct, frozen=True):
    """One notice: `terkirim`, `tidak perlu` (already sent, or nothing changed), or `gagal` with the reason."""

    notice: Notice
    state: str
    reason: str = ""
    night: str = ""


def digest(report: NightReport, verdict: GateVerdict, senders: Register, failures: int = 0) -> NightNotice:
    """The night in a few lines: what is new and solved, where, who has not sent, and whether the gate holds."""
    moved = [v for v in report.villages if v.new or v.solved or v.reopened]
    moved.sort(key=lambda v: (-(v.error if verdict.first else v.new), v.code))
    totals = {name: report.total(name) for name in ("new", "solved", "reopened")}
    text = _template().render(
        **totals,
        first=verdict.first,
        errors=report.total("error"),
        moved=[{**_counts(v), "name": v.name or v.code} for v in moved[:LISTED]],
        moved_more=max(len(moved) - LISTED, 0),
        missing=list(senders.missing.values())[:LISTED],
        missing_count=len(senders.missing),
        missing_more=max(len(senders.missing) - LISTED, 0),
        strays=len(senders.strays),
        failures=failures,
        failed=[condition.sentence for condition in verdict.failed[:LISTED]],
    )
    gate = "ambang terpenuhi" if verdict.passed else "ambang TIDAK terpenuhi"
    state = f"malam pertama, {gate}" if verdict.first else gate
    title = f"Prodeskel {report.date:%d/%m/%Y}: {state}"
    facts = {**totals, "errors": report.total("error"), "passed": verdict.passed, "missing": list(senders.missing)}
    mark = _mark(senders, verdict, failures)
    return NightNotice(report.date.isoformat(), title, text.strip(), bool(moved), mark, facts)


def _counts(village: Any) -> dict[str, int]:  # noqa: ANN401 - a VillageNight
    return {name: getattr(village, name) for name in ("new", "solved", "reopened", "error")}


def _mark(senders: Register, verdict: GateVerdict, failures: int) -> str:
    conditions = sorted((c.kind, c.village) for c in verdict.failed)
    said = (sorted(senders.missing), conditions, sorted((s.path, s.village) for s in senders.strays), failures)
    return blake2b(repr(said).encode(), digest_size=8).hexdigest() if any(said) else ""


@lru_cache(maxsize=1)
def _template() -> Any:  # noqa: ANN401 - a jinja2 Template
    loader = PackageLoader("validator.nightly")
    kept = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return kept.get_template("pemberitahuan.txt")


class _State:
    """What was sent to whom, what waits, and the mark of each night; a small JSON file beside the ledger."""

    def __init__(self, path: Path) -> None:
        self.path = path
        content = self._content()
        self.sent: list[str] = content.get("sent", [])
        self.marks: dict[str, str] = content.get("marks", {})
        self.waiting: dict[str, list[dict[str, Any]]] = content.get("waiting", {})

    def _content(self) -> dict[str, Any]:
        if not self.path.is_file():
            return {}
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError:
            return {}
        return content if isinstance(content, dict) else {}

    def news(self, said: NightNotice) -> bool:
        """Whether a night has anything to tell beyond what the night before it had."""
        before = max((night for night in self.marks if night < said.night), default="")
        return said.changed or said.mark != self.marks.get(before, "")

    def queue(self, notice: Notice, said: NightNotice, news: bool) -> list[NightNotice]:
        """What is due to one receiver: what could not be delivered before, then this night."""
        due = [NightNotice(**entry) for entry in self.waiting.get(notice.key, ()) if entry["night"] != said.night]
        if news and f"{said.night}/{notice.key}" not in self.sent:
            due.append(said)
        return due[-WAITING:]

    def save(self, said: NightNotice) -> None:
        self.marks[said.night] = said.mark
        content = {
            "sent": self.sent[-KEPT * 10 :],
            "marks": dict(sorted(self.marks.items())[-KEPT:]),
            "waiting": {key: entries for key, entries in self.waiting.items() if entries},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.part")
        draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(self.path)


def pending(notices: Sequence[Notice], said: NightNotice, path: Path) -> list[tuple[Notice, NightNotice]]:
    """What `deliver` would send, without sending it."""
    state = _State(path)
    news = state.news(said)
    return [(notice, due) for notice in notices for due in state.queue(notice, said, news)]


def deliver(notices: Sequence[Notice], said: NightNotice, path: Path, send: Send) -> list[Delivery]:
    """Sends what is due and remembers it in the file `path`, after each; a failure is due again next time."""
    state = _State(path)
    news = state.news(said)
    deliveries = []
    for notice in notices:
        due = state.queue(notice, said, news)
        failed = []
        for entry in due:
            reason = send(notice, entry)
            deliveries.append(Delivery(notice, "gagal" if reason else "terkirim", reason, entry.night))
            if reason:
                failed.append(asdict(entry))
            else:
                state.sent.append(f"{entry.night}/{notice.key}")
        if not due:
            deliveries.append(Delivery(notice, "tidak perlu"))
        state.waiting[notice.key] = failed
        state.save(said)
    state.save(said)
    return deliveries
