"""Kills the nightly run with SIGKILL at random moments and looks at what is left each time.

    PYTHONPATH=. python tests/nightly/night_killing.py FOLDER TIMES

Prints one JSON object: how often a night was killed, and how often its ledger and its site were those of the night
before or of the night itself. Ends with a traceback at the first that is neither, at a file that is half written, and
where the run that follows does not end as if nothing had happened. Each child is forked with everything imported; half
of the kills fall anywhere, half into what follows the check.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from validator.ledger.book import Ledger
from validator.nightly.config import load_config
from validator.nightly.night import run_night
from validator.reports import FORMATS

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "2026"
VILLAGES = ("6311032021_putat_basiun", "6311032014_muara_jaya", "6311032005_pematang")
FORMS = ("grid_t03", "grid_t09", "grid_t46a")
WRITTEN = ("json", "csv", "xlsx", "whatsapp", "html")
CONFIG = f"""
output = "hasil"
formats = {json.dumps(WRITTEN)}
waivers = "pengecualian.yml"
[[sources]]
path = "ekspor"
[gate]
new_errors = 0
ratchet = "error"
"""
CHANGING = ("catatan.jsonl", ".malam.lock", "buku-temuan.db", "buku-temuan.db-wal", "buku-temuan.db-shm")
"""What tells when it was written, or is compared by its content."""
Tree = dict[str, bytes]


class Case(Struct, frozen=True):
    """A night upon those before it: the exports that came, and its date."""

    upon: int
    villages: tuple[str, ...]
    day: date


CASES = (
    Case(0, VILLAGES[:2], date(2026, 11, 22)),
    Case(1, (VILLAGES[0], VILLAGES[2]), date(2026, 11, 23)),
    Case(2, VILLAGES, date(2026, 11, 24)),
    Case(2, VILLAGES[1:], date(2026, 11, 23)),
)


class Home:
    """A folder with a configuration, its exports, and copies of its output after each number of nights."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder, folder / "hasil"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "prodeskel.toml").write_text(CONFIG, encoding="utf-8")
        (folder / "pengecualian.yml").write_text("[]\n", encoding="utf-8")

    def send(self, case: Case) -> None:
        shutil.rmtree(self.folder / "ekspor", ignore_errors=True)
        for village in case.villages:
            for path in (SAMPLES / village).iterdir():
                if path.stem in FORMS:
                    target = self.folder / "ekspor" / village / path.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target)

    def keep(self, name: str) -> None:
        shutil.copytree(self.output, self.folder / name)

    def restore(self, name: str) -> None:
        shutil.rmtree(self.output, ignore_errors=True)
        if (self.folder / name).exists():
            shutil.copytree(self.folder / name, self.output)

    def start(self, case: Case) -> int:
        """The process id of a child that runs the night."""
        child = os.fork()
        if child:
            return child
        ending = 1
        try:
            run_night(load_config(self.folder / "prodeskel.toml"), case.day, jobs=1)
            ending = 0
        finally:
            os._exit(ending)

    def run(self, case: Case) -> float:
        begun = time.perf_counter()
        assert os.waitpid(self.start(case), 0)[1] == 0, "the night failed"
        return time.perf_counter() - begun

    def checked(self) -> float:
        """The share of the last night's time that had passed when the check was done."""
        lines = (self.output / "catatan.jsonl").read_text(encoding="utf-8").splitlines()
        events = [json.loads(line) for line in lines]
        ends = [number for number, event in enumerate(events[:-1], 1) if event["event"] == "done"]
        last = events[max(ends, default=0) :]
        until = [e["event"] for e in last].index("checked") + 1
        return sum(e["seconds"] for e in last[:until]) / max(sum(e["seconds"] for e in last), 0.001)

    def ledger(self) -> str:
        path = self.output / "buku-temuan.db"
        if not path.is_file() or not path.stat().st_size:
            return ""
        connection = sqlite3.connect(path)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            connection.close()
        with Ledger.open(str(path), create=False) as ledger:
            said = io.StringIO()
            ledger.export_json(said)
        return said.getvalue() if '"nights":[]' not in said.getvalue().replace(" ", "").replace("\n", "") else ""

    def tree(self) -> Tree:
        paths = (p for p in self.output.rglob("*") if p.is_file()) if self.output.exists() else ()
        found = {p.relative_to(self.output).as_posix(): p for p in paths}
        return {name: path.read_bytes() for name, path in found.items() if name not in CHANGING}


def part(tree: Mapping[str, bytes], name: str) -> Tree:
    """A folder of a tree, or one file."""
    return {path: content for path, content in tree.items() if path == name or path.startswith(f"{name}/")}


def inspect(home: Home, before: tuple[str, Tree], after: tuple[str, Tree], outcome: Counter[str]) -> None:
    """Every part is that of the night before or of the night itself; the log holds whole lines."""
    ledger, tree = home.ledger(), home.tree()
    assert ledger in (before[0], after[0]), "the ledger is neither"
    outcome["ledger after" if ledger == after[0] else "ledger before"] += 1
    names = ["public", *(n if FORMATS[n].folder else f"temuan.{FORMATS[n].ending}" for n in WRITTEN)]
    for name in names:
        assert part(tree, name) in (part(before[1], name), part(after[1], name)), f"{name} is neither"
    outcome["site after" if part(tree, "public") == part(after[1], "public") else "site before"] += 1
    log = home.output / "catatan.jsonl"
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        json.loads(line)


def main(folder: str, times: int) -> dict[str, int]:
    for form in FORMATS.values():
        importlib.import_module(form.module)
    home, outcome, chance = Home(Path(folder)), Counter({"killed": 0, "ended": 0}), random.Random(os.getpid())
    cases = []
    for case in CASES:
        home.send(case)
        home.restore(f"upon{case.upon}")
        before = (home.ledger(), home.tree())
        took = home.run(case)
        cases.append((case, took, took * home.checked(), before, (home.ledger(), home.tree())))
        if not (home.folder / f"upon{case.upon + 1}").exists():
            home.keep(f"upon{case.upon + 1}")
    number = 0
    while outcome["killed"] < times:
        case, took, checked, before, after = cases[number % len(cases)]
        home.send(case)
        home.restore(f"upon{case.upon}")
        child = home.start(case)
        time.sleep(chance.uniform(checked if number // len(cases) % 2 else 0, took))
        os.kill(child, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        outcome["killed" if killed else "ended"] += 1
        inspect(home, before, after, outcome)
        home.run(case)
        assert home.ledger() == after[0], "the rerun's ledger differs"
        left = home.tree()
        assert left == after[1], sorted(n for n in left.keys() | after[1].keys() if left.get(n) != after[1].get(n))
        number += 1
    return dict(outcome)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
