"""A night as Prometheus metrics, for the textfile collector of a node exporter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from msgspec import Struct

from validator.ledger.records import NightReport

__all__ = ["RunMetrics", "metrics"]


class RunMetrics(Struct, frozen=True):
    """What a run took and what went wrong in it. `seconds` counts `docs_seconds`, those of Great Expectations, too."""

    seconds: float
    docs_seconds: float
    missing: int
    failed_sources: int
    rejected_files: int
    failed_notices: int


def metrics(report: NightReport, passed: bool, run: RunMetrics) -> str:
    """The text of the metrics file."""
    return "\n".join(_lines(report, passed, run)) + "\n"


def _lines(report: NightReport, passed: bool, run: RunMetrics) -> Iterator[str]:
    night = datetime.combine(report.date, time(), UTC).timestamp()
    yield from _gauge("prodeskel_night_timestamp_seconds", "Malam yang direkam", f"{night:.0f}")
    yield from _gauge("prodeskel_run_seconds", "Lama pemeriksaan", f"{run.seconds:.3f}")
    yield from _gauge("prodeskel_expectations_seconds", "Bagian Great Expectations", f"{run.docs_seconds:.3f}")
    yield from _gauge("prodeskel_gate_passed", "1 bila ambang terpenuhi", str(int(passed)))
    yield from _gauge("prodeskel_missing_villages", "Desa yang belum mengirim", str(run.missing))
    yield from _gauge("prodeskel_failed_sources", "Sumber yang gagal diambil", str(run.failed_sources))
    yield from _gauge("prodeskel_rejected_files", "Berkas yang tidak dapat dibaca", str(run.rejected_files))
    yield from _gauge("prodeskel_failed_notices", "Pemberitahuan yang gagal", str(run.failed_notices))
    for name in ("error", "warning", "info", "new", "solved", "reopened", "waived"):
        yield from _head(f"prodeskel_{name}", "Temuan tiap desa")
        yield from (f'prodeskel_{name}{{village="{v.code}"}} {getattr(v, name)}' for v in report.villages)
    for name in ("completeness", "accuracy", "coverage"):
        yield from _head(f"prodeskel_{name}_percent", "Nilai tiap desa")
        shares = [(v.code, getattr(v, name).percent) for v in report.villages]
        yield from (f'prodeskel_{name}_percent{{village="{c}"}} {p}' for c, p in shares if p is not None)


def _head(name: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} gauge"


def _gauge(name: str, text: str, value: str) -> Iterator[str]:
    yield from _head(name, text)
    yield f"{name} {value}"
