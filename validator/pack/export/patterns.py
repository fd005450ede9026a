"""Texts that a cell of an export may hold, as regular expressions for tools that know no Indonesian numbers and dates.

A text fits the pattern of its field if the product finds nothing wrong with it: 1.234,5 and 12,50 are numbers, 12.5 is
not; 08/02/1971 and 8 Februari 1971 are days, 31/02/2020 is not; labels may be written in any case and as their aliases.
Limits of a field are part of its pattern where they are whole numbers from 0 on. The patterns are read alike by Python
and by JSON Schema (ECMA 262), and have no anchors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from validator.pack.models import CodeList, Field

__all__ = ["MONTHS", "always_required", "filled", "pattern", "spelled"]

SPACES = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
UNSEEN = r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
APOSTROPHES = r"'`\u00b4\u02b9\u02bb-\u02bd\u02c8\u2018\u2019\u201b\u2032\uff07\uff40"
HYPHENS = r"\u2010-\u2015\u2212\ufe58\ufe63\uff0d\-"
"""What a class of characters holds: blanks beside the plain one, characters of no width, apostrophes, minus signs."""
BLANK = rf"[ \t\r\n_{SPACES}{UNSEEN}{APOSTROPHES}]*"
MONTHS = (
    "januari january jan", "februari pebruari february feb peb", "maret march mar mrt", "april apr", "mei may",
    "juni june jun", "juli july jul", "agustus august agu agt agst ags aug", "september sept sep",
    "oktober october okt oct", "november nopember nov nop", "desember december des dec",
)  # fmt: skip
"""The names of the twelve months and their abbreviations in circulation."""

_ERRORS = (
    "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#GETTING_DATA", "#BEZUG!", "#WERT!", "#ZAHL!", "#NV",
)  # fmt: skip
_UNCALCULATED = "(rumus belum dihitung)"
_BEFORE = rf"\s*[{APOSTROPHES}]*\s*"
"""What programs write before a number or a date so that it stays a text."""
_IGNORED = rf"[\s_{UNSEEN}{APOSTROPHES}]*"
_WHOLE = "|".join(rf"[0-9][.,][0-9]{{{power}}}[eE]\+?0?{power}" for power in range(1, 20))
_NOT_SCIENTIFIC = rf"(?!{_IGNORED}(?!(?:{_WHOLE}){_IGNORED}$)[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{{1,2}}{_IGNORED}$)"
"""No number in scientific writing that lacks digits, as a spreadsheet shows one that is too long for it."""
_SEPARATOR = r"(?:[^\w+<>%]|_)"
_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}"
_SPACED = rf"[1-9][0-9]{{0,2}}(?:[ {SPACES}][0-9]{{3}}){{1,5}}"
_ZEROS = r"(?:[.,]0{1,2}|,0+)"
_DAMAGED = rf"(?!\s*[+{HYPHENS}]?[1-9][0-9]{{0,2}},000\s*[.,]?\s*$)"
_ONE_MARK = r"(?![\s\S]*\.[0-9]{3}\.[0-9]{1,2}(?![0-9]))"
"""Points divide thousands or are decimals, never both in one number."""
_MOST = 10**18 - 1
_FEBRUARY = 1
_THIRTY = (3, 5, 8, 10)


def always_required(field: Field) -> bool:
    """No record may leave the field blank; one that applies to some records only is asked by a rule."""
    return field.required and not field.applies_when


def pattern(field: Field, codelists: Mapping[str, CodeList]) -> str:
    """The texts of `field` that are right, blank ones too unless it is always required."""
    if always_required(field):
        return rf"(?!{BLANK}$){filled(field, codelists)}"
    return rf"(?:{BLANK}|{filled(field, codelists)})"


def spelled(spellings: Iterable[str]) -> str:
    """Any of these texts, in any case and however their words are set apart."""
    return f"{_SEPARATOR}*{_one_of(set(spellings))}{_SEPARATOR}*"


def filled(field: Field, codelists: Mapping[str, CodeList]) -> str:
    """The same for cells that are not blank."""
    if field.type in ("integer", "number"):
        return rf"{_BEFORE}{_number(field)}\s*"
    if field.type == "year":
        low, high = max(1000, int(field.minimum or 0)), min(2100, int(field.maximum or 2100))
        return rf"{_BEFORE}{_DAMAGED}\+?{_between(low, high)}{_ZEROS}?\s*[.,]?\s*"
    if field.type == "date":
        return rf"{_BEFORE}(?:{_dates()})\s*"
    if field.codelist in codelists:
        return _answers(codelists[field.codelist], field.multiple)
    return f"{_not_code()}{_NOT_SCIENTIFIC if field.identifier else ''}[\\s\\S]*"


def _not_code() -> str:
    """No text that a program left instead of an answer."""
    errors = "|".join(_any_case(text.casefold()) for text in (*_ERRORS, _UNCALCULATED))
    return (
        r"(?!\s*(?:null|NULL|undefined|NaN|\[object Object\])\s*$)(?![\s\S]*%20)"
        rf"(?!\s*(?:{errors}|[Ee][Rr][Rr]:[0-9]{{3}})\s*$)"
    )


def _number(field: Field) -> str:
    """Numbers as they are written in Indonesia; a count may have zeros for decimals, but not look like damaged dots."""
    whole = field.type == "integer"
    low, high = _limit(field.minimum), _limit(field.maximum)
    decimals = _ZEROS if whole else r"(?:[.,]0{1,2}|,[0-9]+)"
    sign = r"\+?" if low is not None else f"[+{HYPHENS}]?"
    if high is None and not low:
        body = rf"(?:0*[0-9]{{1,18}}{decimals}?|{_GROUPED}(?:,{'0+' if whole else '[0-9]+'})?|{_SPACED}{decimals}?)"
    elif whole or high is None:
        body = rf"{_between(low or 0, _MOST if high is None else high)}{decimals}?"
    else:
        below = rf"{_between(low or 0, high - 1)}{decimals}?|" if high > (low or 0) else ""
        body = rf"(?:{below}{_between(high, high)}{_ZEROS}?)"
    nothing = rf"|[{HYPHENS}]0+{_ZEROS}?" if low == 0 else ""
    return rf"{_DAMAGED if whole else ''}{_ONE_MARK}(?:{sign}{body}{nothing})\s*[.,]?"


def _limit(limit: int | float | None) -> int | None:
    """A limit that a pattern can say: a whole number from 0 on."""
    return int(limit) if limit is not None and limit == int(limit) and limit >= 0 else None


def _between(low: int, high: int) -> str:
    """The whole numbers of a range, plain, with leading zeros, or with thousands dots or spaces."""
    spans = list(_spans(low, high))
    plain = "|".join("".join(digits) for digits in spans)
    grouped = "".join(
        f"|{_grouped(digits, mark)}" for digits in spans if len(digits) > 3 for mark in (r"\.", f"[ {SPACES}]")
    )
    return f"(?:0*(?:{plain}){grouped})"


def _grouped(digits: list[str], mark: str) -> str:
    return "".join(d if i == 0 or (len(digits) - i) % 3 else mark + d for i, d in enumerate(digits))


def _spans(low: int, high: int) -> Iterator[list[str]]:
    """The range as runs of digit classes, one number of digits after the other."""
    for length in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (length - 1) if length > 1 else 0)
        yield from _same_length(str(first), str(min(high, 10**length - 1)))


def _same_length(low: str, high: str) -> Iterator[list[str]]:
    if not low:
        yield []
        return
    first, last, rest = int(low[0]), int(high[0]), len(low) - 1
    if first == last:
        yield from ([low[0], *digits] for digits in _same_length(low[1:], high[1:]))
        return
    if low[1:].strip("0"):
        yield from ([low[0], *digits] for digits in _same_length(low[1:], "9" * rest))
        first += 1
    after = high[1:].strip("9")
    if first <= (middle := last - 1 if after else last):
        yield [str(first) if first == middle else f"[{first}-{middle}]", *["[0-9]"] * rest]
    if after:
        yield from ([high[0], *digits] for digits in _same_length("0" * rest, high[1:]))


def _dates() -> str:
    """Days of the calendar: 08/02/1971, 1971-02-08, 8 Februari 1971, Ahad, 23 Januari 2022; or Excel's day numbers."""
    clock = (
        r"(?:[T\s]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
        rf"(?:\s*(?:[AaPp][Mm]|[Ww][Ii][Bb]|[Ww][Ii][Tt][Aa]?|[Zz])|[+{HYPHENS}][0-9]{{2}}:?[0-9]{{2}})?)?"
    )
    mark, loose = rf"(?:[/.{HYPHENS}]|\s+)", rf"[/.{HYPHENS}\s]*"
    numbers = [f"{'0?' if month < 10 else ''}{month}" for month in range(1, 13)]
    numeric = _days(numbers, mark, mark)
    backwards = "|".join(f"{y}[/.{HYPHENS}]{m}[/.{HYPHENS}]{d}" for d, m, y in _calendar(numbers))
    word = rf"(?:[A-Za-z]+[{APOSTROPHES}]?[A-Za-z]*\s*,?\s+)?"
    named = _days(["|".join(map(_any_case, names.split())) for names in MONTHS], loose, rf"\.?[/.{HYPHENS},\s]*")
    return f"(?:{numeric}|{backwards}){clock}|{word}(?:{named}){clock}|[1-7][0-9]{{4}}|80000"


def _days(months: list[str], before: str, after: str) -> str:
    return "|".join(f"{day}{before}{month}{after}{year}" for day, month, year in _calendar(months))


def _calendar(months: list[str]) -> Iterator[tuple[str, str, str]]:
    """Days, months and years that belong together."""
    year = "[1-9][0-9]{3}"
    leap = "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|[2468][048]|[3579][26])00)"
    yield "(?:0?[1-9]|1[0-9]|2[0-8])", f"(?:{'|'.join(months)})", year
    longer = [month for number, month in enumerate(months) if number != _FEBRUARY]
    yield "(?:29|30)", f"(?:{'|'.join(longer)})", year
    longest = [month for number, month in enumerate(months) if number not in (_FEBRUARY, *_THIRTY)]
    yield "31", f"(?:{'|'.join(longest)})", year
    yield "29", f"(?:{months[_FEBRUARY]})", leap


def _answers(codelist: CodeList, multiple: bool) -> str:
    """The labels of a list and their aliases, in any case and however their words are set apart."""
    spellings = {text for item in codelist.items for text in (item.label, *item.aliases)}
    found = spelled(spellings)
    if not multiple:
        return found
    one = _one_of({text for text in spellings if not re.search("[,;]", text)})
    several = f"{_SEPARATOR}*{one}(?:{_SEPARATOR}*[,;]{_SEPARATOR}*{one})*{_SEPARATOR}*"
    return f"(?:{found}|{several})"


def _one_of(spellings: Iterable[str]) -> str:
    """Any of these; one without letters and digits, such as a tick, only as it stands."""
    words = {_words(text) or re.escape(text) for text in spellings}
    return f"(?:{'|'.join(sorted(words))})"


def _words(spelling: str) -> str:
    """A spelling as pattern: its words with or without something between them; numbers only as they stand."""
    text = unicodedata.normalize("NFKC", spelling).casefold()
    words = list(filter(None, re.split(r"[^\w+<>%]+|_+", text)))
    if not any(map(str.isalpha, text)):
        parts = [re.escape(word) for word in words]
        return "|".join(dict.fromkeys((f"{_SEPARATOR}+".join(parts), "".join(parts))))
    parts = [part for word in words for part in re.findall(r"[^\W\d]+|\d+|[+<>%]+", word)]
    return f"{_SEPARATOR}*".join(map(_any_case, parts))


def _any_case(text: str) -> str:
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    return f"[{letter.upper()}{letter}]" if letter.upper() != letter else re.escape(letter)
