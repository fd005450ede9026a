"""A night as Prometheus metrics, for the textfile collector of a node exporter."""

from __future__ import annotations

from collections.abc import Iterator

from validator.ledger.records import NightReport

__all__ = ["metrics"]


def metrics(report: NightReport, seconds: float, passed: bool, missing: int) -> str:
    """The text of the metrics file. `seconds` is what the run took."""
    return "\n".join(_lines(report, seconds, passed, missing)) + "\n"


def _lines(report: NightReport, seconds: float, passed: bool, missing: int) -> Iterator[str]:
    yield from _gauge("prodeskel_night_timestamp_seconds", "Malam yang direkam", _stamp(report), "d")
    yield from _gauge("prodeskel_run_seconds", "Lama pemeriksaan", seconds)
    yield from _gauge("prodeskel_gate_passed", "1 bila ambang terpenuhi", int(passed))
    yield from _gauge("prodeskel_missing_villages", "Desa yang belum mengirim", missing)
    for name in ("error", "warning", "info", "new", "solved", "reopened", "waived"):
        yield f"# HELP prodeskel_{name} Temuan tiap desa"
        yield f"# TYPE prodeskel_{name} gauge"
        yield from (f'prodeskel_{name}{{village="{v.code}"}} {getattr(v, name)}' for v in report.villages)
    for name in ("completeness", "accuracy", "coverage"):
        yield f"# HELP prodeskel_{name}_percent Nilai tiap desa"
        yield f"# TYPE prodeskel_{name}_percent gauge"
        shares = [(v.code, getattr(v, name).percent) for v in report.villages]
        yield from (f'prodeskel_{name}_percent{{village="{c}"}} {p}' for c, p in shares if p is not None)


def _gauge(name: str, text: str, value: float, form: str = "g") -> Iterator[str]:
    yield from (
        f"# HELP {name} {text}",
        f"# TYPE {name} gauge",
        f"{name} {int(value) if form == 'd' else format(value, form)}",
    )


def _stamp(report: NightReport) -> float:
    from datetime import UTC, datetime, time

    return datetime.combine(report.date, time(), UTC).timestamp()
