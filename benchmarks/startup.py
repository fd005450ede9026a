"""Starting the program and checking one village, beside `import pandas`: all its forms, and eleven of them."""

from __future__ import annotations

import compileall
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import prodeskel, python, side_by_side, table

VILLAGE = Path("samples/2026/6311032005_pematang")
ELEVEN = ("agtkeluarga", "t01", "t03", "t45", "t46a", "t47", "t48", "t49", "k01", "k03", "k36")
"""Family members, land and population of Potensi, and of Perkembangan population, welfare and budget."""


def check(folder: Path) -> list[str]:
    return prodeskel("check", str(folder), "--date", "2026-11-24", "--format", "json")


def main() -> None:
    compileall.compile_dir("validator", quiet=1)
    every = sum(1 for _ in VILLAGE.iterdir())
    with TemporaryDirectory() as folder:
        few = Path(folder, VILLAGE.name)
        few.mkdir()
        for name in ELEVEN:
            shutil.copy(VILLAGE / f"grid_{name}.xls", few)
        commands = {
            "import pandas": python("-c", "import pandas"),
            "prodeskel --help": prodeskel("--help"),
            f"prodeskel check, {len(ELEVEN)} formulir": check(few),
            f"prodeskel check, {every} formulir": check(VILLAGE),
        }
        print(table("Satu desa", side_by_side(commands, 9), "import pandas"))


if __name__ == "__main__":
    main()
