"""Places and accounts of a check as others may see them: numbers and names of persons are hidden in all their texts.

What is read again (a copy of a file is made of the file itself) is found by the `place` of its account.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from validator.findings.accounts import FileBook, worded
from validator.findings.context import Source
from validator.findings.masking import mask_long_numbers
from validator.findings.models import FileAccount, LeftOut, SheetAccount
from validator.findings.people import People
from validator.findings.plain_words import PlainWords
from validator.pack.models import Pack
from validator.readers.notes import NOTES

__all__ = ["Accounts", "Outgoing"]

_OF_CELL = "bad_village_code"
"""The note that quotes whatever a cell holds."""
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”')


class Accounts:
    """The books of a check in the words of a language, and the sources under the names that these words use."""

    def __init__(self, books: Sequence[FileBook], sources: Sequence[Source], pack: Pack) -> None:
        self._books, self._sources, self._pack = books, sources, pack

    def told(
        self, lang: str, people: People | None, words: PlainWords
    ) -> tuple[tuple[FileAccount, ...], tuple[Source, ...]]:
        """Accounts and sources; what may not be read in them is hidden unless `people` is None."""
        files = tuple(worded(book, lang) for book in self._books)
        if people is None:
            return files, tuple(self._sources)
        outgoing = Outgoing(people, words.shown, self._pack, self._sources, files)
        return tuple(outgoing.books(files)), tuple(outgoing.sources(self._sources))


class Outgoing:
    """Gives the sources and books of one check new names for what must not be read in them.

    `cells` hides in what a cell holds the words that may be names: some reasons quote one.
    """

    def __init__(
        self,
        people: People,
        cells: Callable[[str], str],
        pack: Pack,
        sources: Sequence[Source],
        files: Sequence[FileAccount],
    ) -> None:
        people.look_for([*_texts(files), *_headings(sources, pack)])
        self._people, self._cells = people, cells
        paths = dict.fromkeys([*(file.path for file in files), *(source.file for source in sources)])
        self._files = _apart(paths, self._path)
        self._sheets = {
            book.path: _apart(dict.fromkeys(sheet.name for sheet in book.sheets), self._said) for book in files
        }

    def sources(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources under the names of files, sheets and headings that may be said."""
        for source in sources:
            sheet = self._sheets.get(source.file, {}).get(source.sheet) or self._said(source.sheet)
            headers = {name: self._said(text) for name, text in source.headers.items()}
            yield replace(source, file=self._files[source.file], sheet=sheet, headers=headers)

    def books(self, files: Iterable[FileAccount]) -> Iterator[FileAccount]:
        """The books with all they say."""
        for book in files:
            sheets = tuple(self._sheet(sheet, self._sheets[book.path]) for sheet in book.sheets)
            path, reason = self._files[book.path], self._said(book.reason)
            yield replace(book, path=path, reason=reason, sheets=sheets, place=book.path)

    def _sheet(self, sheet: SheetAccount, names: Mapping[str, str]) -> SheetAccount:
        return replace(
            sheet,
            name=names[sheet.name],
            left_out=tuple(LeftOut(left.row, self._said(left.reason)) for left in sheet.left_out),
            notes=tuple(map(self._said, sheet.notes)),
            alerts=tuple(map(self._said, sheet.alerts)),
            reason=self._said(sheet.reason),
            place=sheet.name,
        )

    def _path(self, path: str) -> str:
        """A path in which each part is hidden by itself: folders of numbers are no number together."""
        return "/".join(map(self._said, path.split("/")))

    def _said(self, text: str) -> str:
        if '"' in text:
            text = _quoting().sub(lambda found: self._cells(found[0]), text)
        return mask_long_numbers(self._people.hidden(text))


@cache
def _quoting() -> re.Pattern[str]:
    """What stands in the reason that quotes a cell, in each language, between its address and what follows."""
    return re.compile("|".join(map(_pattern, NOTES[_OF_CELL])), re.DOTALL)


def _pattern(reason: str) -> str:
    """A pattern for what a reason quotes."""
    before, _, after = reason.partition("{text}")
    return f"(?<={re.escape(before.rpartition('}')[2])}).+?(?={re.escape(after.partition('. ')[0])})"


def _apart(names: Iterable[str], said: Callable[[str], str]) -> dict[str, str]:
    """What is said instead of each name; what would be said of two names gets a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        new, number = said(name), 1
        while new in taken:
            number += 1
            new = f"{said(name)} ({number})"
        taken.add(new)
        found[name] = new
    return found


def _headings(sources: Iterable[Source], pack: Pack) -> Iterator[str]:
    """Headings that are not just the title that the form prints."""
    for source in sources:
        titles = {field.name: field.title for field in pack.tables[source.table].fields}
        yield from (text for name, text in source.headers.items() if text != titles[name])


def _texts(files: Iterable[FileAccount]) -> Iterator[str]:
    """Where a name may stand that nobody put into a column of names."""
    for file in files:
        yield from file.path.split("/")
        for sheet in file.sheets:
            yield sheet.name
            left = (left.reason for left in sheet.left_out)
            for text in (file.reason, sheet.reason, *sheet.notes, *sheet.alerts, *left):
                if '"' in text or "“" in text:
                    yield from (first or second for first, second in _QUOTED.findall(text))
