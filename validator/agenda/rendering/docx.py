"""Word files filled with docxtpl: a kecamatan replaces the look with a docx of its own, without programming."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from zipfile import BadZipFile

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, Template
from jinja2 import TemplateError as JinjaError

from validator.agenda.paper import Paper
from validator.agenda.rendering.archive import steady
from validator.agenda.rendering.content import content
from validator.agenda.rendering.templates import TemplateError, Templates

__all__ = ["render"]

LOGO = Mm(16)


class _Remembering(Environment):
    """Compiles each text once: the papers of 300 villages are made of the same few templates."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._known: dict[str, Template] = {}

    def from_string(self, source: Any, *rest: Any, **options: Any) -> Template:  # noqa: ANN401 - as in Environment
        if rest or options or not isinstance(source, str):
            return super().from_string(source, *rest, **options)
        if source not in self._known:
            self._known[source] = super().from_string(source)
        return self._known[source]


_environment = cache(_Remembering)


class _Design(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template whose tags are found once, as their compiling is done once."""

    _patched: ClassVar[dict[str, str]] = {}

    def patch_xml(self, src_xml: str) -> str:
        if src_xml not in self._patched:
            self._patched[src_xml] = super().patch_xml(src_xml)
        return self._patched[src_xml]


def render(paper: Paper, templates: Templates) -> bytes:
    """The paper as docx, from the template of its kind."""
    path = templates.path(f"{paper.kind}.docx")
    try:
        return steady(_filled(paper, path), paper.day)
    except JinjaError as error:
        raise TemplateError(f"{path}: {error}") from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise TemplateError(f"{path}: bukan berkas Word (docx) yang utuh ({error}).") from error


def _filled(paper: Paper, path: Path) -> bytes:
    template = _Design(BytesIO(path.read_bytes()))
    logo = InlineImage(template, str(paper.kop.logo), height=LOGO) if paper.kop.logo else ""
    template.render(content(paper) | {"logo": logo}, jinja_env=_environment(), autoescape=True)
    properties = template.docx.core_properties
    properties.title, properties.subject, properties.author = paper.title, paper.subtitle, ""
    made = BytesIO()
    template.save(made)
    return made.getvalue()
