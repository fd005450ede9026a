"""A finding keeps its id wherever its row, column, sheet and file have moved, and in whatever format they come."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from tests.checking.sample_support import PUTAT_BASIUN, SAMPLES, TODAY
from validator import check
from validator.findings.result import Result
from validator.readers import list_inputs, read_file
from validator.readers.texts import text_of

Rows = list[list[object]]
Change = Callable[[Rows, random.Random], list[Rows]]


def header_of(rows: Rows) -> int:
    """The rows above the data: a sample's form begins with its titles."""
    return next(n for n, row in enumerate(rows) if sum(cell not in (None, "") for cell in row) > 2) + 1


def as_it_is(rows: Rows, chance: random.Random) -> list[Rows]:
    return [rows]


def shuffled(rows: Rows, chance: random.Random) -> list[Rows]:
    head = header_of(rows)
    return [[*rows[:head], *chance.sample(rows[head:], len(rows) - head)]]


def turned(rows: Rows, chance: random.Random) -> list[Rows]:
    """The columns in another order."""
    width = max(map(len, rows))
    order = chance.sample(range(width), width)
    return [[[row[i] if i < len(row) else None for i in order] for row in rows]]


def split(rows: Rows, chance: random.Random) -> list[Rows]:
    head = header_of(rows)
    middle = (head + len(rows)) // 2
    if len(rows) < head + 2:
        return [rows]
    return [[*rows[:head], *rows[middle:]], rows[:middle]]


def xlsx(path: Path, rows: Rows) -> None:
    book = xlsxwriter.Workbook(str(path.with_suffix(".xlsx")), {"strings_to_formulas": False})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, (date, datetime)):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write(number, column, cell)
    book.close()


def text(path: Path, rows: Rows) -> None:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([text_of(cell) for cell in row] for row in rows)


def ods(path: Path, rows: Rows) -> None:
    frame = pd.DataFrame([list(row) for row in rows], dtype=object)
    frame.to_excel(path.with_suffix(".ods"), engine="odf", header=False, index=False)


def rewritten(source: Path, target: Path, change: Change, put: Callable[[Path, Rows], None], name: str = "") -> Path:
    """The exports of a village, each sheet changed and written anew; files that cannot be read are left out."""
    chance = random.Random(name)
    folder = target / f"{PUTAT_BASIUN}_{name or 'desa'}"
    folder.mkdir(parents=True)
    for number, path in enumerate(list_inputs([source])):
        for read in read_file(path):
            for place, sheet in enumerate(read.sheets):
                rows = [list(row) for row in sheet.rows]
                for part, changed in enumerate(change(rows, chance)):
                    called = f"berkas{90 - number}" if name else Path(read.path).stem
                    put(folder / f"{called}_{place}{part}.x", changed)
    return folder


Said = dict[str, tuple[str, str, tuple[str, ...]]]


def said(result: Result) -> Said:
    """By id what a finding is about; a total of many rows may be told at any of these, so not what stands there."""
    return {f.id: (f.rule, f.village, tuple(sorted(f.columns))) for f in result.iter_findings()}


FOLDERS = {path.name: path for path in [*sorted((SAMPLES / "2026").iterdir()), SAMPLES / "opensid"]}
PUTAT, CLEAN = "6311032021_putat_basiun", "6311032005_pematang"
CHANGES = {
    "rows": (shuffled, xlsx, ""),
    "columns": (turned, xlsx, ""),
    "split": (split, xlsx, ""),
    "renamed": (as_it_is, xlsx, "lain"),
    "csv": (as_it_is, text, ""),
    "all": (shuffled, text, "acak"),
}

OTHERS = ((CLEAN, "rows"), ("6311032014_muara_jaya", "rows"), ("opensid", "renamed"))
"""A CSV says less of numbers than a workbook, and OpenSID's families are blocks of rows: not every change is none."""


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What is said of a village whose files are written anew and nothing else."""

    @cache
    def made(name: str) -> Said:
        return said(check([rewritten(FOLDERS[name], tmp_path_factory.mktemp("usual"), as_it_is, xlsx)], date=TODAY))

    return made


@pytest.mark.parametrize(("village", "kind"), [*((PUTAT, kind) for kind in CHANGES), *OTHERS])
def test_moved(usual, tmp_path, village, kind):
    before, after = usual(village), said(check([rewritten(FOLDERS[village], tmp_path, *CHANGES[kind])], date=TODAY))
    assert {k: v for k, v in after.items() if v != before.get(k)} == {}
    assert before.keys() == after.keys()
    assert len(before) > 30 or village == CLEAN


def test_rows_with_one_key_keep_their_ids(tmp_path):
    """Three rows with the key of one another: what each of them says stays with its id."""
    rows: Rows = [["Kode Desa", "Tanggal", "Agama", "Laki-Laki (orang)", "Perempuan (orang)", "Jumlah (Orang)"]]
    rows += [["6311032021", "12/06/2026", "Islam", n, "dua" if n % 2 else n, 5 * n] for n in range(1, 6)]
    found = []
    for number in range(4):
        folder = tmp_path / f"{number}" / PUTAT_BASIUN
        folder.mkdir(parents=True)
        text(folder / "grid_t49", [rows[0], *random.Random(number).sample(rows[1:], 5)])
        found.append({f.id: (f.rule, dict(f.values)) for f in check([folder], date=TODAY).iter_findings()})
    assert found[1:] == found[:-1]
    assert any(id_.endswith("-2") for id_ in found[0])
