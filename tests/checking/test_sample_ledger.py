"""Every seeded mistake of the samples is found at its cell, nothing else is found, and the clean village is clean."""

from __future__ import annotations

from functools import cache

import pytest

from tests.checking.sample_support import CARRIED, LEDGER, MUARA_JAYA, PEMATANG, PUTAT_BASIUN, checked, name
from validator.findings.models import Finding

MISSING_FORM, COPIED_FORM = "GEN-022", "YOY-001"


@cache
def known() -> set[str]:
    return {rule.id for rule in checked("2026")._context.pack.rules}


@cache
def found() -> list[Finding]:
    return [f for years in (("2026",), ("2025", "2026")) for f in checked(*years).iter_findings()]


def rules_at(line: dict[str, str]) -> set[str]:
    cell = line["marked"] or line["cell"]
    return {f.rule for f in found() if name(f.file) == name(line["file"]) and cell in f.cells}


@pytest.mark.parametrize(
    "line",
    [line for line in LEDGER if line["rule"] not in (MISSING_FORM, COPIED_FORM)],
    ids=lambda line: f"{line['rule']}-{line['village']}-{line['cell']}",
)
def test_seeded_mistake_is_found_at_its_cell(line):
    assert line["rule"] in rules_at(line)


@pytest.mark.parametrize(
    "line", [line for line in LEDGER if line["rule"] == MISSING_FORM], ids=lambda line: line["sheet"]
)
def test_form_that_is_missing_is_named(line):
    result = checked("2025", "2026")
    title = result._context.pack.tables[line["sheet"].removeprefix("grid_")].title
    assert title in checked("2026").village(line["village"]).missing
    assert not any(title in v.missing for v in result.villages if v.code == PEMATANG)


@pytest.mark.parametrize(
    "line", [line for line in LEDGER if line["rule"] == COPIED_FORM], ids=lambda line: line["cell"]
)
def test_form_copied_from_last_year_is_found_by_its_rule_or_its_consequences(line):
    expected = {line["rule"]} & known() or set(line["also"].split()) & known()
    form = {f.rule for f in found() if f.village == line["village"]}
    assert expected
    assert expected <= form


def test_nothing_is_found_that_was_not_seeded():
    at = {(name(line["file"]), line["rule"], line["marked"] or line["cell"]) for line in LEDGER}
    also = {(line["village"], rule) for line in LEDGER for rule in line["also"].split()}
    extra = {
        (f.village, f.rule, f.table, f.cells)
        for f in found()
        if not any((name(f.file), f.rule, cell) in at for cell in f.cells)
        and (f.village, f.rule) not in also
        and not ((f.village, f.table) in CARRIED and "/2025/" in f.file)
    }
    assert extra == set()


def test_clean_village_has_no_error_and_next_to_no_warning():
    for result in (checked("2026"), checked("2025", "2026")):
        village = result.village(PEMATANG)
        assert village.counts["error"] == 0
        assert village.counts["warning"] <= 1
        assert village.accuracy.percent == 100
        sent = {s.table_title for f in result.files for s in f.sheets if s.village == PEMATANG}
        assert len(sent) >= 25
        assert not sent & set(village.missing)


def test_clean_year_before_is_clean_in_every_village():
    for village in checked("2025").villages:
        assert (village.year, village.counts["error"]) == (2025, 0)
        assert village.counts["warning"] <= 1


def test_villages_with_mistakes_show_them_in_their_scores():
    result = checked("2026")
    for code in (PUTAT_BASIUN, MUARA_JAYA):
        assert result.village(code).counts["error"] >= 20
        assert result.village(code).accuracy.percent < 100
    assert result.worst() == "error"
