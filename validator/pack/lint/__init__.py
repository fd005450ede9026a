"""Linting of packs: what is wrong with schemas, code lists, derived tables, macros and rules, and on which line."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from validator.pack.problems import CODES, Level, Problem

__all__ = ["CODES", "Level", "Problem", "lint"]


def lint(directories: Path | Sequence[Path], only: Path | None = None) -> list[Problem]:
    """Every problem of one pack, or of several read one after the other (the built-in one first), by path and line.

    `only`: the directory whose problems are wanted. A directory holds `schemas/` and `rules/`. Nothing is raised for a
    bad pack. Imports sqlglot and jsonschema.
    """
    from validator.pack.errors import DeclarationError
    from validator.pack.loading import builtin_directory, load_pack
    from validator.pack.reader import read_packs

    roots = [directories] if isinstance(directories, Path) else list(directories)
    if only and roots[0] == builtin_directory() and only != roots[0]:
        with suppress(DeclarationError):
            return sorted(p for p in read_packs(roots[1:], load_pack())[1] if p.path.is_relative_to(only))
    return sorted(p for p in read_packs(roots)[1] if not only or p.path.is_relative_to(only))
