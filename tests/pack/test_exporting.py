"""Exported schemas are accepted by the tools they are for, and say what the declarations say."""

from __future__ import annotations

import json

import jsonschema
import openpyxl
import pytest

from validator.pack.export import pandera_source, record_schema, table_schema, write_template
from validator.pack.export.frictionless import PLACES
from validator.pack.loading import load_pack

PACK = load_pack()
TABLES = list(PACK.tables.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_table_schemas_name_every_field_once(table):
    schema = table_schema(table, PACK.codelists)
    names = [field["name"] for field in schema["fields"]]
    assert names == [*PLACES, *table.names]
    assert len(set(names)) == len(names)
    assert set(schema.get("primaryKey", [])) <= set(names)
    assert json.loads(json.dumps(schema)) == schema


def test_frictionless_accepts_the_schemas():
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    for table in TABLES:
        for form, columns in (("table", "name"), ("export", "name"), ("export", "label")):
            descriptor = table_schema(table, PACK.codelists, form, columns)
            assert frictionless.Schema.validate_descriptor(descriptor).valid, table.name
            names = [field["name"] for field in descriptor["fields"]]
            assert len(set(names)) == len(names)


def test_json_schema_judges_records():
    schema = record_schema(PACK.tables["t45"], PACK.codelists)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({"luas_desa": 5, "laki_laki": 10, "perempuan": None})
    assert not validator.is_valid({"luas_desa": 5, "laki_laki": -1})
    assert not validator.is_valid({"luas_desa": 5, "laki_laki": 1.5})


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_pandera_source_is_python(table):
    source = pandera_source(table, PACK.codelists)
    compile(source, table.name, "exec")
    assert all(f"{name!r}:" in source for name in table.names)


def test_templates_offer_the_answers_of_code_lists(tmp_path):
    path = tmp_path / "t49.xlsx"
    write_template(PACK.tables["t49"], PACK.codelists, path)
    book = openpyxl.load_workbook(path)
    sheet = book["t49"]
    assert [cell.value for cell in sheet[1]] == [f.title for f in PACK.tables["t49"].fields]
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert lists
    column = [f.name for f in PACK.tables["t49"].fields].index("agama") + 1
    labels = [
        cell.value for row in book["Pilihan"].iter_rows(min_col=column, max_col=column) for cell in row if cell.value
    ]
    assert labels == [item.label for item in PACK.codelists[PACK.tables["t49"].field("agama").codelist].items]
