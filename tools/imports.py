"""Who imports whom in this project, read from the source without importing anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FOLDERS = ("validator", "tools", "tests", "samples", "benchmarks")


def modules(root: Path) -> dict[str, Path]:
    """Every module by its dotted name; a package is known by its `__init__`."""
    files = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*.py")))
    return {_name(path.relative_to(root)): path for path in files if "migrations" not in path.parts}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(known: Mapping[str, Path]) -> dict[str, set[str]]:
    """What each module imports, here or in a function; names of modules in texts count, for some are imported later.

    A test also has what the `conftest.py` of its folder and of those above it import.
    """
    graph = {name: set(_imported(ast.parse(path.read_text(encoding="utf-8")), known)) for name, path in known.items()}
    for name in graph:
        folder = name.rpartition(".")[0]
        while name.startswith("tests.") and folder:
            graph[name] |= {f"{folder}.conftest"} & known.keys() - {name}
            folder = folder.rpartition(".")[0]
    return graph


def _imported(tree: ast.Module, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            modules_inside = [name for name in inside if name in known]
            yield from modules_inside
            if node.module in known and len(modules_inside) < len(inside):
                yield node.module
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
            yield from {node.value} & known.keys()


def reaching(changed: Iterable[str], graph: Mapping[str, set[str]]) -> dict[str, int]:
    """Every module whose imports reach one of `changed`, with the number of steps; those themselves are at 0.

    >>> reaching(["c"], {"a": {"b"}, "b": {"c"}, "c": set(), "d": set()})
    {'c': 0, 'b': 1, 'a': 2}
    """
    steps = dict.fromkeys(sorted(changed), 0)
    front = list(steps)
    while front:
        importers = sorted(name for name, wanted in graph.items() if name not in steps and wanted & set(front))
        steps.update(dict.fromkeys(importers, steps[front[0]] + 1))
        front = importers
    return steps
