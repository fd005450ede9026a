"""One night from end to end: fetch, check, record, judge, write, tell."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from pathlib import Path

from msgspec import Struct, field

from validator.checking import check
from validator.declarations.errors import DeclarationError
from validator.declarations.loading import load_pack
from validator.declarations.models import Pack
from validator.exports.added_regions import refuse
from validator.exports.regions import Regions
from validator.findings.result import Result
from validator.ledger.book import Ledger
from validator.ledger.proposals import proposal_lines, proposed
from validator.ledger.records import NightReport
from validator.ledger.waiver_files import load_waivers
from validator.nightly.config import Config, Notice
from validator.nightly.gate import Verdict, judge
from validator.nightly.locking import only_one
from validator.nightly.logs import Log
from validator.nightly.metrics import Run, metrics
from validator.nightly.notices import Delivery, Digest, Send, deliver, digest, pending
from validator.nightly.posting import send
from validator.nightly.senders import Register, expected_villages, register
from validator.nightly.site import Tonight, write_site
from validator.nightly.sources import Fetched, SourceError, fetch
from validator.processes import cores
from validator.reports import FORMATS, Options, OutputError, write
from validator.reports.targets import write_bytes
from validator.reports.texts import translator

__all__ = ["NoInputError", "Outcome", "World", "run_night"]

STATE = "pemberitahuan.json"


class NoInputError(Exception):
    """No source gave anything: the night is not recorded. `failures` says why, a sentence a source."""

    def __init__(self, failures: Sequence[str]) -> None:
        super().__init__("\n".join(failures))
        self.failures = tuple(failures)


class Outcome(Struct, frozen=True):
    """What a night came to. `failures` are sources that could not be had; `rejected` files that could not be read.

    `due` is what a dry run would have sent; `docs` the first page of Great Expectations' Data Docs, and `docs_seconds`
    its share of `seconds`. `proposals` are lines for the configuration: villages whose codes were officially replaced.
    """

    report: NightReport
    verdict: Verdict
    said: Digest
    senders: Register
    failures: tuple[str, ...]
    rejected: int
    deliveries: tuple[Delivery, ...]
    due: tuple[tuple[Notice, Digest], ...]
    seconds: float
    docs: Path | None = None
    docs_seconds: float = 0.0
    proposals: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The night in one line."""
        state = "lulus" if self.verdict.passed else "TIDAK lulus"
        docs = f" (Great Expectations {self.docs_seconds:.1f})" if self.docs else ""
        return (
            f"{self.report.date.isoformat()} {state}: {len(self.report.villages)} desa, "
            f"galat {self.report.total('error')}, baru {self.report.total('new')}, "
            f"selesai {self.report.total('solved')}, kambuh {self.report.total('reopened')}, "
            f"dikecualikan {self.report.total('waived')}, belum mengirim {len(self.senders.missing)}, "
            f"sumber gagal {len(self.failures)}, berkas tak terbaca {self.rejected}, {self.seconds:.1f} detik{docs}"
        )


class World(Struct, frozen=True):
    """What a night needs from outside: the network, the environment, and a clock in seconds."""

    get: Callable[..., Fetched] = fetch
    tell: Send = send
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Callable[[], float] = time.monotonic


def run_night(
    config: Config, day: Date, *, dry_run: bool = False, jobs: int | None = None, world: World | None = None
) -> Outcome:
    """Runs the night of `day` on `jobs` threads, or processes where many files are read; a script that calls this needs
    its `if __name__ == "__main__":`. With `dry_run` nothing is sent; everything else is done.

    Raises `RunningError` if another run is at work, `NoInputError`, `DeclarationError` for a wrong pack or waiver,
    `CrossCheckError`, `MissingExtraError`, `LedgerError`, `OutputError`.
    """
    world = world or World()
    try:
        with only_one(config.output):
            log = Log(config.output / "catatan.jsonl", day, world.clock)
            try:
                return _Night(config, day, log, world).run(dry_run, jobs or config.jobs)
            except Exception as error:
                log("failed", kind=type(error).__name__)
                raise
    except OSError as error:
        path = Path(error.filename or config.output)
        told = f"{path} tidak dapat dipakai: {error.strerror or error}."
        raise OutputError([path], told, "Periksa folder output, haknya, dan ruang penyimpanan.") from error


class _Night:
    """The steps of one night, each of which says in the log what it did."""

    def __init__(self, config: Config, day: Date, log: Log, world: World) -> None:
        self.config, self.day, self.log, self.world = config, day, log, world
        self.state = config.output / STATE

    def run(self, dry_run: bool, jobs: int | None) -> Outcome:
        start = self.world.clock()
        pack = load_pack(self.config.packs)
        refuse(self.config.packs)
        regions = Regions.load(pack.regions)
        expected = expected_villages(self.config.expected, self.config.renamed, regions)
        paths, failures = self._fetched()
        result = check(paths, packs=self.config.packs, date=self.day, threads=jobs, jobs=jobs or cores())
        rejected = sum(file.unread for file in result.files)
        self.log("checked", villages=len(result.villages), findings=result.total, rejected=rejected)
        self._crosscheck(result, pack)
        came = {village.code for village in result.villages}
        senders = register(expected, came, result.files, self.config.renamed, regions)
        with Ledger.open(self._ledger()) as ledger:
            report = self._recorded(ledger, result, pack)
            verdict = judge(self.config.gate, report, list(senders.missing))
            self._write(result)
            self._site(ledger, Tonight(report, verdict, senders, {t.name: t.title for t in pack.tables.values()}))
        said = digest(report, verdict, senders, len(failures))
        due = tuple(pending(self.config.notify, said, self.state)) if dry_run else ()
        deliveries = () if dry_run else self._told(said)
        docs, docs_seconds = self._expectations(result, pack)
        seconds = self.world.clock() - start
        outcome = Outcome(
            *(report, verdict, said, senders, tuple(failures), rejected, deliveries, due),
            *(seconds, docs, docs_seconds, self._proposals(report, regions)),
        )
        self._metrics(outcome)
        self.log("done", passed=verdict.passed, missing=len(senders.missing), total=round(seconds, 1))
        return outcome

    def _fetched(self) -> tuple[list[Path], list[str]]:
        paths, failures = [], []
        for number, source in enumerate(self.config.sources, start=1):
            try:
                cache = self.config.output / "unduhan"
                fetched = self.world.get(source, cache, environment=self.world.environment)
            except SourceError as error:
                failures.append(str(error))
                self.log("source failed", source=number)
            else:
                paths.append(fetched.path)
                self.log("source", source=number, unchanged=fetched.unchanged)
        if not paths:
            raise NoInputError(failures)
        return paths, failures

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

    def _recorded(self, ledger: Ledger, result: Result, pack: Pack) -> NightReport:
        file = self.config.waivers
        try:
            waivers = load_waivers(file, [rule.id for rule in pack.rules]) if file else ()
        except OSError as error:
            raise DeclarationError(f"waivers: {file} tidak dapat dibaca ({error.strerror})") from error
        report = ledger.record(result, self.day, "malam", waivers=waivers, renamed=self.config.renamed)
        self.log("recorded", what=report.recorded, new=report.total("new"), solved=report.total("solved"))
        return report

    def _proposals(self, report: NightReport, regions: Regions) -> tuple[str, ...]:
        changes = proposed(report, self.config.renamed, regions)
        if changes:
            self.log("renames proposed", villages=[change.old for change in changes])
        return tuple(proposal_lines(changes, regions, translator("id")))

    def _write(self, result: Result) -> None:
        for name in self.config.formats:
            form, output = FORMATS[name], self.config.output
            write(name, result, output / name if form.folder else form.target(output), "id", Options())
        self.log("reports", formats=list(self.config.formats))

    def _site(self, ledger: Ledger, tonight: Tonight) -> None:
        if self.config.site:
            pages = write_site(self.config.site, ledger, tonight)
            self.log("site", pages=pages)

    def _told(self, said: Digest) -> tuple[Delivery, ...]:
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

    def _metrics(self, outcome: Outcome) -> None:
        path = self.config.metrics
        if path is None:
            return
        failed = sum(delivery.state == "gagal" for delivery in outcome.deliveries)
        run = Run(
            *(outcome.seconds, outcome.docs_seconds, len(outcome.senders.missing)),
            *(len(outcome.failures), outcome.rejected, failed),
        )
        try:
            write_bytes(path, metrics(outcome.report, outcome.verdict.passed, run).encode())
        except OSError as error:
            told = f"{path} tidak dapat ditulis: {error.strerror}."
            raise OutputError([path], told, "Periksa kunci metrics.") from error
