"""What a check uses is its own: it goes with the result, and the process is as it was."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.engine.bulk_support import write as write_csv
from validator import check
from validator.findings.result import Result
from validator.pack.errors import DeclarationError
from validator.readers import LIMITS, csvfiles, read_file, reading, rewriting
from validator.readers.digests import sha256_of
from validator.reports import write
from validator.startup.duck import duckdb
from validator.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
VILLAGE = ROOT / "samples/2026/6311032021_putat_basiun"
TODAY = date(2026, 11, 24)


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where temporary files go, empty."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def checked(**more: object) -> Result:
    return check([VILLAGE], date=TODAY, **more)


def test_files_go_when_it_is_closed(temporary):
    with Workspace() as work:
        assert list(temporary.iterdir()) == [], "nothing is made before it is wanted"
        file = work.new_file()
        assert file.read_bytes() == b""
        assert file.parent == work.folder
        if os.name == "posix":
            assert work.folder.stat().st_mode & 0o077 == 0
    assert list(temporary.iterdir()) == []


def test_files_go_with_the_last_reference(temporary):
    work = Workspace()
    work.new_file()
    del work
    assert list(temporary.iterdir()) == []


def test_what_was_opened_last_is_closed_first(temporary):
    told = []
    work = Workspace()
    for name in ("basis data", "utas"):
        work.on_close(lambda name=name: told.append((name, work_folder.exists())))
    work_folder = work.folder
    work.close()
    work.close()
    assert told == [("utas", True), ("basis data", True)]


def test_it_is_passed_on_or_closed(temporary):
    work = Workspace()
    with work.passed_on():
        work.new_file()
    assert work.folder.exists()
    with pytest.raises(ValueError, match="x"), work.passed_on():
        raise ValueError("x")
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not fork")
def test_a_forked_process_takes_nothing_away():
    code = """
import os, sys
from validator.workspace import Workspace
work = Workspace()
file = work.new_file()
if os.fork() == 0:
    sys.exit(0)
os.wait()
print(file.exists())
work.close()
print(file.exists())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_a_result_takes_everything_with_it(temporary):
    threads = threading.active_count()
    with checked() as result:
        assert len(list(temporary.iterdir())) == 1
        findings = list(result.iter_findings())
    assert findings
    assert list(temporary.iterdir()) == []
    assert threading.active_count() == threads
    assert list(result.iter_findings()) == findings, "what was read stays"
    with pytest.raises(duckdb.Error):
        result.frame("t03")


def test_a_result_that_nobody_holds_is_closed(temporary):
    findings = checked().findings
    gc.collect()
    assert len(findings)
    assert list(temporary.iterdir()) == []


def test_frames_live_on_without_their_result(temporary):
    frames = checked().frames
    gc.collect()
    assert len(frames.rows("t03")) == 1


def test_a_check_that_fails_leaves_nothing(temporary, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.yml").write_text("- {id: POT-004, severity: fatal}\n", "utf-8")
    threads = threading.active_count()
    with pytest.raises(DeclarationError):
        checked(packs=[tmp_path])
    with pytest.raises(ValueError, match="tidak_ada"):
        check({"tidak_ada": {"a": [1]}}, date=TODAY)
    assert list(temporary.iterdir()) == []
    assert threading.active_count() == threads


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_members_of_a_bundle_go_with_the_result(encoding, temporary, tmp_path, monkeypatch):
    bundle = tmp_path / "desa.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(large_csv(tmp_path / "grid_agtkeluarga.csv", encoding), "6311032005/grid_agtkeluarga.csv")
    for module in (reading, csvfiles, rewriting):
        monkeypatch.setattr(module, "process_workspace", None)
    monkeypatch.chdir(tmp_path)
    result = check(["desa.zip"], date=TODAY)
    files = result.files
    assert files[0].sheets[0].rows_checked
    del result
    gc.collect()
    assert sha256_of(files[0].digest), "whoever holds a file's account may still ask"
    del files
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_the_digest_of_a_large_file_does_not_depend_on_the_working_folder(tmp_path, monkeypatch):
    large_csv(tmp_path / "6311032021.csv")
    monkeypatch.chdir(tmp_path)
    result = check(["6311032021.csv"], date=TODAY)
    monkeypatch.chdir(ROOT)
    assert len(sha256_of(result.files[0].digest)) == 64


def test_the_process_is_as_it_was(tmp_path, capfd):
    """While files are read and after, with a damaged workbook among them and a rule of another pack."""
    damaged = tmp_path / "6311032021" / "grid_t03.xls"
    damaged.parent.mkdir()
    damaged.write_bytes((VILLAGE / "grid_t03.xls").read_bytes()[:3000])
    pack = own_pack(tmp_path / "paket")
    seen = []
    before = state()
    shutil.copy(VILLAGE / "grid_k01.xls", damaged.parent)
    result = check([tmp_path / "6311032021"], packs=[pack], date=TODAY, progress=lambda *_: seen.append(state()))
    write("json", result, tmp_path / "hasil.json", "id")
    assert seen == [before, before]
    assert state() == before
    assert {file.status for file in result.files} == {"rejected", "read"}


def large_csv(path: Path, encoding: str = "utf-8") -> Path:
    """A clean list of members of which DuckDB reads the rows, for it is made large by a column that nobody knows."""
    (read,) = read_file(ROOT / "samples/2026/6311032005_pematang/grid_agtkeluarga.xls")
    head, *rows = read.sheets[0].rows
    filling = "x" * (LIMITS.csv_in_memory // len(rows) + 1)
    return write_csv(path, [[*head, "Isian"], *([*row, filling] for row in rows)], encoding)


def state() -> tuple[object, ...]:
    """What belongs to the whole process."""
    handled = tuple(signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM))
    error = os.fstat(2)
    return (
        gc.isenabled(),
        gc.get_threshold(),
        gc.get_freeze_count(),
        Path.cwd(),
        handled,
        error.st_ino,
        dict(os.environ),
    )


RULE = """\
- id: BLG-001
  table: t03
  title: Uji
  title_en: Test
  severity: warning
  dimension: validity
  assert: luas_tanah_sawah > 1000000
  message: Sawah hanya {luas_tanah_sawah} ha.
  why: Sebab.
  fix: Betulkan.
  role: Operator
  basis: Uji
  examples: {pass: [{luas_tanah_sawah: 2000000}], fail: [{luas_tanah_sawah: 1}]}
"""


def own_pack(folder: Path, rules: str = RULE) -> Path:
    """A pack of an office of its own."""
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "x.yml").write_text(rules, "utf-8")
    return folder
