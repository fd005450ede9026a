"""Values as people read them: numbers and dates of their language, and personal data masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from validator.findings.masking import mask_long_numbers, mask_name, mask_number
from validator.pack.models import Field

__all__ = [
    "EMPTY",
    "fill",
    "mask_long_numbers",
    "mask_name",
    "mask_number",
    "masked",
    "number",
    "placeholders",
    "shown",
]

EMPTY = "(kosong)"
EMPTIES = (EMPTY, "(blank)")
"""What stands for a blank cell, in Indonesian and English."""
_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^|{}]+)\|([^|{}]+))?\}")
_SWAPPED = str.maketrans(",.", ".,")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FEW = ("Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan", "Kesembilan", "Kesepuluh")
_ALL = re.compile(r"\b([Ss])eluruh ([2-9]|10) (?=[a-z])")
_RUPIAH = re.compile(r"\bRp ?-(?=\d)")


def shown(value: object, english: bool = False) -> str:
    """A typed value as text.

    >>> shown(1234.5), shown(1200000), shown(date(2026, 2, 8)), shown(None)
    ('1.234,5', '1.200.000', '08/02/2026', '(kosong)')
    >>> shown(1234.5, english=True), shown(date(2026, 2, 8), english=True), shown(None, english=True)
    ('1,234.5', '8 February 2026', '(blank)')
    """
    if value is None:
        return EMPTIES[english]
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("ya" if value else "tidak")
    if isinstance(value, (datetime, date)):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if english else value.strftime("%d/%m/%Y")
    if isinstance(value, (list, tuple)):
        return "; ".join(shown(each, english) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(each, english)}" for name, each in value.items())
    return number(float(value), english) if isinstance(value, (int, float, Decimal)) else str(value)


def number(value: float, english: bool = False) -> str:
    """Thousands apart and at most four decimals: `1.234,5`, in English `1,234.5`."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text if english else text.translate(_SWAPPED)


def polished(text: str) -> str:
    """A filled text as it is said: `-Rp 5`, not `Rp -5`; `keempat angka`, not `seluruh 4 angka`.

    >>> polished("Seluruh 4 angka berjumlah Rp -4.603.510.")
    'Keempat angka berjumlah -Rp 4.603.510.'
    """
    if text[-2:] == ".." and text[-3:] != "...":
        text = text[:-1]
    if "Rp" in text:
        text = _RUPIAH.sub("-Rp ", text)
    if "eluruh " in text:
        text = _ALL.sub(lambda m: f"{_few(int(m[2]), m[1] == 'S')} ", text)
    return text


def _few(count: int, capital: bool) -> str:
    word = _FEW[count - 2]
    return word if capital else word.lower()


def masked(field: Field | None, text: str) -> str:
    """`text` with what identifies a person hidden, if the field is personal.

    >>> masked(Field("nik", "NIK", identifier=True, personal=True), "6311030802719007")
    '631103******9007'
    >>> masked(Field("nama", "Nama", personal=True), "Contoh Amat")
    'C***** A***'
    """
    if field is None or not field.personal or text in EMPTIES:
        return text
    return mask_number(text) if field.identifier else mask_name(text)


def fill(template: str, values: Mapping[str, str]) -> str:
    """`template` with its placeholders replaced; unknown ones stay as they are.

    `{name}` prints a value, `{name:one|many}` a value and after it the word for one or for any other number.

    >>> fill("{n:year|years} older", {"n": "1"}), fill("{n:year|years} older", {"n": "12"})
    ('1 year older', '12 years older')
    """
    return _PLACEHOLDER.sub(lambda m: _filled(m, values), template)


def _filled(match: re.Match[str], values: Mapping[str, str]) -> str:
    name, one, many = match.groups()
    if name not in values:
        return match[0]
    value = values[name]
    return value if one is None else f"{value} {one if value in ('1', '-1') else many}"


def placeholders(template: str) -> set[str]:
    """The names of the placeholders of a text."""
    return {match[1] for match in _PLACEHOLDER.finditer(template)}
