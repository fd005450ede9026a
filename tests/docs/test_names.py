"""One name, one class: a reader who meets a class knows which it is."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TWICE = {"Column"}
"""Names that two rooms still share."""


def _classes() -> dict[str, list[str]]:
    found = defaultdict(list)
    for path in sorted((ROOT / "validator").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_public_classes_have_names_of_their_own():
    assert {name: paths for name, paths in _classes().items() if len(paths) > 1 and name not in TWICE} == {}


def test_the_names_that_are_still_shared_are_shared():
    assert {name for name in TWICE if len(_classes()[name]) < 2} == set()
