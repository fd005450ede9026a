"""PDF with Typst: compiled in this process from `paper.typ`, in the fonts that Typst carries, nothing fetched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from validator.agenda.paper import Paper
from validator.agenda.rendering.content import content
from validator.agenda.rendering.templates import TemplateError, Templates

__all__ = ["render"]

TEMPLATE = "paper.typ"


def render(paper: Paper, templates: Templates) -> bytes:
    """The paper as A4 pages. The text of the paper goes in as data, never as Typst code."""
    path = templates.path(TEMPLATE)
    logo = paper.kop.logo
    values = content(paper) | {"logo": f"/{logo.name}" if logo else "", "tanggal": paper.day.isoformat()}
    noon = datetime(paper.day.year, paper.day.month, paper.day.day, 12, tzinfo=UTC)
    try:
        made = typst.compile(  # type: ignore[call-overload]  # its stub ties the type of `root` to that of the source
            path.read_bytes(),
            root=str(logo.parent if logo else Path(path).parent),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
            timestamp=noon,
        )
    except typst.TypstError as error:
        raise TemplateError(f"{path}: {error}") from error
    return bytes(made)
