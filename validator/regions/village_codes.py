"""The village code in a cell, however offices and spreadsheets spell it.

Nothing is guessed: all ten digits have to be written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from validator.readers.sheets import Cell
from validator.readers.texts import plain_signs, text_of

__all__ = ["curbed", "village_code"]

_AROUND = " \t\r\n\xa0\u200b\ufeff_'’‘`´\""
_JOINT = r"[\s.,\-–_/]{0,3}"
_GROUPED = re.compile(rf"([0-9]{{2}}){_JOINT}([0-9]{{2}}){_JOINT}([0-9]{{2}}){_JOINT}([0-9]{{4}})(?:[.,]0{{1,6}})?")
_THOUSANDS = re.compile(r"([0-9])([.,])([0-9]{3})\2([0-9]{3})\2([0-9]{3})")
_SCIENTIFIC = re.compile(r"([0-9])[.,]([0-9]{9})[eE]\+?0{0,2}9")
_LONGEST = 40
_MOST_DIGITS, _MOST_LETTERS = 12, 60


@lru_cache(maxsize=1024)
def village_code(cell: Cell) -> str:
    """The 10 digits, or '' if the cell holds anything else.

    >>> village_code("63-11-03-2021"), village_code("6311032021.0"), village_code(6311032021.0)
    ('6311032021', '6311032021', '6311032021')
    >>> village_code("631103202.0")
    ''
    """
    if isinstance(cell, bool) or cell is None or not isinstance(cell, (str, int, float)):
        return ""
    text = plain_signs(text_of(cell)).strip(_AROUND)
    if len(text) > _LONGEST:
        return ""
    if match := _GROUPED.fullmatch(text):
        return "".join(match.groups())
    if match := _THOUSANDS.fullmatch(text):
        return "".join(match.group(1, 3, 4, 5))
    match = _SCIENTIFIC.fullmatch(text)
    return "".join(match.groups()) if match else ""


def curbed(text: str) -> str:
    """What stands in place of a village code, but no number that may be a person's."""
    digits = sum(map(str.isdigit, text))
    return text[:6] + "…" if digits > _MOST_DIGITS else text[:_MOST_LETTERS]
