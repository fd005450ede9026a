"""Few rows are answered in lists and put together in Python, many where they are: both say the same."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.checking.sample_support import SAMPLES, TODAY
from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator import check
from validator.engine import evaluation
from validator.pack.models import Field

HOUSES = replace(
    LAND,
    name="rumah",
    title="Rumah Contoh",
    menu="Potensi > Rumah Contoh",
    fields=(Field("rumah", "Jumlah Rumah", "number"), Field("sawah", "Sawah"), Field("kota", "Nama Kota")),
)


def both(monkeypatch, work):
    """What `work` finds with the few rows it has, and as if they were many."""
    few = work()
    monkeypatch.setattr(evaluation, "FEW", -1)
    return few, work()


def answers(result):
    return set(result._context.run.outcomes), [(f.id, f.rule, f.values, f.root) for f in result.iter_findings()]


def test_the_samples_are_answered_the_same(monkeypatch):
    few, many = both(monkeypatch, lambda: answers(check(SAMPLES / "2026", date=TODAY)))
    assert few == many
    assert len(few[1]) > 100


@pytest.mark.parametrize(
    ("assert_", "broken"),
    [
        ("sawah <> '7'", {"lahan", "rumah"}),  # a number here, a text there: each by its own type
        ("sawah IS NULL", {"lahan", "rumah"}),
        ("_village = '1'", {"lahan", "rumah"}),
        ("_known_village", set()),
    ],
)
def test_a_rule_of_all_tables_means_what_it_means_in_each(monkeypatch, assert_, broken):
    pack = pack_of(rule("X-1", assert_, "*"), rule("X-2", "jumlah = 2"), tables=(LAND, HOUSES))
    houses = pd.DataFrame({"rumah": [1], "sawah": ["7"], "kota": ["Kota Contoh"]})
    few, many = both(monkeypatch, lambda: asked(pack, lahan=land(sawah=[7]), rumah=houses))
    for result in (few, many):
        assert {f.table for f in result.iter_findings() if f.rule == "X-1"} == broken
        assert [f.table for f in result.iter_findings() if f.rule == "X-2"] == ["lahan"]


def test_a_sheet_without_the_fields_of_a_rule_of_all_tables_is_not_asked(monkeypatch):
    pack = pack_of(rule("X-1", "sawah IS NULL", "*"), tables=(LAND, HOUSES))
    houses = pd.DataFrame({"rumah": [1], "kota": ["Kota Contoh"]})
    few, many = both(monkeypatch, lambda: asked(pack, lahan=land(sawah=[7]), rumah=houses))
    for result in (few, many):
        assert [f.table for f in result.iter_findings()] == ["lahan"]
        assert result.villages[0].coverage.whole == 1
