"""The declarations as Great Expectations suites: the same counts as the engine, no personal data, few runs kept."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pd = pytest.importorskip("pandas")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        find_spec("great_expectations") is None, reason="Great Expectations belum dipasang (extra: expectations)"
    ),
]

from tests.support.samples import checked as samples_checked  # noqa: E402
from validator import check  # noqa: E402
from validator.cli.expectations import command  # noqa: E402
from validator.findings.cells import CellRules, cell_counts  # noqa: E402
from validator.nightly.expectations.assets import asset  # noqa: E402
from validator.nightly.expectations.plans import planned, sources  # noqa: E402
from validator.nightly.expectations.running import RUNS, run  # noqa: E402
from validator.pack.loading import load_pack  # noqa: E402

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SMALL = [SAMPLES / year / "6311032021_putat_basiun" / name for year in ("2025", "2026") for name in ("grid_t09.xls",)]
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.fixture(scope="module")
def checked():
    return samples_checked("2025", "2026")


@pytest.fixture(scope="module")
def docs(checked, pack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gx")
    return folder, run(checked.frames, pack, folder, DAY, 2)


def home(pack, source):
    return pack.derived[source].locates if source in pack.derived else source


def test_every_count_is_that_of_the_findings(docs, checked, pack):
    """Rules about records: one finding each."""
    asked = {r.id for r in pack.rules if not r.constraint}
    found = Counter((f.table, f.rule) for f in checked.iter_findings() if f.rule in asked)
    broken: Counter[tuple[str, str]] = Counter()
    for answer in docs[1].answers:
        if answer.expected.kind == "outcome":
            broken[home(pack, answer.source), answer.expected.rule] += answer.broken
    assert +broken == found
    assert sum(found.values()) > 50


def test_broken_rules_are_those_of_the_check(docs, checked):
    """Each once a table, however many expectations say it."""
    found = {(f.table, f.rule, "info" if f.trial else f.severity) for f in checked.iter_findings()}
    for severity in ("error", "warning", "info"):
        assert docs[1].broken(severity) == sum(kind == severity for *_, kind in found), severity


def test_every_count_of_cells_is_that_of_the_engine(docs, checked, pack):
    expected: Counter[tuple[str, str]] = Counter()
    for count in cell_counts(checked._context, CellRules(pack)):
        expected[count.table.name, count.rule.id] += count.cells
    broken: Counter[tuple[str, str]] = Counter()
    for answer in docs[1].answers:
        if answer.expected.kind in ("filled", "in_set", "between", "cells"):
            broken[answer.source, answer.expected.rule] += answer.broken
    assert +broken == expected


def test_pandera_says_the_same(docs, checked, pack):
    pytest.importorskip("pandera", reason="pandera belum dipasang (extra: expectations)")
    from validator.nightly.crosscheck import crosscheck

    counts = crosscheck(checked.frames, pack).counts
    kinds = {"unique": "unique", "in_set": "enum", "between": ("minimum", "maximum")}
    for kind, constraint in kinds.items():
        theirs = sum(a.broken for a in docs[1].answers if a.expected.kind == kind)
        assert theirs == sum(n for (_, _, k), n in counts.items() if k in constraint or k == constraint), kind


def test_what_cannot_be_answered_is_not_counted_as_kept(docs):
    silent = [a for a in docs[1].answers if a.expected.kind == "outcome" and a.unanswered]
    assert silent
    assert all(a.unanswered > 0 for a in silent)


def test_data_docs_are_indonesian_and_hold_nobody(docs):
    folder, made = docs
    pages = [p.read_text(encoding="utf-8") for p in (folder / "gx").rglob("*.html")]
    texts = [*pages, *(p.read_text(encoding="utf-8") for p in (folder / "gx").rglob("*.json"))]
    assert made.page.is_file()
    assert any("[Galat] " in page and "Satu baris untuk tiap desa" in page for page in pages)
    assert not any(re.search(r"(?<!\d)6311\d{12}(?!\d)", text) for text in texts)
    assert not list(folder.rglob("*.pkl"))


def test_data_docs_ask_no_other_host_and_every_page_is_linked(docs):
    site = docs[1].page.parent
    pages = {path.resolve() for path in site.rglob("*.html")}
    assert len(pages) > 20
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<script|(?:src|href)=[\"'](?:https?:)?//|url\([\"']?(?:https?:)?//", text, re.IGNORECASE
        ), path
    linked = re.findall(r'href="([^"#]+\.html)"', docs[1].page.read_text(encoding="utf-8"))
    assert {(site / address).resolve() for address in linked} >= pages - {docs[1].page.resolve()}


def test_assets_hold_no_personal_values(checked, pack):
    personal = {f.name for f in pack.tables["agtkeluarga"].fields if f.personal}
    frame = asset(checked.frames, pack, "agtkeluarga", planned(pack, "agtkeluarga"))
    assert "nik" in personal
    assert not personal & set(frame.columns)
    values = {str(v) for name in frame for v in frame[name].dropna().unique()}
    assert not any(v.isdigit() and len(v) >= 12 for v in values)


def test_every_rule_is_expected_somewhere(pack):
    rules = {r.id for r in pack.rules if not r.constraint and r.status != "mati"}
    plans = {name: planned(pack, name) for name in sources(pack)}
    assert rules <= {e.rule for plan in plans.values() for e in plan}
    for plan in plans.values():
        names = [(e.kind, e.column, e.problem) for e in plan]
        assert len(names) == len(set(names))


def test_only_the_last_runs_stay_and_a_rerun_replaces_its_own(tmp_path, pack):
    frames = check(SMALL, date=DAY).frames
    for day in (22, 23, 24, 24):
        run(frames, pack, tmp_path, date(2026, 11, day), 2)
    assert {p.name for p in (tmp_path / RUNS).glob("*/*")} == {"2026-11-23", "2026-11-24"}
    site = tmp_path / "gx" / "uncommitted" / "data_docs" / "local_site"
    assert {p.name for p in (site / "validations").glob("*/*")} == {"2026-11-23", "2026-11-24"}
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "2026-11-23" in index
    assert "2026-11-22" not in index


def test_the_command_runs_and_ends_with_what_it_found(tmp_path):
    arguments = ["run", *map(str, SMALL), "--date", "2026-11-24", "--output", str(tmp_path)]
    ran = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert ran.return_value == 1
    assert "tak terpenuhi: galat" in ran.output


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 500),
    st.sampled_from(["", "-", "1,04", "x", "Merah", "12 Ha", "Hitam", "null", "1.234,5"]),
)


@settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_counts_agree_over_any_frame(data, pack, tmp_path_factory):
    table = pack.tables["t09"]
    fields = [f.name for f in table.fields if f.name not in ("kode_desa", "tanggal")]
    content = {name: [data.draw(CELLS)] for name in fields}
    frame = pd.DataFrame({"kode_desa": ["6311032021"], "tanggal": ["10/06/2026"], **content}, dtype=object)
    result = check({"t09": frame}, year=2026, date=DAY)
    answers = run(result.frames, pack, tmp_path_factory.mktemp("gx"), DAY, 1).answers
    rules = CellRules(pack)
    expected = Counter({c.rule.id: 0 for c in cell_counts(result._context, rules)})
    for count in cell_counts(result._context, rules):
        expected[count.rule.id] += count.cells
    asked = {r.id for r in pack.rules if not r.constraint}
    expected.update(f.rule for f in result.iter_findings() if f.rule in asked)
    broken: Counter[str] = Counter()
    for answer in answers:
        broken[answer.expected.rule] += answer.broken
    assert +broken == +expected
