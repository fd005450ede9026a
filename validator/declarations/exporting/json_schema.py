"""A record of a table as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from validator.declarations.exporting.frictionless import constraints
from validator.declarations.models import CodeList, Field, Table

__all__ = ["record_schema"]

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "year": {"type": "integer", "minimum": 1000, "maximum": 2100},
}


def record_schema(table: Table, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """The schema of one record; a value that is not required may be null."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.title,
        "type": "object",
        "properties": {field.name: _property(field, codelists) for field in table.fields},
        "required": [field.name for field in table.fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    limits = constraints(field, codelists)
    limits.pop("required", None)
    plain = {"title": field.title, **_TYPES[field.type], **limits}
    if not field.required:
        plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain
