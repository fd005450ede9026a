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
_RARER = "^~¦│:"
_ROWS = 200
_HALF = 0.5
_SMART = re.compile("[“”„‟]")
_UNSEEN = re.compile("(^|[\r\n])[\x1a\ufeff]+|\x1a+$")
_LINE = re.compile(r'\s*"(?:[^"]|"")*"\s*')
_OTHER_QUOTES = "'`"


class Style(Struct, frozen=True):
    """How the cells of a CSV are told apart; `delimiter` is '' where there are no columns.

    `spaced`: blanks stand before quotes. `wrapped`: lines stand in quotes as a whole. `smart`: quotes are printer's
    quotes. `guarded`: cells are written as formulas, `="0012"`.
    """

    delimiter: str
    quote: str = '"'
    spaced: bool = False
    wrapped: bool = False
    smart: bool = False
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
        return map(_unguarded, found) if self.guarded else found

    def _with_plain_quotes(self, line: str) -> str:
        """The line with quotes of ASCII at the borders of its cells."""
        if not _SMART.search(line):
            return line
        border = re.escape(self.delimiter)
        line = re.sub(rf"(^|{border}) *[“„‟”]", r'\1"', line)
        return re.sub(rf"[”“‟] *(?={border}|\r|\n|$)", '"', line)

    def _unwrapped(self, row: list[str]) -> list[str]:
        """The cells of a line that stood in quotes as a whole; another row as it is."""
        if row and self.delimiter in row[0] and not any(row[1:]):
            return next(csv.reader([row[0]], delimiter=self.delimiter))
        return row


def style_of(sample: str, named: str = "") -> Style:
    """The style of the text that begins so; `named` is the delimiter that the text names itself, if it does."""
    sample = without_marks(sample)
    delimiter = named or delimiter_of(sample)
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
        smart=bool(_SMART.search(sample)) and _smart(sample, delimiter),
        guarded='="' in sample,
    )


def without_marks(text: str) -> str:
    """The text without zeros and, where a line begins or the text ends, byte order marks and DOS's mark of an end.

    >>> without_marks("a;b\\n\\ufeffa;b\\n\\x1a\\0\\0")
    'a;b\\na;b\\n'
    """
    if "\0" in text:
        text = text.replace("\0", "")
    return _UNSEEN.sub(r"\1", text) if "\x1a" in text or "\ufeff" in text else text


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
            widths = [len(row) for row in islice(reader, _ROWS) if row]
        except csv.Error:
            return cls(0, 0, 0, False)
        wide = Counter(width for width in widths if width > 1)
        width, lines = max(wide.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return cls(len(widths), lines, width, delimiter == "," and _is_decimal(sample))

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


def _smart(sample: str, delimiter: str) -> bool:
    """Printer's quotes that enclose whole cells."""
    border = re.escape(delimiter)
    begun = len(re.findall(rf"(?m)(?:^|{border}) *[“„‟”]", sample))
    return 0 < begun == len(re.findall(rf"(?m)(?:^|{border}) *[“„‟”][^“”„‟]*[”“‟] *(?=\r?$|{border})", sample))


def _unguarded(row: Sequence[str]) -> list[str]:
    """The row without the formulas around its texts."""
    return [cell[2:-1] if cell[:2] == '="' and cell[-1:] == '"' and len(cell) > 2 else cell for cell in row]
