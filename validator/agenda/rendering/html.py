"""One self-contained HTML file: no script, nothing fetched, made to be printed on A4 as well."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from markupsafe import Markup

from validator.agenda.letterhead import LOGOS, Letterhead
from validator.agenda.paper import Paper
from validator.agenda.rendering.content import content
from validator.agenda.rendering.jinja import fill
from validator.agenda.rendering.templates import Templates
from validator.reports.charts import Labelled, bars

__all__ = ["render"]


def render(paper: Paper, templates: Templates) -> bytes:
    """The paper as UTF-8."""
    values = content(paper)
    drawn = {key: _bars(section["grafik"], paper.target) for key, section in values["bagian"].items()}
    values |= {"logo": _logo(paper.kop), "gambar": drawn}
    return fill(templates, "paper.html.j2", values, escaped=True).encode()


def _bars(rows: list[dict[str, Any]], target: float) -> Markup:
    """The small chart of a section."""
    return bars([Labelled(r["nama"], r["persen"], r["keterangan"], r["kurang"]) for r in rows], target)


def _logo(kop: Letterhead) -> str:
    """The logo as a data URI, '' without one."""
    if kop.logo is None:
        return ""
    return f"data:{LOGOS[kop.logo.suffix.lower()]};base64,{b64encode(kop.logo.read_bytes()).decode()}"
