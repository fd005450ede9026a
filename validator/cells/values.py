"""What a cell means: one verdict a cell, its typed value and what is wrong with it.

Problems: blank · artefact · too_long · not_a_number · unit · number_format · fraction · minimum · maximum ·
not_in_list · not_a_year · not_a_date · month_first · digits_lost · shifted (see `slips`). Only unit, minimum, maximum,
month_first and artefact (`%20` for a space) may come with a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from msgspec import Struct

from validator.cells.dates import date_of_cell, month_first
from validator.cells.numbers import NOT_A_NUMBER, Verdict, number_of_float, number_of_text
from validator.cells.slips import SLIPPED, is_slipped
from validator.pack.models import CodeList, Field
from validator.readers.sheets import UNCALCULATED, Cell
from validator.readers.texts import EXACT, canonical, compact, is_blank, normalise, plain_signs, text_of

__all__ = ["Codes", "Verdict", "normalise", "parse", "parser", "text_of"]

JOINT = "; "
"""What stands between the answers of a field that takes several."""

BLANK = Verdict(None, "blank")
ARTEFACT = Verdict(None, "artefact")
NOT_IN_LIST = Verdict(None, "not_in_list")
NOT_A_DATE = Verdict(None, "not_a_date")
NOT_A_YEAR = Verdict(None, "not_a_year")
TOO_LONG = Verdict(None, "too_long")
DIGITS_LOST = Verdict(None, "digits_lost")
NOTHING = Verdict("-")
SHIFTED = Verdict(None, "shifted")
NOT_ASKED = Verdict(None)

_NIHIL = frozenset({"", "nihil", "nil", "tidak ada", "tdk ada", "n a"})
_LITERALS = frozenset({"null", "NULL", "undefined", "NaN", "[object Object]"})
_EXCEL_ERROR = re.compile(
    r"#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|EXTERNAL!|PYTHON!"
    r"|GETTING_DATA|BEZUG!|WERT!|ZAHL!|NV)|Err:[0-9]{3}"
    rf"|{re.escape(UNCALCULATED).replace(chr(92) + ' ', ' ?')}",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_VILLAGE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_SPACES = re.compile(r"[\s_'`]+")
_OF_FLOAT = re.compile(r"([0-9]+)[.,]0{1,2}")
_SEPARATORS = re.compile(r"[,;]")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_LAST_FOUR = 9999
_EXACT_DIGITS = 10**15
LONGEST = 200
"""No number, date or identifier has more characters."""
_LONGEST_LABEL = 1000
_CACHED = 50_000
_WHOLE = Field("", "", type="integer")


class Codes(Struct, frozen=True):
    """A code list by the normalised spellings of its labels and aliases; codes are no spelling."""

    labels: Mapping[str, str]

    @classmethod
    def of(cls, codelist: CodeList) -> Codes:
        spellings: dict[str, str] = {}
        for item in codelist.items:
            spellings.setdefault(_spelling(item.label), item.label)
        for item in codelist.items:
            for spelling in (item.label, *item.aliases):
                spellings.setdefault(_spelling(spelling), item.label)
                spellings.setdefault(compact(spelling) or _spelling(spelling), item.label)
        return cls(spellings)

    def find(self, text: str) -> str | None:
        """The list's own label for a spelling of it, or None. Numbers are only taken as they stand: 2, 7 is not 27."""
        if len(text) > _LONGEST_LABEL:
            return None
        worded = any(map(str.isalpha, text))
        return self.labels.get(_spelling(text)) or (self.labels.get(compact(text)) if worded else None)


def _spelling(text: str) -> str:
    """The normalised text; one of signs alone, such as a tick, as it is, so that no other sign is taken for it."""
    return normalise(text) or canonical(text).strip()


def parse(cell: Cell, field: Field, codes: Codes | None = None) -> Verdict:
    """The verdict on one cell of `field`. Never raises, whatever the cell holds."""
    if is_blank(cell):
        return BLANK
    if isinstance(cell, str):
        if cell.strip() in _LITERALS:
            return ARTEFACT
        if cell[0] == SLIPPED and is_slipped(cell):
            return NOT_ASKED if cell == SLIPPED else SHIFTED
        if "%20" in cell:
            return Verdict(parse(cell.replace("%20", " "), field, codes).value, "artefact")
        if len(cell) > LONGEST and (field.type != "string" or field.identifier):
            return TOO_LONG
    if field.type in ("integer", "number"):
        return _bounded(_number(cell, field), field)
    if field.type == "year":
        return _bounded(_year(cell), field)
    if field.type == "date":
        return Verdict(day) if (day := date_of_cell(cell)) else _no_date(cell)
    if codes is not None:
        return _several(text_of(cell), codes) if field.multiple else _code(text_of(cell), codes)
    return _identifier(cell) if field.identifier else _text(text_of(cell))


def parser(field: Field, codelists: Mapping[str, CodeList]) -> Callable[[Cell], Verdict]:
    """`parse` for one column, remembering what it has seen; made for `map` over a million cells."""
    codes = Codes.of(codelists[field.codelist]) if field.codelist in codelists else None
    return _Seen(field, codes).__getitem__


class _Seen(dict[Cell, Verdict]):
    """Verdicts by cell. 0 and 1 are not kept, being equal to False and True, nor are numbers of an identifier."""

    def __init__(self, field: Field, codes: Codes | None) -> None:
        super().__init__()
        self.field, self.codes = field, codes

    def __missing__(self, cell: Cell) -> Verdict:
        verdict = parse(cell, self.field, self.codes)
        if len(self) < _CACHED and (isinstance(cell, str) or not (self.field.identifier or cell in (0, 1))):
            self[cell] = verdict
        return verdict


def _number(cell: Cell, field: Field) -> Verdict:
    whole = field.type == "integer"
    if isinstance(cell, str):
        return number_of_text(cell, whole, field.unit)
    if isinstance(cell, (bool, date, datetime)) or cell is None:
        return NOT_A_NUMBER
    return number_of_float(cell, whole)


def _year(cell: Cell) -> Verdict:
    verdict = _number(cell, _WHOLE)
    if not isinstance(verdict.value, int) or not _FIRST_YEAR <= verdict.value <= _LAST_FOUR:
        return NOT_A_YEAR
    return verdict if verdict.value <= _LAST_YEAR else Verdict(None, "maximum")


def _bounded(verdict: Verdict, field: Field) -> Verdict:
    if verdict.problem or not isinstance(verdict.value, (int, float)):
        return verdict
    if field.minimum is not None and verdict.value < field.minimum:
        return Verdict(verdict.value, "minimum")
    if field.maximum is not None and verdict.value > field.maximum:
        return Verdict(verdict.value, "maximum")
    return verdict


def _no_date(cell: Cell) -> Verdict:
    if not isinstance(cell, str):
        return NOT_A_DATE
    if "NaN" in cell:
        return ARTEFACT
    day = month_first(cell)
    return Verdict(day, "month_first") if day else NOT_A_DATE


def _code(text: str, codes: Codes) -> Verdict:
    label = codes.find(text)
    return NOT_IN_LIST if label is None else Verdict(label)


def _several(text: str, codes: Codes) -> Verdict:
    """Answers separated by commas or semicolons, each once and in the order of the cell; labels may hold commas."""
    if label := codes.find(text):
        return Verdict(label)
    labels = [codes.find(part) for part in _SEPARATORS.split(text) if part.strip()]
    if not labels or None in labels:
        return NOT_IN_LIST
    return Verdict(JOINT.join(dict.fromkeys(label for label in labels if label)))


def _identifier(cell: Cell) -> Verdict:
    """Digits that are a name; `6311032021.0` is what a program makes of them that holds them as a number."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _numbered(cell)
    plain = cell.strip("_' ") if isinstance(cell, str) else ""
    if plain.isascii() and plain.isdigit():
        return Verdict(plain)
    text = _SPACES.sub("", plain_signs(text_of(cell)))
    if _SCIENTIFIC.fullmatch(text):
        return Verdict(digits) if (digits := _all_digits(text)) else DIGITS_LOST
    if number := _OF_FLOAT.fullmatch(text):
        return _numbered(float(number[1]))
    return _text(text.replace(".", "") if _VILLAGE.fullmatch(text) else text)


def _all_digits(text: str) -> str:
    """The digits of a number in scientific writing if all of them are written: 6.311032021E+09; else ''."""
    mantissa, _, exponent = text.upper().partition("E")
    whole = len(mantissa) - 2 == int(exponent)
    return mantissa.replace(",", "").replace(".", "") if whole else ""


def _numbered(number: float) -> Verdict:
    """An identifier held as a number. Excel keeps 15 digits and leaves a 0 for the next; a float keeps all to 2^53."""
    if abs(number) >= _EXACT_DIGITS and (number % 10 == 0 or (isinstance(number, float) and abs(number) > EXACT)):
        return DIGITS_LOST
    return Verdict(text_of(number))


def _text(text: str) -> Verdict:
    if _EXCEL_ERROR.fullmatch(text):
        return ARTEFACT
    if len(text) <= _LONGEST_LABEL and normalise(text) in _NIHIL:
        return NOTHING
    return Verdict(canonical(text))
