"""Runs a command in a process of its own and says how long it took and how much memory it needed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Measured(NamedTuple):
    """Wall time in seconds and the largest resident set in MiB, of the whole process."""

    seconds: float
    mebibytes: float


def python(*arguments: str) -> list[str]:
    """A command for this Python."""
    return [sys.executable, *arguments]


def prodeskel(*arguments: str) -> list[str]:
    """The command `prodeskel` of this Python, as its console script runs it."""
    script = "import sys; from validator.startup.fast_exit import console; sys.argv[0] = 'prodeskel'; console()"
    return python("-c", script, *arguments)


def side_by_side(commands: Mapping[str, Sequence[str]], rounds: int = 3) -> dict[str, Measured]:
    """The median of some rounds, in each of which every command runs once: what slows one round slows all of them."""
    found: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(_once(command))
    return {
        name: Measured(median(m.seconds for m in all_), max(m.mebibytes for m in all_)) for name, all_ in found.items()
    }


def _once(command: Sequence[str]) -> Measured:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said[-2000:]}")
    return Measured(seconds, usage.ru_maxrss / 1024)


def table(title: str, measured: Mapping[str, Measured], base: str) -> str:
    """A Markdown table; the last column is each one's time as a multiple of `base`'s."""
    lines = [f"### {title}", "", f"| | detik | MiB | × {base} |", "|---|---:|---:|---:|"]
    for name, m in measured.items():
        lines.append(f"| {name} | {m.seconds:.2f} | {m.mebibytes:.0f} | {m.seconds / measured[base].seconds:.2f} |")
    return "\n".join([*lines, ""])
