"""One night from end to end: fetch, check, record, judge, write, tell."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from pathlib import Path

from msgspec import Struct, field

from validator.checking import check
from validator.findings.result import Result
from validator.ledger.book import Ledger
from validator.ledger.proposals import proposal_lines, proposed
from validator.ledger.records import NightReport
from validator.ledger.waiver_files import load_known_waivers
from validator.ledger.waivers import Waiver
from validator.ledger.wording import idle_sentence
from validator.messages.sentences import sentence as _
from validator.messages.texts import translator
from validator.nightly.config import Config
from validator.nightly.gate import idle_limits, judge
from validator.nightly.locking import only_one
from validator.nightly.logs import Log
from validator.nightly.notices import Delivery, NightNotice, Send, deliver, digest, pending
from validator.nightly.outcomes import NightOutcome
from validator.nightly.outputs import write_metrics, write_pages, write_reports
from validator.nightly.posting import send
from validator.nightly.remembering import Memory, expect_history, remembered
from validator.nightly.senders import expected_villages, register
from validator.nightly.site import Tonight
from validator.nightly.site_findings import Details
from validator.nightly.sources import DownloadError, Fetched, fetch
from validator.nightly.swapping import sweep
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack
from validator.pack.models import Pack
from validator.processes import cores
from validator.regions.added import refuse
from validator.regions.table import Regions
from validator.reports import OutputError

__all__ = ["NightOutcome", "NoInputError", "Outside", "run_night"]

STATE = "pemberitahuan.json"


class NoInputError(Exception):
    """No source gave anything: the night is not recorded. `failures` says why, a sentence a source."""

    def __init__(self, failures: Sequence[str]) -> None:
        super().__init__("\n".join(failures))
        self.failures = tuple(failures)


class Outside(Struct, frozen=True):
    """What a night needs from outside: the network, the environment, and a clock in seconds."""

    get: Callable[..., Fetched] = fetch
    tell: Send = send
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], float] = time.monotonic


def run_night(
    config: Config,
    day: Date,
    *,
    dry_run: bool = False,
    jobs: int | None = None,
    world: Outside | None = None,
    new_ledger: bool = False,
) -> NightOutcome:
    """Runs the night of `day` on `jobs` threads, or processes where many files are read; a script that calls this needs
    its `if __name__ == "__main__":`. With `dry_run` nothing is sent; everything else is done. `new_ledger` answers the
    question that a ledger without the nights it should have raises: it is a new one.

    Raises `RunningError` if another run is at work, `NoInputError`, `DeclarationError` for a wrong pack or waiver,
    `CrossCheckError`, `MissingExtraError`, `LedgerError` (`LostHistoryError`), `OutputError`.
    """
    world = world or Outside()
    try:
        with only_one(config.output):
            log = Log(config.output / "catatan.jsonl", day, world.clock)
            try:
                sweep(config.output)
                return _Night(config, day, log, world).run(dry_run, jobs or config.jobs, new_ledger)
            except Exception as error:
                log("failed", kind=type(error).__name__)
                raise
    except OSError as error:
        path = Path(error.filename or config.output)
        told = f"{path} tidak dapat dipakai: {error.strerror or error}."
        raise OutputError([path], told, "Periksa folder output, haknya, dan ruang penyimpanan.") from error


class _Night:
    """The steps of one night, each of which says in the log what it did."""

    def __init__(self, config: Config, day: Date, log: Log, world: Outside) -> None:
        self.config, self.day, self.log, self.world = config, day, log, world
        self.state = config.output / STATE
        self.notes: list[str] = []

    def run(self, dry_run: bool, jobs: int | None, new_ledger: bool) -> NightOutcome:
        start = self.world.clock()
        pack = load_pack(self.config.packs)
        refuse(pack.regions)
        regions = Regions.load(pack.regions)
        waivers = self._waivers(pack, regions)
        self._expect_history(new_ledger)
        expected = expected_villages(self.config.expected, self.config.renamed, regions)
        paths, failures = self._fetched()
        result = check(paths, packs=self.config.packs, date=self.day, threads=jobs, jobs=jobs or cores())
        rejected = sum(file.unread for file in result.files)
        self.log("checked", villages=len(result.villages), findings=result.total, rejected=rejected)
        self._crosscheck(result, pack)
        came = {village.code for village in result.villages}
        senders = register(expected, came, result.files, self.config.renamed, regions)
        with Ledger.open(self._ledger()) as ledger:
            report = self._recorded(ledger, result, waivers)
            verdict = judge(self.config.gate, report, list(senders.missing))
            self.notes += idle_limits(self.config.gate, report, senders.expected)
            details = Details(result, waivers, {t.name: t.title for t in pack.tables.values()})
            tonight = Tonight(report, verdict, senders, details)
            self._write(result, ledger, tonight)
        said = digest(report, verdict, senders, len(failures))
        due = tuple(pending(self.config.notify, said, self.state)) if dry_run else ()
        deliveries = () if dry_run else self._told(said)
        docs, docs_seconds = self._expectations(result, pack)
        seconds = self.world.clock() - start
        outcome = NightOutcome(
            *(report, verdict, said, senders, tuple(failures), rejected, deliveries, due),
            *(seconds, docs, docs_seconds, self._proposals(report, regions)),
            notes=tuple(self.notes),
        )
        if self.config.metrics:
            write_metrics(self.config.metrics, outcome)
        self.log("done", passed=verdict.passed, missing=len(senders.missing), total=round(seconds, 1))
        return outcome

    def _fetched(self) -> tuple[list[Path], list[str]]:
        paths, failures = [], []
        for number, source in enumerate(self.config.sources, start=1):
            try:
                cache = self.config.output / "unduhan"
                fetched = self.world.get(source, cache, environment=self.world.environment)
            except DownloadError as error:
                failures.append(str(error))
                self._redirected(number, error.redirects)
                self.log("source failed", source=number)
            except Exception as error:  # whatever a source does, the others are checked
                failures.append(
                    f"Sumber {number} tidak dapat diambil ({type(error).__name__}). Akan dicoba lagi nanti."
                )
                self.log("source failed", source=number, kind=type(error).__name__)
            else:
                paths.append(fetched.path)
                self._redirected(number, fetched.redirects)
                self.log("source", source=number, unchanged=fetched.unchanged, redirects=fetched.redirects)
        if not paths:
            raise NoInputError(failures)
        return paths, failures

    def _redirected(self, source: int, redirects: Sequence[str]) -> None:
        if redirects:
            self.notes.append(f"Sumber {source} dialihkan ke {', lalu ke '.join(redirects)}.")

    def _crosscheck(self, result: Result, pack: Pack) -> None:
        if self.config.crosscheck:
            from validator.nightly.crosscheck import crosscheck

            opinion = crosscheck(result.frames, pack)
            self.log("crosscheck", constraints=opinion.asked, violations=sum(opinion.counts.values()))

    def _ledger(self) -> str:
        name = self.config.ledger_env
        if not name:
            return self.config.ledger
        if url := self.world.environment.get(name, "").strip():
            return url
        raise NoInputError([f"ledger_env: variabel lingkungan {name} belum diisi."])

    def _waivers(self, pack: Pack, regions: Regions) -> tuple[Waiver, ...]:
        file = self.config.waivers
        try:
            return load_known_waivers(file, pack, regions, self.config.renamed) if file else ()
        except OSError as error:
            said = _("waivers: {file} tidak dapat dibaca ({reason})", file=file, reason=error.strerror)
            raise DeclarationError(said) from error

    def _expect_history(self, new_ledger: bool) -> None:
        """Asks before a ledger without its history is taken for a new one, then notes that a night begins."""
        place = self.config.ledger_env or self.config.ledger
        if new_ledger:
            Memory().save(self.config.output)
        else:
            expect_history(self._ledger(), place, self.config.output, self.config.site)
            Memory.of(self.config.output).save(self.config.output)

    def _recorded(self, ledger: Ledger, result: Result, waivers: Sequence[Waiver]) -> NightReport:
        report = ledger.record(result, self.day, "malam", waivers=waivers, renamed=self.config.renamed)
        remembered(ledger.digests()).save(self.config.output)
        self.log("recorded", what=report.recorded, new=report.total("new"), solved=report.total("solved"))
        came = [village.code for village in result.villages]
        idle = ledger.idle_waivers(self.day, waivers, self.config.renamed, came)
        self.notes += [idle_sentence(waiver, self.day, translator("id")) for waiver in idle]
        return report

    def _write(self, result: Result, ledger: Ledger, tonight: Tonight) -> None:
        write_reports(self.config, result)
        self.log("reports", formats=list(self.config.formats))
        if self.config.site:
            self.log("site", pages=write_pages(self.config.site, ledger, tonight))

    def _proposals(self, report: NightReport, regions: Regions) -> tuple[str, ...]:
        changes = proposed(report, self.config.renamed, regions)
        if changes:
            self.log("renames proposed", villages=[change.old for change in changes])
        return tuple(proposal_lines(changes, regions, translator("id")))

    def _told(self, said: NightNotice) -> tuple[Delivery, ...]:
        deliveries = deliver(self.config.notify, said, self.state, self.world.tell)
        self.log("told", delivered=[d.state for d in deliveries])
        return tuple(deliveries)

    def _expectations(self, result: Result, pack: Pack) -> tuple[Path | None, float]:
        """The first page of the Data Docs, and the seconds this took."""
        wanted = self.config.expectations
        if wanted is None:
            return None, 0.0
        from validator.nightly.expectations.running import run

        before = self.world.clock()
        docs = run(result.frames, pack, wanted.folder, self.day, wanted.keep)
        self.log("expectations", asked=len(docs.answers), unmet=sum(a.broken > 0 for a in docs.answers))
        return docs.page, self.world.clock() - before
