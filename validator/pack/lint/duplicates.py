"""Rules that ask the same thing twice, or the opposite of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.simplify import simplify

from validator.pack.models import Rule
from validator.pack.vocabulary import ConditionError, Vocabulary


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
    try:
        when = _with_params(vocabulary.parse(rule.when), rule) if rule.when else None
        asserted = _with_params(vocabulary.parse(rule.assert_), rule)
        normal_when = _normal(when, rule.table, vocabulary) if when is not None else ""
        negated = exp.Not(this=exp.Paren(this=asserted.copy()))
        return normal_when, _normal(asserted, rule.table, vocabulary), _normal(negated, rule.table, vocabulary)
    except (ConditionError, SqlglotError, RecursionError):
        return None


def _with_params(tree: exp.Expr, rule: Rule) -> exp.Expr:
    def known(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Placeholder) and str(node.this) in rule.parameters:
            return exp.Literal.number(rule.parameters[str(node.this)])
        return node

    changed: exp.Expr = tree.transform(known)
    return changed


def _normal(tree: exp.Expr, table: str, vocabulary: Vocabulary) -> str:
    """One text for conditions that differ only in layout, letter case, order or double negation."""
    copy = tree.copy()
    for column in copy.find_all(exp.Column):
        column.set("table", exp.to_identifier((column.table or table).lower()))
        column.set("this", exp.to_identifier(column.name.lower()))
    return vocabulary.sql(simplify(copy, dialect="duckdb")).lower()
