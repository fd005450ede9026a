"""Spellings beyond doubt, which SQL may type without asking the parser: that both agree is a test.

A text is plain if it is ASCII without blanks at its ends and no word for nothing; a number if it is digits; a date if
it is dd/mm/yyyy; an answer if it is one of the list's labels as Prodeskel prints them or in capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from validator.declarations.models import Field

ODD_ITEM, ODD_FIELD = "chr(30)", "chr(31)"

_WORDS = "('null', 'undefined', 'nan', 'nihil', 'nil', 'na', 'tidakada', 'tdkada')"
_SIMPLE = "regexp_full_match({c}, '[A-Za-z0-9](?:[A-Za-z0-9 .,/()-]*[A-Za-z0-9.,)])?')"
_NO_WORD = (
    "CASE WHEN {c} < 'A' OR NOT regexp_matches({c}, '^[NnUuTt]') THEN true "
    f"ELSE regexp_replace(lower({{c}}), '[^a-z0-9]+', '', 'g') NOT IN {_WORDS} END"
)
_LONG = (  # ten letters or digits: too many for any word that stands for nothing
    "(regexp_full_match({c}, '[!-~](?:[ -~]*[!-~])?') AND regexp_matches({c}, '^(?:[^A-Za-z0-9]*[A-Za-z0-9]){{10}}') "
    "AND NOT contains({c}, '%20') AND {c} <> '[object Object]')"
)
# CASE, not OR: only what the cheap question leaves open is asked the dear one.
_PLAIN_TEXT = f"(CASE WHEN {_SIMPLE} THEN {_NO_WORD} ELSE {_LONG} END)"
_PLAIN_DIGITS = (
    "(CASE WHEN strlen({c}) = 16 AND try_cast({c} AS BIGINT) >= 1000000000000000 THEN true "
    "ELSE regexp_full_match({c}, '[0-9]{{1,40}}') END)"
)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How one CSV column is typed on reading. `text` columns keep what they hold and are judged by spelling after;
    others get NULL where no short cut applies. `plain` is SQL that is true for a text that is its own value."""

    field: Field
    column: str
    value: str
    text: bool
    plain: str = "false"

    def __hash__(self) -> int:
        return hash(self.field.name)


def shortcut_of(
    field: Field, name: str, column: str, parse: Callable[[str], tuple[object, str]], spellings: Sequence[str]
) -> Shortcut:
    """The short cut for `column`. `spellings` are the labels of the field's code list, as they may be printed."""
    if field.codelist:
        return Shortcut(field, column, _code(column, parse, spellings), text=False)
    if field.type == "date":
        return Shortcut(field, column, _date(column), text=False)
    if field.type != "string":
        return Shortcut(field, column, _digits(field, column), text=False)
    if field.identifier:
        return Shortcut(field, column, f"ltrim({column}, '_')", text=True, plain=_PLAIN_DIGITS.format(c=name))
    return Shortcut(field, column, column, text=True, plain=_PLAIN_TEXT.format(c=name))


def _code(column: str, parse: Callable[[str], tuple[object, str]], spellings: Sequence[str]) -> str:
    """A CASE would compare label after label; an ENUM of the spellings is one look-up, and a byte a row to keep."""
    known = {s: parse(s) for s in dict.fromkeys(v for s in spellings for v in (s, s.upper()))}
    accepted = {s: str(v[0]) for s, v in known.items() if not v[1]}
    if not accepted:
        return "NULL::VARCHAR"
    labels = list(dict.fromkeys(accepted.values()))
    own = f"try_cast({column} AS {_enum(labels)})"
    others = [s for s, label in accepted.items() if s != label]
    if not others:
        return own
    answers = f"[{', '.join(_literal(accepted[s]) for s in others)}]::{_enum(labels)}[]"
    return f"coalesce({own}, ({answers})[enum_code(try_cast({column} AS {_enum(others)})) + 1])"


def _date(column: str) -> str:
    parsed = f"try_strptime({column}, '%d/%m/%Y')::DATE"
    return f"CASE WHEN strlen({column}) = 10 AND year({parsed}) BETWEEN 1900 AND 2100 THEN {parsed} END"


def _digits(field: Field, column: str) -> str:
    kind = {"integer": "BIGINT", "number": "DOUBLE", "year": "INTEGER"}[field.type]
    low: float
    high: float
    low, high = (1000, 2100) if field.type == "year" else (0, 999_999_999)
    low = max(low, field.minimum if field.minimum is not None else low)
    high = min(high, field.maximum if field.maximum is not None else high)
    cast = f"try_cast({column} AS {kind})"
    return f"CASE WHEN regexp_full_match({column}, '[0-9]{{1,9}}') AND {cast} BETWEEN {low} AND {high} THEN {cast} END"


def _enum(texts: Sequence[str]) -> str:
    return f"ENUM({', '.join(map(_literal, texts))})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
