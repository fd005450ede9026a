"""Papers to files: the edge of the room."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from validator.agenda.paper import Paper
from validator.agenda.rendering import Templates, renderer
from validator.reports.targets import output_error, write_bytes
from validator.reports.texts import translator

__all__ = ["write_papers"]


def write_papers(papers: Iterable[Paper], form: str, folder: Path, templates: Templates) -> list[Path]:
    """Write each paper in one format into `folder`; returns the files in the order of the papers.

    Raises OutputError where a file cannot be written, TemplateError where a template cannot be used.
    """
    render = renderer(form)
    return [_written(folder / f"{paper.stem}.{form}", render(paper, templates)) for paper in papers]


def _written(path: Path, content: bytes) -> Path:
    try:
        write_bytes(path, content)
    except OSError as error:
        raise output_error(path, error, translator("id")) from error
    return path
