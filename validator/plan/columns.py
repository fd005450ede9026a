"""The columns that a table has in an engine: its fields, and what the engine keeps of each row."""

from __future__ import annotations

from validator.pack.models import Table

__all__ = ["COUNTED", "PLACE_COLUMNS", "ROW_COLUMNS", "SQL_TYPES", "column_types"]

SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "year": "INTEGER"}
ROW_COLUMNS = {
    "_row": "BIGINT",
    "_src": "INTEGER",
    "_line": "INTEGER",
    "_village": "VARCHAR",
    "_year": "INTEGER",
    "_date": "DATE",
    "_review": "BOOLEAN",
    "_stale": "BOOLEAN",
    "_written": "INTEGER",
    "_older": "INTEGER",
    "_bad_code": "BOOLEAN",
    "_first": "BOOLEAN",
}
COUNTED = {"_copies": "BIGINT", "_rank": "BIGINT"}
"""How many rows a village, year and key has, and this row's place among them, newest first."""

PLACE_COLUMNS = {
    "_places": (
        *("code", "name", "district", "regency", "province", "kind"),
        *("state", "until", "successor", "near"),
    ),
    "_districts": ("code",),
}
"""What may be looked up of villages that occur, and of districts that are or were: texts all."""


def column_types(table: Table) -> dict[str, str]:
    """The columns of a table with their SQL types, the engine's own first."""
    return {**ROW_COLUMNS, **COUNTED, **{f.name: SQL_TYPES[f.type] for f in table.fields}}
