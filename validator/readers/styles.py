"""How a CSV is written: what divides its cells and what stands around them, found out from its beginning."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

__all__ = ["Style", "delimiter_of", "style_of", "without_marks"]

_DELIMITERS = ";,\t|"
_RARER = "^~¦│:§#!；，"
_ROWS = 200
_HALF = 0.5
_WIDE = 5
"""A remark is not cut into so many cells by its commas, and into just as many as the rows above it."""
_PRINTED = (("“„‟”", "”“‟"), ("‘‚‛", "’‘"), ("«»", "»«"), ("‹›", "›‹"))
"""Printer's quotes: what opens and what closes."""
_TWICE = '""'
_GARBLED = "\xef\xbb\xbf"
"""A byte order mark that was read in Windows-1252 and written anew."""
_UNSEEN = re.compile(f"(^|[\r\n])(?:[\x1a\ufeff]|{_GARBLED})+|\x1a+$")
_LINE = re.compile(r'\s*"(?:[^"]|"")*"\s*')
_OTHER_QUOTES = "'`´"


class Style(Struct, frozen=True):
    """How the cells of a CSV are told apart; `delimiter` is '' where there are no columns.

    `spaced`: blanks stand before quotes. `wrapped`: lines stand in quotes as a whole. `smart`: what opens the printer's
    quotes around cells, or two quotes where each was doubled. `guarded`: cells are written as formulas, `="0012"`, or
    in quotes within quotes.
    """

    delimiter: str
    quote: str = '"'
    spaced: bool = False
    wrapped: bool = False
    smart: str = ""
    guarded: bool = False

    @property
    def plain(self) -> bool:
        """Any reader of CSV understands it once it is told the delimiter."""
        return self.quote == '"' and not (self.spaced or self.wrapped or self.smart or self.guarded)

    def rows(self, lines: Iterable[str], strict: bool) -> Iterator[list[str]]:
        """The rows of these lines. Raises `csv.Error` for quotes that make no sense, if `strict`."""
        if self.smart:
            lines = map(self._with_plain_quotes, lines)
        found: Iterator[list[str]] = csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, skipinitialspace=self.spaced, strict=strict
        )
        if self.wrapped:
            found = map(self._unwrapped, found)
        return self._redivided(map(_unguarded, found) if self.guarded else found)

    def _redivided(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows; a line of one cell that another delimiter cuts into as many cells as the row above it is cut so.

        Files put together from several are written so.
        """
        width, first = 0, list[list[str]]()
        for row in rows:
            if len(row) > 1:
                yield from (_recut(held, len(row)) for held in first)
                width, first = len(row), []
            elif not width and len(first) < _ROWS:
                first.append(row)
                continue
            else:
                yield from first
                row, first = _recut(row, width), []
            yield row
        yield from first

    def _with_plain_quotes(self, line: str) -> str:
        """The line with quotes of ASCII at the borders of its cells."""
        if self.smart == _TWICE:
            return line.replace(_TWICE, '"')
        border, closing = re.escape(self.delimiter), dict(_PRINTED)[self.smart]
        line = re.sub(rf"(^|{border}) *[{self.smart}]", r'\1"', line)
        return re.sub(rf"[{closing}] *(?={border}|\r|\n|$)", '"', line)

    def _unwrapped(self, row: list[str]) -> list[str]:
        """The cells of a line that stood in quotes as a whole; another row as it is."""
        if row and self.delimiter in row[0] and not any(row[1:]):
            return next(csv.reader([row[0]], delimiter=self.delimiter))
        return row


def style_of(sample: str, named: str = "") -> Style:
    """The style of the text that begins so; `named` is the delimiter that the text names itself, if it does."""
    sample = without_marks(sample)
    named_well = named and _Score.of(sample, named).enough(rarer=False)
    delimiter = named if named_well else delimiter_of(sample) or named
    if not delimiter:
        delimiter = delimiter_of("\n".join(_inner_lines(sample)))
        if not delimiter:
            return Style("")
    plain = Style(delimiter)
    quote = next((q for q in _OTHER_QUOTES if q in sample and _quoted_with(sample, delimiter, q)), '"')
    return Style(
        delimiter,
        quote,
        spaced=_spaced(sample, delimiter, quote),
        wrapped='"' in sample and _wrapped(sample, plain),
        smart=_smart(sample, delimiter),
        guarded='="' in sample or _quoted_twice(sample, delimiter),
    )


def without_marks(text: str) -> str:
    """The text without zeros and, where a line begins or the text ends, byte order marks and DOS's mark of an end.

    >>> without_marks("a;b\\n\\ufeffa;b\\n\\x1a\\0\\0")
    'a;b\\na;b\\n'
    """
    if "\0" in text:
        text = text.replace("\0", "")
    return _UNSEEN.sub(r"\1", text) if "\x1a" in text or "\ufeff" in text or _GARBLED in text else text


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts most lines into one same number of columns, and into many; '' if none cuts enough.

    Half of the lines, or two into three columns, are enough: titles may stand above a short table.

    >>> delimiter_of("a;b\\n1,5;2,5\\n"), delimiter_of("satu baris\\ndua baris\\n")
    (';', '')
    """
    for among in (_DELIMITERS, _RARER):
        scores = {d: _Score.of(sample, d) for d in among if d in sample}
        best = max(scores, key=lambda d: scores[d].rank, default="")
        if best and scores[best].enough(rarer=among is _RARER):
            return best
    return ""


class _Score(Struct, frozen=True):
    """How well a delimiter cuts lines: `filled` lines, of which `lines` have the most frequent width of two or more."""

    filled: int
    lines: int
    width: int
    decimal: bool

    @classmethod
    def of(cls, sample: str, delimiter: str) -> _Score:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            rows = [row for row in islice(reader, _ROWS) if row]
        except csv.Error:
            return cls(0, 0, 0, False)
        width, lines = _usual(map(len, rows))
        if lines < _HALF * len(rows):
            width, lines = max((width, lines), _usual(map(_filled, rows)), key=lambda found: found[1])
        return cls(len(rows), lines, width, delimiter == "," and _is_decimal(sample))

    @property
    def rank(self) -> float:
        """The share of lines cut alike, less where they are cut into few; a comma within numbers is hardly one."""
        if not self.lines:
            return 0
        return self.lines / self.filled * (1 - 1 / self.width) * (_HALF if self.decimal else 1)

    def enough(self, rarer: bool) -> bool:
        if rarer:
            return self.width > 2 and self.lines >= _HALF * self.filled
        return self.lines >= _HALF * max(self.filled, 1) or (self.lines > 1 and self.width > 2)


def _usual(widths: Iterable[int]) -> tuple[int, int]:
    """The most frequent width of two or more, and how many rows have it."""
    wide = Counter(width for width in widths if width > 1)
    return max(wide.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _filled(row: Sequence[str]) -> int:
    """The width of a row without the empty cells at its end."""
    return max((number for number, cell in enumerate(row, 1) if cell), default=0)


def _is_decimal(sample: str) -> bool:
    """Most commas stand between digits."""
    return len(re.findall(r"(?<=\d),(?=\d)", sample)) > _HALF * sample.count(",")


def _inner_lines(sample: str) -> Iterator[str]:
    """The lines without the quotes around them as a whole."""
    for line in sample.splitlines():
        inner = line.strip()
        yield inner[1:-1].replace('""', '"') if len(inner) > 1 and _LINE.fullmatch(inner) else line


def _wrapped(sample: str, style: Style) -> bool:
    """Some line that is one cell is cut into as many as other lines, or as other such lines, are."""
    try:
        rows = list(islice(style.rows(io.StringIO(sample, newline=""), strict=False), _ROWS))
    except csv.Error:
        return False
    inner = [style._unwrapped(row) for row in rows]
    widths = Counter(len(row) for row in inner if len(row) > 1)
    common = max(widths, key=widths.__getitem__, default=0)
    return any(len(new) == common and new is not old for new, old in zip(inner, rows, strict=True))


def _quoted_with(sample: str, delimiter: str, quote: str) -> bool:
    """Every cell that begins with this quote ends with it, and some line consists of such cells alone."""
    border = re.escape(delimiter)
    begun = len(re.findall(rf"(?m)(?:^|{border}) *{quote}", sample))
    cell = rf" *{quote}(?:[^{quote}\r\n]|{quote}{quote})*{quote} *"
    whole = len(re.findall(rf"(?m)(?:^|{border}){cell}(?=\r?$|{border})", sample))
    line = re.compile(rf"{cell}(?:{border}{cell})+")
    return begun > 1 and begun == whole and any(map(line.fullmatch, sample.splitlines()))


def _spaced(sample: str, delimiter: str, quote: str) -> bool:
    """Blanks before quotes, which then enclose the whole of their cell."""
    if f" {quote}" not in sample:
        return False
    border = re.escape(delimiter)
    begun = len(re.findall(rf"(?m)(?:^|{border}) +{quote}", sample))
    cell = rf" +{quote}(?:[^{quote}]|{quote}{quote})*{quote} *"
    return 0 < begun == len(re.findall(rf"(?m)(?:^|{border}){cell}(?=\r?$|{border})", sample))


def _smart(sample: str, delimiter: str) -> str:
    """What opens the printer's quotes that enclose whole cells, or `""` where each quote was doubled; '' if neither."""
    border = re.escape(delimiter)
    for opening, closing in _PRINTED:
        begun = len(re.findall(rf"(?m)(?:^|{border}) *[{opening}]", sample))
        if begun and begun == len(
            re.findall(rf"(?m)(?:^|{border}) *[{opening}][^{opening}\r\n]*?[{closing}] *(?=\r?$|{border})", sample)
        ):
            return opening
    twice = re.search(rf'(?m)(?:^|{border})""[^"\r\n{border}]', sample)
    return _TWICE if twice and not re.search(r'(?<!")"(?:"")*(?!")', sample) else ""


def _quoted_twice(sample: str, delimiter: str) -> bool:
    """Some line consists of cells that stand in quotes within their quotes."""
    cell, border = r'"""(?:[^"\r\n]|"{4})*"""', re.escape(delimiter)
    return '"""' in sample and bool(re.search(rf"(?m)^{cell}(?:{border}{cell})+\r?$", sample))


def _recut(row: list[str], width: int) -> list[str]:
    """The cells of a row that is one, if some delimiter makes `width` of it; else the row.

    A cell with line breaks in it, as a stray quote makes one, is no line.
    """
    if width < _WIDE or not row or not {"\n", "\r"}.isdisjoint(row[0]):
        return row
    cuts = (next(csv.reader(row, delimiter=d)) for d in _DELIMITERS if row[0].count(d) >= width - 1)
    return next((cut for cut in cuts if len(cut) == width), row)


def _unguarded(row: Sequence[str]) -> list[str]:
    """The row without the formulas, or further quotes, around its texts."""
    return [_bare(cell) if cell[-1:] == '"' else cell for cell in row]


def _bare(cell: str) -> str:
    start = 2 if cell[:2] == '="' else cell[:1] == '"'
    return cell[start:-1] if start and len(cell) > start else cell
