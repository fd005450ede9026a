"""The same 22 constraints on a million members: this program, pointblank on polars, pandera and Great Expectations.

    python -m benchmarks.peers [ROWS]           all of them, side by side
    python -m benchmarks.peers NAME FILE        one of them, as the processes measured do

Every process reads the CSV, asks: 10 columns not null, 7 columns in a set, 3 columns match a pattern, 1 within a range,
1 unique; keeps which rows fail, and prints whether any does. The file is clean, or every row breaks five of the 22.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

NOT_NULL = (
    "Kode Keluarga", "NIK", "Nama Anggota Keluarga", "Jenis Kelamin", "Hubungan", "Tanggal Lahir", "Status", "Agama",
    "Pendidikan", "Pekerjaan",
)  # fmt: skip
SETS = {
    "Jenis Kelamin": "jenis_kelamin",
    "Hubungan": "hubungan_keluarga",
    "Status": "status_kawin",
    "Agama": "agama",
    "GDarah": "golongan_darah",
    "Kewarganegaraan": "kewarganegaraan",
    "Pendidikan": "pendidikan",
}
PATTERNS = {"NIK": r"^_[0-9]{16}$", "Kode Keluarga": r"^_[0-9]{16}$", "Kode Desa": r"^[0-9]{10}$"}
RANGE = ("Usia", 0, 120)
UNIQUE = "NIK"


def labels(name: str) -> list[str]:
    """The answers of a code list as the export prints them, and in capitals."""
    from validator.pack.loading import load_pack

    return [v for item in load_pack().codelists[name].items for v in (item.label, item.label.upper())]


def run_prodeskel(path: Path) -> int:
    """Sets and ranges are in the schema; the patterns and uniqueness are rules, the blanks are required fields."""
    from validator.engine.pending import PendingConnection

    opening = PendingConnection()  # as the command does, while the rest is imported

    from validator.checking import check_on
    from validator.engine.preparing import Database
    from validator.intake import Settings
    from validator.pack.loading import load_pack
    from validator.pack.models import Rule

    pack = load_pack(examples=False)
    member = pack.tables["agtkeluarga"]
    fields = tuple(
        replace(f, required=f.title in NOT_NULL, minimum=_low(f.title), maximum=_high(f.title)) for f in member.fields
    )
    asked = {
        "NIK": ("length(nik) = 16", ()),
        "KK": ("length(kode_keluarga) = 16", ()),
        "DESA": ("length(_village) = 10", ()),
        "GANDA": ("coalesce(nik_ganda.kali, 1) = 1", ("nik_ganda",)),
    }
    plain = Rule("", "", "error", "validity", "salah", "", "", table="agtkeluarga", blames=("nik",))
    rules = tuple(replace(plain, id=name, assert_=sql, with_=beside) for name, (sql, beside) in asked.items())
    small = replace(pack, tables={"agtkeluarga": replace(member, fields=fields)}, rules=rules)
    settings = Settings("", None, date(2026, 11, 24))
    return check_on(Database(small, settings.date, opening), path, settings).total


def _low(title: str) -> float | None:
    return RANGE[1] if title == RANGE[0] else None


def _high(title: str) -> float | None:
    return RANGE[2] if title == RANGE[0] else None


def run_pointblank(path: Path) -> int:
    import pointblank as pb
    import polars as pl

    frame = pl.read_csv(path, separator=";", infer_schema_length=10_000, schema_overrides={"Kode Desa": pl.String})
    asked = pb.Validate(frame).col_vals_not_null(columns=list(NOT_NULL))
    for column, name in SETS.items():
        asked = asked.col_vals_in_set(columns=column, set=labels(name))
    for column, pattern in PATTERNS.items():
        asked = asked.col_vals_regex(columns=column, pattern=pattern)
    asked = asked.col_vals_between(columns=RANGE[0], left=RANGE[1], right=RANGE[2], na_pass=True)
    asked = asked.rows_distinct(columns_subset=UNIQUE).interrogate()
    return int(not asked.all_passed())


def run_pandera(path: Path) -> int:
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_csv(path, sep=";", dtype={"Kode Desa": str})
    columns = {}
    for name in dict.fromkeys([*NOT_NULL, *SETS, *PATTERNS, RANGE[0]]):
        checks = []
        if name in SETS:
            checks.append(pa.Check.isin(labels(SETS[name])))
        if name in PATTERNS:
            checks.append(pa.Check.str_matches(PATTERNS[name]))
        if name == RANGE[0]:
            checks.append(pa.Check.in_range(RANGE[1], RANGE[2]))
        columns[name] = pa.Column(checks=checks, nullable=name not in NOT_NULL, unique=name == UNIQUE)
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def run_great_expectations(path: Path) -> int:
    import great_expectations as gx
    import great_expectations.expectations as gxe
    import pandas as pd

    frame = pd.read_csv(path, sep=";", dtype={"Kode Desa": str})
    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("data").add_dataframe_asset("anggota")
    batch = asset.add_batch_definition_whole_dataframe("semua").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name="anggota")
    for column in NOT_NULL:
        suite.add_expectation(gxe.ExpectColumnValuesToNotBeNull(column=column))
    for column, name in SETS.items():
        suite.add_expectation(gxe.ExpectColumnValuesToBeInSet(column=column, value_set=labels(name)))
    for column, pattern in PATTERNS.items():
        suite.add_expectation(gxe.ExpectColumnValuesToMatchRegex(column=column, regex=pattern))
    suite.add_expectation(gxe.ExpectColumnValuesToBeBetween(column=RANGE[0], min_value=RANGE[1], max_value=RANGE[2]))
    suite.add_expectation(gxe.ExpectColumnValuesToBeUnique(column=UNIQUE))
    told = {"result_format": "COMPLETE", "unexpected_index_column_names": [UNIQUE]}
    return int(batch.validate(suite, result_format=told).statistics["unsuccessful_expectations"])


RUNS: dict[str, Callable[[Path], int]] = {
    "prodeskel": run_prodeskel,
    "pointblank (polars)": run_pointblank,
    "pandera": run_pandera,
    "Great Expectations": run_great_expectations,
}


FIVE = {"Jenis Kelamin": "X", "Agama": "Islm", "Usia": "169", "Pekerjaan": ""}
"""What breaks four of the 22 in a row; the fifth is a NIK that lacks its last digit."""


def _spoilt(clean: Path) -> Path:
    """A file beside `clean` in which every row breaks five of the 22."""
    path = clean.with_name("five.csv")
    with clean.open(encoding="utf-8", newline="") as good, path.open("w", encoding="utf-8", newline="") as bad:
        rows = csv.DictReader(good, delimiter=";")
        made = csv.DictWriter(bad, rows.fieldnames or (), delimiter=";")
        made.writeheader()
        made.writerows({**row, **FIVE, UNIQUE: row[UNIQUE][:-1]} for row in rows)
    return path


def main(rows: int = 1_000_000) -> None:
    from benchmarks.members import member_files  # not at the top: the processes measured need none of it
    from benchmarks.timing import python, side_by_side, table

    counted = f"{rows:,}".replace(",", ".")
    with member_files(rows) as (clean, _):
        for title, path, rounds in (("bersih", clean, 3), ("lima kesalahan tiap baris", _spoilt(clean), 1)):
            commands = {name: python("-m", "benchmarks.peers", name, str(path)) for name in RUNS}
            print(table(f"22 syarat, {counted} anggota, {title}", side_by_side(commands, rounds), "prodeskel"))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(f"{sys.argv[1]}: {RUNS[sys.argv[1]](Path(sys.argv[2]))} tidak dipenuhi")
    else:
        main(*map(int, sys.argv[1:]))
