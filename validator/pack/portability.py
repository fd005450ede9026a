"""The same condition in other engines: macros expanded, then written for Spark or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp
from sqlglot.errors import ErrorLevel, UnsupportedError

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _

DIALECTS = {"spark": "Spark", "postgres": "PostgreSQL"}

# Functions that sqlglot does not know but that both engines have under the same name.
_SHARED = frozenset({"date_part", "make_date"})


def transpile(tree: exp.Expr, dialect: str) -> tuple[str, list[Worded | str]]:
    """An expanded condition as SQL of `dialect` (a key of `DIALECTS`), and what does not carry over.

    Parameters stay parameters, in the dialect's own notation. The SQL is '' if it cannot be written at all.
    """
    portable = tree.copy().transform(_portable, dialect)
    left = {str(node.this).lower() for node in portable.find_all(exp.Anonymous)} - _SHARED
    doubts: list[Worded | str] = [_("fungsi {name}()", name=name) for name in sorted(left)]
    try:
        sql = portable.sql(dialect=dialect, comments=False, unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError as error:
        return "", [*doubts, str(error).splitlines()[0]]
    return sql, doubts


def _portable(node: exp.Expr, dialect: str) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and str(node.this).lower() in _LISTS and len(node.expressions) == 1:
        parts = node.expressions[0]
        return _LISTS[str(node.this).lower()](parts.expressions) if isinstance(parts, exp.Array) else node
    if isinstance(node, (exp.ArrayMax, exp.ArrayMin)) and isinstance(node.this, exp.Array):
        parts = node.this.expressions
        kind = exp.Greatest if isinstance(node, exp.ArrayMax) else exp.Least
        return kind(this=parts[0], expressions=parts[1:])
    if dialect == "postgres" and isinstance(node, exp.DateFromParts):
        return exp.func("MAKE_DATE", *(node.args[part] for part in ("year", "month", "day")))
    if dialect == "postgres" and isinstance(node, exp.TryCast) and node.to.this in exp.DataType.INTEGER_TYPES:
        return _careful_integer(node)
    return node


def _list_sum(parts: Sequence[exp.Expr]) -> exp.Expr:
    """Blanks left out; NULL if all are blank."""
    total: exp.Expr = exp.Coalesce(this=parts[0].copy(), expressions=[exp.Literal.number(0)])
    for part in parts[1:]:
        total = exp.Add(this=total, expression=exp.Coalesce(this=part.copy(), expressions=[exp.Literal.number(0)]))
    blank = exp.Coalesce(this=parts[0].copy(), expressions=[p.copy() for p in parts[1:]]).is_(exp.Null())
    return exp.Paren(this=exp.case().when(blank, exp.Null()).else_(total))


def _list_count(parts: Sequence[exp.Expr]) -> exp.Expr:
    total: exp.Expr = exp.Literal.number(0)
    for part in parts:
        filled = exp.case().when(part.copy().is_(exp.Null()), exp.Literal.number(0)).else_(exp.Literal.number(1))
        total = exp.Add(this=total, expression=filled)
    return exp.Paren(this=total)


_LISTS: dict[str, Callable[[Sequence[exp.Expr]], exp.Expr]] = {
    "list_sum": _list_sum,
    "list_count": _list_count,
}


def _careful_integer(cast: exp.TryCast) -> exp.Expr:
    """PostgreSQL has no TRY_CAST: cast only what is a whole number."""
    text = exp.cast(cast.this.copy(), "text")
    whole = exp.RegexpLike(this=text, expression=exp.Literal.string("^[+-]?[0-9]{1,9}$"))
    return exp.Paren(this=exp.case().when(whole, exp.Cast(this=cast.this.copy(), to=cast.to.copy())))
