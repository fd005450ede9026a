"""Many small files read and taken by further processes, a batch at a time, as one process would take them.

Large CSVs, of which DuckDB shall read the rows, are left to the process that has it.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from validator.forms.column_parser import ColumnParser
from validator.forms.recognition import Recognition
from validator.pack.models import CodeList, Stranger, Table
from validator.processes import spread
from validator.readers import holds_large_csv, read_file
from validator.records.parsing import ParsedFile, Prepared, Taker
from validator.records.placing import PlacingOptions
from validator.workspace import Workspace

__all__ = ["taken_files"]

BATCH = 50
"""So many files travel together: what they have in common travels once."""
_REMEMBERED = 1000
_LATER = Recognition("", None, 0, {}, {})
_taker: _BatchTaker


class _Batch(Struct):
    """What was taken of each file, None for those left to others.

    Most sheets are recognised as others were before, so `forms` stand apart: for each prepared sheet the number of its
    form among those that `process` has told, here (`told`) or in a batch before.
    """

    files: list[list[ParsedFile] | None]
    forms: list[int]
    told: dict[int, Recognition]
    process: int


@contextmanager
def taken_files(
    paths: Sequence[Path],
    jobs: int,
    tables: Mapping[str, Table],
    codelists: Mapping[str, CodeList],
    options: PlacingOptions,
    strangers: Sequence[Stranger] = (),
) -> Iterator[Iterator[list[ParsedFile] | None]]:
    """What `Taker.take` says of all that `read_file` finds, for each path in turn; None for a path with a large CSV.

    The processes start at once. Raises `LostProcessError`.
    """
    size = max(1, min(BATCH, len(paths) // (4 * jobs)))
    batches = [paths[start : start + size] for start in range(0, len(paths), size)]
    given = (tables, codelists, options, strangers)
    with spread(_batch, batches, min(jobs, len(batches)), begin=_begin, given=given, end=_end) as results:
        yield _unpacked(results)


def _unpacked(batches: Iterator[_Batch]) -> Iterator[list[ParsedFile] | None]:
    known: dict[tuple[int, int], Recognition] = {}
    for batch in batches:
        known |= {(batch.process, number): form for number, form in batch.told.items()}
        for entry, number in zip(_prepared(batch.files), batch.forms, strict=True):
            entry.recognised = known[batch.process, number]
        yield from batch.files


def _prepared(files: Sequence[Sequence[ParsedFile] | None]) -> Iterator[Prepared]:
    entries = (entry for file in files if file for taken in file for entry in taken.entries)
    return (entry for entry in entries if isinstance(entry, Prepared))


def _begin(
    tables: Mapping[str, Table],
    codelists: Mapping[str, CodeList],
    options: PlacingOptions,
    strangers: Sequence[Stranger],
) -> None:
    global _taker
    _taker = _BatchTaker(Taker(tables, codelists, options, ColumnParser(codelists), strangers), Workspace())
    gc.freeze()  # what is declared stays: no need to look for garbage in it, but at the end
    atexit.register(gc.unfreeze)


def _batch(paths: Sequence[Path]) -> _Batch:
    return _taker.take(paths)


def _end() -> None:
    _taker.work.close()


class _BatchTaker:
    """Takes files in a further process; remembers which forms it has told."""

    def __init__(self, taker: Taker, work: Workspace) -> None:
        self.work, self._taker, self._process = work, taker, os.getpid()
        self._told: dict[int, tuple[int, Recognition]] = {}
        self._count = 0

    def take(self, paths: Sequence[Path]) -> _Batch:
        files = [self._file(path) for path in paths]
        told: dict[int, Recognition] = {}
        forms = []
        for entry in _prepared(files):
            forms.append(self._number(entry.recognised, told))
            entry.recognised = _LATER
        return _Batch(files, forms, told, self._process)

    def _file(self, path: Path) -> list[ParsedFile] | None:
        return None if holds_large_csv(path) else [self._taker.take(read) for read in read_file(path, work=self.work)]

    def _number(self, form: Recognition, told: dict[int, Recognition]) -> int:
        """The number under which a form is told, in this batch at the latest."""
        if id(form) in self._told:
            return self._told[id(form)][0]
        number = self._count
        self._count += 1
        told[number] = form
        if len(self._told) < _REMEMBERED:
            self._told[id(form)] = number, form
        return number
