"""The columns that derived tables yield, read from their SQL alone. Imports sqlglot: what is found is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from validator.pack.models import Derived, Pack
from validator.plan.columns import PLACE_COLUMNS, column_types
from validator.plan.variadic import written_out

if TYPE_CHECKING:
    from sqlglot import exp

__all__ = ["Outputs"]


class Outputs:
    """The columns of the relations of one pack, each read once."""

    def __init__(self, pack: Pack, known: Mapping[str, tuple[str, ...]]) -> None:
        """`known` are those that were read before."""
        self._pack, self._known = pack, dict(known)

    def of(self, relation: str) -> tuple[str, ...]:
        """The columns of a table or derived table, in their order; empty for a SELECT that cannot be read."""
        if relation not in self._known:
            self._known[relation] = self._read(relation)
        return self._known[relation]

    def _read(self, relation: str) -> tuple[str, ...]:
        if relation in PLACE_COLUMNS:
            return PLACE_COLUMNS[relation]
        if relation in self._pack.tables:
            return tuple(column_types(self._pack.tables[relation]))
        return self._selected(self._pack.derived[relation]) if relation in self._pack.derived else ()

    def _selected(self, derived: Derived) -> tuple[str, ...]:
        import sqlglot
        from sqlglot.errors import SqlglotError

        try:
            tree = sqlglot.parse_one(written_out(derived.sql, self._pack.macros), dialect="duckdb")
            names: Sequence[str] = tree.named_selects  # type: ignore[attr-defined]
            if "*" in names:
                names = _expanded(tree, {need: self.of(need) for need in (*derived.needs, *PLACE_COLUMNS)})
        except (SqlglotError, AttributeError, RecursionError):  # no SELECT at all, or one nested beyond measure
            return ()
        return tuple(names)


def _expanded(tree: exp.Expr, known: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The names of a SELECT in which a star stands for the columns of what it reads."""
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.schema import MappingSchema

    schema = MappingSchema({name: dict.fromkeys(columns, "UNKNOWN") for name, columns in known.items()})
    found = qualify(tree, schema=schema, dialect="duckdb", validate_qualify_columns=False)
    return found.named_selects  # type: ignore[attr-defined,no-any-return]
