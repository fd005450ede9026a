"""What Great Expectations is given holds no NIK, KK number or name that somebody wrote into a list of answers."""

from __future__ import annotations

import pandas as pd
import pytest

from validator import check
from validator.nightly.expectations.assets import asset
from validator.nightly.expectations.plans import planned
from validator.pack.loading import load_pack

SECRETS = ("6311030703269001", "6311 0307 0326 9001", "Wartini Contohwati", "12 WARTINI")


@pytest.mark.parametrize(("table", "field"), [("t49", "agama"), ("agtkeluarga", "pendidikan")])
def test_answers_name_nobody(table, field):
    pack = load_pack()
    declared = pack.tables[table]
    first = pack.codelists[declared.field(field).codelist].items[0].label
    rows = [{f.title: None for f in declared.fields if f.expected} for _ in range(9)]
    for number, row in enumerate(rows):
        row[declared.field(field).title] = SECRETS[number] if number < len(SECRETS) else first
        for name in ("nik", "kode_keluarga"):
            if name in declared.names:
                row[declared.field(name).title] = f"63110307032690{number:02}"
    frames = check({table: pd.DataFrame(rows)}, village="6311032021", year=2026, date="2026-11-24").frames
    held = {str(v) for values in asset(frames, pack, table, planned(pack, table)).to_numpy() for v in values}
    assert not [v for v in held if "wartini" in v.lower() or "6311030703269001" in v.replace(" ", "")]
    assert {"W****** C*********", first} <= held
