"""CSV and TSV: encoding, delimiter and quotes found out; small files read, large ones only looked into."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeVar

from validator.exports.errors import Rejected
from validator.exports.files.contents import Contents
from validator.exports.files.encodings import decoded, encoding_of
from validator.exports.files.limits import LIMITS, MIB, Budget, Limits
from validator.exports.reasons import note
from validator.exports.sheets import Cell, Dialect, Sheet
from validator.scratch import scratch_file

__all__ = ["as_cells", "delimiter_of", "parse_csv", "read_csv", "read_rows", "recoded"]

Taken = TypeVar("Taken")

_DELIMITERS = ";,\t|"
_SAMPLE = 64 * 1024
_ONE_COLUMN = (".csv", ".tsv", ".txt", ".tab")


def read_csv(path: Path, file: str, limits: Limits) -> Contents:
    """The one sheet of a CSV; cells are text as written, blank cells None.

    A file above `limits.csv_in_memory` gives its first `limits.csv_head` rows, and a `path` and `dialect` to read it
    all with: always UTF-8, for other encodings are written anew to a temporary file. Of a file that begins in UTF-8
    that is not sure until all of it is read (`recoded`).

    Raises:
        Rejected: `unknown_format` where there are no columns and the name does not promise a CSV either.
    """
    head = _head(path)
    large = path.stat().st_size > limits.csv_in_memory
    encoding = encoding_of(head, [head] if large and head[:4].lower() != b"sep=" else _chunks(path))
    sample, _ = decoded(head[: len(head) // 2 * 2], encoding)
    named, sample = _separator_line(sample)
    delimiter = named or delimiter_of(_whole_lines(sample, len(head) < _SAMPLE))
    if not delimiter and Path(file).suffix.lower() not in _ONE_COLUMN:
        raise Rejected("unknown_format", "text without columns")
    if large:
        return _look_into(path, file, Dialect(encoding, delimiter or ","), bool(named), limits)
    text, complete = decoded(path.read_bytes(), encoding)
    rows, balanced = parse_csv(_separator_line(text)[1], delimiter or ",")
    Budget(limits).spend(len(rows) + sum(map(len, rows)))
    notes = [] if complete else [note("undecodable", encoding)]
    notes += [] if balanced else [note("unbalanced_quotes")]
    return Contents((Sheet(file, Path(file).stem, rows),), tuple(notes))


def recoded(sheet: Sheet, limits: Limits = LIMITS) -> Contents | None:
    """A large CSV in UTF-8 that is in another encoding beyond its beginning; None if it is not."""
    if sheet.path is None or sheet.dialect is None:
        return None
    encoding = encoding_of(_head(sheet.path), _chunks(sheet.path))
    if encoding.startswith("utf-8"):
        return None
    return _look_into(sheet.path, sheet.file, Dialect(encoding, sheet.dialect.delimiter), False, limits)


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


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts most lines into one same number of columns, at least two; '' if none cuts half of them.

    >>> delimiter_of("a;b\\n1,5;2,5\\n"), delimiter_of("satu baris\\ndua baris\\n")
    (';', '')
    """
    scores = {delimiter: _consistency(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=scores.__getitem__)
    return best if scores[best][0] >= 0.5 else ""


def _consistency(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of filled lines that have the most frequent width of two or more, and that width."""
    try:
        widths = [
            len(row) for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 200) if row
        ]
    except csv.Error:
        return 0.0, 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    width, lines = max(wide.items(), key=lambda item: (item[1], item[0]))
    return lines / len(widths), width


def parse_csv(text: str, delimiter: str) -> tuple[list[list[Cell]], bool]:
    """The rows, and whether the quotes were balanced; where not, quotes count as plain characters.

    >>> parse_csv('a;"b;c"\\n1;', ";")
    ([['a', 'b;c'], ['1', None]], True)
    """
    return read_rows(lambda: io.StringIO(text, newline=""), delimiter, lambda rows: list(map(as_cells, rows)))


def read_rows(
    opened: Callable[[], TextIO], delimiter: str, take: Callable[[Iterable[list[str]]], Taken]
) -> tuple[Taken, bool]:
    """What `take` makes of the rows, and whether the quotes were balanced; where not, quotes are plain characters.

    `take` is called again, with the rows as another reading sees them, until one reading makes sense.
    """
    for strict in (True, False):
        swallowed: list[bool] = []
        try:
            with opened() as stream:
                reader = csv.reader(stream, delimiter=delimiter, strict=strict)
                taken = take(reader if strict else _watched(reader, delimiter, swallowed))
        except csv.Error:
            continue
        if strict or not (swallowed or _unpaired(opened)):
            return taken, True
    with opened() as stream:
        lines = _bounded(csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE))
        return take([_unquoted(cell) for cell in row] for row in lines), False


def _watched(rows: Iterable[list[str]], delimiter: str, swallowed: list[bool]) -> Iterator[list[str]]:
    for row in rows:
        if any(_swallowed(cell, delimiter) for cell in row):
            swallowed.append(True)
        yield row


def _unpaired(opened: Callable[[], TextIO]) -> bool:
    """An odd number of quotes."""
    with opened() as stream:
        return sum(text.count('"') for text in iter(lambda: stream.read(MIB), "")) % 2 == 1


def _swallowed(cell: str, delimiter: str) -> bool:
    """Whether a stray quote has made one cell of what looks like several rows."""
    return "\n" in cell and delimiter in cell


def _bounded(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a reader; a field longer than the csv module bears ends the file."""
    try:
        yield from reader
    except csv.Error as error:
        raise Rejected("truncated", str(error)) from error


def as_cells(row: list[str]) -> list[Cell]:
    """A row of a CSV as cells: what is empty is None."""
    return [cell or None for cell in row]


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _look_into(path: Path, file: str, dialect: Dialect, skip_line: bool, limits: Limits) -> Contents:
    notes: tuple[str, ...] = ()
    if skip_line or dialect.encoding not in ("utf-8", "utf-8-sig"):
        path, complete = _transcoded(path, dialect.encoding, skip_line)
        notes = () if complete else (note("undecodable", dialect.encoding),)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=dialect.delimiter)
        rows = [as_cells(row) for row in islice(_bounded(reader), limits.csv_head)]
    utf8 = Dialect("utf-8", dialect.delimiter, dialect.quote)
    return Contents((Sheet(file, Path(file).stem, rows, path=path, dialect=utf8),), notes)


def _transcoded(path: Path, encoding: str, skip_line: bool) -> tuple[Path, bool]:
    """A UTF-8 copy, and whether every character could be decoded."""
    copy, complete = scratch_file(), True
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        if skip_line:
            source.readline()
        while text := source.read(MIB):
            complete = complete and "\ufffd" not in text
            target.write(text)
    return copy, complete
