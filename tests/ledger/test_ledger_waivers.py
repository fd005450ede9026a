"""Waivers: read with line numbers, applied, counted, and gone on the day after their expiry."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ledger_support import JAYA, PUTAT, exported, finding, full, night, seen, states
from msgspec.structs import replace

from validator.ledger import waiver_files
from validator.ledger.waiver_files import WaiverError, lint_waivers, load_waivers
from validator.ledger.waivers import Waiver, apply_waivers
from validator.pack.errors import DeclarationError

A, B = finding("a"), finding("b")
WAIVER = Waiver(
    "POT-004", PUTAT, "a", (), "Batas dusun masih sengketa.", "Sekretaris Desa", "Berita acara 12/2026", night(3)
)
FILE = """\
- rule: POT-004
  village: "63.11.03.2021"
  record: a
  reason: Batas dusun masih sengketa.
  who: Sekretaris Desa
  evidence: Berita acara 12/2026
  expiry: 2026-11-03
"""


def written(tmp_path, text):
    path = tmp_path / "pengecualian.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_waiver_excludes_its_finding_until_the_day_of_its_expiry():
    for day, kept in ((night(3), (B,)), (night(4), (A, B))):
        waived = apply_waivers([A, B], [WAIVER], day)
        assert waived.kept == kept
        assert waived.expired == (() if len(kept) == 1 else (WAIVER,))
    assert apply_waivers([A], [WAIVER], night(1)).excluded == ((A, WAIVER),)


@pytest.mark.parametrize("other", [{"rule": "POT-009"}, {"village": JAYA}, {"id": "b"}])
def test_rule_village_and_record_must_all_agree(other):
    waived = apply_waivers([A], [replace(WAIVER, **other)], night(1))
    assert (waived.kept, len(waived.unused)) == ((A,), 1)


def test_a_record_can_be_named_by_its_values():
    meant = replace(WAIVER, id="", values=(("luas", "12,5"),))
    assert meant.covers(A)
    assert not meant.covers(replace(A, values={"luas": "13"}))
    assert not meant.covers(replace(A, values={}))


def test_the_file_is_read(tmp_path):
    assert load_waivers(written(tmp_path, FILE), ["POT-004"]) == (WAIVER,)
    values = FILE.replace("record: a", 'record: {luas: "12,5"}')
    assert load_waivers(written(tmp_path, values))[0].values == (("luas", "12,5"),)
    assert load_waivers(written(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        ("rule: POT-004", "rule: POT-040", 1, "POT-040 tidak dikenal"),
        ("63.11.03.2021", "63.11.03", 2, "tidak berbentuk"),
        ("  reason: Batas dusun masih sengketa.\n", "", 1, "reason"),
        ("who:", "siapa:", 5, "siapa"),
        ("2026-11-03", "2026-13-03", 7, "kalender"),
        ("2026-11-03", '"2026-02-30"', 7, "kalender"),
        ("2026-11-03", "besok", 7, "tidak berbentuk"),
        ("record: a", "record: {}", 3, "Paling sedikit"),
        ("record: a", 'record: {nik: "6311030802719007"}', 3, "NIK"),
        ("Berita acara", "KK 6311030802719007", 6, "NIK"),
        ("record: a", "record: [a", 4, "YAML"),
        ("- rule", "rule", 1, "daftar"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, was, now, line, said):
    assert was in FILE
    text = FILE.replace(was, now)
    path = written(tmp_path, text.replace("\n  ", "\n") if now == "rule" else text)
    problems = lint_waivers(path, ["POT-004"])
    assert any(p.line == line and said in p.message for p in problems), problems
    with pytest.raises(WaiverError, match=f"pengecualian.yml:{line}"):
        load_waivers(path, ["POT-004"])


def test_the_same_finding_twice_is_a_mistake(tmp_path):
    (problem,) = lint_waivers(written(tmp_path, FILE + FILE.replace("2026-11-03", "2026-12-03")))
    assert (problem.line, problem.code) == (8, "duplicate")


def test_the_error_is_one_of_declarations():
    assert issubclass(WaiverError, DeclarationError)


def test_the_schema_is_valid_and_so_are_its_examples():
    schema = json.loads(Path(f"{waiver_files.SHAPE}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for example in schema["examples"]:
        jsonschema.validate(example, schema)


def test_waived_findings_are_counted_apart_and_come_back(ledger):
    reports = [ledger.record(seen(A, B), night(1), waivers=[WAIVER])]
    assert states(ledger.history(PUTAT)) == {"a": "dikecualikan", "b": "baru"}
    reports += [ledger.record(seen(A, B), night(n), waivers=[WAIVER]) for n in (2, 3, 4)]
    counts = [(v.error, v.waived, v.new, v.returned, v.new_error) for r in reports for v in r.villages]
    assert counts == [(1, 1, 1, 0, 1), (1, 1, 0, 0, 0), (1, 1, 0, 0, 0), (2, 0, 0, 1, 1)]
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada", "b": "masih_ada"}
    diff = ledger.diff(night(3), night(4))
    assert {c.id: c.state for c in diff.changes} == {"a": "masih_ada"}
    assert (diff.counts[PUTAT]["masih_ada"], diff.counts[PUTAT]["dikecualikan"]) == (2, 0)


def test_a_waiver_given_later_changes_the_state(ledger):
    ledger.record(seen(A), night(1))
    ledger.record(seen(A), night(2), waivers=[WAIVER])
    diff = ledger.diff(night(1), night(2))
    assert {c.id: c.state for c in diff.changes} == {"a": "dikecualikan"}
    assert diff.counts[PUTAT] == {"baru": 0, "masih_ada": 0, "selesai": 0, "kambuh": 0, "dikecualikan": 1}


def test_a_waived_finding_that_is_mended_is_solved(ledger):
    ledger.record(seen(A), night(1), waivers=[WAIVER])
    report = ledger.record(seen(), night(2), waivers=[WAIVER])
    assert (report.villages[0].solved, report.villages[0].waived) == (1, 0)
    assert states(ledger.history(PUTAT)) == {"a": "selesai"}


def test_a_waiver_holds_while_its_form_is_missing_but_not_beyond_its_expiry(ledger):
    came = full(PUTAT, JAYA)
    ledger.record(seen(A, came=came), night(1), waivers=[WAIVER])
    ledger.record(seen(came=full(JAYA)), night(2), waivers=[WAIVER])
    assert states(ledger.history(PUTAT)) == {"a": "dikecualikan"}
    report = ledger.record(seen(came=full(JAYA)), night(4), waivers=[WAIVER])
    assert states(ledger.history(PUTAT)) == {"a": "masih_ada"}
    assert [v.open_ for v in report.absent] == [1]


def test_waivers_are_part_of_the_input_of_a_night(ledger):
    ledger.record(seen(A), night(1))
    before = exported(ledger)
    assert ledger.record(seen(A), night(1), waivers=[WAIVER]).recorded == "diganti"
    assert ledger.record(seen(A), night(1), waivers=[WAIVER]).recorded == "tidak berubah"
    assert ledger.record(seen(A), night(1)).recorded == "diganti"
    assert exported(ledger) == before
