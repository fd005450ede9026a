"""Schemas in the forms that other tools read: Table Schema, JSON Schema, pandera, and an Excel sheet to fill in."""

from __future__ import annotations

from validator.declarations.exporting.frictionless import table_schema
from validator.declarations.exporting.json_schema import record_schema
from validator.declarations.exporting.pandera_code import pandera_source
from validator.declarations.exporting.template import write_template

__all__ = ["pandera_source", "record_schema", "table_schema", "write_template"]
