"""Kinds of values (text, number, date, truth) and where a condition mixes them: DuckDB would fail on a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlglot import exp

TEXT, NUMBER, DATE, BOOLEAN, LIST, UNKNOWN = "teks", "bilangan", "tanggal", "benar/salah", "daftar", ""

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ)
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod)
_SAME_KIND = (exp.Min, exp.Max, exp.AnyValue, exp.ArgMin, exp.ArgMax, exp.Filter, exp.Coalesce, exp.Greatest, exp.Least)
_NUMBER_LISTS = frozenset({"list_sum", "list_avg", "list_count"})
_WANTED: dict[type, str] = {
    exp.Abs: NUMBER, exp.Round: NUMBER, exp.Floor: NUMBER, exp.Ceil: NUMBER, exp.Neg: NUMBER,
    exp.Year: DATE, exp.Month: DATE, exp.Day: DATE, exp.DateDiff: DATE,
    exp.Length: TEXT, exp.Lower: TEXT, exp.Upper: TEXT, exp.Trim: TEXT, exp.Substring: TEXT, exp.Left: TEXT,
    exp.Right: TEXT, exp.Translate: TEXT, exp.Like: TEXT, exp.ILike: TEXT, exp.RegexpLike: TEXT, exp.Replace: TEXT,
    exp.And: BOOLEAN, exp.Or: BOOLEAN, exp.Not: BOOLEAN,
}  # fmt: skip


def kind_of(node: exp.Expr) -> str:
    """The kind of a typed node; UNKNOWN (never reported) where it cannot be told."""
    inner = node.unnest()
    if isinstance(inner, (exp.Placeholder, *_ARITHMETIC)):
        return _computed(inner)
    if isinstance(inner, (exp.Left, exp.Right, exp.Translate, exp.Replace)):
        return TEXT
    if isinstance(inner, exp.Anonymous):
        return NUMBER if str(inner.this).lower() in _NUMBER_LISTS else UNKNOWN
    if isinstance(inner, _SAME_KIND):
        return _first_known([inner.this, *inner.expressions])
    if isinstance(inner, exp.Case):
        return _first_known([*(branch.args["true"] for branch in inner.args["ifs"]), inner.args.get("default")])
    return _of_type(inner.type)


def _of_type(found: exp.DataType | None) -> str:
    if found is None:
        return UNKNOWN
    families = (
        (exp.DataType.TEXT_TYPES, TEXT),
        (exp.DataType.NUMERIC_TYPES, NUMBER),
        (exp.DataType.TEMPORAL_TYPES, DATE),
        ({exp.DataType.Type.BOOLEAN}, BOOLEAN),
        (exp.DataType.NESTED_TYPES, LIST),
    )
    return next((kind for types, kind in families if found.this in types), UNKNOWN)


def _first_known(nodes: list[exp.Expr | None]) -> str:
    return next((kind for node in nodes if node is not None and (kind := kind_of(node))), UNKNOWN)


def _computed(node: exp.Expr) -> str:
    """Parameters and arithmetic are numbers; a date moved by days stays a date, two dates apart are days."""
    if isinstance(node, exp.Placeholder):
        return NUMBER
    left, right = kind_of(node.this), kind_of(node.expression)
    if isinstance(node, exp.Sub) and left == right == DATE:
        return NUMBER
    return DATE if DATE in (left, right) else NUMBER


def mismatches(tree: exp.Expr) -> Iterator[tuple[str, str]]:
    """(message, word) for every place of a typed tree where kinds do not fit; inside a macro, `word` is its name."""
    told: set[str] = set()
    for node in tree.walk():
        message = _comparison(node) or _arithmetic(node) or _argument(node)
        if not message:
            continue
        macro = macro_around(node)
        message = f"Isian makro {macro}() tidak cocok: {message}" if macro else f"{message[0].upper()}{message[1:]}"
        key = macro or message
        if key not in told:
            told.add(key)
            yield message, macro or _first_column(node)


def _comparison(node: exp.Expr) -> str:
    if isinstance(node, _COMPARISONS):
        sides = [node.this, node.expression]
    elif isinstance(node, exp.Between):
        sides = [node.this, node.args["low"], node.args["high"]]
    elif isinstance(node, exp.In):
        sides = [node.this, *node.expressions]
    else:
        return ""
    first = sides[0]
    for other in sides[1:]:
        kinds = {kind_of(first), kind_of(other)} - {UNKNOWN}
        if len(kinds) > 1 and not _is_iso_date(first, kinds) and not _is_iso_date(other, kinds):
            return f"{_named(first)} dibandingkan dengan {_named(other)}."
    return ""


def _arithmetic(node: exp.Expr) -> str:
    if not isinstance(node, _ARITHMETIC):
        return ""
    bad = next((side for side in (node.this, node.expression) if kind_of(side) in (TEXT, BOOLEAN, LIST)), None)
    return f"{_named(bad)} dipakai dalam hitungan." if bad is not None else ""


def _argument(node: exp.Expr) -> str:
    if isinstance(node, exp.Anonymous) and str(node.this).lower() in _NUMBER_LISTS:
        return _list_argument(node)
    wanted = _WANTED.get(type(node))
    if wanted is None:
        return ""
    sides = [node.this, node.expression] if isinstance(node, (exp.Connector, exp.DateDiff)) else [node.this]
    bad = next((side for side in sides if kind_of(side) not in (wanted, UNKNOWN)), None)
    if bad is None or (wanted == DATE and _is_iso_date(bad, {DATE, TEXT})):
        return ""
    return f"{_named(bad)} dipakai di tempat {wanted}."


def _list_argument(node: exp.Anonymous) -> str:
    parts = node.expressions[0].expressions if node.expressions else []
    bad = next((part for part in parts if kind_of(part) not in (NUMBER, UNKNOWN)), None)
    return f"{_named(bad)} dijumlahkan." if bad is not None else ""


def _is_iso_date(node: exp.Expr, kinds: set[str]) -> bool:
    inner = node.unnest()
    if kinds != {DATE, TEXT} or not (isinstance(inner, exp.Literal) and inner.is_string):
        return False
    try:
        date.fromisoformat(str(inner.this))
    except ValueError:
        return False
    return True


def _named(node: exp.Expr) -> str:
    plain = node.copy()
    for column in plain.find_all(exp.Column):
        column.set("table", None)
    text = plain.sql(dialect="duckdb", comments=False)
    return f"{text if len(text) <= 60 else text[:57] + '...'} ({kind_of(node)})"


def macro_around(node: exp.Expr | None) -> str:
    """The outermost macro that the node came from; '' for what the rule itself says."""
    name = ""
    while node is not None:
        name = str(node.meta.get("macro", name))
        node = node.parent
    return name


def _first_column(node: exp.Expr) -> str:
    column = node.find(exp.Column)
    return column.name if column is not None else ""
