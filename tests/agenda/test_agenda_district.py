from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from findings_support import finding, village
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from validator.agenda.district.absent import ExpectedError, absent, expected_codes
from validator.agenda.district.heat import DARKEST, FORMS, heat
from validator.agenda.district.ranking import ranked, score
from validator.agenda.district.training import trainings
from validator.agenda.district.visits import STARTS, plan_visits
from validator.agenda.letterhead import Letterhead
from validator.agenda.papers.kecamatan import District, kecamatan
from validator.agenda.rendering import Templates, renderer
from validator.agenda.topics import topics_of
from validator.findings.history import Change, History
from validator.regions.table import Regions

DAY = date(2026, 11, 24)
CODES = ("6311032005", "6311032014", "6311032021")


def needs_of(counts: dict[str, int], discretion, histories=None):
    villages = [village(code, f"Desa {code[-2:]}", n) for code, n in counts.items()]
    topics = {c: topics_of([finding(i, village=c) for i in range(n)], discretion) for c, n in counts.items()}
    return ranked(villages, topics, histories or {})


def test_more_to_mend_and_longer_ago_comes_first(discretion) -> None:
    counts = dict(zip(CODES, (2, 5, 0), strict=True))
    assert [n.village.code for n in needs_of(counts, discretion)] == [CODES[1], CODES[0], CODES[2]]
    long_ago = History(CODES[0], DAY - timedelta(days=365), DAY)
    needs = needs_of(counts, discretion, {CODES[0]: long_ago})
    assert [n.village.code for n in needs] == [CODES[0], CODES[1], CODES[2]]
    assert score(needs[0], needs) == 100
    assert score(needs[-1], needs) == 0


def test_the_direction_since_the_last_visit(discretion) -> None:
    seen = DAY - timedelta(days=10)
    states = ("selesai", "selesai", "baru", "masih_ada")
    changes = tuple(Change(str(i), "", "", "error", CODES[0], "", "", s, seen, 10) for i, s in enumerate(states))
    (need,) = needs_of({CODES[0]: 1}, discretion, {CODES[0]: History(CODES[0], seen, DAY, changes)})
    assert (need.trend, need.days) == (-1, 10)


@given(st.integers(0, 30), st.integers(1, 4), st.integers(1, 6))
def test_visits_are_spread_over_days_and_mentors(villages: int, mentors: int, days: int) -> None:
    from validator.pack.loading import load_pack
    from validator.reports.discretion import Discretion

    counts = {f"63110320{n:02d}": 1 + n % 3 for n in range(villages)}
    needs = needs_of(counts, Discretion(load_pack()))
    names = [f"Pendamping {n}" for n in range(mentors)]
    plan = plan_visits(needs, names, days, DAY)
    places = [(v.day, v.start, v.mentor) for v in plan.visits]
    assert len(places) == len(set(places)) == min(villages, days * len(STARTS) * mentors)
    assert [v.need for v in plan.visits] + list(plan.later) != [] or villages == 0
    assert {v.need.village.code for v in plan.visits} | {n.village.code for n in plan.later} == set(counts)
    assert all(v.day > DAY and v.day.weekday() < 5 for v in plan.visits)
    if len(plan.visits) == days * len(STARTS) * mentors:
        assert len(set(Counter(v.mentor for v in plan.visits).values())) == 1


def test_a_clean_village_is_not_visited(discretion) -> None:
    plan = plan_visits(needs_of({CODES[0]: 0, CODES[1]: 1}, discretion), ["A"], 3, DAY)
    assert [v.need.village.code for v in plan.visits] == [CODES[1]]
    assert plan.later == ()


def test_mistakes_of_many_villages_become_training(discretion) -> None:
    codes = [f"63110320{n:02d}" for n in range(10)]
    villages = [village(c, f"Desa {c[-2:]}") for c in codes]
    topics = {c: topics_of([finding(1, "POT-003", village=c)], discretion) for c in codes[:3]}
    topics[codes[3]] = topics_of([finding(2, "POT-009", village=codes[3])], discretion)
    (training,) = trainings(ranked(villages, topics, {}))
    assert training.topic.rule == "POT-003"
    assert (len(training.villages), training.findings) == (3, 3)


def test_the_heat_map_counts_every_cause_once(discretion, sampled) -> None:
    topics = {v.code: topics_of(list(sampled.iter_findings(v.code)), discretion) for v in sampled.villages}
    needs = ranked(sampled.villages, topics, {})
    chart = heat(needs)
    assert len(chart.forms) <= FORMS + 1
    for need, row in zip(needs, chart.counts, strict=True):
        assert sum(row) == sum(len(t.records) for t in need.topics)
    shades = [s for row in chart.shades for s in row]
    assert max(shades) == DARKEST
    assert all(
        (n > 0) == (s > 0)
        for row, dark in zip(chart.counts, chart.shades, strict=True)
        for n, s in zip(row, dark, strict=True)
    )


def test_who_has_not_sent(tmp_path) -> None:
    regions = Regions.load()
    listed = tmp_path / "desa.txt"
    listed.write_text("63.11.03.2021 Putat Basiun\n6311032014\n# catatan\n", encoding="utf-8")
    codes = expected_codes(str(listed), regions)
    assert codes == ("6311032021", "6311032014")
    assert [a.name for a in absent(codes, [village("6311032021")], regions)] == ["Muara Jaya"]
    whole = expected_codes("63.11.03", regions)
    assert len(whole) > 3
    assert all(code.startswith("631103") for code in whole)
    listed.write_text("tidak ada\n", encoding="utf-8")
    with pytest.raises(ExpectedError, match=r"desa\.txt"):
        expected_codes(str(listed), regions)


@pytest.mark.parametrize(
    ("text", "told"),
    [("63.11.03.2021\nMuara Jaya\n", "baris 2"), ("63.11.03.2021\n\n63.11.03.2099\n", "baris 3: 6311032099")],
)
def test_a_line_that_names_no_village_is_told(text, told, tmp_path) -> None:
    listed = tmp_path / "desa.txt"
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(ExpectedError, match=told):
        expected_codes(str(listed), Regions.load())


def test_a_heading_above_the_list_is_no_line_of_it(tmp_path) -> None:
    listed = tmp_path / "desa.csv"
    listed.write_text("kode;desa\n63.11.03.2021;Putat Basiun\n", encoding="utf-8")
    assert expected_codes(str(listed), Regions.load()) == ("6311032021",)


@pytest.fixture(scope="module")
def sheet(sampled, discretion):
    topics = {v.code: topics_of(list(sampled.iter_findings(v.code)), discretion) for v in sampled.villages}
    needs = ranked(sampled.villages, topics, {})
    regions = Regions.load()
    missing = absent(expected_codes("631103", regions), sampled.villages, regions)
    return kecamatan(District(DAY, needs, plan_visits(needs, ["A", "B"], 2, DAY), missing), Letterhead())


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "html", "md"])
def test_the_sheet_in_every_format(sheet, form: str) -> None:
    made = renderer(form)(sheet, Templates())
    assert made == renderer(form)(sheet, Templates())
    text = _text(made, form)
    for word in ("Putat Basiun", "Muara Jaya", "63.11.03.2004", "Rabu, 25 November 2026"):
        assert word in text, (form, word)


def _text(content: bytes, form: str) -> str:
    if form == "docx":
        tables = Document(BytesIO(content)).tables
        return "\n".join(c.text for t in tables for row in t.rows for c in row.cells)
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        return "\n".join(str(c) for ws in book for row in ws.iter_rows(values_only=True) for c in row if c is not None)
    return content.decode()


def test_the_workbook_colours_the_heat_map(sheet) -> None:
    book = load_workbook(BytesIO(renderer("xlsx")(sheet, Templates())))
    chart = book[book.sheetnames[-1]]
    (section,) = [s for s in sheet.sections if s.key == "peta"]
    for number, row in enumerate(section.table.rows, 2):
        for place, (cell, shade) in enumerate(zip(row.cells, row.shades, strict=True), 1):
            found = chart.cell(number, place)
            assert str(found.value or "") == cell
            assert (found.fill.fill_type == "solid") == bool(shade)
