"""One mistake that breaks several rules is one root with its consequences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.findings.reading_order import in_reading_order
from validator.findings.roots import INFO, Settled, roots_of
from validator.pack.loading import load_pack
from validator.pack.models import Field, Table

TOTAL = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))
SMALL = rule("X-2", "jumlah < 400", severity="warning")
OTHER = rule("X-3", "sawah < 100", severity="warning")
PEOPLE = Table(
    "orang",
    "Orang Contoh",
    "DDK",
    "DDK > Orang",
    (Field("kunci", "Kunci Orang"), Field("lahir", "Tanggal Lahir Contoh", "date"), Field("umur", "Umur", "integer")),
    layout="records",
    key=("kunci",),
)


def roots(result) -> dict[str, str]:
    """Rule of the consequence -> rule of its root."""
    found = {f.id: f for f in result.iter_findings()}
    return {f.rule: found[f.root].rule for f in found.values() if f.root}


def test_wrong_total_is_the_root_of_what_it_breaks_besides():
    result = asked(pack_of(TOTAL, SMALL, OTHER), lahan=land(jumlah=[500], sawah=[300], ladang=[7]))
    assert {f.rule for f in result.iter_findings()} == {"X-1", "X-2", "X-3"}
    assert roots(result)["X-2"] == "X-1"


def test_unrelated_findings_are_roots_of_their_own():
    result = asked(pack_of(SMALL, OTHER), lahan=land(jumlah=[500], sawah=[300]))
    assert roots(result) == {}


def test_errors_come_before_warnings_as_roots():
    warning = rule("X-0", "jumlah < 100", severity="warning")
    error = rule("X-9", "jumlah < 100")
    assert roots(asked(pack_of(warning, error), lahan=land(jumlah=[500]))) == {"X-0": "X-9"}


def test_rows_of_a_form_have_roots_of_their_own():
    rows = Table("rinci", "Rincian Contoh", "Potensi", "", LAND.fields, layout="rows", key=("catatan",))
    rules = [rule("X-1", "jumlah < 9", table="rinci"), rule("X-2", "jumlah < 8", table="rinci", severity="warning")]
    result = asked(pack_of(*rules, tables=(rows,)), rinci=land(jumlah=[50, 60], catatan=["a", "b"]))
    found = {f.id: f for f in result.iter_findings()}
    assert sorted((f.row, found[f.root].row) for f in found.values() if f.root) == [(2, 2), (3, 3)]


def test_one_wrong_birth_date_is_one_root_for_each_member():
    import pandas as pd

    rules = [
        rule("X-1", "year(lahir) < 2020", "orang"),
        rule("X-2", "year(lahir) + umur < 2020", "orang", severity="info"),
    ]
    frame = pd.DataFrame(
        {"Kunci Orang": ["a", "b"], "Tanggal Lahir Contoh": ["01/02/2021", "01/02/2022"], "Umur": [4, 4]}, dtype=object
    )
    result = asked(pack_of(*rules, tables=(PEOPLE,)), orang=frame)
    found = {f.id: f for f in result.iter_findings()}
    assert sorted((f.row, f.rule, found[f.root].row, found[f.root].rule) for f in found.values() if f.root) == [
        (2, "X-2", 2, "X-1"),
        (3, "X-2", 3, "X-1"),
    ]


def test_unreadable_cell_is_the_root_of_totals_over_its_table():
    """As in a form of many rows whose sum is compared with another form."""
    import pandas as pd

    from tests.engine.engine_support import TODAY, VILLAGE
    from validator import check

    pack = load_pack()
    religions = pd.DataFrame([["Islam", "10", "10"], ["Kristen", "-3", "5"]])
    people = pd.DataFrame([["15", "15"]])
    people.columns = [pack.tables["t45"].field(n).title for n in ("laki_laki", "perempuan")]
    religions.columns = [pack.tables["t49"].field(n).title for n in ("agama", "laki_laki", "perempuan")]
    result = check({"t49": religions, "t45": people}, village=VILLAGE, date=TODAY)
    assert roots(result).get("SDM-019") == "GEN-017"


def test_what_settles_most_is_the_root():
    found = roots_of([Settled("a", 0), Settled("b", 1, others=frozenset("ac")), Settled("c", 0, others=frozenset("b"))])
    assert found == {"a": "b", "c": "b"}


def test_of_two_that_settle_each_other_the_one_whose_cell_is_repaired_leads():
    vague, exact = Settled("a", 0, others=frozenset("b")), Settled("b", 1, exact=True, others=frozenset("a"))
    assert roots_of([vague, exact]) == {"a": "b"}


def test_what_must_be_repaired_stands_under_nothing_that_need_not_be():
    info = Settled("i", INFO, exact=True, others=frozenset("e"))
    trial = Settled("t", 0, trial=True, others=frozenset("e"))
    assert roots_of([info, trial, Settled("e", 0)]) == {}
    assert roots_of([info, Settled("e", INFO)]) == {"e": "i"}


families = st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans(), st.integers(0, 255)), max_size=8)


@given(families)
def test_roots_are_no_consequences_and_exist(family):
    given_ = [
        Settled(name, rank, trial, exact, 1, frozenset(n for i, n in enumerate("abcdefgh") if others >> i & 1))
        for name, (rank, trial, exact, others) in zip("abcdefgh", family, strict=False)
    ]
    found = roots_of(given_)
    known = {s.id: s for s in given_}
    assert set(found) <= known.keys()
    assert set(found.values()) <= known.keys() - found.keys()
    assert all(i in known[root].others for i, root in found.items())


def test_consequences_stand_directly_under_their_root():
    result = asked(pack_of(TOTAL, SMALL, OTHER), lahan=land(jumlah=[500], sawah=[300], ladang=[7]))
    listed = in_reading_order(list(result.iter_findings()), ["lahan"])
    places = {f.id: i for i, f in enumerate(listed)}
    assert listed[0].rule == "X-1"
    assert all(places[f.root] < places[f.id] for f in listed if f.root)
    assert result.listed(result.villages[0].code, 2) == listed[:2]
