"""What a night writes for people: reports, the site, metrics. Folders appear whole, files too."""

from __future__ import annotations

from pathlib import Path

from validator.findings.result import Result
from validator.ledger.book import Ledger
from validator.nightly.config import Config
from validator.nightly.metrics import RunMetrics, metrics
from validator.nightly.outcomes import NightOutcome
from validator.nightly.site import Tonight, write_site
from validator.nightly.swapping import whole_folder
from validator.reports import FORMATS, Options, OutputError, write
from validator.reports.targets import write_bytes

__all__ = ["write_metrics", "write_pages", "write_reports"]


def write_reports(config: Config, result: Result) -> None:
    """The reports of a night, those of a folder in one step. Raises `OutputError`."""
    for name in config.formats:
        form, output = FORMATS[name], config.output
        if not form.folder:
            write(name, result, form.target(output), "id", Options())
            continue
        with whole_folder(output / name) as draft:
            write(name, result, draft, "id", Options())


def write_pages(folder: Path, ledger: Ledger, tonight: Tonight) -> int:
    """The site of a night, in one step; pages of villages that the ledger does not know go. Returns their number."""
    with whole_folder(folder, lambda path: path.match("[0-9]*.html")) as draft:
        return write_site(draft, ledger, tonight)


def write_metrics(path: Path, outcome: NightOutcome) -> None:
    """Metrics for Prometheus. Raises `OutputError`."""
    failed = sum(delivery.state == "gagal" for delivery in outcome.deliveries)
    run = RunMetrics(
        *(outcome.seconds, outcome.docs_seconds, len(outcome.senders.missing)),
        *(len(outcome.failures), outcome.rejected, failed),
    )
    try:
        write_bytes(path, metrics(outcome.report, outcome.verdict.passed, run).encode())
    except OSError as error:
        told = f"{path} tidak dapat ditulis: {error.strerror}."
        raise OutputError([path], told, "Periksa kunci metrics.") from error
