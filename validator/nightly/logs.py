"""The log: one JSON object a line, what was done, when, how much. Never what was found, nor whose it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import date as Date  # noqa: N812
from pathlib import Path

from validator.findings.masking import mask_long_numbers

__all__ = ["Log"]

LARGEST = 5 * 1024 * 1024
"""Bytes: a larger log becomes `catatan.jsonl.1`, in place of the one before it."""


Fact = bool | int | float | str | Sequence[str]


class Log:
    """Appends to a file; `clock` gives seconds, to say how long each step took."""

    def __init__(self, path: Path, night: Date, clock: Callable[[], float] = time.monotonic) -> None:
        self.path, self.night, self.clock = path, night, clock
        self.last = clock()
        if path.is_file() and path.stat().st_size > LARGEST:
            path.replace(path.with_name(f"{path.name}.1"))

    def __call__(self, event: str, **facts: Fact) -> None:
        now = self.clock()
        line = {"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "night": self.night.isoformat(), "event": event}
        line["seconds"] = round(now - self.last, 3)  # type: ignore[assignment]
        self.last = now
        with self.path.open("a", encoding="utf-8") as file:
            said = {name: _said(fact) for name, fact in facts.items()}
            file.write(json.dumps({**line, **said}, ensure_ascii=False) + "\n")


def _said(fact: Fact) -> Fact:
    """A fact, with numbers of persons hidden: names of files and sources may hold them."""
    if isinstance(fact, str):
        return mask_long_numbers(fact)
    return fact if isinstance(fact, (bool, int, float)) else [mask_long_numbers(text) for text in fact]
