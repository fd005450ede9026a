"""Cells of an export as typed values. This source is copied into every exported pandera module, which stands alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

MONTHS: dict[str, int] = {}
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇｀"
_HYPHENS = "‐‑‒–—―−﹘﹣－"
_SPOKEN = str.maketrans("", "", _APOSTROPHES + _UNSEEN)
_SIGNS = str.maketrans(
    _SPACES + _APOSTROPHES + _HYPHENS, " " * len(_SPACES) + "'" * len(_APOSTROPHES) + "-" * len(_HYPHENS), _UNSEEN
)
_CLOCK = r"(?:[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[AP]M| ?WIB| ?WITA| ?WIT|Z|[+-]\d{2}:?\d{2})?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})" + _CLOCK)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})" + _CLOCK)
_NAMED = re.compile(
    r"(?:[^\W\d_]+['’]?[^\W\d_]*\s*,?\s+)?(\d{1,2})[/.\- ]*([^\W\d_]{3,10})\.?[/.\- ,]*(\d{4})" + _CLOCK, re.I
)
_CODE = re.compile(
    r"null|NULL|undefined|NaN|\[object Object\]|#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?|NULL!|NUM!)"
    r"|#(?:SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|EXTERNAL!|PYTHON!|GETTING_DATA|BEZUG!|WERT!|ZAHL!|NV)"
    r"|(?i:Err:[0-9]{3})|\(rumus belum dihitung\)"
)


def normalise(label: object) -> str:
    """A label without case, punctuation and the kind of spaces."""
    folded = unicodedata.normalize("NFKC", str(label).translate(_SPOKEN)).casefold()
    return re.sub(r"[^\w+<>%]+|_+", " ", folded).strip()


def blank(cell: Any) -> bool:  # noqa: ANN401 - whatever a frame holds
    """Nothing is written in the cell."""
    if isinstance(cell, str):
        return not cell.strip(f" \t\r\n_{_SPACES}{_UNSEEN}{_APOSTROPHES}")
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or bool(cell != cell)


def text_of(cell: Any) -> str:  # noqa: ANN401
    """A cell as a spreadsheet shows it: 12.0 is 12."""
    if isinstance(cell, bool):
        return str(cell).upper()
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e17
    return str(int(cell) if whole else cell).replace("\xa0", " ").strip()


def _plain(cell: object) -> str:
    """A cell with plain blanks and minus signs, without an apostrophe before it."""
    return str(cell).translate(_SIGNS).strip().lstrip("'").lstrip()


def number(cell: Any, pattern: str, whole: bool) -> Any:  # noqa: ANN401
    """The number of a cell, as Indonesia writes it (1.234,5), or the text of what is none."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        rounded = round(cell, 6)
        if not abs(cell) < 10**18 or (whole and rounded != int(rounded)):
            return str(cell)
        return int(rounded) if whole else float(cell)
    text = _plain(cell)
    if not isinstance(cell, str) or not re.fullmatch(pattern, text):
        return str(cell)
    text = re.sub(r"(?<=[0-9])\s*[.,]$", "", text)
    text = re.sub(r"^([+-]?[0-9]+)[.,]0{1,2}$", r"\1", text)
    text = text.replace(".", "").replace(" ", "").replace(",", ".")
    return int(text.partition(".")[0]) if whole else float(text)


def day(cell: Any) -> Any:  # noqa: ANN401
    """The day of a cell, day first (07/03/2026 is in March), or the text of what is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial(cell) or str(cell)
    text = " ".join(_plain(cell).split())
    found = None
    if match := _DAY_FIRST.fullmatch(text):
        found = _day(match[3], match[2], match[1])
    elif match := _YEAR_FIRST.fullmatch(text):
        found = _day(match[1], match[2], match[3])
    elif match := _NAMED.fullmatch(text):
        found = _day(match[3], MONTHS.get(match[2].casefold(), 0), match[1])
    elif re.fullmatch(r"[1-9]\d{4}", text):
        found = _serial(int(text))
    return found or str(cell)


def _day(year: str, month: str | int, of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(of_month)) if int(year) >= 1000 else None
    except ValueError:
        return None


def _serial(serial: float) -> date | None:
    """The day of an Excel serial number."""
    if not 1 <= serial < 80001 or int(serial) == 60:
        return None
    return date(1899, 12, 30) + timedelta(days=int(serial) + (1 if serial < 60 else 0))


def label(cell: Any, labels: dict[str, str], multiple: bool) -> Any:  # noqa: ANN401
    """The label of a list, whatever its case or alias; the text of what is none."""
    text = text_of(cell)
    if (found := _label(text, labels)) or not multiple:
        return found or text
    parts = [_label(part, labels) for part in re.split("[,;]", text) if part.strip()]
    return "; ".join(dict.fromkeys(map(str, parts))) if parts and None not in parts else text


def _label(text: str, labels: dict[str, str]) -> str | None:
    found = labels.get(normalise(text) or text.strip())
    if found is None and any(map(str.isalpha, text)):
        return labels.get(normalise(text).replace(" ", ""))
    return found


def plain_number(cell: Any, pattern: str, whole: bool) -> Any:  # noqa: ANN401
    """The number of a cell as programs write it (1234.5), or the text of what is none."""
    try:
        value = float(cell)
    except (TypeError, ValueError):
        return str(cell)
    return int(cell) if whole and value == int(value) else value if not whole else str(cell)


def identifier(cell: Any) -> str:  # noqa: ANN401
    """The digits of a number that is a name; in scientific writing if a spreadsheet has lost the last of them."""
    if isinstance(cell, (int, float)) and abs(cell) >= 10**15 and cell % 10 == 0:
        return f"{float(cell):.5E}".replace(".", ",")
    text = text_of(cell)
    plain = text.strip("_' ")
    if re.fullmatch(r"\d[.,]\d+[eE]\+?\d{1,2}", plain) and not lost_digits(plain):
        plain = re.sub(r"[.,]|[eE].*", "", plain)
    return plain if plain.isdigit() else text


def lost_digits(text: object) -> bool:
    """A number as a spreadsheet shows one that is too long for it: 6,31E+15; not one with all its digits."""
    plain = re.sub(r"[\s_']+", "", str(text).translate(_SIGNS))
    match = re.fullmatch(r"\d(?:[.,](\d+))?[eE]\+?(\d{1,2})", plain)
    return match is not None and (match[1] is None or len(match[1]) != int(match[2]))


def is_code(text: object) -> bool:
    """What a computer left behind instead of an answer: null, #REF!, %20."""
    plain = str(text).strip()
    return "%20" in plain or bool(_CODE.fullmatch(plain) or (_CODE.fullmatch(plain.upper()) and plain[:1] == "#"))


def typed(values: list[Any], index: Any, kind: str) -> Any:  # noqa: ANN401 - a Series
    """A column of its type if every cell has one, else of values and of texts as found."""
    import pandas as pd

    column = pd.Series(values, index=index, dtype=object)
    if kind not in ("date", "number", "integer") or any(isinstance(value, str) for value in values):
        return column
    dtype: Any = {"date": "datetime64[us]", "number": "float64", "integer": "Int64"}[kind]
    return column.astype(dtype)


def named(columns: Any, labels: dict[str, str]) -> list[Any]:  # noqa: ANN401
    """The columns by field name: the first that has one of its labels; another such keeps its label, numbered."""
    names: list[Any] = []
    for column in columns:
        name = labels.get(normalise(column), column)
        names.append(name if name not in names else f"{column} ({len(names) + 1})")
    return names
