"""A record of a table as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from validator.pack.export.frictionless import PLACES, constraints
from validator.pack.export.labels import labels_of, spellings_of
from validator.pack.export.patterns import always_required, pattern, spelled
from validator.pack.models import CodeList, Field, Table

__all__ = ["record_schema"]

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "year": {"type": "integer", "minimum": 1000, "maximum": 2100},
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LAST_DAY = 80001


def record_schema(table: Table, codelists: Mapping[str, CodeList], form: str = "table") -> dict[str, Any]:
    """The schema of one record: of the typed `table`, or of an `export` as it is.

    Keys of an export may be labels in any case, aliases, codes or field names; other keys are not looked at.
    """
    return _of_export(table, codelists) if form == "export" else _of_table(table, codelists)


def _of_table(table: Table, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": table.title,
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in PLACES.items()}
        | {field.name: _property(field, codelists) for field in table.fields},
        "required": [field.name for field in table.fields if always_required(field)],
        "additionalProperties": False,
    }


def _property(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    limits = constraints(field, codelists)
    needed = limits.pop("required", False)
    plain = {"title": field.title, **_TYPES[field.type], **limits}
    if not needed:
        plain["type"] = [plain["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


def _of_export(table: Table, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    spellings: dict[str, list[str]] = {}
    for label, name in labels_of(table).items():
        spellings.setdefault(name, []).append(label)
    keys = {f.name: f"^{spelled(spellings[f.name])}$" for f in table.fields if f.name in spellings}
    needed = [{"$ref": f"#/$defs/has_{f.name}"} for f in table.fields if f.name in keys and always_required(f)]
    has = {
        f"has_{f.name}": {"not": {"propertyNames": {"not": {"pattern": keys[f.name]}}}}
        for f in table.fields
        if f.name in keys and always_required(f)
    }
    return {
        "$schema": _DIALECT,
        "title": table.title,
        "type": "object",
        "patternProperties": {key: {"$ref": f"#/$defs/{name}"} for name, key in keys.items()},
        "allOf": needed,
        "$defs": {f.name: _cell(f, codelists) for f in table.fields} | has,
    }


def _cell(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """A cell: text that fits the pattern, or a number where the field may hold one."""
    types = ["string", "number"] if always_required(field) else ["string", "number", "null"]
    found: dict[str, Any] = {"title": field.title, "type": types, "pattern": f"^{pattern(field, codelists)}$"}
    return found | _of_numbers(field, codelists)


def _of_numbers(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """What holds of a cell that is a number: its limits, a day number of Excel, an answer that is a number; and no
    identifier of which a spreadsheet has lost the last digits.
    """
    if field.codelist in codelists:
        answers = [int(text) for text in spellings_of(codelists[field.codelist]) if text.isascii() and text.isdigit()]
        return {"if": {"type": "number"}, "then": {"enum": answers} if answers else False}
    if field.type == "date":
        return {"minimum": 1, "exclusiveMaximum": _LAST_DAY}
    limits = {name: limit for name in ("minimum", "maximum") if (limit := getattr(field, name)) is not None}
    if field.type == "year":
        limits = {"minimum": max(1000, field.minimum or 0), "maximum": min(2100, field.maximum or 2100)}
    if field.type in ("integer", "year"):
        limits |= {"if": {"type": "number"}, "then": {"type": "integer"}}
    if field.identifier:
        limits |= {"not": {"type": "number", "minimum": 10**15, "multipleOf": 10}}
    return limits
