"""What compares villages, or years of one, is not made for a run of fewer; what needs it stays unanswered."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.engine import evaluation
from validator.pack.errors import DeclarationError
from validator.pack.models import Derived, Field

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
        monkeypatch.setattr(evaluation, "FEW", -1)


@pytest.mark.usefixtures("_rows")
def test_what_needs_it_is_unanswered_for_one_village_and_asked_for_two():
    pack = of(rule("X-1", "tertinggi.tertinggi < 5", **BESIDE))
    alone = asked(pack, lahan=villages("6311032021"))
    assert list(alone.iter_findings()) == []
    assert [said.rule for said in alone.villages[0].not_checkable] == ["X-1"]
    assert alone._context.run.idle == {"tertinggi", "previous"}
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


LAST = Derived(
    "lalu",
    "Tahun lalu",
    "select kini._village, kini._year, lalu.jumlah from lahan as kini join lahan as lalu "
    "on lalu._village = kini._village and lalu._year = kini._year - 1",
    ("lahan",),
    years=2,
)
AGO = (
    rule("X-1", "jumlah <= lalu.jumlah", with_=("lalu",), show={"dahulu": "lalu.jumlah"}),
    rule("X-2", "jumlah <= previous.jumlah", with_=("previous",), show={"dahulu": "previous.jumlah"}),
)


def years(*of_villages):
    """Frames of (village, year, number)."""
    dated = replace(CODED, fields=(*CODED.fields, Field("tahun", "Tahun", "year", expected=False)))
    frames = [land(jumlah=[n]).assign(**{"Kode Desa": code, "Tahun": year}) for code, year, n in of_villages]
    return dated, pd.concat(frames)


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("others", [(), (("6311032014", 2026, 9),)])
def test_what_needs_the_year_before_is_unanswered_for_one_year(others):
    table, frame = years(("6311032021", 2026, 5), *others)
    pack = replace(pack_of(*AGO, tables=(table,)), derived={LAST.name: LAST})
    result = asked(pack, lahan=frame)
    assert list(result.iter_findings()) == []
    for village in result.villages:
        assert [said.rule for said in village.not_checkable] == ["X-1", "X-2"]
    assert result._context.run.idle == {"lalu", "previous"}


@pytest.mark.usefixtures("_rows")
def test_it_is_asked_of_the_village_that_has_two_years():
    table, frame = years(("6311032021", 2025, 4), ("6311032021", 2026, 5), ("6311032014", 2026, 9))
    pack = replace(pack_of(*AGO, tables=(table,)), derived={LAST.name: LAST})
    result = asked(pack, lahan=frame)
    assert [(f.rule, f.village, f.values["dahulu"]) for f in result.iter_findings()] == [
        ("X-1", "6311032021", "4"),
        ("X-2", "6311032021", "4"),
    ]
    assert not result._context.run.idle


@pytest.mark.usefixtures("_rows")
def test_what_it_shows_of_the_year_before_is_empty_where_the_rule_is_broken_without_it():
    broken = rule("X-1", "coalesce(previous.jumlah, 0) = 5", with_=("previous",), show={"dahulu": "previous.jumlah"})
    table, frame = years(("6311032021", 2026, 5))
    (finding,) = asked(pack_of(broken, tables=(table,)), lahan=frame).iter_findings()
    assert finding.values["dahulu"] == "(kosong)"


OTHER = replace(LAND, name="lain", title="Lain", aliases=())


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize(
    "sql",
    [
        "lower(previous.catatan) = 'a'",
        "lower(lain.catatan) = 'a'",
        "lain.jumlah + jumlah > 3",
        "year(previous._date) < 2000",
        "year(lain._date) < 2000",
    ],
)
def test_what_did_not_come_in_keeps_its_types(sql):
    asked_of = rule("X-1", sql, with_=("previous" if "previous" in sql else "lain",))
    table, frame = years(("6311032021", 2026, 5))
    result = asked(pack_of(asked_of, tables=(table, OTHER)), lahan=frame)
    assert list(result.iter_findings()) == []
    assert [said.rule for said in result.villages[0].not_checkable if said.rule == "X-1"] == ["X-1"]


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("name", ["previous", "lain"])
def test_a_field_that_no_table_has_is_named_although_the_table_did_not_come_in(name):
    table, frame = years(("6311032021", 2026, 5))
    pack = pack_of(rule("X-1", f"{name}.tidak_ada = 1", with_=(name,)), tables=(table, OTHER))
    with pytest.raises(DeclarationError, match=rf"{name}\.tidak_ada"):
        asked(pack, lahan=frame)
