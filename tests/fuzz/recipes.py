"""What a mutated file is made of: a base file, what is done to it, and what is asked of it. A recipe is one line.

    python-csv/t03.csv cell2:48151 flip:62342 salinan

The same line always makes the same bytes, so a failure is kept as a line and never as a file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.fuzz.mutations import ways

HERE = Path(__file__).parent
FILES = HERE.parent / "writers" / "files"
SEEDS = HERE / "seeds" / "kept.txt"
KINDS = {".xlsx": "xlsx", ".xlsb": "xlsb", ".ods": "ods", ".csv": "csv", ".html": "html", ".fods": "fods",
         ".slk": "slk", ".parquet": "parquet", ".txt": "txt", ".zip": "zip"}  # fmt: skip
MARKED = (".xls", ".xlsx", ".xlsb", ".ods", ".html", ".csv", ".fods", ".zip")
"""Files of which a marked copy is asked, every fifth time."""


class Recipe(NamedTuple):
    """`steps` are mutations with their seeds, applied from left to right."""

    base: str
    steps: tuple[tuple[str, int], ...]
    copied: bool = False

    def __str__(self) -> str:
        steps = (f"{name}:{seed}" for name, seed in self.steps)
        return " ".join([self.base, *steps, *(["salinan"] if self.copied else [])])

    @property
    def content(self) -> bytes:
        data = base_content(self.base)
        known = ways(kind_of(self.base))
        for name, seed in self.steps:
            data = known[name](data, Random(seed))
        return data


def parsed(line: str) -> Recipe:
    base, *rest = line.split()
    steps = tuple((name, int(seed)) for name, _, seed in (word.partition(":") for word in rest if word != "salinan"))
    return Recipe(base, steps, "salinan" in rest)


def numbered(number: int) -> Recipe:
    """The recipe of that number."""
    chance = Random(f"prodeskel {number}")
    base = bases()[number % len(bases())]
    names = sorted(ways(kind_of(base)))
    steps = tuple((chance.choice(names), chance.randrange(10**6)) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return Recipe(base, steps, number // len(bases()) % 5 == 4 and Path(base).suffix in MARKED)


def kept() -> Iterator[Recipe]:
    """The recipes that once showed a fault."""
    for line in SEEDS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield parsed(line)


@cache
def bases() -> list[str]:
    """Every small file that a real writer has written, and a zip of some."""
    found = (path.relative_to(FILES).as_posix() for path in FILES.rglob("*") if path.is_file())
    return sorted([*(name for name in found if Path(name).suffix in (*KINDS, ".xls")), "several.zip"])


@cache
def base_content(name: str) -> bytes:
    if name != "several.zip":
        return (FILES / name).read_bytes()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for inner in ("python-csv/agtkeluarga.csv", "openpyxl.xlsx", "php-html/t03.xls", "xlwt.xls"):
            packed.writestr(f"6311032021/{inner}", base_content(inner))
    return target.getvalue()


@cache
def kind_of(name: str) -> str:
    """How its content is written; `.xls` may be anything."""
    content = base_content(name)
    if Path(name).suffix == ".xls":
        if content[:4] == b"\xd0\xcf\x11\xe0" or content[:1] == b"\x09":
            return "biff"
        return "xml" if content.lstrip()[:5] == b"<?xml" else "html"
    return KINDS[Path(name).suffix]
