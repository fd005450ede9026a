"""The peer: frictionless judges the cells of the samples by the exported schemas as the engine does."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import pandas as pd
import pytest

from tests.support.samples import checked
from validator.findings.table_files import as_found
from validator.nightly.crosscheck import compared
from validator.pack.export import table_schema
from validator.pack.export.patterns import always_required
from validator.pack.loading import load_pack

pytestmark = pytest.mark.skipif(find_spec("frictionless") is None, reason="frictionless is not installed")

PACK = load_pack()
CONSTRAINTS = {"required": "blank", "enum": "enum", "pattern": "enum", "minimum": "minimum", "maximum": "maximum"}


@pytest.fixture(scope="module", params=["2025", "2026", "opensid"])
def folder(request):
    return request.param


def test_every_cell_is_judged_alike(folder):
    frames = checked(folder).frames
    for name in frames.tables:
        table = PACK.tables[name]
        seen = as_found(frames.rows(name), frames.cells(name), table)
        for source, part in seen.groupby("_src"):
            columns = frames.present(source)
            ours = set(_of_the_engine(folder, table, part.index, columns))
            theirs = set(_of_frictionless(table, part, columns))
            assert ours == theirs, (name, ours ^ theirs)


def test_the_samples_break_constraints_of_each_kind():
    kinds = set()
    for folder in ("2025", "2026"):
        for name in checked(folder).frames.tables:
            kinds |= {kind for _, _, kind in _broken(folder, name)}
    assert {"type", "enum", "minimum"} <= kinds


@cache
def _broken(folder, name):
    return list(compared(checked(folder).frames, PACK.tables[name], PACK.codelists)[0])


def _of_the_engine(folder, table, rows, columns):
    """Broken constraints that a Table Schema can express: not optional blanks, or keys."""
    for row, field, kind in _broken(folder, table.name):
        if row in rows and field in columns:
            declared = table.field(field)
            if kind != "blank" or always_required(declared):
                yield row, field, kind


def _of_frictionless(table, part, columns):
    import frictionless

    schema = table_schema(table, PACK.codelists)
    schema.pop("primaryKey", None)
    schema["fields"] = [field for field in schema["fields"] if field["name"] in columns]
    names = [field["name"] for field in schema["fields"]]
    rows = [[_written(value) for value in row] for row in part[names].itertuples(index=False)]
    resource = frictionless.Resource(data=[names, *rows], schema=frictionless.Schema.from_descriptor(schema))
    report = resource.validate(limit_errors=10_000)
    for number, field, kind, note in report.flatten(["rowNumber", "fieldName", "type", "note"]):
        constraint = "type" if kind == "type-error" else next(c for c in CONSTRAINTS if f'"{c}' in note)
        yield part.index[number - 2], field, CONSTRAINTS.get(constraint, constraint)


def _written(value):
    """A value as a CSV holds it."""
    if pd.isna(value):
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
