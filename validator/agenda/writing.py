"""Papers to files: the edge of the room."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from validator.agenda.paper import Paper
from validator.agenda.rendering import Templates, renderer
from validator.reports.targets import output_error, write_bytes
from validator.reports.texts import translator

__all__ = ["write_papers"]

MANY = 40
"""From so many papers on, every core draws some."""


def write_papers(papers: Iterable[Paper], form: str, folder: Path, templates: Templates) -> list[Path]:
    """Write each paper in one format into `folder`; returns the files in the order of the papers.

    Raises OutputError where a file cannot be written, TemplateError where a template cannot be used.
    """
    waiting = list(papers)
    drawn = partial(_drawn, form=form, templates=templates)
    targets = [folder / f"{paper.stem}.{form}" for paper in waiting]
    if len(waiting) < MANY:
        return [_written(path, drawn(paper)) for path, paper in zip(targets, waiting, strict=True)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=context) as pool:
        contents = pool.map(drawn, waiting, chunksize=8)
        return [_written(path, content) for path, content in zip(targets, contents, strict=True)]


def _drawn(paper: Paper, form: str, templates: Templates) -> bytes:
    return renderer(form)(paper, templates)


def _written(path: Path, content: bytes) -> Path:
    try:
        write_bytes(path, content)
    except OSError as error:
        raise output_error(path, error, translator("id")) from error
    return path
