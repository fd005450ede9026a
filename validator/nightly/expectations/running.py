"""Great Expectations at work: suites, a checkpoint over the canonical tables, Data Docs, and few runs kept.

Suites, validations and checkpoint are written anew each time (`add_or_update` compares every expectation with every
other), and Data Docs once at the end.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Any

from msgspec import Struct

from validator.findings.frames import Frames
from validator.nightly.expectations.assets import asset
from validator.nightly.expectations.pages import offline
from validator.nightly.expectations.plans import Expected, Kind, planned, sources
from validator.nightly.extras import MissingExtraError
from validator.pack.models import Pack

__all__ = ["AskedExpectation", "Docs", "build", "run"]

CHECKPOINT = "malam"
SITE = Path("gx", "uncommitted", "data_docs", "local_site")
RUNS = Path("gx", "uncommitted", "validations")
EXPECTATIONS: Mapping[Kind, tuple[str, Mapping[str, Any]]] = {
    "filled": ("ExpectColumnValuesToNotBeNull", {}),
    "in_set": ("ExpectColumnValuesToBeInSet", {}),
    "between": ("ExpectColumnValuesToBeBetween", {}),
    "unique": ("ExpectCompoundColumnsToBeUnique", {"ignore_row_if": "never"}),
    "cells": ("ExpectColumnSumToBeBetween", {"min_value": 0, "max_value": 0}),
    "outcome": ("ExpectColumnValuesToBeInSet", {"value_set": [0]}),
}
MADE = ("expectations", "validation_definitions", "checkpoints")
SEVERITY = {"error": "critical", "warning": "warning", "info": "info"}
NO_VALUES = {"result_format": "BASIC", "partial_unexpected_count": 0}
"""Counts only: what was found stands in no result and on no page."""


class AskedExpectation(Struct, frozen=True):
    """One expectation and its answer over all villages. `broken` counts records, or cells for those of a field.

    `table` is where the findings of its rule stand: the source, or the table that a derived source locates.
    """

    source: str
    table: str
    expected: Expected
    broken: int
    unanswered: int


class Docs(Struct, frozen=True):
    """What a run answered, and the first page of its Data Docs."""

    answers: tuple[AskedExpectation, ...]
    page: Path

    def broken(self, severity: str) -> int:
        """How many rules of a severity are not kept, each counted once a table, as the findings of a check are.

        A rule may be several expectations: one for each field, or one that says of a key what another says of records.
        """
        return len({(a.table, a.expected.rule) for a in self.answers if a.broken and a.expected.severity == severity})


def build(pack: Pack, folder: Path) -> tuple[int, Path]:
    """Writes a suite a table into `folder`/gx with its Data Docs; returns the number of expectations and the page.

    Raises `MissingExtraError`, `OSError`.
    """
    context = _context(folder)
    plans = {name: planned(pack, name) for name in sources(pack)}
    for name, plan in plans.items():
        _suite(context, name, plan)
    context.build_data_docs()
    offline(folder / SITE)
    return sum(map(len, plans.values())), folder / SITE / "index.html"


def run(frames: Frames, pack: Pack, folder: Path, night: Date, keep: int) -> Docs:
    """Asks every expectation of the tables under review, writes Data Docs, and keeps the last `keep` runs.

    The same night again replaces its run. Raises `MissingExtraError`, `OSError`.
    """
    context = _context(folder)
    _forget(folder, night.isoformat(), keep)
    names = [n for n in sources(pack) if n in frames.tables or n in frames.sources]
    plans = {name: planned(pack, name) for name in names}
    with _scratch() as scratch:
        checkpoint = _checkpoint(context, frames, pack, plans, scratch)
        outcome = checkpoint.run(run_id=_run_id(night))
    suites = [_import().data_context.types.resource_identifiers.ExpectationSuiteIdentifier(name) for name in names]
    context.build_data_docs(resource_identifiers=[*suites, *outcome.run_results])
    offline(folder / SITE)
    homes = {name: pack.derived[name].locates or name for name in names if name in pack.derived}
    return Docs(tuple(_answers(outcome, plans, homes)), folder / SITE / "index.html")


def _import() -> Any:  # noqa: ANN401 - the module
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import great_expectations
    except ImportError as error:
        raise MissingExtraError("Great Expectations") from error
    return great_expectations


def _context(folder: Path) -> Any:  # noqa: ANN401 - a FileDataContext
    gx = _import()
    for made in MADE:
        shutil.rmtree(folder / "gx" / made, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    context = gx.get_context(mode="file", project_root_dir=str(folder))
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _suite(context: Any, name: str, plan: Sequence[Expected]) -> Any:  # noqa: ANN401 - of Great Expectations
    gx = _import()
    return context.suites.add(gx.ExpectationSuite(name=name, expectations=[_expectation(e) for e in plan]))


def _expectation(expected: Expected) -> Any:  # noqa: ANN401 - an Expectation
    from great_expectations import expectations

    column = {"column": expected.column} if expected.column else {}
    said = {
        "description": expected.description,
        "severity": SEVERITY[expected.severity],
        "meta": {"rule": expected.rule, "column": expected.column, "kind": expected.kind, "problem": expected.problem},
    }
    name, settings = EXPECTATIONS[expected.kind]
    return getattr(expectations, name)(**column, **settings, **expected.settings, **said)


def _checkpoint(
    context: Any,  # noqa: ANN401 - a FileDataContext
    frames: Frames,
    pack: Pack,
    plans: Mapping[str, Sequence[Expected]],
    scratch: Path,
) -> Any:  # noqa: ANN401 - a Checkpoint
    """One checkpoint with a validation a table, each reading its frame from a file in `scratch`."""
    gx = _import()
    source = context.data_sources.add_or_update_pandas("kanonik")
    definitions = []
    for name, plan in plans.items():
        path = scratch / f"{name}.pkl"
        asset(frames, pack, name, plan).to_pickle(path)
        batch = source.add_pickle_asset(name, filepath_or_buffer=path).add_batch_definition("semua")
        made = gx.ValidationDefinition(name=name, data=batch, suite=_suite(context, name, plan))
        definitions.append(context.validation_definitions.add(made))
    checkpoint = gx.Checkpoint(
        name=CHECKPOINT,
        validation_definitions=definitions,
        result_format=NO_VALUES,
    )
    return context.checkpoints.add(checkpoint)


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for nobody but this user, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="prodeskel-") as folder:
        yield Path(folder)


def _run_id(night: Date) -> Any:  # noqa: ANN401 - a RunIdentifier
    return _import().RunIdentifier(run_name=night.isoformat(), run_time=datetime.combine(night, time(), UTC))


def _answers(
    outcome: Any,  # noqa: ANN401 - a CheckpointResult
    plans: Mapping[str, Sequence[Expected]],
    homes: Mapping[str, str],
) -> Iterator[AskedExpectation]:
    for result in outcome.run_results.values():
        wanted = {(e.kind, e.column, e.problem): e for e in plans[result.suite_name]}
        for one in result.results:
            meta = one.expectation_config.meta
            if one.exception_info.get("raised_exception"):
                detail = one.exception_info["exception_message"]
                raise RuntimeError(f"{result.suite_name} {meta['rule']}: {detail}")
            broken = one.result.get("unexpected_count", one.result.get("observed_value", 0))
            expected = wanted[meta["kind"], meta["column"], meta["problem"]]
            name, silent = result.suite_name, int(one.result.get("missing_count") or 0)
            yield AskedExpectation(name, homes.get(name, name), expected, int(broken), silent)


def _forget(folder: Path, night: str, keep: int) -> None:
    """Removes this night's earlier run, and the oldest until `keep` remain with the new one."""
    runs = {path.name for path in (folder / RUNS).glob("*/*") if path.is_dir()}
    others = sorted(runs - {night})
    gone = {night, *others[: max(len(others) - (keep - 1), 0)]}
    for place in (folder / RUNS, folder / SITE / "validations"):
        for path in place.glob("*/*"):
            if path.name in gone:
                shutil.rmtree(path)
