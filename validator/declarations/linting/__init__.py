"""Linting of packs: what is wrong with schemas, code lists, derived tables, macros and rules, and on which line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from validator.declarations.linting.problems import CODES, Level, Problem

__all__ = ["CODES", "Level", "Problem", "lint"]


def lint(directories: Path | Sequence[Path], only: Path | None = None) -> list[Problem]:
    """Every problem of one pack, or of several read one after the other (the built-in one first), by path and line.

    `only`: the directory whose tables and rules are looked at; the others are read for what they declare, which is
    faster. A directory holds `schemas/` and `rules/`. Nothing is raised for a bad pack. Imports sqlglot and jsonschema.
    """
    from validator.declarations.linting.packs import lint_packs

    return lint_packs([directories] if isinstance(directories, Path) else list(directories), only)
