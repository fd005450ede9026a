"""A table as Python source: a pandera `DataFrameSchema` for an analyst's own pipeline."""

from __future__ import annotations

from collections.abc import Mapping

from validator.declarations.exporting.frictionless import constraints
from validator.declarations.models import CodeList, Field, Table

__all__ = ["pandera_source"]

_TYPES = {
    "string": "str",
    "integer": "pd.Int64Dtype()",
    "number": "float",
    "date": "'datetime64[ns]'",
    "year": "pd.Int64Dtype()",
}


def pandera_source(table: Table, codelists: Mapping[str, CodeList]) -> str:
    """A module that defines `schema`; columns are named by field name, values are typed, blank is NA."""
    columns = "\n".join(f"        {field.name!r}: {_column(field, codelists)}," for field in table.fields)
    return (
        f'"""{table.title}."""\n\nimport pandas as pd\nimport pandera.pandas as pa\n\n'
        f"schema = pa.DataFrameSchema(\n    {{\n{columns}\n    }},\n    name={table.name!r},\n    strict=False,\n"
        "    coerce=True,\n)\n"
    )


def _column(field: Field, codelists: Mapping[str, CodeList]) -> str:
    limits = constraints(field, codelists)
    checks = []
    if "enum" in limits:
        checks.append(f"pa.Check.isin({limits['enum']!r})")
    if "minimum" in limits:
        checks.append(f"pa.Check.ge({limits['minimum']!r})")
    if "maximum" in limits:
        checks.append(f"pa.Check.le({limits['maximum']!r})")
    return (
        f"pa.Column({_TYPES[field.type]}, [{', '.join(checks)}], nullable={not field.required}, "
        f"required=False, title={field.title!r})"
    )
