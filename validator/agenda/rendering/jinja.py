"""The Jinja2 environment of the text formats."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template
from jinja2 import TemplateError as JinjaError

from validator.agenda.rendering.templates import TemplateError, Templates

__all__ = ["fill"]


@lru_cache(maxsize=8)
def _template(text: str, escaped: bool) -> Template:
    environment = Environment(
        autoescape=escaped, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(text)


def fill(templates: Templates, name: str, values: dict[str, object], escaped: bool) -> str:
    """The template `name` filled with `values`; TemplateError names the file where that fails."""
    path = templates.path(name)
    try:
        return _template(path.read_text("utf-8"), escaped).render(values)
    except JinjaError as error:
        raise TemplateError(f"{path}: {error}") from error
