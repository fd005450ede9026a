"""`python -m tests.packs.trying FOLDER NAME…`: a check with each of these hostile packs.

A line each: name, exit code, MB of memory held at most so far, and what was said.
"""

from __future__ import annotations

import io
import os
import resource
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from tests.packs import hostile
from validator.cli import cli
from validator.cli.failures import reported

ROWS = """\
No. KK;NIK;Nama;Hubungan;Tanggal Lahir
6311032103109001;6311030101909001;Contoh Satu;Kepala Keluarga;01/01/1990
6311032103109001;6311034202929002;Contoh Dua;Istri;02/02/1992
"""
FAMILIES = 60


def main(folder: Path, names: list[str]) -> None:
    outside = folder / "outside"
    outside.mkdir(exist_ok=True)
    secret = outside / "secret.csv"
    secret.write_text("a\nrahasia\n", "utf-8")
    export = _export(folder)
    os.environ["PRODESKEL_RULE_SECONDS"] = "2"
    for name in names:
        pack = hostile.write(name, folder / name.replace(" ", "_"), secret)
        code, said = _checked(export, pack)
        print(name, code, _held(), repr(said[-300:]), sep="\t", flush=True)


def _held() -> int:
    """MB that this program held at most.

    Linux counts in `ru_maxrss` what the process held before it became this program (the test run that started it),
    so the account of the program itself is asked first.
    """
    status = Path("/proc/self/status")
    for line in status.read_text("ascii").splitlines() if status.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)


def _export(folder: Path) -> Path:
    """Some families whose members any rule may ask for."""
    target = folder / "6311032021" / "agtkeluarga.csv"
    target.parent.mkdir(exist_ok=True)
    head, *rows = ROWS.splitlines()
    lines = [row.replace("900", f"9{n:02}") for n in range(FAMILIES) for row in rows]
    target.write_text("\n".join([head, *lines]), "utf-8")
    return target


def _checked(export: Path, pack: Path) -> tuple[int, str]:
    args = ["check", export, "--pack", pack, "--date", "2026-11-24", "--fail-on", "never", "--format", "json"]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = reported(partial(cli.main, list(map(str, args)), prog_name="prodeskel"))  # type: ignore[arg-type]
    begun = " JSON was begun" if code and out.getvalue() else ""
    return (70 if begun else code), err.getvalue() + begun


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
