"""Checks one mutated file as the command does, and says what of the contract did not hold."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

from tests.fuzz.recipes import Recipe
from validator.cli import cli
from validator.cli.failures import reported
from validator.pack import loading

CODES = {0, 4, 5}
"""What a check with `--fail-on never` may end with."""
SECONDS = 20
TOLD = 1_000
"""So many rows left out are named in the JSON."""


def faults(recipe: Recipe) -> list[str]:
    """What went wrong with that file; nothing if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "6311032021")
        given.mkdir()
        path = given / Path(recipe.base).name
        path.write_bytes(recipe.content)
        begun = time.process_time()
        code, said = _run(path, Path(folder, "out"), recipe.copied)
        took = time.process_time() - begun
        found = [f"{took:.0f} s of work"] if took > SECONDS else []
        if code not in CODES or "Traceback" in said:
            return [*found, f"exit {code}: {said[-400:]}"]
        written = Path(folder, "out", "temuan.json") if recipe.copied else Path(folder, "out")
        if code == 5:
            return [*found, f"exit 5: {said[-400:]}"]
        return [*found, *_books(json.loads(written.read_text("utf-8")), code)]


def _run(path: Path, output: Path, copied: bool) -> tuple[int, str]:
    more = ["--format", "salinan"] if copied else []
    args = ["check", path, "--date", "2026-11-24", "--fail-on", "never", "--format", "json", *more, "--output", output]
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = reported(partial(cli.main, list(map(str, args)), prog_name="prodeskel"))  # type: ignore[arg-type]
    return code, said.getvalue()


def _books(report: dict[str, Any], code: int) -> list[str]:
    """Sums that do not come out, reasons that are missing, findings that point nowhere."""
    found = []
    for file in report["files"]:
        told = file["reason"] or file["notes"] or any(sheet["reason"] for sheet in file["sheets"])
        if file["status"] != "read" and not told:
            found.append(f"{file['path']}: {file['status']} without a reason")
        if code == 0 and file["status"] == "rejected" and not file["passed_over"]:
            found.append("exit 0 though a file was refused")
        for sheet in file["sheets"]:
            left = len(sheet["left_out"])
            if sheet["status"] == "checked" and left < TOLD and sheet["rows_read"] != sheet["rows_checked"] + left:
                found.append(f"{sheet['name']}: {sheet['rows_read']} != {sheet['rows_checked']} + {left}")
            if sheet["rows_checked"] and not sheet["table"]:
                found.append(f"{sheet['name']}: checked as no table")
            if sheet["status"] != "checked" and not sheet["reason"]:
                found.append(f"{sheet['name']}: {sheet['status']} without a reason")
    sheets = {(file["path"], sheet["name"]): sheet for file in report["files"] for sheet in file["sheets"]}
    for finding in report["findings"]:
        book = sheets.get((finding["file"], finding["sheet"]))
        if book is None or not book["rows_checked"]:
            found.append(f"{finding['id']}: of a sheet that was not checked")
    if not report["villages"] and code == 0:
        found.append("exit 0 though nothing was checked")
    return found


def keep_pack() -> None:
    """Reads the built-in pack once a process: it is the same for every file."""
    pack = loading.load_pack(examples=False)
    loading.load_pack = lambda extra=(), examples=True: pack


def peak() -> int:
    """The most memory this process ever held, in bytes."""
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024
