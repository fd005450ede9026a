"""Sentences that are worded when they are shown: what is wrong is found once and told in either language.

    _ = sentence
    said = _("Tabel {table} tidak dikenal.", table="t99")
    str(said), said.worded("en")

They are marked for the catalogue like all texts (`messages.texts`): by calling something named `_` with a literal.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Protocol, runtime_checkable

from msgspec import Struct

from validator.messages.texts import translator

__all__ = ["Replaced", "Sentence", "Sentences", "Worded", "cause", "one_of", "sentence", "worded"]


@runtime_checkable
class Worded(Protocol):
    """What has words in each language; `str` of it is Indonesian."""

    def worded(self, lang: str = "id") -> str: ...


class Sentence(Struct, frozen=True):
    """A msgid with its places filled; what fills them may be a sentence too, and is then told in the same language."""

    msgid: str
    parts: tuple[tuple[str, object], ...] = ()

    def worded(self, lang: str = "id") -> str:
        return translator(lang)(self.msgid).format(**{name: worded(part, lang) for name, part in self.parts})

    def __str__(self) -> str:
        return self.worded()

    def having(self, **parts: object) -> Sentence:
        """The same sentence with these places filled otherwise."""
        return Sentence(self.msgid, tuple({**dict(self.parts), **parts}.items()))

    def filled(self, part: object) -> Sentence:
        """The same sentence with the one place filled that was left open."""
        names = {name for _text, name, _spec, _conversion in Formatter().parse(self.msgid) if name}
        (place,) = names - {name for name, _part in self.parts}
        return self.having(**{place: part})

    def then(self, further: Worded | None) -> Worded:
        """This sentence and, if there is one, another after it."""
        return self if further is None else Sentences((self, further), " ")


class Sentences(Struct, frozen=True):
    """Several, each a sentence or a text that is the same in every language, with the same sign between them."""

    told: tuple[object, ...]
    between: str = "\n"

    def worded(self, lang: str = "id") -> str:
        return self.between.join(worded(each, lang) for each in self.told)

    def __str__(self) -> str:
        return self.worded()


class Replaced(Struct, frozen=True):
    """Words in which one text stands for another: a file that was given for the copy that was read."""

    told: object
    old: str
    new: str

    def worded(self, lang: str = "id") -> str:
        return worded(self.told, lang).replace(self.old, self.new)

    def __str__(self) -> str:
        return self.worded()


def sentence(msgid: str, /, **parts: object) -> Sentence:
    """A sentence of the catalogue; imported as `_`, so that it is found for it.

    >>> str(sentence("{n} desa", n=3)), sentence("{n} desa", n=3).worded("en")
    ('3 desa', '3 villages')
    """
    return Sentence(msgid, tuple(parts.items()))


_ = sentence


def one_of(choices: Iterable[object]) -> object:
    """These with *or* between them; '' for none."""
    found: object = ""
    for each in choices:
        found = _("{first} atau {second}", first=found, second=each) if found else each
    return found


def cause(error: BaseException) -> Worded | str:
    """What an error was raised with: its sentence, else its text."""
    given = error.args[0] if len(error.args) == 1 else None
    return given if isinstance(given, Worded) else str(error)


def worded(what: object, lang: str = "id") -> str:
    """Anything in words: an error by the sentence that it was raised with, a plain text as it is."""
    if isinstance(what, BaseException):
        what = cause(what)
    return what.worded(lang) if isinstance(what, Worded) else str(what)
