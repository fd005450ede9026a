"""Make the pictures of the README from the sample exports: `python tools/pictures.py`."""

from __future__ import annotations

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
LINES = 34


def terminal() -> str:
    """The beginning of the terminal report as an SVG that asks for no font from anywhere."""
    stream = io.StringIO()
    result = check(ROOT / "samples" / "2026", date=date(2026, 11, 24))
    write("terminal", result, stream, options=Options(width=100, colour=True))
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ prodeskel check samples/2026", style="bold"))
    shown = stream.getvalue().splitlines()[:LINES]
    for line in [*shown, "…"]:
        console.print(Text.from_ansi(line.replace(str(ROOT) + "/", "")))
    svg = console.export_svg(title="prodeskel", unique_id="terminal")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "monospace") + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "gambar" / "terminal.svg").write_text(terminal(), encoding="utf-8", newline="\n")
