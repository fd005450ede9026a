"""A finding keeps its id wherever its row, column, sheet and file have moved, and in whatever format they come."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.checking import clean_villages
from tests.checking.sample_support import PUTAT_BASIUN, SAMPLES, TODAY
from tests.support.ties import untie
from validator import check, checking
from validator.findings.result import Result
from validator.readers import list_inputs, read_file
from validator.readers.limits import Limits
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


def moved(rows: Rows, chance: random.Random) -> list[Rows]:
    return turned(shuffled(rows, chance)[0], chance)


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
    """As Excel writes a CSV: every row is as wide as the widest."""
    width = max(map(len, rows))
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([*map(text_of, row), *[""] * (width - len(row))] for row in rows)


def ods(path: Path, rows: Rows) -> None:
    folder = path.with_suffix("")
    folder.mkdir()
    days = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]
    clean_villages.ods(folder, {path.stem: days})


def rewritten(target: Path, change: Change, put: Callable[[Path, Rows], None], name: str = "") -> Path:
    """The exports of all samples, each sheet changed and written anew; files that cannot be read are left out.

    OpenSID's families are blocks of rows below two rows of headings: there nothing is moved.
    """
    chance = random.Random(name)
    for source in sorted(SAMPLES.glob("20*/*")) + sorted(SAMPLES.glob("opensid/*")):
        held = source.parent.name == "opensid" and change in (moved, shuffled)
        folder = target / source.parent.name / f"{source.name[:10]}_{name or 'desa'}"
        folder.mkdir(parents=True)
        for number, path in enumerate(list_inputs([source])):
            for read in read_file(path):
                for place, sheet in enumerate(read.sheets):
                    called = f"berkas{90 - number}" if name else Path(read.path).stem
                    rows = [list(row) for row in sheet.rows]
                    for part, changed in enumerate([rows] if held else change(rows, chance)):
                        put(folder / f"{called}_{place}{part}.x", changed)
    return target


Said = dict[str, tuple[str, str, tuple[str, ...]]]


def said(result: Result) -> Said:
    """By id what a finding is about; a total of many rows may be told at any of these, so not what stands there."""
    return {f.id: (f.rule, f.village, tuple(sorted(f.columns))) for f in result.iter_findings()}


CHANGES = {
    "moved": (moved, xlsx, ""),
    "split": (split, xlsx, "lain"),
    "csv": (as_it_is, text, ""),
    "ods": (as_it_is, ods, ""),
    "bulk": (shuffled, text, "acak"),
}
NUMBERS = {"DDK-019"}
"""What a workbook tells of how a number was stored, which a CSV does not know."""


@pytest.fixture(scope="module")
def usual(untied, tmp_path_factory) -> Said:
    """What is said of samples whose files are written anew and nothing else."""
    return said(check([rewritten(tmp_path_factory.mktemp("usual"), as_it_is, xlsx)], date=TODAY))


@pytest.fixture(scope="module")
def untied():
    """Which finding follows from which is worked out from the findings, and changes no id."""
    with pytest.MonkeyPatch.context() as patch:
        untie(patch)
        yield


@pytest.mark.parametrize("kind", CHANGES)
def test_ids_stay(usual, untied, tmp_path, monkeypatch, kind):
    if kind == "bulk":
        monkeypatch.setattr(checking, "read_file", lambda path, **own: read_file(path, Limits(csv_in_memory=0), **own))
    result = check([rewritten(tmp_path, *CHANGES[kind])], date=TODAY)
    lost = NUMBERS if kind in ("csv", "bulk") else ()
    before, after = {id_: about for id_, about in usual.items() if about[0] not in lost}, said(result)
    assert {k: v for k, v in after.items() if v != before.get(k)} == {}
    assert before.keys() == after.keys()
    assert {rule for rule, *_ in usual.values()} > NUMBERS
    tables = result._context.connection.execute("SHOW TABLES").fetchall()
    assert any(name.startswith("_bulk_") for name, *_ in tables) == (kind == "bulk")


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
