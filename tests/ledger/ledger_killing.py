"""Kills a program with SIGKILL while it records, again and again, and looks at what is left each time.

    python ledger_killing.py FOLDER TIMES [SERVER]

Prints one JSON object: how often the program was killed or had ended already, and whether the ledger was that of the
night before or the night itself. Ends with a traceback at the first ledger that is neither. Each child is forked with
everything imported, so that the kill falls into its work and not into the start of Python.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ledger_support import JAYA, PEMATANG, PUTAT, FakeNight, exported, finding, full, night, seen
from msgspec import Struct

from validator.ledger.book import Ledger

VILLAGES = (PUTAT, JAYA, PEMATANG)


class Work(Struct, frozen=True, dict=True):
    """What is killed: a result recorded on a night, upon a ledger that holds `upon` nights."""

    upon: int
    source: FakeNight
    number: int

    def do(self, url: str) -> None:
        with Ledger.open(url) as ledger:
            ledger.record(self.source, night(self.number), "run")


def sources() -> list[FakeNight]:
    """Four nights: much found, some mended, a village missing, much back again."""
    found = [finding(f"{code}-{n}", code) for code in VILLAGES for n in range(40)]
    return [
        seen(*found, came=full(*VILLAGES)),
        seen(*found[::2], came=full(*VILLAGES)),
        seen(*found[40:100], came=full(JAYA, PEMATANG)),
        seen(*found[::3], came=full(*VILLAGES)),
    ]


def works() -> list[Work]:
    """The first night with the making of the ledger, each further night, and the last one recorded anew."""
    nights = sources()
    return [*(Work(n, source, n + 1) for n, source in enumerate(nights)), Work(3, nights[3], 3)]


class SqliteCopies:
    """Ledgers as files: `made` keeps one of each number of nights."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.work = folder, folder / "work.db"

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.db"

    def copy(self, name: str) -> str:
        for path in self.folder.glob("work.db*"):
            path.unlink()
        if (self.folder / f"{name}.db").exists():
            shutil.copy(self.folder / f"{name}.db", self.work)
        return self.url("work")

    def sound(self) -> bool:
        connection = sqlite3.connect(self.work)
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            connection.close()


class PostgresCopies:
    """Ledgers as databases of one server."""

    def __init__(self, server: str) -> None:
        self.server = server

    def run(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(f"{self.server}postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def url(self, name: str) -> str:
        return self.server + name

    def make(self, name: str) -> None:
        self.run(f"CREATE DATABASE {name}")

    def copy(self, name: str) -> str:
        self.run("DROP DATABASE IF EXISTS work WITH (FORCE)", f"CREATE DATABASE work TEMPLATE {name}")
        return self.url("work")

    def sound(self) -> bool:
        return True


def content(url: str) -> str:
    with Ledger.open(url) as ledger:
        return exported(ledger)


def in_child(work: Callable[[], None]) -> int:
    """Starts `work` in a fork and returns its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def kill_once(work: Work, url: str, after: float) -> bool:
    """Whether the kill came before the work had ended."""
    child = in_child(lambda: work.do(url))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(folder: str, times: int, server: str = "") -> dict[str, int]:
    copies = PostgresCopies(server) if server else SqliteCopies(Path(folder))
    outcome = Counter({"killed": 0, "ended": 0, "before": 0, "after": 0})
    cases, chance = [], random.Random(os.getpid())
    for number in range(4):
        if isinstance(copies, PostgresCopies):
            copies.make(f"n{number}")
        for earlier in works()[:number]:
            earlier.do(copies.url(f"n{number}"))
    for work in works():
        url = copies.copy(f"n{work.upon}")
        before = content(url)
        url = copies.copy(f"n{work.upon}")
        start = time.perf_counter()
        os.waitpid(in_child(lambda work=work, url=url: work.do(url)), 0)
        cases.append((work, time.perf_counter() - start, before, content(url)))
    for number in range(times):
        work, took, before, after = cases[number % len(cases)]
        url = copies.copy(f"n{work.upon}")
        outcome["killed" if kill_once(work, url, chance.uniform(0, took)) else "ended"] += 1
        assert copies.sound(), "integrity_check"
        left = content(url)
        assert left in (before, after), left
        outcome["before" if left == before else "after"] += 1
        work.do(url)
        assert content(url) == after, "the rerun differs"
    return dict(outcome)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])))
