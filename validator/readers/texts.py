"""Labels as they are compared, and cells as Excel would show them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from validator.readers.sheets import Cell

EXACT = 2**53
"""Up to here a float holds every whole number."""
SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
UNSEEN = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\ufeff"
)
"""Characters of no width, and the soft hyphen: nobody sees them, so they do not count."""
APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇｀"
_HYPHENS = "‐‑‒–—―−﹘﹣－"
_EMPTY = f" \t\r\n_{SPACES}{UNSEEN}{APOSTROPHES}"
_PUNCTUATION = re.compile(r"[^\w+<>%]+|_+")
_SPOKEN = str.maketrans("", "", APOSTROPHES + UNSEEN)
_PLAIN = {**str.maketrans(SPACES, " " * len(SPACES)), **dict.fromkeys(map(ord, UNSEEN))}
_PLAIN |= str.maketrans(APOSTROPHES, "'" * len(APOSTROPHES))
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_SIGNS = {
    **_PLAIN,
    **str.maketrans(_HYPHENS, "-" * len(_HYPHENS)),
    **str.maketrans("０１２３４５６７８９．，：／＋％", "0123456789.,:/+%"),
}


@lru_cache(maxsize=1 << 15)
def normalise(label: str) -> str:
    """The label as labels are compared: without case, punctuation, and the kind and number of spaces.

    `+`, `<`, `>` and `%` stay, for they tell labels apart (Sejahtera 3 and 3+, 75 Tahun and > 75 Tahun).

    >>> normalise("Sedang SLTP/Sederajat") == normalise(" Sedang SLTP / sederajat")
    True
    """
    folded = unicodedata.normalize("NFKC", label.translate(_SPOKEN)).casefold()
    return _PUNCTUATION.sub(" ", folded).strip()


def compact(label: str) -> str:
    """The normalised label without spaces: `D-1` and `D1` are the same."""
    return normalise(label).replace(" ", "")


def canonical(text: str) -> str:
    """The text as texts are compared: one spelling of each letter (NFKC), one apostrophe, nothing that is not seen.

    >>> canonical("Andre\u0301\u200b Ma’ruf\u00a0") == "André Ma'ruf"
    True
    """
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(_PLAIN) if _ODD.search(text) else text)
    return (text.translate(_PLAIN) if _ODD.search(text) else text).strip()


def plain_signs(text: str) -> str:
    """A number, date or identifier as programs write it: plain blanks, digits, minus and apostrophe; no mark before it.

    Only signs that mean the same are exchanged: a superscript ² is no 2.

    >>> plain_signs("’12\u202f500"), plain_signs("\u2212180")
    ('12 500', '-180')
    """
    return (text if text.isascii() else text.translate(_SIGNS)).strip().lstrip("'`").lstrip()


def text_of(cell: Cell) -> str:
    """The cell as Excel would show it, for messages: 12.0 is `12`, 12.5 is `12,5`, a date dd/mm/yyyy.

    >>> text_of(12.0), text_of(12.5), text_of(None), text_of(True)
    ('12', '12,5', '', 'TRUE')
    """
    if isinstance(cell, str):
        return cell.replace("\xa0", " ").strip()
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (date, datetime)):
        return _date_text(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= EXACT:
        cell = int(cell)
    return str(cell).replace(".", ",")


def _date_text(day: date | datetime) -> str:
    clock = ""
    if isinstance(day, datetime) and (day.hour or day.minute or day.second):
        clock = f" {day:%H:%M:%S}"
    return f"{day.day:02}/{day.month:02}/{day.year:04}{clock}"


def is_blank(cell: Cell) -> bool:
    """Nothing is written in the cell: empty, spaces, nbsp, or the NaN of a data frame."""
    if isinstance(cell, str):
        return not cell or (cell[0] in _EMPTY and not cell.strip(_EMPTY))
    return cell is None or cell != cell
