"""Rules that ask the same thing twice, or the opposite of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.simplify import simplify

from validator.pack.models import Rule
from validator.pack.vocabulary import ConditionError, Vocabulary, parsed


def clashes(rules: Iterable[Rule], vocabulary: Vocabulary) -> Iterator[tuple[Rule, Rule, str]]:
    """(later rule, earlier rule, "identical" or "contradiction"), for rules that are not switched off."""
    seen: dict[tuple[str, str, str], Rule] = {}
    for rule in rules:
        parts = _normal_parts(rule, vocabulary) if rule.status != "mati" else None
        if parts is None:
            continue
        when, holds, fails = parts
        for condition, kind in ((holds, "identical"), (fails, "contradiction")):
            earlier = seen.get((rule.table, when, condition)) if condition else None
            if earlier is not None:
                yield rule, earlier, kind
        seen.setdefault((rule.table, when, holds), rule)


def _normal_parts(rule: Rule, vocabulary: Vocabulary) -> tuple[str, str, str] | None:
    """(when, assert, NOT assert) in normal form; None if one of them cannot be read."""
    if rule.constraint:
        return "", f"{rule.constraint} {' '.join(sorted(rule.fields))}", ""
    return _normalised(rule.table, rule.when, rule.assert_, tuple(rule.parameters.items()), vocabulary.dialect)


@lru_cache(maxsize=2_000)
def _normalised(
    table: str, when: str, asserted: str, params: tuple[tuple[str, float], ...], dialect: Dialect
) -> tuple[str, str, str] | None:
    """Kept, for every pack is held against the rules of those before."""

    def normal(sql: str, negated: bool = False) -> str:
        tree = parsed(sql, dialect).transform(_with_params, dict(params))
        return _normal(exp.Not(this=exp.Paren(this=tree)) if negated else tree, table, dialect)

    try:
        return normal(when) if when else "", normal(asserted), normal(asserted, negated=True)
    except (ConditionError, SqlglotError, RecursionError):
        return None


def _with_params(node: exp.Expr, params: Mapping[str, float]) -> exp.Expr:
    known = params.get(str(node.this)) if isinstance(node, exp.Placeholder) else None
    return node if known is None else exp.Literal.number(known)


def _normal(tree: exp.Expr, table: str, dialect: Dialect) -> str:
    """One text for conditions that differ only in layout, letter case, order or double negation."""
    for column in tree.find_all(exp.Column):
        column.set("table", exp.to_identifier((column.table or table).lower()))
        column.set("this", exp.to_identifier(column.name.lower()))
    return str(simplify(tree, dialect="duckdb").sql(dialect=dialect, comments=False)).lower()
