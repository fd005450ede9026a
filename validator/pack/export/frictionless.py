"""A table as a plain Frictionless Table Schema: our own properties become custom ones.

For an export as it is, every field is text that fits a pattern, for Table Schema knows one way of writing numbers and
days a column and no other spelling of a label. For typed tables, code lists become enums and limits become limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from validator.pack.export.patterns import always_required, pattern
from validator.pack.models import CodeList, Field, Table

__all__ = ["PLACES", "constraints", "table_schema"]

PLACES = {"_desa": "string", "_tahun": "integer", "_berkas": "string", "_baris": "integer"}
"""What `schema table` writes before the fields: village, year, file and row, with their types."""


def table_schema(
    table: Table, codelists: Mapping[str, CodeList], form: str = "table", columns: str = "name"
) -> dict[str, Any]:
    """The schema as a JSON object. `form`: for an `export` as it is, or the typed `table`.

    `columns`: they are called by field `name`, or by `label` as the form prints it; the other is `title` or `field`.
    """
    make = _of_export if form == "export" else _of_table
    named = [(_label(field, table) if columns == "label" else field.name, field) for field in table.fields]
    names = {field.name: name for name, field in named}
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": table.name,
        "title": table.title,
        "fields": [{"name": name, **make(field, codelists)} for name, field in named],
        "missingValues": [""],
    }
    if form == "table":
        schema["fields"] = [{"name": name, "type": kind} for name, kind in PLACES.items()] + schema["fields"]
        if table.layout != "records":
            schema["primaryKey"] = ["_desa", "_tahun", *(names[key] for key in table.key)]
    return schema


def constraints(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    """What holds of every typed value of a field."""
    found: dict[str, Any] = {}
    if always_required(field):
        found["required"] = True
    for name in ("minimum", "maximum"):
        if (limit := getattr(field, name)) is not None:
            found[name] = int(limit) if field.type in ("integer", "year") else limit
    if field.codelist in codelists:
        labels = [item.label for item in codelists[field.codelist].items]
        if field.multiple:
            one = f"(?:{'|'.join(map(re.escape, labels))})"
            found["pattern"] = f"^{one}(?:; {one})*$"
        else:
            found["enum"] = labels
    return found


def _of_table(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    plain: dict[str, Any] = {"title": field.title, "type": field.type}
    if limits := constraints(field, codelists):
        plain["constraints"] = limits
    return plain | _own(field)


def _of_export(field: Field, codelists: Mapping[str, CodeList]) -> dict[str, Any]:
    fitting: dict[str, Any] = {"required": True} if always_required(field) else {}
    fitting["pattern"] = pattern(field, codelists)
    return {"title": field.title, "field": field.name, "type": "string", "constraints": fitting} | _own(field)


def _own(field: Field) -> dict[str, Any]:
    own = {"code": field.code, "unit": field.unit, "group": field.group, "codelist": field.codelist}
    return ({"personal": True} if field.personal else {}) | {name: value for name, value in own.items() if value}


def _label(field: Field, table: Table) -> str:
    """The label, with its group or else by name where several fields of the table have the same."""
    if sum(other.title == field.title for other in table.fields) == 1:
        return field.title
    grouped = f"{field.group} {field.title}".strip()
    alike = sum(f"{other.group} {other.title}".strip() == grouped for other in table.fields)
    return grouped if alike == 1 and field.group else field.name
