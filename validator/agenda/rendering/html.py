"""One self-contained HTML file: no script, nothing fetched, made to be printed on A4 as well."""

from __future__ import annotations

from base64 import b64encode

from validator.agenda.letterhead import LOGOS, Letterhead
from validator.agenda.paper import Paper
from validator.agenda.rendering.content import content
from validator.agenda.rendering.jinja import fill
from validator.agenda.rendering.templates import Templates

__all__ = ["render"]


def render(paper: Paper, templates: Templates) -> bytes:
    """The paper as UTF-8."""
    values = content(paper) | {"logo": _logo(paper.kop)}
    return fill(templates, "paper.html.j2", values, escaped=True).encode()


def _logo(kop: Letterhead) -> str:
    """The logo as a data URI, '' without one."""
    if kop.logo is None:
        return ""
    return f"data:{LOGOS[kop.logo.suffix.lower()]};base64,{b64encode(kop.logo.read_bytes()).decode()}"
