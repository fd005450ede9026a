"""What is told in both languages: every word of it comes from the catalogue, and none is the same in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from validator.messages import sentences
from validator.messages.sentences import Worded
from validator.messages.texts import Translator

__all__ = ["Marking", "bare", "told_in_both"]

LETTERS = re.compile(r"[A-Za-z]{2,}")


class Marking(Translator):
    """Says every text in brackets of its own, so that what did not ask for words shows."""

    def __init__(self, lang: str = "en") -> None:
        super().__init__(lang, None)  # type: ignore[arg-type]

    def __call__(self, msgid: str) -> str:
        return f"«{msgid}»"


def bare(text: str) -> str:
    """What of a text stands outside all texts of the catalogue."""
    while "«" in text:
        shorter = re.sub(r"«[^«»]*»", "", text)
        assert shorter != text, text
        text = shorter
    return text.strip()


@contextmanager
def marked() -> Iterator[None]:
    """Sentences are marked while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "translator", Marking)
        yield


def told_in_both(told: Iterable[Worded], also: str = r"[A-Z]+-\d+") -> None:
    """Asserts it of each; `also` may stand in it outside of the catalogue."""
    for each in told:
        indonesian, english = each.worded("id"), each.worded("en")
        assert indonesian == str(each)
        assert indonesian != english, english
        with marked():
            outside = re.sub(also, "", bare(each.worded("en")))
        assert not LETTERS.search(outside), outside
