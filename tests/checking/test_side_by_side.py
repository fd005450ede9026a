"""Twenty checks at once, in threads and in processes, say to the byte what twenty in a row say."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tests.checking.test_workspace import large_csv, own_pack
from validator import check
from validator.reports import write

ROOT = Path(__file__).resolve().parents[2]
VILLAGES = ("6311032005_pematang", "6311032014_muara_jaya", "6311032021_putat_basiun")
FORMS = ("t03", "k01", "t12", "k02")
TWENTY = 20
Job = tuple[list[Path], list[Path], str]
"""Files, packs and the language of a check."""


def said(job: Job) -> str:
    """The JSON of a check."""
    paths, packs, lang = job
    out = StringIO()
    with check(paths, packs=packs, lang=lang, date=date(2026, 11, 24), threads=1) as result:
        write("json", result, out, lang)
    return out.getvalue()


@pytest.fixture(scope="module")
def jobs(tmp_path_factory) -> list[Job]:
    """Small villages in both languages, some with another pack or a damaged file, and a list that DuckDB reads."""
    folder = tmp_path_factory.mktemp("beside")
    damaged = folder / VILLAGES[0] / "grid_t03.xls"
    damaged.parent.mkdir()
    damaged.write_bytes((ROOT / "samples/2026" / VILLAGES[0] / "grid_t03.xls").read_bytes()[:3000])
    members = large_csv(folder / "6311032005" / "grid_agtkeluarga.csv")
    packs = [own_pack(folder / "paket"), own_pack(folder / "ubah", "- {id: POT-004, severity: info}\n")]
    found: list[Job] = []
    for number in range(TWENTY):
        village = ROOT / "samples/2026" / VILLAGES[number % len(VILLAGES)]
        paths = [path for form in FORMS[: 1 + number // 3 % 4] for path in sorted(village.glob(f"grid_{form}.*"))]
        paths += [damaged] if number % 5 == 1 else []
        paths = [members] if number == 7 else paths
        found.append((paths, [packs[number // 4 % 2]] if number % 4 == 2 else [], "en" if number % 7 == 3 else "id"))
    return found


@pytest.fixture(scope="module")
def in_a_row(jobs) -> Sequence[str]:
    found = list(map(said, jobs))
    assert len(set(found)) > TWENTY // 2
    assert any("BLG-001" in each for each in found)
    return found


def in_threads(jobs: Sequence[Job]) -> list[str]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        with ThreadPoolExecutor(TWENTY) as pool:
            return list(pool.map(said, jobs))
    finally:
        sys.setswitchinterval(before)


def in_processes(jobs: Sequence[Job]) -> list[str]:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(said, jobs, chunksize=5))


@pytest.mark.parametrize("together", [in_threads, in_processes])
def test_at_once_as_in_a_row(together: Callable[[Sequence[Job]], list[str]], jobs, in_a_row):
    assert together(jobs) == in_a_row
