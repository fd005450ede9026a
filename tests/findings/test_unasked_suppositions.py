"""A supposition that cannot be asked costs its claims and no finding; of the program's own pack it is warned of."""

from __future__ import annotations

import pandas as pd
import pytest
from msgspec.structs import replace

from tests.engine.engine_support import asked, pack_of, rule
from validator.findings import trials
from validator.pack.errors import DeclarationError
from validator.pack.models import Field, Table
from validator.startup.duck import duckdb

NAMES = ("satu", "dua", "tiga", "jumlah", "seluruh")
FORM = Table("lahan", "Lahan Contoh", "Potensi", "", tuple(Field(n, n.title(), "integer") for n in NAMES))
RULES = (rule("X-1", "jumlah = satu + dua"), rule("X-2", "seluruh = satu + tiga", severity="warning"))


def _found(extended):
    frame = pd.DataFrame({"satu": [5], "dua": [20], "tiga": [310], "jumlah": [315], "seluruh": [25]})
    return list(asked(replace(pack_of(*RULES, tables=(FORM,)), extended=extended), lahan=frame).iter_findings())


@pytest.fixture(params=[duckdb.InvalidInputException("no"), DeclarationError("no")], ids=["database", "pack"])
def refused(request, monkeypatch):
    def refuse(*_arguments):
        raise request.param

    for name in ("suppose", "suppose_alone"):
        monkeypatch.setattr(trials, name, refuse)


def test_the_programs_own_fault_is_told_and_costs_its_claims_and_no_finding(refused):
    with pytest.warns(RuntimeWarning, match="a supposition cannot be asked: no"):
        found = _found(extended=False)
    assert {f.rule for f in found} == {"X-1", "X-2"}
    assert not any(f.root for f in found)


def test_another_pack_costs_its_claims_and_no_finding(refused):
    found = _found(extended=True)
    assert {f.rule for f in found} == {"X-1", "X-2"}
    assert not any(f.root for f in found)
