"""The JSON report keeps its published contract."""

from __future__ import annotations

import io
import json
from pathlib import Path

import fake_source as fake
import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from validator.findings.models import Share
from validator.reports import write

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "format-json.schema.json").read_text("utf-8"))


def written(source: fake.FakeSource) -> str:
    handle = io.StringIO()
    assert write("json", source, handle) == []
    return handle.getvalue()


def test_it_obeys_its_schema():
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(written(fake.source())))


@pytest.mark.parametrize("key", ["root", "cells", "severity"])
def test_the_schema_notices_a_missing_key(key):
    report = json.loads(written(fake.source()))
    del report["findings"][0][key]
    assert not Draft202012Validator(SCHEMA).is_valid(report)


def assert_keys(schema: dict, value: dict) -> None:
    schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    if "required" in schema:
        assert list(value) == list(schema["properties"])
        for key, part in schema["properties"].items():
            for item in value[key] if part.get("type") == "array" else [value[key]]:
                if isinstance(item, dict):
                    assert_keys(part.get("items", part), item)


def test_keys_are_those_of_the_schema_in_its_order():
    assert_keys(SCHEMA, json.loads(written(fake.source())))


def test_findings_come_one_a_line_in_the_order_of_the_source():
    source = fake.source(members=40)
    lines = written(source).splitlines()
    found = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"id"')]
    assert [f["id"] for f in found] == [f.id for f in source.findings]


def test_an_empty_check_is_a_report_too():
    report = json.loads(written(fake.FakeSource((), ())))
    Draft202012Validator(SCHEMA).validate(report)
    assert (report["files"], report["villages"], report["findings"]) == ([], [], [])


def test_scores():
    village = replace(fake.village(fake.CODE, "Pematang", ()), completeness=Share(2, 3), coverage=Share(7, 10))
    found = json.loads(written(fake.FakeSource((), (village,))))["villages"][0]
    assert found["completeness"] == {"percent": 66.6, "filled": 2, "expected": 3}
    assert found["coverage"] == {"percent": 70.0, "asked": 10, "not_checkable": 3}
    assert found["accuracy"] == {"percent": None, "right": 0, "filled": 0}


def test_a_file_holds_the_same_bytes_each_time(tmp_path):
    first, second = tmp_path / "a" / "r.json", tmp_path / "b.json"
    assert write("json", fake.source(), first) == [first]
    write("json", fake.source(), second)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"]\n}\n")
    assert "“Nma”" in json.dumps(fake.source().files[0].sheets[0].notes, ensure_ascii=False)


def test_text_is_utf8_and_odd_file_names_stay_valid(tmp_path):
    odd = replace(fake.LAND, file="ekspor/\udcff.xls", message="Luas ≥ 10 ha")
    path = tmp_path / "r.json"
    write("json", fake.FakeSource((odd,), ()), path)
    assert "Luas ≥ 10 ha" in path.read_text("utf-8")
    assert json.loads(path.read_text("utf-8"))["findings"][0]["file"] == "ekspor/\udcff.xls"
