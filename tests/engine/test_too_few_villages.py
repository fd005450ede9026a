"""A derived table that compares villages is not made for a run of fewer; what needs it stays unanswered."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.declarations.models import Derived, Field
from validator.engine import running

CODED = replace(LAND, fields=(*LAND.fields, Field("kode_desa", "Kode Desa", identifier=True, expected=False)))
SQL = """
select _village, _year, min(_row) as _row, bool_or(_review) as _review, max(jumlah) as tertinggi
from lahan
group by all
"""
HIGHEST = Derived("tertinggi", "Tertinggi", SQL, ("lahan",), locates="lahan", villages=2)
BESIDE = {"with_": ("tertinggi",), "show": {"tinggi": "tertinggi.tertinggi"}}


def of(*rules, derived=(HIGHEST,)):
    return replace(pack_of(*rules, tables=(CODED,)), derived={d.name: d for d in derived})


def villages(*codes):
    return pd.concat([land(jumlah=[5]).assign(**{"Kode Desa": code}) for code in codes])


@pytest.fixture(params=["few", "many"])
def _rows(request, monkeypatch):
    if request.param == "many":
        monkeypatch.setattr(running, "FEW", -1)


@pytest.mark.usefixtures("_rows")
def test_what_needs_it_is_unanswered_for_one_village_and_asked_for_two():
    pack = of(rule("X-1", "tertinggi.tertinggi < 5", **BESIDE))
    alone = asked(pack, lahan=villages("6311032021"))
    assert list(alone.iter_findings()) == []
    assert [said.rule for said in alone.villages[0].not_checkable] == ["X-1"]
    assert alone._context.run.idle == {"tertinggi"}
    both = asked(pack, lahan=villages("6311032021", "6311032014"))
    assert [f.values["tinggi"] for f in both.iter_findings()] == ["5", "5"]


@pytest.mark.usefixtures("_rows")
def test_what_it_shows_is_empty_where_the_rule_is_broken_without_it():
    pack = of(rule("X-1", "jumlah = 1 OR tertinggi.tertinggi < 5", when="jumlah = 5", **BESIDE))
    broken = of(rule("X-1", "coalesce(tertinggi.tertinggi, 9) < 5", **BESIDE))
    assert list(asked(pack, lahan=villages("6311032021")).iter_findings()) == []
    (finding,) = asked(broken, lahan=villages("6311032021")).iter_findings()
    assert finding.values["tinggi"] == "(kosong)"


@pytest.mark.usefixtures("_rows")
def test_it_is_made_for_what_is_asked_of_it_or_made_of_it():
    again = Derived("lagi", "Lagi", "select _village, _year, tertinggi from tertinggi", ("tertinggi",))
    pack = of(rule("X-1", "tertinggi < 5", "tertinggi"), derived=(HIGHEST,))
    assert [f.rule for f in asked(pack, lahan=villages("6311032021")).iter_findings()] == ["X-1"]
    pack = of(rule("X-2", "lagi.tertinggi < 5", with_=("lagi",)), derived=(HIGHEST, again))
    assert [f.rule for f in asked(pack, lahan=villages("6311032021")).iter_findings()] == ["X-2"]
