"""Schemas in the forms that other tools read: Table Schema, JSON Schema, pandera, and an Excel sheet to fill in."""

from __future__ import annotations

from validator.pack.export.frictionless import table_schema
from validator.pack.export.json_schema import record_schema
from validator.pack.export.pandera_code import pandera_source
from validator.pack.export.template import write_template

__all__ = ["pandera_source", "record_schema", "table_schema", "write_template"]
