"""ENGINE/SCHEMAS: an export without rows, and numbers out of all bounds, must not end the whole check."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from validator import check
from validator.pack.loading import load_pack

TABLES = load_pack().tables
EXTREMES = [
    0,
    -3,
    1234,
    64,
    999_999_999,
    -999_999_999,
    0.5,
    1e15,
    "-",
    "nihil",
    "",
    "#REF!",
    "6,31E+15",
    "%20",
    "\x1e",
    True,
    "01/01/0001",
    date(9999, 12, 31),
]


@pytest.mark.parametrize("name", TABLES)
def test_form_without_rows(name):
    frame = pd.DataFrame(columns=[f.title for f in TABLES[name].fields if f.expected])
    result = check({name: frame}, village="6311032021", date=date(2026, 6, 30))
    list(result.iter_findings())


@pytest.mark.parametrize("name", TABLES)
def test_extreme_values(name):
    fields = [f for f in TABLES[name].fields if f.expected]
    rows = [[EXTREMES[(i + j) % len(EXTREMES)] for j in range(len(fields))] for i in range(len(EXTREMES))]
    frame = pd.DataFrame(rows, columns=[f.title for f in fields], dtype=object)
    result = check({name: frame}, village="6311032021", date=date(2026, 6, 30))
    list(result.iter_findings())


@pytest.mark.parametrize("value", [-3, 1234])
def test_member_number_out_of_bounds(value):
    fields = [f for f in TABLES["agtkeluarga"].fields if f.expected]
    frame = pd.DataFrame([{f.title: "1" for f in fields} | {"No.": value, "Kode Keluarga": "6311030101269001"}] * 3)
    list(check({"agtkeluarga": frame}, village="6311032021", date=date(2026, 6, 30)).iter_findings())
