"""Charts: well-formed SVG that says what it shows, in words as well."""

from __future__ import annotations

import time
from datetime import date, timedelta
from xml.etree import ElementTree

from validator.reports.charts import POINTS, Labelled, Line, bar, bars, lines, thinned

DAYS = [date(2026, 11, d) for d in (1, 2, 3, 4)]
ROWS = [Labelled("Desa <A>", 40.0, "40 % & naik", short=True), Labelled("Desa B", 140.0, "140 %")]


def test_a_bar_is_filled_to_its_share():
    assert 'width="0"' in bar(None)
    assert 'width="100"' in bar(140)
    assert 'width="33.33"' in bar(33.333)


def test_a_bar_has_a_label_or_is_decoration():
    assert bar(33.333, 'a"b', 80).count("aria-label") == 1
    assert 'aria-label="a&quot;b"' in bar(1, 'a"b')
    assert 'aria-hidden="true"' in bar(1)


def test_a_bar_has_a_mark():
    assert 'd="M80 0V10"' in bar(1, "", 80)
    assert "<path" not in bar(1)


def test_bars_have_names_notes_and_a_target():
    drawn = ElementTree.fromstring(bars(ROWS, 80.0))
    assert drawn.get("aria-label") == "Desa <A> 40 % & naik; Desa B 140 %"
    assert [t.text for t in drawn.iter("text")] == ["Desa <A>", "40 % & naik", "Desa B", "140 %"]
    assert [(r.get("width"), r.get("fill")) for r in drawn.iter("rect")] == [
        *[("150", "#fff"), ("60", "#777")],
        *[("150", "#fff"), ("150", "#1f4e79")],
    ]
    assert [p.get("d") for p in drawn.iter("path")] == ["M206 1v19", "M206 25v19"]
    assert drawn.get("viewBox") == "0 0 390 48"
    assert bars([], 80.0) == ""


def test_lines_leave_gaps_open_and_one_night_is_none():
    drawn = lines(DAYS, [Line("a", (1.0, None, 2.0, 2.0))], "naik")
    assert drawn.count('d="M0 80h0M400 0h0L600 0"') == 1
    assert 'aria-label="naik"' in drawn
    assert lines(DAYS[:1], [Line("a", (1.0,))], "") == ""


def test_lines_are_told_apart_without_colour():
    drawn = ElementTree.fromstring(lines(DAYS, [Line(n, (1.0,) * 4) for n in "abc"], "<tiga>", 100.0))
    dashes = [path.get("stroke-dasharray") for path in drawn if path.get("class") != "axis"]
    assert len(set(dashes)) == 3
    assert drawn.get("aria-label") == "<tiga>"


def test_lines_stay_below_the_top():
    assert 'd="M0 0h0L200 80L400 0L600 160"' in lines(DAYS, [Line("a", (200.0, 50.0, 100.0, 0.0))], "", 100.0)
    assert "160L600 160" in lines(DAYS, [Line("a", (0.0,) * 4)], "")


def test_a_chart_is_small_and_quick():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(POINTS)]
    three = [Line(n, tuple(float(i) for i in range(POINTS))) for n in "abc"]
    start = time.process_time()
    drawn = [lines(days, three, "nilai") for _ in range(50)]
    assert (time.process_time() - start) / 50 < 0.010
    assert set(map(len, drawn)) == {len(drawn[0])}
    assert len(drawn[0]) < 2500


def test_thinning_keeps_both_ends():
    assert thinned(range(5)) == [0, 1, 2, 3, 4]
    kept = thinned(range(366))
    assert (len(kept), kept[0], kept[-1]) == (POINTS, 0, 365)
    assert kept == sorted(set(kept))
