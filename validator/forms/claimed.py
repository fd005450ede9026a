"""Which column each field has, of those whose heading says so, and what that heading is to people."""

from __future__ import annotations

from collections.abc import Mapping

from validator.forms.header_match import IGNORED, HeaderMatch
from validator.forms.headers import Grid
from validator.readers.texts import normalise, text_of

__all__ = ["claimed_columns", "printed"]


def printed(grid: Grid, fit: HeaderMatch, column: int, code: str) -> str:
    """The label above a column as people read it: not the field code, if there is a title too."""
    texts = [text_of(row[column]) for row in grid[fit.top : fit.top + fit.depth]]
    readable = [text for text in texts if text and text.casefold() != code.casefold()]
    return readable[-1] if readable else fit.labels[column].text


def claimed_columns(fit: HeaderMatch, titles: Mapping[str, str]) -> tuple[dict[str, int], list[tuple[int, str, str]]]:
    """The column of every field. Of several, the one that prints the very title wins, then the one that stands beside
    the fields beside which the form has it, then the first.
    """
    claims: dict[str, list[int]] = {}
    for column, name in fit.matched.items():
        claims.setdefault(name, []).append(column)
    order = {name: number for number, name in enumerate(titles)}
    columns, repeated = {}, []
    for name, claimed in claims.items():
        exact = [column for column in claimed if fit.labels[column].text == titles[name]] or claimed
        kept = exact[0] if len(exact) == 1 else max(exact, key=lambda column: (_beside(fit, column, order), -column))
        columns[name] = kept
        others = [column for column in claimed if column != kept]
        repeated += [(c, fit.labels[c].text, name) for c in others if normalise(fit.labels[c].text) not in IGNORED]
    return columns, repeated


def _beside(fit: HeaderMatch, column: int, order: Mapping[str, int]) -> int:
    """How many of its neighbours are those of the form."""
    own = order[fit.matched[column]]
    beside = ((column + step, own + step) for step in (-1, 1))
    return sum(at in fit.matched and order.get(fit.matched[at]) == place for at, place in beside)
