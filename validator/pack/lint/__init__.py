"""Linting of packs: what is wrong with schemas, code lists, derived tables, macros and rules, and on which line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from validator.pack.lint.problems import CODES, Level, Problem

__all__ = ["CODES", "Level", "Problem", "lint"]


def lint(directories: Path | Sequence[Path], only: Path | None = None) -> list[Problem]:
    """Every problem of one pack, or of several read one after the other (the built-in one first), by path and line.

    `only`: the directory whose problems are wanted. A directory holds `schemas/` and `rules/`. Nothing is raised for a
    bad pack. What builds on the built-in pack is looked through as `load_pack` does, which refuses it for the same
    reasons. Imports sqlglot and jsonschema.
    """
    from validator.pack.errors import DeclarationError
    from validator.pack.lint.packs import lint_further, lint_packs
    from validator.pack.loading import builtin_directory, common_fields, load_pack

    first, *further = [directories] if isinstance(directories, Path) else list(directories)
    if not further or first != builtin_directory():
        return lint_packs([first, *further], only)
    own = [] if only else lint_packs([first])
    try:
        pack = load_pack()
    except DeclarationError:
        return own or lint_packs([first, *further], only)
    found = lint_further(pack, common_fields(), further)[0]
    return sorted([*own, *(problem for problem in found if not only or problem.path.is_relative_to(only))])
