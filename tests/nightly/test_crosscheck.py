"""The second opinion: engine and pandera say the same of every cell, and a difference names both answers."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pd = pytest.importorskip("pandas")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
    pytest.mark.skipif(find_spec("pandera") is None, reason="pandera belum dipasang (extra: expectations)"),
]

from tests.support.samples import checked  # noqa: E402
from validator import check  # noqa: E402
from validator.cli.expectations import command  # noqa: E402
from validator.nightly.crosscheck import CrossCheckError, crosscheck  # noqa: E402
from validator.pack.loading import load_pack  # noqa: E402

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = date(2026, 11, 24)
FORMS = ("agtkeluarga", "t03", "t09", "t14", "t45", "t47", "t48", "k36")
PUTAT = "6311032021"


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.fixture
def faulty():
    """Forms with mistakes of every kind."""
    villages = [SAMPLES / "2026" / name for name in (f"{PUTAT}_putat_basiun", "6311032014_muara_jaya")]
    files = [path for folder in villages for path in folder.glob("grid_*") if path.stem[5:] in FORMS]
    return check(sorted(files), date=DAY)


def test_both_agree_over_the_samples(pack):
    result = checked("2025", "2026")
    opinion = crosscheck(result.frames, pack)
    kinds = {kind for _, _, kind in opinion.counts}
    assert kinds == {"blank", "enum", "maximum", "minimum", "type", "unique"}
    assert opinion.asked > 1000


def test_the_counts_are_those_of_the_findings(faulty, pack):
    """Each cell that breaks a list, a bound or a type is one finding."""
    counts = crosscheck(faulty.frames, pack).counts
    about_cells = {"enum": "not_in_list", "maximum": "maximum", "minimum": "minimum"}
    for kind, constraint in about_cells.items():
        rules = {r.id for r in pack.rules if r.constraint == constraint}
        found = sum(f.rule in rules for f in faulty.iter_findings())
        assert sum(n for (_, _, k), n in counts.items() if k == kind) == found > 0, kind


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        ("DELETE FROM _cells WHERE problem = 'not_in_list'", "mesin mengatakan sah, pandera mengatakan melanggar"),
        ("DELETE FROM _cells WHERE problem = 'maximum'", "mesin mengatakan sah, pandera mengatakan melanggar"),
        ("DELETE FROM _cells WHERE problem = 'blank'", "mesin mengatakan sah, pandera mengatakan melanggar"),
        ("UPDATE t03 SET _copies = 2", "mesin mengatakan melanggar, pandera mengatakan sah"),
        ("UPDATE _cells SET problem = 'maximum' WHERE problem = 'minimum'", "maximum: mesin mengatakan melanggar"),
        ("UPDATE t48 SET laki_laki = -5 WHERE _row = (SELECT max(_row) FROM t48 WHERE _review)", "minimum: mesin"),
        ("UPDATE _cells SET text = '12' WHERE problem IN ('not_a_number', 'number_format')", "mesin mengatakan melang"),
    ],
)
def test_a_difference_names_both_answers(faulty, pack, change, answers):
    faulty._context.connection.execute(change)
    with pytest.raises(CrossCheckError, match="laporkan") as caught:
        crosscheck(faulty.frames, pack)
    assert answers in str(caught.value)
    assert "baris" in str(caught.value)


def test_no_value_is_printed(faulty, pack):
    faulty._context.connection.execute("DELETE FROM _cells")
    with pytest.raises(CrossCheckError) as caught:
        crosscheck(faulty.frames, pack)
    assert not any(word.isdigit() and len(word) >= 12 for word in str(caught.value).split())


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 10**6),
    st.floats(-10, 1e6, allow_nan=False).map(lambda x: round(x, 3)),
    st.sampled_from(
        ["", "-", "12", "1.234,5", "1,04", "12 Ha", "null", "x", "08/02/1971", "31/02/2020", "Islam", "LAKI-LAKI", "O",
         "#REF!", "Merah", "2026", "3000", "Ada", "6,31E+15", "2026-01-01", "1e5", "١٢", " 7 "]
    ),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_both_agree_over_any_frame(data, pack):
    name = data.draw(st.sampled_from(FORMS))
    table = pack.tables[name]
    fields = [f for f in table.fields if f.name not in ("kode_desa", "tanggal")]
    rows = data.draw(st.integers(1, 3))
    content = {f.name: [data.draw(CELLS) for _ in range(rows)] for f in fields[:25]}
    frame = pd.DataFrame({"kode_desa": [PUTAT] * rows, "tanggal": ["10/06/2026"] * rows, **content}, dtype=object)
    result = check({name: frame}, village=PUTAT, year=2026, date=DAY)
    crosscheck(result.frames, pack)


def test_the_command_says_that_both_agree():
    path = str(SAMPLES / "2026" / f"{PUTAT}_putat_basiun")
    ran = CliRunner().invoke(command, ["crosscheck", path, "--date", "2026-11-24"], standalone_mode=False)
    assert ran.return_value == 0
    assert "sependapat" in ran.output
