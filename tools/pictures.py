"""Make the pictures of the documentation from the sample exports: `python tools/pictures.py`, or `make docs`.

They are not compared when documentation is checked: how rich draws them differs a little from release to release.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rich.console import Console
from rich.text import Text

from validator import check
from validator.reports import Options, write

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
LINES = 34
COMMAND = "$ prodeskel check samples/2026 --date 2026-11-24"


def terminal() -> str:
    """The beginning of the terminal report as an SVG that asks for no font from anywhere."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text(COMMAND, style="bold"))
    for line in [*_report().splitlines()[:LINES], "…"]:
        console.print(Text.from_ansi(line))
    return _self_contained(console.export_svg(title="prodeskel", unique_id="terminal")) + "\n"


def _report() -> str:
    """The coloured terminal report of this year's samples, with paths as seen from the project's folder."""
    stream = io.StringIO()
    with contextlib.chdir(ROOT):
        result = check("samples/2026", date=date(2026, 11, 24))
    write("terminal", result, stream, options=Options(width=WIDTH, colour=True))
    return stream.getvalue()


def _self_contained(svg: str) -> str:
    """Without the fonts that rich fetches from the network, and without its comments."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "monospace")


def main() -> None:
    """Writes every picture."""
    (ROOT / "docs" / "gambar" / "terminal.svg").write_text(terminal(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
