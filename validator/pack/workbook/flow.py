"""YAML in the style of `rules/`: a key a line, short lists and rows in brackets, long sentences folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

__all__ = ["Line", "entry_lines", "flow"]

WIDTH = 118
ENDLESS = 10**9
QUOTED = ("message", "message_en", "unanswered", "unanswered_en")
"""Texts with {placeholders}, always in double quotes."""
ORDER = (
    "id", "table", "also", "also_severity", "also_params", "with", "constraint", "fields", "title", "title_en",
    "severity", "dimension", "when", "assert",
    "blames", "params", "show", "partners", "message", "message_en", "unanswered", "unanswered_en", "why", "why_en",
    "fix", "fix_en", "documents",
    "role", "minutes", "mode", "basis", "status", "examples",
)  # fmt: skip

Line = tuple[str, str, int]
"""A line of text, the key it belongs to (`pass` and `fail` for examples), and which example of its kind, from 0."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """A text of several lines in double quotes, which keep it on one."""
    style = '"' if len(text.splitlines()) > 1 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def flow(value: Any) -> str:  # noqa: ANN401 - YAML holds anything
    """The value on one line."""
    text = yaml.dump(value, Dumper=_Dumper, default_flow_style=True, width=ENDLESS, allow_unicode=True, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def entry_lines(entry: Mapping[str, Any]) -> Iterator[Line]:
    """An entry of a rule file, line by line."""
    lead = "- "
    for key in sorted(entry, key=ORDER.index):
        lines = _examples(entry[key]) if key == "examples" else ((text, key, 0) for text in _property(key, entry[key]))
        for text, place, number in lines:
            yield lead + text, place, number
            lead = "  "


def _property(key: str, value: Any) -> list[str]:  # noqa: ANN401
    if key == "show" and len(value) > 1:
        return [f"{key}:", *(f"  {name}: {flow(shown)}" for name, shown in value.items())]
    if not isinstance(value, str):
        return [f"{key}: {flow(value)}"]
    line = f"{key}: {json.dumps(value, ensure_ascii=False) if key in QUOTED else flow(value)}"
    if len(line) <= WIDTH or key in QUOTED or not _foldable(value):
        return [line]
    return [f"{key}: >-", *(f"  {part}" for part in _folded(value))]


def _foldable(text: str) -> bool:
    """Whether folding at spaces gives the same text back."""
    return bool(text) and text == " ".join(text.split()) and text.isprintable()


def _folded(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - 4, break_long_words=False, break_on_hyphens=False)


def _examples(examples: Mapping[str, list[Any]]) -> Iterator[Line]:
    yield "examples:", "examples", 0
    for kind, cases in examples.items():
        yield f"  {kind}:", kind, 0
        for number, case in enumerate(cases):
            for line in _case(case):
                yield f"  {line}", kind, number


def _case(case: Any) -> Iterator[str]:  # noqa: ANN401
    """One example: a row on a line, or `rows` and other tables a row a line when they are many."""
    line = f"- {flow(case)}"
    if len(line) <= WIDTH or not _many(case):
        yield line
        return
    lead = "- "
    for key, value in case.items():
        if isinstance(value, list) and value:
            yield f"{lead}{flow(key)}:"
            yield from (f"  - {flow(row)}" for row in value)
        else:
            yield f"{lead}{flow(key)}: {flow(value)}"
        lead = "  "


def _many(case: Any) -> bool:  # noqa: ANN401
    keys = list(case) if isinstance(case, Mapping) else []
    return "rows" in keys and all(re.fullmatch(r"\w+", str(key)) for key in keys)
