"""`--format json`: valid by the published schema, the same bytes in two processes, and complete."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import jsonschema
import pytest

from tests.checking.sample_support import SAMPLES, checked

SCHEMA = json.loads((SAMPLES.parent / "docs/format-json.schema.json").read_text("utf-8"))


def run(seed: str, *more: str) -> bytes:
    command = [sys.executable, "-c", "from validator.cli import main; main()", "check", "samples/2026"]
    options = ["--date", "2026-11-24", "--format", "json", "--fail-on", "never", *more]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([*command, *options], capture_output=True, cwd=SAMPLES.parent, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.fixture(scope="module")
def output() -> bytes:
    return run("1")


@pytest.fixture(scope="module")
def document(output):
    return json.loads(output)


def test_output_is_valid_by_the_published_schema(document):
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(document)] == []


def test_two_processes_write_the_same_bytes(output):
    assert run("2") == output


def test_the_contract_names_these_keys(document):
    assert document.keys() >= {"format_version", "tool", "rules", "reference_date", "files", "villages", "findings"}
    assert document["files"][0].keys() >= {"path", "sha256", "status", "reason", "sheets"}
    sheet = {"name", "table", "village", "year", "header_row", "rows_read", "rows_checked", "left_out"}
    assert document["files"][0]["sheets"][0].keys() >= sheet
    village = {"code", "name", "district", "regency", "completeness", "accuracy", "coverage", "counts"}
    assert document["villages"][0].keys() >= village
    finding = "id rule severity dimension village year table file sheet row columns headers cells values message why"
    assert document["findings"][0].keys() >= {*finding.split(), "fix", "menu", "documents", "role", "basis", "root"}


def test_it_holds_every_finding_and_village(document):
    result = checked("2026")
    assert {f["id"] for f in document["findings"]} == {f.id for f in result.iter_findings()}
    assert [v["code"] for v in document["villages"]] == [v.code for v in result.villages]
    assert [f["sha256"] for f in document["files"]] == [f.sha256 for f in result.files]
    for village in document["villages"]:
        own = [f for f in document["findings"] if f["village"] == village["code"]]
        for severity, count in village["counts"].items():
            assert count == sum(f["severity"] == severity for f in own)


def test_books_and_roots_fit_together(document):
    ids = {f["id"] for f in document["findings"]}
    assert all(f["root"] in ids for f in document["findings"] if f["root"])
    for file in document["files"]:
        for sheet in file["sheets"]:
            assert sheet["rows_read"] == sheet["rows_checked"] + len(sheet["left_out"])


def test_the_schema_refuses_what_is_wrong(document):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for key in ("format_version", "findings", "reference_date"):
        assert not validator.is_valid({k: v for k, v in document.items() if k != key})
    assert not validator.is_valid({**document, "findings": [{**document["findings"][0], "severity": "gawat"}]})
