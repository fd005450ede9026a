"""Exported schemas find in the samples, cell for cell, what the product finds: each with the library it is for."""

from __future__ import annotations

import json
import types
from collections import Counter
from datetime import date
from functools import cache

import jsonschema
import pandas as pd
import pytest

from tests.checking.sample_support import SAMPLES, checked
from validator.cells.values import Codes, parse
from validator.findings.table_files import as_found, canonical_texts, write_table
from validator.pack.export import pandera_source, record_schema, table_schema
from validator.pack.export.patterns import always_required
from validator.pack.loading import load_pack
from validator.readers import read_file
from validator.readers.texts import text_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
PACK = load_pack()
ROWS = 40
"""So many members of a village are asked, and all of whom something is wrong."""
FOLDERS = ["2025", "2026", "opensid"]


class Part:
    """The rows of one sheet that were checked, as the file has them, and the cells that the product finds wrong."""

    def __init__(self, frames, table, number, rows, sheet):
        source = frames._context.sources[number]
        self.table, self.source = table, source
        own = rows[rows["_src"] == number]
        line_of = dict(zip(own["_row"], own["_line"].tolist(), strict=True))
        found = frames.cells(table.name)
        found = found[found["_row"].isin(line_of)]
        self.wrong = {
            (line_of[row], name)
            for row, name, problem in zip(found["_row"], found["field"], found["problem"], strict=True)
            if problem != "blank" or always_required(table.field(name))
        }
        all_lines = list(line_of.values())
        self.lines = sorted({*all_lines[:ROWS], *(line for line, _ in self.wrong)})
        self.fields = [name for name in source.columns if name in table.names]
        at = [source.columns[name] for name in self.fields]
        self.cells = [[_at(sheet.rows[line - 1], column) for column in at] for line in self.lines]
        self.labels = [source.headers[name] for name in self.fields]

    @property
    def texts(self):
        return [[text_of(cell) for cell in row] for row in self.cells]

    @property
    def wrong_as_text(self):
        """What the product finds where each cell is the text that a spreadsheet shows of it."""
        judged = [(name, self.table.field(name), codes_of(self.table.field(name).codelist)) for name in self.fields]
        found = set()
        for line, row in zip(self.lines, self.texts, strict=True):
            for text, (name, field, codes) in zip(row, judged, strict=True):
                problem = parse(text, field, codes).problem
                if problem and (problem != "blank" or always_required(field)):
                    found.add((line, name))
        return found


def _at(row, column):
    return row[column] if column < len(row) else None


@cache
def codes_of(name):
    return Codes.of(PACK.codelists[name]) if name else None


@cache
def parts(folder):
    frames = checked(folder).frames
    sheets = {
        (f.path, s.name): s for p in sorted((SAMPLES / folder).rglob("*.*")) for f in read_file(p) for s in f.sheets
    }
    found = []
    for name in frames.tables:
        rows = frames.rows(name)
        for number in sorted(set(rows["_src"])):
            source = frames._context.sources[number]
            found.append(Part(frames, PACK.tables[name], number, rows, sheets[source.file, source.sheet]))
    return found


@cache
def pandera_schema(name, form="export"):
    module = types.ModuleType(name)
    exec(compile(pandera_source(PACK.tables[name], PACK.codelists, form), name, "exec"), module.__dict__)
    return module.schema


def broken_for_pandera(schema, frame):
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        return set(zip(cases["index"], cases["column"], strict=True))
    return set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_pandera_by_label_and_by_name_typed_and_as_text(folder):
    pytest.importorskip("pandera", reason="pandera is not installed")
    for part in parts(folder):
        schema = pandera_schema(part.table.name)
        for columns in {"2026": ([label.upper() for label in part.labels], part.fields)}.get(folder, (part.labels,)):
            frame = pd.DataFrame(part.cells, index=part.lines, columns=columns, dtype=object)
            assert broken_for_pandera(schema, frame) == part.wrong, (part.source.file, columns)
        frame = pd.DataFrame(part.texts, index=part.lines, columns=part.labels, dtype="str")
        assert broken_for_pandera(schema, frame) == part.wrong_as_text, part.source.file


@pytest.mark.parametrize(("folder", "columns"), [("2025", "label"), ("2026", "name"), ("opensid", "label")])
def test_frictionless_over_texts(folder, columns):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    for part in parts(folder):
        descriptor = table_schema(part.table, PACK.codelists, "export", columns)
        by_field = {field["field"]: field for field in descriptor["fields"]}
        descriptor["fields"] = [by_field[name] for name in part.fields]
        header = part.labels if columns == "label" else part.fields
        resource = frictionless.Resource(
            data=[header, *part.texts], schema=frictionless.Schema.from_descriptor(descriptor)
        )
        report = resource.validate(limit_errors=100_000)
        errors = report.flatten(["rowNumber", "fieldNumber", "type"])
        cells = {(part.lines[r - 2], part.fields[f - 1]) for r, f, kind in errors if r and kind != "blank-row"}
        assert cells == part.wrong_as_text, part.source.file


@pytest.mark.parametrize("folder", ["2026", "opensid"])
def test_json_schema_by_label_and_by_name(folder):
    for part in parts(folder):
        validator = jsonschema.Draft202012Validator(record_schema(part.table, PACK.codelists, "export"))
        for keys in (part.labels, part.fields) if part.table.layout != "records" else (part.labels,):
            names = dict(zip(keys, part.fields, strict=True))
            found = set()
            for line, row in zip(part.lines, part.cells, strict=True):
                record = {k: text_of(c) if isinstance(c, date) else c for k, c in zip(keys, row, strict=True)}
                found |= {(line, names[error.path[0]]) for error in validator.iter_errors(record)}
            assert found == part.wrong, part.source.file


def broken_by_the_engine(frames, table):
    """Cells without a value that is right, by number of the row in the table's file."""
    place = {row: number for number, row in enumerate(frames.rows(table.name)["_row"])}
    rows = frames.rows(table.name).set_index("_row")
    cells = frames.cells(table.name)
    for row, name, problem in zip(cells["_row"], cells["field"], cells["problem"], strict=True):
        field = table.field(name)
        if problem == "blank":
            counts = always_required(field)
        else:
            counts = problem in ("minimum", "maximum") or (
                pd.isna(rows.at[row, name]) and (field.type != "string" or field.codelist)
            )
        if row in place and counts:
            yield place[row], name


@pytest.mark.parametrize("folder", ["2026", "opensid"])
def test_typed_tables_are_what_their_schemas_describe(folder, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    pytest.importorskip("pandera", reason="pandera is not installed")
    frames = checked(folder).frames
    for name in frames.tables:
        table = PACK.tables[name]
        write_table(frames, table, tmp_path)
        expected = set(broken_by_the_engine(frames, table))
        texts = pd.read_csv(tmp_path / f"{name}.csv", dtype=str)
        assert broken_for_pandera(pandera_schema(name, "table"), texts) == expected, name
        schema = frictionless.Schema.from_descriptor(table_schema(table, PACK.codelists))
        resource = frictionless.Resource(path=f"{name}.csv", basepath=str(tmp_path), schema=schema)
        report = resource.validate(limit_errors=100_000)
        errors = report.flatten(["rowNumber", "fieldName", "type"])
        assert {(r - 2, f) for r, f, kind in errors if kind != "primary-key"} == expected, name


def test_typed_tables_in_json(tmp_path):
    """Numbers as numbers, what is no number as text."""
    frames = checked("2026").frames
    for name in frames.tables:
        table = PACK.tables[name]
        validator = jsonschema.Draft202012Validator(record_schema(table, PACK.codelists))
        seen = as_found(frames.rows(name), frames.cells(name), table)
        texts = canonical_texts(seen, table)
        found = set()
        for number, row in enumerate(texts.index):
            record = {field: _json(seen.at[row, field], texts.at[row, field]) for field in table.names}
            found |= {(number, error.path[0]) for error in validator.iter_errors(json.loads(json.dumps(record)))}
        assert found == set(broken_by_the_engine(frames, table)), name


def _json(value, text):
    if isinstance(value, str) or hasattr(value, "strftime") or not text:
        return text or None
    return float(value) if value != int(value) else int(value)


def test_the_samples_break_schemas_in_many_ways():
    kinds = Counter(
        part.table.field(name).type for folder in FOLDERS for part in parts(folder) for _, name in part.wrong
    )
    assert {"string", "integer", "number", "date"} <= set(kinds)


def test_days_are_read_day_first():
    pytest.importorskip("pandera", reason="pandera is not installed")
    typed = pandera_schema("t45").validate(pd.DataFrame({"Tanggal": ["07/03/2026"], "laki_laki": ["1.234"]}))
    assert typed["tanggal"].tolist() == [pd.Timestamp("2026-03-07")]
    assert typed["laki_laki"].tolist() == [1234]
