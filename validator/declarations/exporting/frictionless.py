"""A table as a plain Frictionless Table Schema: our own properties become custom ones, code lists become enums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from validator.declarations.models import CodeList, Field, Table

__all__ = ["constraints", "table_schema"]


def table_schema(table: Table, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """The schema as a JSON object. Columns are named by field name; `title` is the label as the form prints it."""
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": table.name,
        "title": table.title,
        "fields": [_field(field, codelists) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return schema


def constraints(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """What holds of every value of a field."""
    found: dict[str, Any] = {}
    if field.required:
        found["required"] = True
    for name in ("minimum", "maximum"):
        if (limit := getattr(field, name)) is not None:
            found[name] = int(limit) if field.type in ("integer", "year") else limit
    if field.codelist in codelists and not field.multiple:
        found["enum"] = [item.label for item in codelists[field.codelist].items]
    return found


def _field(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    own = {"code": field.code, "unit": field.unit, "group": field.group, "codelist": field.codelist}
    plain: dict[str, Any] = {"name": field.name, "title": field.title, "type": field.type}
    if limits := constraints(field, codelists):
        plain["constraints"] = limits
    if field.personal:
        plain["personal"] = True
    return plain | {name: value for name, value in own.items() if value}
