"""Checks what has changed since the main branch (or, on it, since the last commit): ruff, mypy, and nearby tests.

python -m tools.quick [--since COMMIT] [--seconds 45] [--list]

Tests are those of the rooms touched and those whose imports reach a changed module, the nearest first, until the
seconds are over; how many are left is said. `make test` alone says that everything holds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import pytest

from tools.imports import imports, modules, reaching

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 45
PAGES = "tests/docs"
DATA = {"rules": ("tests/pack", "tests/packs"), "schemas": ("tests/pack", "tests/packs"), "docs": (PAGES,)}
"""Tests of what is no Python, by its top folder."""

_IN_ROOM = 2
"""A test of the room is as near as one that imports the changed module through one other."""
_FAR = 99


def changed_files(since: str = "") -> list[str]:
    """Paths that differ from `since`, or from where this branch left main; new files with them."""
    base = since or _git("merge-base", "HEAD", "main").strip() or "HEAD"
    files = _differing(base)
    if not (files or since):
        files = _differing("HEAD~1")
    return sorted(path for path in files if (ROOT / path).is_file())


def _differing(base: str) -> set[str]:
    new = _git("ls-files", "--others", "--exclude-standard")
    return {*_git("diff", "--name-only", base).splitlines(), *new.splitlines()}


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout if run.returncode == 0 else ""


def nearby_tests(changed: Iterable[str], root: Path = ROOT) -> list[str]:
    """Test files for the changed paths, the nearest first."""
    changed = list(changed)
    known = modules(root)
    paths = {path.relative_to(root).as_posix(): name for name, path in known.items()}
    steps = reaching([paths[path] for path in changed if path in paths], imports(known))
    folders = {folder for path in changed for folder in _folders(path)}
    nearness = {}
    for path, name in paths.items():
        far = steps.get(name, _FAR)
        near = _IN_ROOM if any(path.startswith(f"{folder}/") for folder in folders) else _FAR
        if min(far, near) < _FAR and PurePosixPath(path).name.startswith("test_"):
            nearness[path] = (min(far, near), near, far, path)
    return sorted(nearness, key=nearness.__getitem__)


def _folders(path: str) -> Sequence[str]:
    """The folders of tests that stand for a path: of its room, its data, or itself."""
    top, *rest = PurePosixPath(path).parts
    if top == "validator" and len(rest) > 1:
        return (f"tests/{rest[0]}",)
    if top == "tests" and len(rest) > 1 and not path.endswith(".py"):
        return (f"tests/{rest[0]}",)
    return DATA.get(top, (PAGES,) if path.endswith(".md") else ())


class Deadline:
    """Stops pytest between two tests once the time is over."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.left = 0

    @pytest.hookimpl
    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """After each test."""
        if nextitem is not None and time.monotonic() > self.until:
            self.left = len(item.session.items) - item.session.items.index(item) - 1
            item.session.shouldstop = f"{self.left} tests are left: the time is over"


def _start(*command: str) -> subprocess.Popen[str]:
    """A module of this environment, or what stands behind `-c`."""
    module = [] if command[0] == "-c" else ["-m"]
    return subprocess.Popen([sys.executable, *module, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _checks(changed: Sequence[str]) -> list[subprocess.Popen[str]]:
    """What runs beside the tests, on the other core."""
    python = [path for path in changed if path.endswith(".py")]
    started = [_start("ruff", "check", *python), _start("ruff", "format", "--check", *python)] if python else []
    if any(path.startswith("validator/") for path in python):
        started.append(_start("mypy"))
    if any(path.startswith(("rules/", "schemas/")) for path in changed):
        command = "from validator.startup.fast_exit import console; console()"
        started += [_start("-c", command, "rules", what) for what in ("lint", "test")]
    return started


def main(arguments: Sequence[str] | None = None) -> int:
    """The number of checks that failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since", default="", metavar="COMMIT")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--list", action="store_true", help="name the tests, run nothing")
    given = parser.parse_args(arguments)
    changed = changed_files(given.since)
    tests = nearby_tests(changed)
    print(f"{len(changed)} files changed, {len(tests)} files of tests reach them", flush=True)
    if given.list:
        print(*tests, sep="\n")
        return 0
    return _run(changed, tests, given.seconds)


def _run(changed: Sequence[str], tests: Sequence[str], seconds: float) -> int:
    started = _checks(changed)
    deadline = Deadline(seconds)
    code = pytest.main(["-x", *tests], plugins=[deadline]) if tests else pytest.ExitCode.OK
    failed = 0 if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 1
    if code is pytest.ExitCode.INTERRUPTED and deadline.left:
        failed = 0
    for process in started:
        said, _ = process.communicate()
        if process.returncode:
            print(said)
            failed += 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
