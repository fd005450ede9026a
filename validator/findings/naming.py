"""One village among those checked, by its code or by the name that people use."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from validator.findings.models import Village
from validator.readers.texts import normalise

__all__ = ["NoVillageError", "village_of"]

_KINDS = ("desa ", "kelurahan ", "nagari ", "kampung ")
_LISTED = 5
_WORDS = {
    "none": (
        "Desa {asked} tidak ada dalam pemeriksaan ini{like}.",
        "Village {asked} is not in this check{like}.",
    ),
    "several": (
        "Ada {n} desa bernama {asked}; sebutkan kodenya: {like}.",
        "{n} villages are named {asked}; say the code of the one: {like}.",
    ),
    "like": ("; yang diperiksa: ", "; checked were: "),
    "more": (" dan {n} lagi", " and {n} more"),
}


class NoVillageError(KeyError):
    """No village, or more than one, is meant; the text is one sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


def village_of(villages: Sequence[Village], asked: str, lang: str) -> Village:
    """The village with that code, dotted or not, or with that name. Raises `NoVillageError`."""
    code = asked.strip().replace(".", "")
    meant = [village for village in villages if village.code == code]
    meant = meant or [village for village in villages if village.name and _plain(village.name) == _plain(asked)]
    if len(meant) == 1:
        return meant[0]
    words = {"asked": asked, "n": len(meant)}
    if meant:
        raise NoVillageError(_word("several", lang).format(like=_listed(meant, lang), **words))
    close = set(get_close_matches(_plain(asked), [_plain(v.name) for v in villages], n=_LISTED))
    near = [village for village in villages if _plain(village.name) in close] or list(villages)
    like = f"{_word('like', lang)}{_listed(near, lang)}" if near else ""
    raise NoVillageError(_word("none", lang).format(like=like, **words))


def _plain(name: str) -> str:
    """The name as names are compared, without the word for village.

    >>> _plain("Desa Muara  JAYA")
    'muara jaya'
    """
    plain = normalise(name)
    return next((plain.removeprefix(kind) for kind in _KINDS if plain.startswith(kind)), plain)


def _listed(villages: Sequence[Village], lang: str) -> str:
    told = ", ".join(f"{v.name} ({v.code})" if v.name else v.code for v in villages[:_LISTED])
    more = len(villages) - _LISTED
    return told + (_word("more", lang).format(n=more) if more > 0 else "")


def _word(key: str, lang: str) -> str:
    return _WORDS[key][lang == "en"]
