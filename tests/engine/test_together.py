"""Sheets of one check seen together: the latest year is reviewed, older ones are compared with or carried forward."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from validator.pack.models import Field, Table
from validator.records.current import SheetPart, review_years, settle_together
from validator.records.settling import PlacedRow, settle

FORM = Table("form", "Formulir", "Potensi", "", (Field("a", "A"),))
ROWS = Table("rinci", "Rincian", "Potensi", "", (Field("a", "A"),), layout="rows", key=("a",))
MEMBERS = Table("orang", "Orang", "DDK", "", (Field("a", "A"),), layout="records", key=("a",))
VILLAGE = "6311032021"


def row(year: int, month: int | None = 6, key: str = "", line: int = 2, village: str = VILLAGE, **more) -> PlacedRow:
    day = date(year, month, 1) if month else None
    return PlacedRow(line, village, year, day, (key,) if key else (), written=year, **more)


def part(table: Table, *rows: PlacedRow) -> SheetPart:
    year = max(r.year for r in rows)
    return SheetPart(table, settle(rows, year)[0], year)


def together(*parts: SheetPart, year: int | None = None):
    return settle_together(parts, review_years(parts, year))


def shown(settled) -> list[tuple[int, bool, bool]]:
    """(year, under review, stale) of every row that stays."""
    return [(r.year, r.review, r.stale) for r in settled.rows]


def test_two_years_of_one_form_review_the_later():
    old, new = together(part(FORM, row(2025)), part(FORM, row(2026)))
    assert shown(old) == [(2025, False, False)]
    assert shown(new) == [(2026, True, False)]
    assert (old.review_year, new.review_year) == (2026, 2026)


def test_the_order_of_files_does_not_matter():
    new, old = together(part(FORM, row(2026)), part(FORM, row(2025)))
    assert (shown(old), shown(new)) == ([(2025, False, False)], [(2026, True, False)])


def test_an_old_form_beside_newer_others_is_carried_and_stale():
    old, _ = together(part(FORM, row(2024)), part(ROWS, row(2026, key="x")))
    assert shown(old) == [(2026, True, True)]
    assert old.rows[0].written == 2024


def test_of_two_old_years_the_later_is_carried():
    oldest, old, _ = together(part(FORM, row(2023)), part(FORM, row(2024)), part(ROWS, row(2026, key="x")))
    assert (shown(oldest), shown(old)) == ([(2023, False, False)], [(2026, True, True)])


def test_the_same_form_twice_in_a_year_counts_once_by_date():
    early, late = together(part(FORM, row(2026, 3)), part(FORM, row(2026, 9)))
    assert shown(early) == []
    assert early.dropped == {0: date(2026, 9, 1)}
    assert shown(late) == [(2026, True, False)]


def test_without_dates_both_stay_to_be_reported_as_copies():
    one, two = together(part(FORM, row(2026, None)), part(FORM, row(2026, None)))
    assert shown(one) == shown(two) == [(2026, True, False)]


def test_row_forms_are_settled_key_by_key():
    old, new = together(part(ROWS, row(2025, key="x"), row(2025, key="y")), part(ROWS, row(2026, key="x")))
    assert shown(old) == [(2025, False, False), (2026, True, True)]
    assert shown(new) == [(2026, True, False)]


def test_a_list_of_members_replaces_the_whole_list_of_the_year_before():
    old, new = together(part(MEMBERS, row(2025, key="x"), row(2025, key="gone")), part(MEMBERS, row(2026, key="x")))
    assert shown(old) == [(2025, False, False)] * 2
    assert shown(new) == [(2026, True, False)]


def test_villages_have_review_years_of_their_own():
    here, there = part(FORM, row(2026)), part(FORM, row(2025, village="6311032014"))
    assert review_years([here, there]) == {VILLAGE: 2026, "6311032014": 2025}
    assert [shown(s) for s in together(here, there)] == [[(2026, True, False)], [(2025, True, False)]]


def test_a_year_that_is_said_wins():
    parts = [part(FORM, row(2025)), part(FORM, row(2026))]
    settled = settle_together(parts, review_years(parts, 2025))
    assert [shown(s) for s in settled] == [[(2025, True, False)], [(2026, False, False)]]


years = st.lists(st.integers(2020, 2027), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.sampled_from([FORM, ROWS, MEMBERS]), years), min_size=1, max_size=5))
def test_every_row_stays_or_is_named_as_replaced(sheets):
    parts = [
        part(table, *(row(y, 1 + i % 12, "k" if table is not FORM else "", i + 2) for i, y in enumerate(given_)))
        for table, given_ in sheets
    ]
    for before, after in zip(parts, together(*parts), strict=True):
        kept = [r.line for r in after.rows]
        gone = [before.rows[i].line for i in after.dropped]
        assert sorted(kept + gone) == sorted(r.line for r in before.rows)


@given(st.lists(st.tuples(st.sampled_from([FORM, ROWS]), years), min_size=1, max_size=5))
def test_every_form_of_a_village_has_a_row_under_review(sheets):
    parts = [part(table, *(row(y, None, "k", i + 2) for i, y in enumerate(given_))) for table, given_ in sheets]
    settled = together(*parts)
    for table in {id(p.table): p.table for p in parts}.values():
        rows = [r for p, s in zip(parts, settled, strict=True) if p.table is table for r in s.rows]
        assert any(r.review for r in rows)
        assert {r.year for r in rows if r.review} == {max(p.review_year for p in parts)}
