"""A form that villages hardly ever export is missed only where another village sent it."""

from __future__ import annotations

from msgspec.structs import replace

from tests.engine.engine_support import LAND, asked, land, pack_of
from validator.findings.scores import _Missing
from validator.pack.loading import load_pack

RARE = replace(LAND, name="jarang", title="Jarang Contoh", aliases=("jarang",), seldom=True)
COMMON = replace(LAND, name="lain", title="Lain Contoh", aliases=("lain",))
TABLES = {table.name: table for table in (LAND, RARE, COMMON)}


def test_it_is_missed_only_where_somebody_sent_it() -> None:
    assert _Missing(TABLES, frozenset({"lahan"})).of(frozenset({"lahan"})) == ("Lain Contoh",)
    assert _Missing(TABLES, frozenset({"lahan", "jarang"})).of(frozenset({"lahan"})) == ("Jarang Contoh", "Lain Contoh")


def test_the_register_of_families_is_such_a_form() -> None:
    seldom = {table.name for table in load_pack().tables.values() if table.seldom}
    assert seldom == {"ddk01", "ddk02"}


def test_a_village_alone_is_not_asked_for_it() -> None:
    pack = replace(pack_of(), tables={**pack_of().tables, "jarang": RARE, "lain": COMMON})
    (village,) = asked(pack, lahan=land(jumlah=[1], catatan=["ya"])).villages
    assert village.missing == ("Lain Contoh",)
