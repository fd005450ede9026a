"""Make the pictures of the documentation from the sample exports: `python tools/pictures.py`, or `make docs`.

They are not compared when documentation is checked: how rich draws them differs a little from release to release.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import tempfile
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
DAY = "2026-11-24"
VILLAGE = "6311032014"
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


def screenshots(folder: Path) -> None:
    """An agenda page, an HTML report and a page of the Excel list as PNG, by Debian's own programs.

    Raises `FileNotFoundError` where chromium, soffice or pdftoppm is not installed.
    """
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        samples = ["samples/2025", "samples/2026", "--date", DAY]
        _prodeskel("check", *samples, "--fail-on", "never", "--format", "html", "--format", "xlsx", "--output", scratch)
        _prodeskel("agenda", *samples, "--village", VILLAGE, "--format", "pdf", "--output", scratch)
        _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", scratch, str(_one(made, "*.xlsx")))
        _page(_one(made, "agenda_*.pdf"), 1, folder / "agenda.png")
        _page(_one(made, "daftar-*.pdf"), 4, folder / "daftar.png")
        page = _one(made, "laporan_*.html").as_uri()
        shot = f"--screenshot={folder / 'halaman.png'}"
        _run("chromium", "--headless=new", "--no-sandbox", "--hide-scrollbars", "--window-size=760,900", shot, page)


def _prodeskel(*arguments: str) -> None:
    _run(sys.executable, "-c", "from validator.cli import main; main()", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, check=False, cwd=ROOT, capture_output=True, timeout=180)


def _one(folder: Path, pattern: str) -> Path:
    return next(path for path in sorted(folder.glob(pattern)) if VILLAGE in path.name)


def _page(document: Path, number: int, target: Path) -> None:
    page = str(number)
    stem = str(target.with_suffix(""))
    _run("pdftoppm", "-r", "70", "-f", page, "-l", page, "-png", "-singlefile", str(document), stem)


def main() -> None:
    """Writes every picture."""
    folder = ROOT / "docs" / "gambar"
    (folder / "terminal.svg").write_text(terminal(), encoding="utf-8", newline="\n")
    try:
        screenshots(folder)
    except FileNotFoundError as error:
        print(f"screenshots left as they are: {error.filename} is not installed")


if __name__ == "__main__":
    main()
