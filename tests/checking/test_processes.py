"""Files read by further processes: the same result, nothing left behind, and nothing paid where files are few."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from validator import check, checking
from validator.forms.column_parser import ColumnParser
from validator.own_process import owns_process
from validator.pack.loading import load_pack
from validator.processes import LostProcessError, spread
from validator.readers import LIMITS, holds_large_csv, read_file
from validator.records import batches
from validator.records.parsing import Taker
from validator.records.placing import PlacingOptions
from validator.reports import write
from validator.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TODAY = date(2026, 11, 24)
VILLAGE = "6311032005_pematang"


@pytest.fixture
def in_processes(monkeypatch):
    """However few files there are, processes read them; two a batch, so that batches are told apart."""
    monkeypatch.setattr(checking, "MANY", 1)
    monkeypatch.setattr(batches, "BATCH", 2)


def large_members() -> str:
    """A member list as CSV, with addresses so long that it is too large to be held in memory."""
    (read,) = read_file(SAMPLES / f"2026/{VILLAGE}/grid_agtkeluarga.xls")
    head, *rows = ([str(cell or "") for cell in row] for row in read.sheets[0].rows)
    for row in rows:
        row[head.index("Alamat")] = "Jalan " * 2000
    lines = [";".join(row) + "\n" for row in rows]
    return ";".join(head) + "\n" + "".join(lines) * (LIMITS.csv_in_memory // len("".join(lines)) + 1)


def odd_files(folder: Path) -> list[Path]:
    """Files that are rejected, or that not every process can read. Returns those with a large CSV."""
    folder.mkdir()
    (folder / "a.xls").write_bytes(b"")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 ...")
    (folder / "c.xls").write_bytes((SAMPLES / f"2026/{VILLAGE}/grid_t03.xls").read_bytes()[:3000])
    (folder / "d.csv").write_text("x;y\n1;2\n", encoding="utf-8")
    (folder / "e.csv").write_text("x;y\n" + f"1;{'2' * 997}\n" * (LIMITS.csv_in_memory // 1000 + 1), encoding="utf-8")
    with zipfile.ZipFile(folder / "f.zip", "w") as bundle:
        bundle.write(SAMPLES / f"2026/{VILLAGE}/grid_k01.xls", f"{VILLAGE}/grid_k01.xls")
        bundle.writestr("../g.xls", "x")
        bundle.writestr("h.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with zipfile.ZipFile(folder / "i.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.write(SAMPLES / f"2026/{VILLAGE}/grid_k02.xls", f"{VILLAGE}/grid_k02.xls")
        bundle.writestr(f"{VILLAGE}/grid_agtkeluarga.csv", large_members())
    (folder / "j.zip").write_bytes(b"PK\x03\x04 no zip")
    return [folder / "e.csv", folder / "i.zip"]


def outcome(paths: list[Path], target: Path, **options: object) -> tuple[bytes, list[tuple[str, int, int]]]:
    """The JSON result, and what was told of progress."""
    told: list[tuple[str, int, int]] = []
    result = check(paths, date=TODAY, progress=lambda *step: told.append(step), **options)
    write("json", result, target, "id")
    return target.read_bytes(), told


def test_the_result_is_the_same_whoever_reads(tmp_path, in_processes, monkeypatch):
    large = odd_files(tmp_path / "odd")
    paths = [tmp_path / "odd", SAMPLES / "2025", SAMPLES / "2026"]
    here: list[Path] = []
    monkeypatch.setattr(checking, "read_file", lambda path, **own: here.append(path) or read_file(path, **own))
    alone = outcome(paths, tmp_path / "1.json")
    count = len(here)
    here.clear()
    together = outcome(paths, tmp_path / "2.json", jobs=2)
    assert together == alone
    assert [number for _, number, _ in alone[1]] == list(range(1, count + 1))
    assert here == large, "only what DuckDB reads is left to this process"
    assert multiprocessing.active_children() == []


def test_forms_are_told_once_by_each_process():
    paths = sorted((SAMPLES / "2026").rglob("grid_t03.xls"))
    taker = _taker()
    first, again = taker.take(paths[:2]), taker.take(paths[2:])
    assert (len(first.told), again.told, set(first.forms + again.forms)) == (1, {}, {0})
    taken = [entry for file in batches._unpacked(iter([first, again])) for entry in file[0].entries]
    assert {entry.recognised.table for entry in taken} == {"t03"}
    assert len({id(entry.recognised) for entry in taken}) == 1


def _taker() -> batches._BatchTaker:
    pack = load_pack([])
    return batches._BatchTaker(
        Taker(pack.tables, pack.codelists, PlacingOptions(TODAY), ColumnParser(pack.codelists)), Workspace()
    )


def _ours(_: int) -> bool:
    return owns_process()


def test_a_further_process_is_our_own():
    with spread(_ours, [1], 1) as results:
        assert list(results) == [True]
    assert not owns_process()


def test_few_files_start_nothing():
    code = f"""
import sys
from validator import check
check([{str(SAMPLES / "2026" / VILLAGE)!r}], jobs=8)
sys.exit("multiprocessing" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_results_come_in_the_order_of_the_items():
    with spread(abs, range(-50, 0), 2, chunk=3) as results:
        assert list(results) == list(range(50, 0, -1))


def test_what_a_process_raises_is_raised_here():
    with pytest.raises(ValueError, match="'x'"), spread(int, ["1", "x"], 2) as results:
        list(results)
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_told():
    with pytest.raises(LostProcessError, match="berhenti mendadak"), spread(os._exit, [3], 2) as results:
        list(results)
    assert multiprocessing.active_children() == []


def interrupted(end: Callable[[], None]) -> None:
    with spread(time.sleep, [0, 300, 300], 2, end=end) as done:
        next(done)
        raise KeyboardInterrupt


def test_nobody_waits_for_work_that_is_no_longer_wanted(tmp_path):
    ended = tmp_path / "ended"
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted(partial(Path.touch, ended))
    assert time.monotonic() - start < 100
    assert ended.exists()
    assert multiprocessing.active_children() == []


def test_large_csvs_are_told_from_other_files(tmp_path):
    large = odd_files(tmp_path / "odd")
    assert [path for path in sorted((tmp_path / "odd").iterdir()) if holds_large_csv(path)] == large
    assert not holds_large_csv(tmp_path / "missing")
    wide = tmp_path / "wide.xls"
    wide.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(LIMITS.csv_in_memory))
    assert not holds_large_csv(wide)


def test_a_script_that_asks_for_processes_gets_its_answer_and_no_noise(tmp_path):
    script = tmp_path / "periksa.py"
    script.write_text(
        "import datetime\nfrom validator import check, checking\nchecking.MANY = 1\n"
        "if __name__ == '__main__':\n"
        "    print(check('samples/2026', date=datetime.date(2026, 11, 24), jobs=2).total)\n",
        "utf-8",
    )
    root = SAMPLES.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, cwd=root, env=environment, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == check(SAMPLES / "2026", date=TODAY).total
