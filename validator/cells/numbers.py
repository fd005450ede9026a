"""Numbers as they are written in Indonesia: 1.234,56 · 12 Ha · Rp 1.000.000 · and what cannot be trusted."""

from __future__ import annotations

import re
from typing import NamedTuple

from validator.readers.texts import normalise, plain_signs


class Verdict(NamedTuple):
    """What a cell means: its typed value (None if there is none) and what is wrong with it ('' if nothing)."""

    value: object
    problem: str = ""


NOT_A_NUMBER = Verdict(None, "not_a_number")
NUMBER_FORMAT = Verdict(None, "number_format")
FRACTION = Verdict(None, "fraction")

_PARTS = re.compile(
    r"(?P<before>rp\.?|idr|±|\+/-|ca\.?|k\.?l\.?|kurang lebih|sekitar|kira-kira|~)?\s*"
    r"(?P<number>[+-]?(?:[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?(?![.,]?[0-9])|[0-9](?:[0-9.,]*[0-9])?))"
    r"(?P<after>\s*(?:,-|\.-|,--)|\s*[^\W\d_%][^\d]*[23]?(?:\s*/\s*[^\W\d_]+[23]?)?|\s*%|\s*[.,])?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_ZEROS = re.compile(r"([0-9]+)[.,]0{1,2}")
_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_DAMAGED = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{2,3}")
_ENGLISH = re.compile(r"[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MAGNITUDES = re.compile(r"\b(?:ratus|ribu|rb|juta|jt|miliar|milyar|triliun|x|s)\b", re.IGNORECASE)
_LETTER_FOR_DIGIT = re.compile("[oi]+", re.IGNORECASE)
"""18O is 180 with a letter for its zero; no unit is called so."""
_LARGEST = 10**18
_LONGEST = 60

_AREA = {"ha": "ha", "hektar": "ha", "hektare": "ha", "m2": "m2", "meter persegi": "m2", "km2": "km2", "are": "are"}
_WEIGHT = {"ton": "ton", "kg": "kg", "kilogram": "kg", "kw": "kw", "kuintal": "kw", "kwintal": "kw", "ons": "ons"}
_LENGTH = {"m": "m", "meter": "m", "km": "km", "kilometer": "km"}


def number_of_text(text: str, whole: bool, unit: str = "") -> Verdict:
    """The number that `text` writes; `whole` for counts (persons, families), `unit` the one printed on the form.

    A unit or `Rp` is problem `unit` with the number as value, but without value where it is another measure than
    the form's (m2 in a column of ha). What has an English point or could be a damaged thousands dot has no value.
    """
    match = parts(text)
    if not match:
        return NOT_A_NUMBER
    before, after = match["before"] or "", (match["after"] or "").strip()
    if _MAGNITUDES.search(after) or after[:1].isnumeric() or _LETTER_FOR_DIGIT.fullmatch(match["after"] or ""):
        return NOT_A_NUMBER
    verdict = _signed(match["number"], whole)
    if verdict.problem or not (before or after.strip(".,")):
        return verdict
    return Verdict(None if _other_measure(after, unit) else verdict.value, "unit")


def parts(text: str) -> re.Match[str] | None:
    """What stands before a number (`before`), the `number` and what stands behind it (`after`); None if it is none."""
    return _PARTS.fullmatch(plain_signs(text)) if len(text) <= _LONGEST else None


def number_of_float(number: float, whole: bool) -> Verdict:
    """A cell stored as number. In a column of counts 1.04 may be 1.040 persons whose dot was read as decimal."""
    if not abs(number) < _LARGEST:
        return NOT_A_NUMBER
    if not whole:
        return Verdict(float(number))
    rounded = round(number, 6)
    if rounded == int(rounded):
        return Verdict(int(rounded))
    decimals = len(f"{abs(rounded):.6f}".rstrip("0").partition(".")[2])
    return NUMBER_FORMAT if 1 <= abs(rounded) < 1000 and decimals in (2, 3) else FRACTION


def _signed(number: str, whole: bool) -> Verdict:
    verdict = _unsigned(number.lstrip("+-").replace(" ", ""), whole)
    if number.startswith("-") and isinstance(verdict.value, (int, float)):
        return Verdict(-verdict.value)
    return verdict


def _unsigned(number: str, whole: bool) -> Verdict:
    whole_part, comma, decimals = number.partition(",")
    zeros = _ZEROS.fullmatch(number)
    if _PLAIN.fullmatch(number):
        return _checked(number, whole)
    if _GROUPED.fullmatch(number):
        return _checked(number.replace(".", ""), whole)
    if zeros:
        return _checked(zeros[1], whole)
    if whole and _DAMAGED.fullmatch(number):
        return NUMBER_FORMAT
    if _DECIMAL.fullmatch(number) or (comma and decimals.isdigit() and _GROUPED.fullmatch(whole_part)):
        return _decimal(whole_part.replace(".", ""), decimals, whole)
    if _ENGLISH.fullmatch(number):
        return FRACTION if whole and "," not in number else NUMBER_FORMAT
    return NOT_A_NUMBER


def _decimal(whole_part: str, decimals: str, whole: bool) -> Verdict:
    if not whole:
        return _checked(f"{whole_part}.{decimals}", whole=False)
    return FRACTION if decimals.strip("0") else _checked(whole_part, whole=True)


def _checked(digits: str, whole: bool) -> Verdict:
    value = int(digits) if whole else float(digits)
    return Verdict(value) if value < _LARGEST else NOT_A_NUMBER


def _other_measure(written: str, printed: str) -> bool:
    """Both units measure the same thing in different sizes, so the number cannot be taken over."""
    one, other = normalise(written), normalise(printed)
    return any(one in sizes and other in sizes and sizes[one] != sizes[other] for sizes in (_AREA, _WEIGHT, _LENGTH))
