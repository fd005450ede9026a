"""One night from end to end: fetch, check, record, judge, write, tell."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from pathlib import Path

from validator.checking import check
from validator.declarations.loading import load_pack
from validator.findings.result import Result
from validator.ledger.book import Ledger
from validator.ledger.records import NightReport
from validator.ledger.waiver_files import load_waivers
from validator.nightly.config import Config
from validator.nightly.gate import Verdict, judge
from validator.nightly.locking import only_one
from validator.nightly.metrics import metrics
from validator.nightly.notices import Delivery, Digest, deliver, digest
from validator.nightly.senders import expected_villages, missing_senders
from validator.nightly.sources import Fetched, SourceError, fetch
from validator.reports import FORMATS, Options, write

__all__ = ["Outcome", "run_night"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a night came to. `failures` are sources that could not be had; `rejected` files that could not be read."""

    report: NightReport
    verdict: Verdict
    said: Digest
    missing: Mapping[str, str]
    failures: tuple[str, ...]
    rejected: int
    deliveries: tuple[Delivery, ...]
    seconds: float

    @property
    def summary(self) -> str:
        """The night in one line."""
        state = "lulus" if self.verdict.passed else "TIDAK lulus"
        return (
            f"{self.report.date.isoformat()} {state}: {len(self.report.villages)} desa, "
            f"galat {self.report.total('error')}, baru {self.report.total('new')}, "
            f"selesai {self.report.total('solved')}, kambuh {self.report.total('reopened')}, "
            f"belum mengirim {len(self.missing)}, sumber gagal {len(self.failures)}, "
            f"berkas tak terbaca {self.rejected}, {self.seconds:.1f} detik"
        )


def run_night(
    config: Config,
    day: Date,
    *,
    dry_run: bool = False,
    get: Callable[..., Fetched] = fetch,
    tell: Callable[..., list[Delivery]] = deliver,
) -> Outcome:
    """Runs the night of `day`. With `dry_run` nothing is sent; everything else is done.

    Raises `RunningError` if another run is at work, `DeclarationError` for a wrong pack or waiver, `OutputError`.
    """
    start = time.monotonic()
    with only_one(config.output):
        log = _Log(config.output / "catatan.jsonl", day)
        paths, failures = _fetched(config, get, log)
        result = check(paths, packs=config.packs, date=day)
        rejected = sum(file.status == "rejected" for file in result.files)
        log("checked", villages=len(result.villages), findings=result.total, rejected=rejected)
        report = _recorded(config, result, day)
        missing = missing_senders(expected_villages(config.expected), {v.code for v in result.villages})
        verdict = judge(config.gate, report, list(missing))
        _write(config, result)
        said = digest(report, verdict, missing)
        deliveries = [] if dry_run else tell(config.notify, said, config.output / "pemberitahuan.json")
        seconds = time.monotonic() - start
        outcome = Outcome(report, verdict, said, missing, tuple(failures), rejected, tuple(deliveries), seconds)
        if config.metrics:
            _save(config.metrics, metrics(report, seconds, verdict.passed, len(missing)))
        log("done", passed=verdict.passed, missing=len(missing), delivered=[d.state for d in deliveries])
        return outcome


def _fetched(config: Config, get: Callable[..., Fetched], log: _Log) -> tuple[list[Path], list[str]]:
    paths, failures = [], []
    for number, source in enumerate(config.sources, start=1):
        try:
            fetched = get(source, config.output / "unduhan")
        except SourceError as error:
            failures.append(str(error))
            log("source failed", source=number)
        else:
            paths.append(fetched.path)
            log("source", source=number, unchanged=fetched.unchanged)
    return paths, failures


def _recorded(config: Config, result: Result, day: Date) -> NightReport:
    rules = [rule.id for rule in load_pack(config.packs).rules]
    waivers = load_waivers(config.waivers, rules) if config.waivers else ()
    with Ledger.open(config.ledger) as ledger:
        return ledger.record(result, day, "malam", waivers=waivers)


def _write(config: Config, result: Result) -> None:
    for name in config.formats:
        form = FORMATS[name]
        target = config.output / name if form.folder else form.target(config.output)
        write(name, result, target, "id", Options())


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


class _Log:
    """One JSON object a line: what was done, when, how much. Never what was found, nor whose it is."""

    def __init__(self, path: Path, day: Date) -> None:
        self.path, self.day = path, day

    def __call__(self, event: str, **facts: bool | int | Sequence[str]) -> None:
        line = {"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "night": self.day.isoformat(), "event": event, **facts}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
