"""Gives Babel the texts of the command line: docstrings and `help=` of commands carry no `_()` that it could find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

from validator.cli import COMMANDS, cli
from validator.cli.speech import words

__all__ = ["extract"]

Message = tuple[int, str | None, str | tuple[str, ...], list[str]]


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """What Babel finds in `validator/cli/__init__.py`, and every text of the command tree that starts there."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    for text in dict.fromkeys([*(short for _, short in COMMANDS.values()), *words(cli)]):
        yield 1, "_", text, []
