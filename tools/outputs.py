"""What the program gives, before and after a change that must not change it.

python -m tools.outputs write FOLDER [--villages 286] [--members 1000000]
python -m tools.outputs compare BEFORE AFTER

Every report of the samples, of a generated kabupaten and of a large list of members is written to the folder. Compared
byte for byte; what names a version (of the program, of its rules) is left out of it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, is_zipfile

from benchmarks.kabupaten import write_villages
from benchmarks.members import member_files
from validator.cli import cli

DATE = "2026-11-24"
ROOT = Path(__file__).parents[1]
SAMPLES = ("samples/2025", "samples/2026")
LISTS = ("json", "csv", "xlsx", "html", "salinan", "whatsapp", "terminal", "junit", "sarif", "markdown")
DATA = ("json", "csv", "xlsx")
LANGUAGES = ("id", "en")
_VERSION = re.compile(
    rb'"(?:rules_)?version": ?"[^"]*"|\b[0-9a-f]{12}(?= \(\d)|<(?:dcterms:modified|dcterms:created)[^>]*>[^<]*'
)


def write(target: Path, villages: int, members: int) -> None:
    """Writes all outputs below `target`, which may not exist. Inputs are named as their folder has them."""
    target.mkdir(parents=True)
    for language in LANGUAGES:
        _lists(target / "samples" / language, SAMPLES, LISTS, "--lang", language)
    _run(target / "agenda", "agenda", *SAMPLES, "--all", "--format", "docx", "--format", "md")
    _run(target / "kecamatan", "kecamatan", *SAMPLES, "--expected", "63.11.03", "--format", "docx")
    _lists(target / "opensid", ["samples/opensid"], DATA)
    if villages:
        with TemporaryDirectory() as scratch, chdir(scratch):
            write_villages(Path("kabupaten"), villages)
            _lists(target / "kabupaten", ["kabupaten"], DATA)
    if members:
        with member_files(members) as files:
            for path in files:
                with chdir(path.parent):
                    _lists(target / "members" / path.stem, [path.name], ("json", "csv"))


def _lists(target: Path, inputs: Sequence[str], formats: Sequence[str], *more: str) -> None:
    given = [word for name in formats for word in ("--format", name)]
    _run(target, "check", *inputs, *given, "--fail-on", "never", *more)


def _run(target: Path, *arguments: str) -> None:
    target.mkdir(parents=True)
    words = [*arguments, "--date", DATE, "--output", str(target)]
    with redirect_stdout(StringIO()):
        code = cli.main(words, prog_name="prodeskel", standalone_mode=False)
    (target / "code.txt").write_text(f"{code}\n", encoding="utf-8")


def compare(before: Path, after: Path) -> list[str]:
    """What differs, a line each: files of only one side, files with other content, their first difference."""
    one, other = dict(_contents(before)), dict(_contents(after))
    lines = [f"{name}: only in {before}" for name in one.keys() - other.keys()]
    lines += [f"{name}: only in {after}" for name in other.keys() - one.keys()]
    for name in sorted(one.keys() & other.keys()):
        if one[name][0] != other[name][0]:
            lines.append(f"{name}: {_difference(one[name][1], other[name][1])}")
    return sorted(lines)


def _contents(folder: Path) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """By name below the folder: digest and bytes of each file, of a zip (xlsx, docx) those of each member."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if is_zipfile(path):
            with ZipFile(path) as package:
                for member in package.namelist():
                    yield f"{name}!{member}", _digested(package.read(member))
        else:
            yield name, _digested(path.read_bytes())


def _digested(content: bytes) -> tuple[str, bytes]:
    plain = _VERSION.sub(b"", content)
    return sha256(plain).hexdigest(), plain


def _difference(one: bytes, other: bytes) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"at byte {at}: {one[max(0, at - 40) : at + 60]!r} -> {other[max(0, at - 40) : at + 60]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--villages", type=int, default=286)
    writing.add_argument("--members", type=int, default=1_000_000)
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    given = parser.parse_args()
    if given.command == "write":
        write(given.folder.resolve(), given.villages, given.members)
        return 0
    lines = compare(given.before, given.after)
    print(*lines, sep="\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
