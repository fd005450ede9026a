"""Starting the program and checking one full village, beside `import pandas`."""

from __future__ import annotations

import compileall
from pathlib import Path

from benchmarks.timing import prodeskel, python, side_by_side, table

VILLAGE = "samples/2026/6311032005_pematang"


def main() -> None:
    compileall.compile_dir("validator", quiet=1)
    print(f"{VILLAGE}: {sum(1 for _ in Path(VILLAGE).iterdir())} berkas\n")
    commands = {
        "import pandas": python("-c", "import pandas"),
        "prodeskel --help": prodeskel("--help"),
        "prodeskel check, satu desa": prodeskel("check", VILLAGE, "--date", "2026-11-24", "--format", "json"),
    }
    print(table("Satu desa", side_by_side(commands, 7), "import pandas"))


if __name__ == "__main__":
    main()
