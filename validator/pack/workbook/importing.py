"""From a rule sheet to a rule pack: read, compared with what stands elsewhere, written, linted, told by cell.

A pack has one file of rules from sheets, `rules/lembar.yml`. Importing again replaces in it the rules that the sheet
names and keeps the others; files beside it are never touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from validator.pack.errors import DeclarationError
from validator.pack.layout import declaration_files
from validator.pack.lint import lint
from validator.pack.loading import builtin_directory
from validator.pack.workbook.cells_of import read_sheets
from validator.pack.workbook.comparing import Changes, compare
from validator.pack.workbook.faults import SheetError, SheetFault
from validator.pack.workbook.flow import entry_lines
from validator.pack.workbook.reading import Place, SheetRow, read_rows
from validator.pack.workbook.sources import entries_of, stated

__all__ = ["FILE", "ImportOutcome", "import_sheet", "save"]

FILE = Path("rules") / "lembar.yml"
DOUBT = "Contoh ini ditulis untuk ambang bawaan; pastikan ambang yang baru memang dimaksudkan."
HEAD = "# Dari lembar aturan: ubah di Excel, lalu `prodeskel rules sheet import`.\n"

Tried = Callable[[Sequence[Path], Sequence[str]], Sequence[tuple[str, str, int, str]]]
"""Runs the examples of rules (packs, ids); of each that fails: id, `pass` or `fail`, number from 0, and a sentence."""


class ImportOutcome(Struct, frozen=True):
    """What an import comes to. `text` is the new content of `path`, '' if it holds nothing.

    `new` and `changed`: ids written; `kept`: rules of the file that the sheet does not name; `dropped`: rules of the
    file that are gone because the sheet has them as they stand elsewhere. `differs`: whether writing changes anything.
    """

    path: Path
    text: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    warnings: tuple[SheetFault, ...]
    differs: bool


def import_sheet(sheet: Path, target: Path, packs: Sequence[Path] = (), tried: Tried | None = None) -> ImportOutcome:
    """What `target` (a pack folder, which need not exist) would hold after taking over the sheet; writes nothing there.

    `packs` are other packs that the rules stand beside; `tried` runs the examples of what is new or changed.
    Raises `SheetError` with every fault, by cell; `DeclarationError` if a pack itself cannot be read.
    """
    if target.resolve() == builtin_directory().resolve():
        raise DeclarationError(f"{target} adalah folder aturan bawaan; pilih folder paket sendiri")
    own = target / FILE
    rows, faults = read_rows(read_sheets(sheet))
    packs = [pack for pack in packs if pack.resolve() != target.resolve()]
    known = stated([*packs, *([target] if target.is_dir() else [])], leave_out=own)
    changes, more = compare(rows, known)
    told = {(fault.sheet, fault.cell) for fault in faults}
    _raise_errors(faults + [fault for fault in more if (fault.sheet, fault.cell) not in told])
    earlier = {entry["id"]: entry for entry in entries_of(own)} if own.is_file() else {}
    kept = {i: entry for i, entry in earlier.items() if i not in rows}
    text, places = _written({**kept, **changes.changed, **changes.new}, rows)
    outcome = _outcome(own, text, changes, earlier, kept, faults)
    if not outcome.differs:
        return outcome
    with _staged(target, text) as staged:
        found = list(_linted(packs, staged, places))
        _raise_errors(faults + found)
        found += _failing(packs, staged, changes, rows, tried)
    _raise_errors(faults + found)
    return _outcome(own, text, changes, earlier, kept, faults + found)


def save(outcome: ImportOutcome) -> None:
    """Write the file, its earlier content beside it as `lembar.yml.lama`. Raises `OSError`."""
    path = outcome.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        shutil.copyfile(path, path.with_name(f"{path.name}.lama"))
    if not outcome.text:
        path.unlink(missing_ok=True)
        return
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(outcome.text, "utf-8", newline="\n")
    draft.replace(path)


def _outcome(
    own: Path,
    text: str,
    changes: Changes,
    earlier: Mapping[str, Any],
    kept: Mapping[str, Any],
    faults: Sequence[SheetFault],
) -> ImportOutcome:
    dropped = tuple(i for i in earlier if i in changes.same)
    differs = text != (own.read_text("utf-8") if own.is_file() else "")
    return ImportOutcome(
        own, text, tuple(changes.new), tuple(changes.changed), tuple(kept), dropped, tuple(faults), differs
    )


def _raise_errors(faults: Sequence[SheetFault]) -> None:
    if any(fault.level == "error" for fault in faults):
        raise SheetError(faults)


def _written(entries: Mapping[str, Mapping[str, Any]], rows: Mapping[str, SheetRow]) -> tuple[str, dict[int, Place]]:
    """The file, and the cell that each of its lines (from 1) came from."""
    if not entries:
        return "", {}
    lines = HEAD.splitlines()
    places: dict[int, Place] = {}
    for number, rule_id in enumerate(sorted(entries)):
        lines += [""] if number else []
        for text, key, case in entry_lines(entries[rule_id]):
            lines.append(text)
            if rule_id in rows:
                places[len(lines)] = rows[rule_id].place(key, case)
    return "\n".join(lines) + "\n", places


@contextmanager
def _staged(target: Path, text: str) -> Iterator[Path]:
    """A copy of the pack as it would be."""
    with tempfile.TemporaryDirectory(prefix="prodeskel-") as folder:
        staged = Path(folder) / target.resolve().name
        (staged / FILE).parent.mkdir(parents=True)
        for path in declaration_files(target) if target.is_dir() else ():
            copy = staged / path.relative_to(target)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        (staged / FILE).unlink(missing_ok=True)
        if text:
            (staged / FILE).write_text(text, "utf-8", newline="\n")
        yield staged


def _linted(packs: Sequence[Path], staged: Path, places: Mapping[int, Place]) -> Iterator[SheetFault]:
    """What the linter says of the file that the sheet makes, by cell."""
    for problem in lint([builtin_directory(), *packs, staged], only=staged):
        if problem.path == staged / FILE and problem.line in places:
            yield SheetFault(*places[problem.line], problem.message, problem.level)
        elif problem.path.is_relative_to(staged) and problem.level == "error":
            where = f"{problem.path.relative_to(staged)} baris {problem.line}"
            yield SheetFault("", "", f"{where} di folder paket: {problem.message}")


def _failing(
    packs: Sequence[Path], staged: Path, changes: Changes, rows: Mapping[str, SheetRow], tried: Tried | None
) -> Iterator[SheetFault]:
    """The examples that do not do what they say; those of a rule whose thresholds changed only make one think."""
    wanted = [*changes.new, *changes.changed]
    for rule_id, kind, number, sentence in tried([*packs, staged], wanted) if tried and wanted else ():
        if rule_id in changes.new:
            yield SheetFault(*rows[rule_id].place(kind, number), sentence)
        else:
            yield SheetFault(*rows[rule_id].place(kind, number), f"{sentence} {DOUBT}", "warning")
