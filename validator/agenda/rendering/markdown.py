"""Markdown, for mail and for wikis."""

from __future__ import annotations

import re

from validator.agenda.paper import Paper
from validator.agenda.rendering.content import content
from validator.agenda.rendering.jinja import fill
from validator.agenda.rendering.templates import Templates

__all__ = ["render"]

_SPECIAL = re.compile(r"([\\`*_<>|\[\]#])")
BARS = 20


def render(paper: Paper, templates: Templates) -> bytes:
    """The paper as UTF-8."""
    values = content(paper) | {"aman": _plain, "sel": _cell, "batang": _bar}
    text = fill(templates, "paper.md.j2", values, escaped=False)
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode()


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _cell(text: str) -> str:
    """A cell of a table: on one line."""
    return _plain(text).replace("\n", "<br>")


def _bar(percent: float) -> str:
    filled = round(percent * BARS / 100)
    return "█" * filled + "░" * (BARS - filled)
