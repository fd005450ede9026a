"""What is supposed of a village is what a check of it would say, whatever is left out of the copies."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.engine.engine_support import LAND, asked, land, pack_of, rule
from validator.findings import trials
from validator.pack.models import Derived, Field, Table

GARDEN = Table("kebun", "Kebun Contoh", "Potensi", "", LAND.fields, layout="one_row")
FORM = Table("lahan", "Lahan Contoh", "Potensi", "", LAND.fields, layout="one_row")
LONG = """
select _village, _year, 'lahan' as tabel, kolom, nilai from lahan unpivot (nilai for kolom in (jumlah, sawah, ladang))
union all
select _village, _year, 'kebun' as tabel, kolom, nilai from kebun unpivot (nilai for kolom in (jumlah, sawah, ladang))
"""
MOST = "select _village, _year, max(nilai) as terbesar from panjang where tabel = 'lahan' group by all"


@pytest.fixture(autouse=True)
def loud(monkeypatch):
    """Questions that cannot be asked are errors here: a check goes on without claims."""

    def loudly(real):
        def ask(*arguments):
            try:
                return real(*arguments)
            except Exception as error:
                raise AssertionError("a supposition could not be asked") from error

        return ask

    for name in ("suppose", "suppose_alone"):
        monkeypatch.setattr(trials, name, loudly(getattr(trials, name)))


def tied(result):
    """Rule of the consequence -> rule of its root."""
    found = {f.id: f for f in result.iter_findings()}
    return {f.rule: found[f.root].rule for f in found.values() if f.root}


@pytest.mark.parametrize("long", [LONG, f"with alles as ({LONG}) select * from alles"])
def test_what_is_picked_from_a_long_form_follows_a_change(long):
    """Also where the other table of the long form is read beside, so that only some of its columns are copied."""
    most = Derived("besar", "", MOST, ("panjang",))
    total = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))
    large = rule("X-2", "besar.terbesar < 100", table="kebun", with_=("besar",), severity="warning")
    beside = rule("X-3", "kebun.sawah < sawah or jumlah < 100", with_=("kebun",), severity="warning")
    derived = {"panjang": Derived("panjang", "", long, ("lahan", "kebun"), ("tabel", "kolom")), "besar": most}
    pack = replace(pack_of(total, large, beside, tables=(FORM, GARDEN)), derived=derived)
    result = asked(pack, lahan=land(jumlah=[410], sawah=[30], ladang=[11]), kebun=land(sawah=[50]))
    assert {f.rule for f in result.iter_findings()} == {"X-1", "X-2", "X-3"}
    assert tied(result) == {"X-2": "X-1", "X-3": "X-1"}


def test_a_form_that_did_not_come_in_holds_nothing_in_what_is_supposed():
    """Consequences are found although a rule reads, beside the changed record, a form of which there is no row."""
    root = rule("X-1", "jumlah = sawah + ladang", blames=("jumlah",))
    holds = "lahan.jumlah <= 60 OR coalesce(hutan.sawah, 0) > 5"
    other = rule("X-2", holds, table="kebun", with_=("lahan", "hutan"), severity="warning")
    pack = pack_of(root, other, tables=(FORM, GARDEN, replace(GARDEN, name="hutan", title="Hutan")))
    result = asked(pack, lahan=land(jumlah=[410], sawah=[30], ladang=[11]), kebun=land(sawah=[50]))
    assert tied(result) == {"X-2": "X-1"}


def test_two_cells_of_a_record_change_together():
    """Exchanged numbers are one mistake: each sum is right again when both stand where they belong."""
    names = ("satu", "dua", "tiga", "jumlah", "seluruh")
    table = Table("lahan", "Lahan Contoh", "Potensi", "", tuple(Field(n, n.title(), "integer") for n in names))
    one = rule("X-1", "jumlah = satu + dua")
    other = rule("X-2", "seluruh = satu + tiga", severity="warning")
    frame = pd.DataFrame({"satu": [5], "dua": [20], "tiga": [310], "jumlah": [315], "seluruh": [25]})
    result = asked(pack_of(one, other, tables=(table,)), lahan=frame)
    assert {f.rule for f in result.iter_findings()} == {"X-1", "X-2"}
    assert tied(result) == {"X-2": "X-1"}


def test_a_change_of_many_kinds_of_cells():
    """Numbers, texts and dates of one form, each changed in a supposition of its own."""
    kinds = (("jumlah", "integer"), ("luas", "number"), ("nama", "string"), ("tanggal", "date"))
    table = Table("lahan", "Lahan Contoh", "Potensi", "", tuple(Field(n, n.title(), k) for n, k in kinds))
    rules = [
        rule("X-1", "jumlah < 10", blames=("jumlah",)),
        rule("X-2", "jumlah < 20", severity="warning"),
        rule("Y-1", "luas < 10", blames=("luas",)),
        rule("Y-2", "luas < 20", severity="warning"),
        rule("Z-1", "tanggal < DATE '2020-01-01'", blames=("tanggal",)),
        rule("Z-2", "tanggal < DATE '2021-01-01'", severity="warning"),
    ]
    frame = pd.DataFrame({"jumlah": [50], "luas": [50.5], "nama": ["Contoh"], "tanggal": ["05/06/2025"]})
    result = asked(pack_of(*rules, tables=(table,)), lahan=frame)
    assert tied(result) == {"X-2": "X-1", "Y-2": "Y-1", "Z-2": "Z-1"}
