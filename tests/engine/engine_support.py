"""A small pack of one's own on the built-in vocabulary, and checks of frames with it."""

from __future__ import annotations

from datetime import date

import pandas as pd
from msgspec.structs import replace

from validator.checking import check_with
from validator.findings.result import Result
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.pack.models import Field, Pack, Rule, Table

VILLAGE = "6311032021"
TODAY = date(2026, 6, 30)
LAND = Table(
    "lahan",
    "Lahan Contoh",
    "Potensi",
    "Potensi > Lahan Contoh",
    (
        Field("jumlah", "Jumlah Lahan", "number"),
        Field("sawah", "Sawah", "number"),
        Field("ladang", "Ladang", "number"),
        Field("catatan", "Catatan Lahan"),
    ),
)


def rule(rule_id: str, assert_: str, table: str = "lahan", **more: object) -> Rule:
    texts = {"title": rule_id, "message": "Salah.", "why": "Sebab.", "fix": "Betulkan."}
    fixed = {"severity": "error", "dimension": "consistency", "table": table, "assert_": assert_}
    return Rule(rule_id, **{**texts, **fixed, **more})


def pack_of(*rules: Rule, tables: tuple[Table, ...] = (LAND,)) -> Pack:
    """These tables and rules alone."""
    return replace(
        load_pack(), tables={t.name: t for t in tables}, derived={}, rules=tuple(rules), version="0" * 12, codelists={}
    )


def asked(pack: Pack, year: int | None = None, today: date = TODAY, **frames: pd.DataFrame) -> Result:
    return check_with(pack, frames, Settings(VILLAGE, year, today))


def land(**columns: list[object]) -> pd.DataFrame:
    """A frame of the table of `LAND`; columns that are not given are filled with ones."""
    length = max(map(len, columns.values()), default=1)
    return pd.DataFrame({f.name: columns.get(f.name, [1] * length) for f in LAND.fields})
