"""CSV and TSV: encoding, delimiter and quotes found out; small files read, large ones only looked into."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from validator.readers.contents import Contents
from validator.readers.encodings import decoded, encoding_of, is_utf7
from validator.readers.errors import Rejected
from validator.readers.limits import LIMITS, MIB, Budget, Limits
from validator.readers.reasons import note
from validator.readers.sheets import Cell, Dialect, Sheet
from validator.readers.styles import Style, style_of, without_marks
from validator.workspace import Workspace, process_workspace

__all__ = ["as_cells", "opened", "parse_csv", "read_csv", "read_rows", "recoded"]

Taken = TypeVar("Taken")

_SAMPLE = 64 * 1024
_ONE_COLUMN = (".csv", ".tsv", ".txt", ".tab")
_BACKSLASHED = re.compile(r'\\([\\"])')


def read_csv(path: Path, file: str, limits: Limits, work: Workspace | None = None) -> Contents:
    """The one sheet of a CSV; cells are text as written, blank cells None.

    A file above `limits.csv_in_memory` gives its first `limits.csv_head` rows, and a `path` and `dialect` to read it
    all with: always UTF-8 and plain, for others are written anew to a file of `work`. Of a file that begins in UTF-8
    that is not sure until all of it is read (`recoded`).

    Raises:
        Rejected: `odd_encoding`; `unknown_format` where there are no columns and the name does not promise a CSV.
    """
    head = _head(path)
    large = path.stat().st_size > limits.csv_in_memory
    encoding = encoding_of(head, [head] if large else _chunks(path))
    sample, _ = decoded(head, encoding)
    if is_utf7(head):
        raise Rejected("odd_encoding", "UTF-7")
    named, sample = _separator_line(sample)
    style = style_of(_whole_lines(sample, len(head) < _SAMPLE), named)
    if not style.delimiter and Path(file).suffix.lower() not in _ONE_COLUMN:
        raise Rejected("unknown_format", "text without columns")
    style = style if style.delimiter else replace(style, delimiter=",")
    if large:
        if named or not style.plain:
            encoding = encoding_of(head, _chunks(path))
        return _look_into(*_plain(path, encoding, style, bool(named), work), file, style, limits)
    text, complete = decoded(path.read_bytes(), encoding)
    rows, balanced = parse_csv(_separator_line(text)[1], style)
    Budget(limits).spend(len(rows) + sum(map(len, rows)))
    notes = [] if complete else [note("undecodable", encoding)]
    notes += [] if balanced else [note("unbalanced_quotes")]
    return Contents((Sheet(file, Path(file).stem, rows, delimiter=style.delimiter),), tuple(notes))


def recoded(sheet: Sheet, limits: Limits = LIMITS, work: Workspace | None = None) -> Contents | None:
    """A large CSV in UTF-8 that is in another encoding beyond its beginning; None if it is not."""
    if sheet.path is None or sheet.dialect is None:
        return None
    encoding = encoding_of(_head(sheet.path), _chunks(sheet.path))
    if encoding.startswith("utf-8"):
        return None
    style = Style(sheet.dialect.delimiter)
    return _look_into(*_plain(sheet.path, encoding, style, False, work), sheet.file, style, limits)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_SAMPLE)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(MIB):
            yield chunk


def _whole_lines(sample: str, complete: bool) -> str:
    """The sample without the line that it breaks off in."""
    return sample if complete or "\n" not in sample else sample[: sample.rindex("\n")]


def _separator_line(text: str) -> tuple[str, str]:
    """The delimiter that a first line `sep=;` names, and the text after that line, which Excel does not show either.

    >>> _separator_line("sep=;\\r\\na;b"), _separator_line("a;b")
    ((';', 'a;b'), ('', 'a;b'))
    """
    if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n"):
        return text[4], text[5:].removeprefix("\r").removeprefix("\n")
    return "", text


def parse_csv(text: str, style: Style) -> tuple[list[list[Cell]], bool]:
    """The rows, and whether the quotes were balanced; where not, those of a line that has an odd one are plain.

    >>> parse_csv('a;"b;c"\\n1;', Style(";"))
    ([['a', 'b;c'], ['1', None]], True)
    """
    text = without_marks(text)
    return read_rows(lambda: io.StringIO(text, newline=""), style, lambda rows: list(map(as_cells, rows)))


Opened = Callable[[], AbstractContextManager[Iterable[str]]]


def read_rows(opened: Opened, style: Style, take: Callable[[Iterable[list[str]]], Taken]) -> tuple[Taken, bool]:
    """What `take` makes of the rows, and whether the quotes were balanced; where not, see `parse_csv`.

    `opened` gives the lines. `take` is called again, with the rows as another reading sees them, until one reading
    makes sense: quotes are doubled inside of quotes; or a backslash stands before them; or they may stand anywhere.
    """
    for reading in (_strict, _backslashed, _lenient):
        found: list[bool] = []
        try:
            with opened() as lines:
                taken = take(reading(lines, style, found))
        except csv.Error:
            continue
        if not found:
            return taken, True
    with opened() as lines:
        return take(_bounded(_line_by_line(lines, style))), False


def _strict(lines: Iterable[str], style: Style, _: list[bool]) -> Iterator[list[str]]:
    return style.rows(lines, strict=True)


def _backslashed(lines: Iterable[str], style: Style, found: list[bool]) -> Iterator[list[str]]:
    """Nothing if no quote has a backslash before it; `found` says so."""
    used: list[bool] = []

    def doubled(line: str) -> str:
        if "\\" + style.quote not in line:
            return line
        used.append(True)
        return _BACKSLASHED.sub(lambda match: match[1].replace(style.quote, style.quote * 2), line)

    yield from style.rows(map(doubled, lines), strict=True)
    if not used:
        found.append(True)


def _lenient(lines: Iterable[str], style: Style, found: list[bool]) -> Iterator[list[str]]:
    """`found` says that a quote is left over, or has made one cell of what looks like several rows."""
    quotes = [0]

    def counted(line: str) -> str:
        quotes[0] += line.count(style.quote)
        return line

    for row in style.rows(map(counted, lines), strict=False):
        if not found and any(_swallowed(cell, style.delimiter) for cell in row):
            found.append(True)
        yield row
    if quotes[0] % 2:
        found.append(True)


def _swallowed(cell: str, delimiter: str) -> bool:
    """Whether a stray quote has made one cell of what looks like several rows."""
    return "\n" in cell and delimiter in cell


def _line_by_line(lines: Iterable[str], style: Style) -> Iterator[list[str]]:
    """Rows of a line each; in one with an odd number of quotes these are plain characters, but around whole cells."""
    for line in lines:
        bare = line.rstrip("\r\n")
        paired = bare.count(style.quote) % 2 == 0
        yield next(style.rows([bare], strict=False)) if paired else _split(bare, style)


def _split(line: str, style: Style) -> list[str]:
    row = next(csv.reader([line], delimiter=style.delimiter, quoting=csv.QUOTE_NONE))
    return [_unquoted(cell, style.quote) for cell in row]


def _bounded(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a reader; a field longer than the csv module bears ends the file."""
    try:
        yield from reader
    except csv.Error as error:
        raise Rejected("truncated", str(error)) from error


def as_cells(row: list[str]) -> list[Cell]:
    """A row of a CSV as cells: what is empty is None."""
    return [cell or None for cell in row]


def _unquoted(cell: str, quote: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == quote else cell


def _plain(
    path: Path, encoding: str, style: Style, skip_line: bool, work: Workspace | None
) -> tuple[Path, tuple[str, ...]]:
    """A large CSV in UTF-8 with plain quotes, itself or a copy, and notes on its reading."""
    if style.plain and not skip_line and encoding in ("utf-8", "utf-8-sig"):
        return path, ()
    copy = (work or process_workspace()).new_file()
    if not style.plain:
        return copy, _restyled(path, encoding, style, skip_line, copy)
    complete = _transcoded(path, encoding, skip_line, copy)
    return copy, () if complete else (note("undecodable", encoding),)


def _look_into(path: Path, notes: tuple[str, ...], file: str, style: Style, limits: Limits) -> Contents:
    with opened(path) as lines:
        reader = _bounded(Style(style.delimiter).rows(lines, strict=False))
        rows = [as_cells(row) for row in islice(reader, limits.csv_head)]
    dialect = Dialect("utf-8", style.delimiter)
    sheet = Sheet(file, Path(file).stem, rows, path=path, dialect=dialect, delimiter=style.delimiter)
    return Contents((sheet,), notes)


@contextmanager
def opened(path: Path, encoding: str = "utf-8-sig", skip_line: bool = False) -> Iterator[Iterable[str]]:
    """The lines of a text, without what `without_marks` takes away."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        if skip_line:
            stream.readline()
        yield filter(None, map(without_marks, stream))


def _restyled(path: Path, encoding: str, style: Style, skip_line: bool, copy: Path) -> tuple[str, ...]:
    """Writes the copy in UTF-8 with plain quotes. Returns notes."""
    garbled = [False]

    def take(rows: Iterable[list[str]]) -> None:
        with copy.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, delimiter=style.delimiter, lineterminator="\n")
            for row in rows:
                garbled[0] = garbled[0] or any("\ufffd" in cell for cell in row)
                writer.writerow(row)

    _, balanced = read_rows(lambda: opened(path, encoding, skip_line), style, take)
    notes = (note("undecodable", encoding),) if garbled[0] else ()
    return notes if balanced else (*notes, note("unbalanced_quotes"))


def _transcoded(path: Path, encoding: str, skip_line: bool, copy: Path) -> bool:
    """Writes the copy in UTF-8. Whether every character could be decoded."""
    complete = True
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        if skip_line:
            source.readline()
        while text := source.read(MIB):
            complete = complete and "\ufffd" not in text
            target.write(text)
    return complete
