"""Papers to files: the edge of the room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from validator.agenda.paper import Paper
from validator.agenda.rendering import Templates, renderer
from validator.messages.texts import translator
from validator.reports.drawing import drawn
from validator.reports.targets import output_error, write_bytes

__all__ = ["write_papers"]


def write_papers(papers: Iterable[Paper], form: str, folder: Path, templates: Templates) -> list[Path]:
    """Write each paper in one format into `folder`; returns the files in the order of the papers.

    Raises OutputError where a file cannot be written, TemplateError where a template cannot be used.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from validator.agenda.letterhead import Letterhead
    >>> paper = Paper("agenda", "agenda-putat-basiun", "Agenda", "Desa Putat Basiun", Letterhead(), date(2026, 11, 24))
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in write_papers([paper], "md", Path(folder), Templates())]
    ['agenda-putat-basiun.md']
    """
    waiting = list(papers)
    contents = drawn(partial(_drawn, form=form, templates=templates), waiting)
    return [_written(folder / f"{p.stem}.{form}", content) for p, content in zip(waiting, contents, strict=True)]


def _drawn(paper: Paper, form: str, templates: Templates) -> bytes:
    return renderer(form)(paper, templates)


def _written(path: Path, content: bytes) -> Path:
    try:
        write_bytes(path, content)
    except OSError as error:
        raise output_error(path, error, translator("id")) from error
    return path
