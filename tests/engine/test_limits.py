"""What another pack asks ends in time and in little memory, and the rule or derived table that does not is named."""

from __future__ import annotations

import resource
import sys
from contextlib import nullcontext

import pandas as pd
import pytest
from engine_support import asked, land, pack_of, rule
from msgspec.structs import replace

from validator.engine.limits import LimitError, limited
from validator.engine.pending import PendingConnection
from validator.own_process import own_process
from validator.pack.errors import DeclarationError
from validator.pack.models import Derived

ENDLESS = "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t) > jumlah"
HUNGRY = "length(repeat(catatan, 300000000)) > jumlah"


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setenv("PRODESKEL_RULE_SECONDS", "1")
    monkeypatch.setenv("PRODESKEL_RULE_MEMORY", "200")


def foreign(*rules):
    return replace(pack_of(*rules), extended=True)


def theirs(rule_id, sql, **more):
    return rule(rule_id, sql, foreign=True, **more)


def frame(rows=3):
    return land(jumlah=list(range(1, rows + 1)), catatan=["abc"] * rows)


@pytest.mark.parametrize("rows", [3, 6_000])
def test_a_rule_without_end_is_named(rows):
    with pytest.raises(LimitError, match=r"X-2 tidak selesai dalam \d+ detik"):
        asked(foreign(rule("X-0", "jumlah > 0"), theirs("X-1", "sawah > 0"), theirs("X-2", ENDLESS)), lahan=frame(rows))


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not limit what a process takes")
def test_a_rule_that_takes_all_memory_is_named():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with own_process(), pytest.raises(LimitError, match="X-2 membutuhkan lebih dari 200 MB"):
        asked(foreign(theirs("X-1", "sawah > 0"), theirs("X-2", HUNGRY)), lahan=frame())
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not limit what a process takes")
def test_the_limits_of_a_process_of_others_stay():
    before, seen = resource.getrlimit(resource.RLIMIT_AS), []
    connection = PendingConnection().connection.result()
    for ours in (nullcontext(), own_process()):
        with ours, limited(connection, "pertanyaan", 0):
            seen.append(resource.getrlimit(resource.RLIMIT_AS) == before)
    assert seen == [True, False]


def test_a_derived_table_without_end_is_named():
    sql = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT _village, _year, n FROM t, lahan"
    pack = foreign(theirs("X-1", "lama.n > 0", with_=("lama",)))
    pack = replace(pack, derived={"lama": Derived("lama", "Lama", sql, ("lahan",), foreign=True)})
    with pytest.raises(LimitError, match="tabel turunan lama"):
        asked(pack, lahan=frame())


def test_other_rules_are_answered_as_ever():
    pack = foreign(rule("X-0", "jumlah < 3"), theirs("X-1", "jumlah < 2", show={"v": "jumlah * 2"}, message="{v}"))
    found = [(f.rule, f.message) for f in asked(pack, lahan=frame()).iter_findings() if f.rule[:2] == "X-"]
    assert sorted(found) == [("X-0", "Salah."), ("X-1", "4"), ("X-1", "6")]


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("catatan::INTEGER", "Could not convert string …"),
        ("[jumlah]", "harus satu nilai"),
        ("repeat(catatan, 1000)", "paling panjang"),
        (ENDLESS, "tidak selesai"),
    ],
)
def test_a_wrong_show_names_its_own_rule_before_anything_is_reported(show, said):
    pack = foreign(
        *(theirs(f"X-{n}", "jumlah < 1", show={"v": "jumlah"}) for n in (0, 1, 3)),
        theirs("X-2", "jumlah < 1", show={"v": show}),
    )
    with pytest.raises(DeclarationError, match=said) as caught:
        asked(pack, lahan=frame())
    assert "X-2" in str(caught.value)
    assert not {"X-0", "X-1", "X-3"} & set(str(caught.value).replace(":", " ").split())
    assert "abc" not in str(caught.value)


def test_a_wrong_show_of_ones_own_names_its_rule_alone():
    pack = pack_of(rule("X-1", "jumlah < 1", show={"v": "jumlah"}), rule("X-2", "jumlah < 1", show={"v": "tidak_ada"}))
    with pytest.raises(DeclarationError, match="X-2") as caught:
        list(asked(pack, lahan=frame()).iter_findings())
    assert "X-1" not in str(caught.value)


def test_the_value_of_a_cell_is_in_no_refusal():
    named = pd.DataFrame({"Jumlah Lahan": [1], "Sawah": [1], "Ladang": [1], "Catatan Lahan": ["Ibu Contoh"]})
    with pytest.raises(DeclarationError, match="X-1") as caught:
        asked(foreign(theirs("X-1", "catatan::INTEGER > 1")), lahan=named)
    assert "Contoh" not in str(caught.value)


def test_time_is_given_back():
    connection = PendingConnection().connection.result()
    with limited(connection, "pertanyaan", 0):
        assert connection.execute("SELECT 1").fetchall() == [(1,)]
    assert connection.execute("SELECT sum(range) FROM range(10000000)").fetchone()
