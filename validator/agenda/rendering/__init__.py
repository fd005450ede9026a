"""One module a format, each with `render(paper, templates) -> bytes`: the same paper gives the same bytes."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from validator.agenda.paper import Paper
from validator.agenda.rendering.templates import Templates

__all__ = ["FORMATS", "Renderer", "Templates", "renderer"]

FORMATS = {"docx": "docx", "pdf": "pdf", "html": "html", "md": "markdown", "xlsx": "xlsx"}
"""File ending -> module; a module's library is loaded when its format is first drawn."""


class Renderer(Protocol):
    """Draws a paper. Raises TemplateError where a template cannot be used."""

    def __call__(self, paper: Paper, templates: Templates) -> bytes: ...


def renderer(name: str) -> Renderer:
    """The renderer of a format of FORMATS (KeyError)."""
    return cast(Renderer, import_module(f"{__name__}.{FORMATS[name]}").render)
