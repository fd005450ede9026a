"""Whatever a member list looks like, the road for large CSV files says what the road for small ones says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.engine.bulk_support import CLEAN, ODD, VILLAGE, assert_same, both

HEADER = [*CLEAN, "Tanggal", "Kolom Sendiri"]
CODES = ["63.11.03.2021", "6311032014", "_6311032005", "63.1103.2021", "", "123", "#REF!", "Jumlah"]
DAYS = ["", "", "", "12/06/2026", "01/06/2026", "2025-06-30", "kemarin"]
BESIDE = ["", "", "x", "Jumlah", "2"]
PIECES = [
    *(
        "",
        " ",
        "Jumlah",
        "Total Seluruhnya",
        "Mengetahui,",
        "NIK",
        "No.",
        "(1)",
        "1",
        "2",
        "_",
        "nihil",
        "\x1e",
        "\x1f",
    ),
    *('a"b', "6,31E+15", "_6,31E+15", "%20", "\u00a0", "é", "3", "55"),
]
LINES = [
    *("", " ", ";", ";;;", '"', '""', "Jumlah;2", "x" + ";" * 60, "\ufffd", ";".join(HEADER), "Dicetak oleh operator"),
    *(";".join(f"({n})" for n in range(1, 25)), ";Mengetahui;Kepala Desa", 'a;"b\nc";d', 'a;"b;c', 'x;"y" ;z'),
]

odd_cells = st.sampled_from(list(ODD)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(ODD[name])))
any_cells = st.tuples(st.sampled_from(HEADER), st.sampled_from(PIECES))
placing = st.fixed_dictionaries(
    {"Kode Desa": st.sampled_from(CODES[:3]) | st.sampled_from(CODES), "Tanggal": st.sampled_from(DAYS)}
)


@st.composite
def records(draw: st.DrawFn) -> str:
    """One line of a member list: clean, with some odd cells, cut short or too long."""
    cells = CLEAN | {"Tanggal": "", "Kolom Sendiri": draw(st.sampled_from(BESIDE))} | draw(placing)
    cells["NIK"] = f"_63110308027190{draw(st.integers(1, 12)):02}"
    cells |= dict(draw(st.lists(odd_cells | any_cells, max_size=4)))
    if draw(st.integers(0, 9)) == 0:
        cells = dict.fromkeys(cells, "") | dict(draw(st.lists(any_cells, max_size=3)))
    row = [draw(st.sampled_from([_quoted, _quoted, str]))(text) for text in cells.values()]
    cut = draw(st.sampled_from([0, 0, 0, 0, 1, 9]))
    return ";".join(row[: len(row) - cut] + [""] * draw(st.sampled_from([0, 0, 0, 0, 2])))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(';"\n\r') else text


def _plainly(dated: bool) -> str:
    return ";".join(HEADER if dated else [*HEADER[:-2], "Lain", "Kolom Sendiri"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    lines = draw(st.lists(records(), min_size=1, max_size=12))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(LINES)))
    titles = draw(st.sampled_from([[], [], ["Daftar Anggota"], ["Desa Putat Basiun;Kecamatan Awayan", ""]]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = end.join([*titles, _plainly(draw(st.booleans())), *lines]) + draw(st.sampled_from([end, "", end * 3]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig"])))


PATHS = [f"2026/{VILLAGE}_desa/a.csv", "anggota 2026.csv", "anggota.csv", f"{VILLAGE}.csv"]


STRAY = "\n".join([_plainly(False), '"', ";".join([*CLEAN.values(), "", ""]), ";" * 23, ""]).encode()


@example([(PATHS[0], STRAY)])
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), files()), min_size=1, max_size=2, unique_by=lambda item: item[0]))
def test_any_file(given_files):
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        paths = []
        for name, data in given_files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(path)
        assert_same(*both(patch, *paths, sure=False, tied=True))
