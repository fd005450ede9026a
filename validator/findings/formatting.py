"""Values as people read them: Indonesian numbers and dates, and personal data masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from validator.declarations.models import Field
from validator.findings.masking import mask_long_numbers, mask_name, mask_number

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
_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^|{}]+)\|([^|{}]+))?\}")
_SWAPPED = str.maketrans(",.", ".,")


def shown(value: object) -> str:
    """A typed value as text.

    >>> shown(1234.5), shown(1200000), shown(date(2026, 2, 8)), shown(None)
    ('1.234,5', '1.200.000', '08/02/2026', '(kosong)')
    """
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (datetime, date)):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return "; ".join(map(shown, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(each)}" for name, each in value.items())
    return number(float(value)) if isinstance(value, (int, float, Decimal)) else str(value)


def number(value: float) -> str:
    """Thousands dots and a decimal comma, at most four decimals."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.translate(_SWAPPED)


def masked(field: Field | None, text: str) -> str:
    """`text` with what identifies a person hidden, if the field is personal.

    >>> masked(Field("nik", "NIK", identifier=True, personal=True), "6311030802719007")
    '631103******9007'
    >>> masked(Field("nama", "Nama", personal=True), "Contoh Amat")
    'C***** A***'
    """
    if field is None or not field.personal or text == EMPTY:
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
