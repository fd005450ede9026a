"""What identifies a person, hidden in any text: numbers by what they look like, names by where they come from.

This is the one place on the way out: every text of a finding, of the books and of an answer goes through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import decimal

from validator.readers.texts import APOSTROPHES, SPACES, UNSEEN

__all__ = ["mask_long_numbers", "mask_name", "mask_number", "mask_pieces", "mask_spelt"]

_SHORT = 6
"""So many digits of a number may stay alone: the code of a district, or a day. They tell nobody's number."""
_LONG = 13
_WHOLE = 16  # digits of a NIK, and of a KK number or what begins a longer one
_HYPHENS = "\\-‐‑‒–—―−﹘﹣－"
_SIGNS = f" .·_{_HYPHENS}{APOSTROPHES}{SPACES}{UNSEEN}"
_ODD = "/:|\\\\*•\t\n\r"
"""What people seldom write inside a number, and often between two: these also divide paths, days and lines."""
_CHAIN = re.compile(rf"\d(?:(?:[{_SIGNS}{_ODD}]{{1,3}}|,)?\d){{12,}}")
"""Digits, and what people and programs write between those of one number; more than that separates two numbers."""
_QUICK = re.compile(rf"[0-9{_SIGNS}{_ODD},]{{13}}")
_SPELT = re.compile(r"(?<!\w)[^\W\d_](?:[\s._-]{1,3}[^\W\d_](?!\w)){3,}")
_LETTER = re.compile(r"[^\W\d_]")
_GROUP = re.compile(r"\d+")
_AMOUNT = (1, 3, 3, 3, 3, 3)
"""How a program divides a NIK that it takes for an amount."""
_CUSTOMARY = frozenset({(6, 6, 4), (6, 10), (6, 2, 2, 2, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), _AMOUNT})
"""How a NIK or KK number is divided by people."""

_Span = tuple[int, int]


def mask_number(text: str) -> str:
    """The first six and the last four characters stay: district and serial."""
    return text[:6] + "*" * (len(text) - 10) + text[-4:] if len(text) > 10 else "*" * len(text)


def mask_name(text: str) -> str:
    """Of each word the first letter stays."""
    return re.sub(r"(\w)(\w*)", lambda m: m[1] + "*" * len(m[2]), mask_spelt(text))


def mask_spelt(text: str) -> str:
    """The text with the letters hidden that somebody spaced out, but for the first.

    >>> mask_spelt("S I T I  C O T O H"), mask_spelt("a.n. RT 1")
    ('S * * *  * * * * *', 'a.n. RT 1')
    """
    return _SPELT.sub(lambda found: found[0][0] + _LETTER.sub("*", found[0][1:]), text)


def mask_pieces(text: str) -> str:
    """A text made of the digits of somebody's number: six may stand there, of more no whole number can be read.

    >>> mask_pieces("631103"), mask_pieces("631103/070301/9001")
    ('631103', '631103/******/9001')
    """
    places = [at for at, sign in enumerate(text) if sign.isdecimal()]
    if len(places) <= _SHORT:
        return text
    return _starred(text, places[_SHORT:-4] if len(places) > 10 else places)


@lru_cache(maxsize=1 << 14)
def mask_long_numbers(text: str) -> str:
    """No number that can be a NIK or a KK number leaves whole, however it is written; no run of 13 digits does.

    Amounts with their thousands divided, codes of villages, dates and years stay.

    >>> mask_long_numbers("NIK 6311 0307 0301 9001"), mask_long_numbers("Rp 1.234.567.890.123")
    ('NIK 6311 03** **** 9001', 'Rp 1.234.567.890.123')
    """
    if text.isascii() and not _QUICK.search(text):
        return text
    return _CHAIN.sub(lambda found: _masked(found[0]), text)


def _masked(chain: str) -> str:
    """A chain of groups of digits, in which what is a person's number is hidden."""
    groups = [found.span() for found in _GROUP.finditer(chain)]
    for span in _personal(chain, groups):
        places = [at for at in range(*span) if chain[at].isdecimal()]
        chain = _starred(chain, places[6:-4])
    return chain


def _personal(chain: str, groups: Sequence[_Span]) -> Iterator[_Span]:
    """Where numbers of persons stand: one long group each, or neighbouring groups that make up sixteen digits."""
    at = 0
    while at < len(groups):
        start, end = groups[at]
        if end - start >= _LONG:
            if not _is_moment(_plain(chain[start:end])):
                yield start, end
            at += 1
        elif (length := _joined(chain, groups, at)) and _is_personal(chain, groups[at : at + length], len(groups)):
            yield start, groups[at + length - 1][1]
            at += length
        else:
            at += 1


def _joined(chain: str, groups: Sequence[_Span], first: int) -> int:
    """How many groups from `first` on have sixteen digits together; 0 if none do."""
    digits = 0
    for at in range(first, len(groups)):
        digits += groups[at][1] - groups[at][0]
        if digits >= _WHOLE:
            return at - first + 1 if digits == _WHOLE else 0
    return 0


def _is_personal(chain: str, groups: Sequence[_Span], among: int) -> bool:
    """Whether these groups are one number of a person: they are divided alike, or there is nothing beside them."""
    texts = [_plain(chain[start:end]) for start, end in groups]
    joints = {chain[a[1] : b[0]] for a, b in pairwise(groups)}
    shape = tuple(map(len, texts))
    alike = len(joints) == 1 and (shape in _CUSTOMARY or len(set(shape)) == 1)
    whole = "".join(texts)
    if _are_days(texts) or (len(groups) < among and not alike):
        return False
    if any(sign in _ODD for joint in joints for sign in joint):
        return _is_dated(whole)
    return (alike and shape[0] > 2 and texts[0] >= "1") or shape == _AMOUNT or _is_dated(whole)


def _are_days(texts: Sequence[str]) -> bool:
    """Years, two days, or a village's code beside a month: what else is written with sixteen digits in groups.

    >>> _are_days(["2023", "2024", "2025", "2026"]), _are_days(["6311032001", "202511"])
    (True, True)
    >>> _are_days(["2025", "11", "6311032001"])
    True
    >>> _are_days(["6311030703", "019001"])
    False
    """
    if all(re.fullmatch(r"(19|20)\d\d", text) for text in texts):
        return True
    whole = "".join(texts)
    if len(texts[-1]) == 10 or tuple(map(len, texts[-4:])) == (2, 2, 2, 4):
        return bool(re.fullmatch(r"20\d\d(0[1-9]|1[0-2])", whole[:6]))  # no province has the code 20
    if tuple(map(len, texts[:4])) == (2, 2, 2, 4) or len(texts[0]) == 10:
        return bool(re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])", whole[10:]))
    return _day(whole[:8]) and _day(whole[8:])


def _is_moment(digits: str) -> bool:
    """Whether fourteen digits are a day and a time, as programs write them into the names of files."""
    return bool(re.fullmatch(r"20\d{6}([01]\d|2[0-3])([0-5]\d){2}", digits)) and _day(digits[:8])


def _day(digits: str) -> bool:
    """Whether eight digits are a day: yyyymmdd or ddmmyyyy."""
    month, day = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
    return bool(re.fullmatch(rf"(19|20)\d\d{month}{day}|{day}{month}(19|20)\d\d", digits))


def _is_dated(digits: str) -> bool:
    """Whether sixteen digits have a province, and a day and month where a NIK and a KK number have them."""
    return digits[0] != "0" and 1 <= int(digits[6:8]) % 40 <= 31 and 1 <= int(digits[8:10]) <= 12 and digits[6:8] < "72"


def _plain(digits: str) -> str:
    """The same in the digits 0 to 9, whatever alphabet they were written in."""
    return digits if digits.isascii() else "".join(str(decimal(sign)) for sign in digits)


def _starred(text: str, places: Sequence[int]) -> str:
    signs = list(text)
    for at in places:
        signs[at] = "*"
    return "".join(signs)
