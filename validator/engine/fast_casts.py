"""Spellings beyond doubt, which SQL may type without asking the parser: that both agree is a test.

A text is plain if it is ASCII without blanks at its ends and no word for nothing; an identifier or number if it is
digits; a date if it is dd/mm/yyyy; an answer if it is one of the list's labels as Prodeskel prints them or in capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from validator.engine.database import literal
from validator.pack.models import Field

__all__ = ["Shortcut", "shortcut_of", "typed"]

_WORDS = ("null", "undefined", "nan", "nihil", "nil", "na", "tidakada", "tdkada")
_BETWEEN = "[^A-Za-z0-9]*"
_SPELT = "|".join(f"{_BETWEEN.join(word)}{_BETWEEN}" for word in _WORDS)
# Capitals and digits that begin no such word are told by their place in 64 bits. Only what these cheap questions leave
# open is asked the dear one; CASE, for OR would ask it of all.
_BEGINNINGS = sum(1 << (ord(letter) & 63) for letter in {*":;<=>?@", *(word[0].upper() for word in _WORDS)})
_NO_TEXT = (
    f"CASE WHEN ord({{c}}) NOT BETWEEN 48 AND 90 OR ({_BEGINNINGS}::UBIGINT >> (ord({{c}}) & 63)) & 1 = 1 "
    "OR suffix({c}, ' ') THEN {c} < '0' OR suffix({c}, ' ') "
    f"OR regexp_matches({{c}}, '^(?:[^A-Za-z]|(?i:{_SPELT})$)') ELSE false END"
)
_MARKED = "(strlen({c}) <> length({c}) OR {c}[-1] <= ' ' OR contains({c}, '%20') OR contains({c}, '`'))"
# Of sixteen characters, as NIK and No. KK have after their mark, and of the ten of a village's code only digits make so
# large a number, but for an exponent: that takes half the time of looking at each of them.
_LONG = (
    "CASE WHEN strlen({c}) = 17 AND {c} BETWEEN '_1' AND '_:' THEN substr({c}, 2) "
    "WHEN strlen({c}) = 10 AND {c} BETWEEN '1' AND ':' THEN {c} END"
)
_DIGITS = (
    "CASE WHEN try_cast({t} AS BIGINT) >= CASE WHEN strlen({t}) = 10 THEN 1000000000 ELSE 1000000000000000 END "
    "AND NOT contains({t}, 'e') AND NOT contains({t}, 'E') THEN {t} "
    "WHEN regexp_full_match({c}, '_?[0-9]{{1,40}}') THEN replace({c}, '_', '') END"
)
_DAY = "CASE WHEN strlen({c}) = 10 THEN try_strptime({c}, '%d/%m/%Y') END"
_DATE = "CASE WHEN {t} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9999-12-31' THEN {t}::DATE END"
# What begins with a digit and has no more than two characters is a number to the parser if it is one to DuckDB.
_NUMBER = (
    "CASE WHEN {c} BETWEEN '0' AND ':' AND strlen({c}) <= 2 AND {within} THEN {t} "
    "WHEN regexp_full_match({c}, '[0-9]{{1,9}}') AND {within} THEN {t} END"
)


class Shortcut(Struct, frozen=True):
    """How one CSV column is typed on reading: `value` is SQL over `column`, NULL where no short cut applies.

    A free text (`text`) is its own value, whether or not the short cut applies. `tried` is SQL over `column` for what
    it may stand for, to be worked out once: `value` finds it in a column of its own (`typed`).
    """

    field: Field
    column: str
    tried: str
    value: str
    text: bool

    @property
    def missed(self) -> str:
        """SQL that is true where the column holds something that the parser has to judge.

        Of a free text it finds only what a file without marks (`marked`) may hold.
        """
        if self.text:
            return f"({_NO_TEXT.format(c=self.column)})"
        return f"({self.field.name} IS NULL AND {self.column} IS NOT NULL)"

    @property
    def marked(self) -> str:
        """SQL that is true for a free text that was not `missed` and yet has to be judged, asked of the field.

        None is in a file that has no marks: letters beyond ASCII, control characters, percent signs or backticks.
        """
        name = self.field.name
        return f"CASE WHEN {_NO_TEXT.format(c=name)} THEN false ELSE {_MARKED.format(c=name)} END"


def shortcut_of(
    field: Field, column: str, parse: Callable[[str], tuple[object, str]], spellings: Sequence[str]
) -> Shortcut:
    """The short cut for `column`. `spellings` are the labels of the field's code list, as they may be printed."""
    tried, value = _typing(field, column, parse, spellings)
    return Shortcut(field, column, tried, value, text=field.type == "string" and not _firm(field))


def typed(shortcuts: Sequence[Shortcut], columns: Sequence[str], source: str) -> str:
    """SELECT of the value of every field, by its name, and of the `columns` of `source` as they are."""
    values = ", ".join(f"{s.value} AS {s.field.name}" for s in shortcuts)
    tried = "".join(f", {s.tried} AS {_trial(s.column)}" for s in shortcuts if s.tried)
    raw = ", ".join(columns)
    return f"SELECT {values}, {raw} FROM (SELECT {raw}{tried} FROM {source})"


def _trial(column: str) -> str:
    """The column in which stands what was tried with another."""
    return f"{column}_tried"


def _firm(field: Field) -> bool:
    return bool(field.codelist) or field.identifier


def _typing(
    field: Field, column: str, parse: Callable[[str], tuple[object, str]], spellings: Sequence[str]
) -> tuple[str, str]:
    """What is tried, if anything, and the value."""
    names = {"c": column, "t": _trial(column)}
    if field.codelist:
        code = _code(column, parse, spellings)
        return "", f"{code}::VARCHAR" if field.multiple else code
    if field.type == "date":
        return _DAY.format(**names), _DATE.format(**names)
    if field.type != "string":
        kind, within = _range(field, names["t"])
        return f"try_cast({column} AS {kind})", _NUMBER.format(within=within, **names)
    if field.identifier:
        return _LONG.format(**names), _DIGITS.format(**names)
    return "", column


def _code(column: str, parse: Callable[[str], tuple[object, str]], spellings: Sequence[str]) -> str:
    """A CASE would compare label after label; an ENUM of the spellings is one look-up.

    All accepted spellings are in one ENUM, for a look-up that finds nothing takes ten times as long. The answers are
    of another, which rules see: to compare its numbers takes less than to compare texts. It is sorted, so that answers
    have the order of texts.
    """
    known = {s: parse(s) for s in dict.fromkeys(v for s in spellings for v in (s, s.upper()))}
    accepted = {s: str(v[0]) for s, v in known.items() if not v[1]}
    if not accepted:
        return "NULL::VARCHAR"
    labels = sorted({*accepted.values(), *spellings})
    answers = f"[{', '.join(map(literal, accepted.values()))}]::{_enum(labels)}[]"
    return f"({answers})[enum_code(try_cast({column} AS {_enum(list(accepted))})) + 1]"


def _range(field: Field, number: str) -> tuple[str, str]:
    """The SQL type of a number, and SQL that is true where it is not beyond what is expected."""
    kind = {"integer": "BIGINT", "number": "DOUBLE", "year": "INTEGER"}[field.type]
    low: float
    high: float
    low, high = (1000, 2100) if field.type == "year" else (0, 999_999_999)
    low = max(low, field.minimum if field.minimum is not None else low)
    high = min(high, field.maximum if field.maximum is not None else high)
    return kind, f"{number} BETWEEN {low} AND {high}"


def _enum(texts: Sequence[str]) -> str:
    return f"ENUM({', '.join(map(literal, texts))})"
