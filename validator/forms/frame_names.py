"""Frames by the name of their table: a name that no table has, and columns that no form has, are told before all else.

A file's name is only a hint, for people rename files; whoever calls `check` says which table a frame is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from validator.forms.recognition import hints
from validator.pack.models import Table
from validator.readers.errors import SourceError
from validator.readers.frames import file_of_frame
from validator.readers.notes import Note
from validator.readers.sheets import ReadFile, Sheet
from validator.readers.texts import text_of

__all__ = ["FrameFiles"]

_LISTED = 8
_LIKE = {"id": "; yang mirip: ", "en": "; the nearest are: "}


class FrameFiles:
    """The frames of one check as files, one after the other."""

    def __init__(self, frames: Mapping[Any, Any], tables: Mapping[str, Table], lang: str) -> None:
        self._frames, self._tables, self._lang = frames, tables, lang
        self._labels: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[ReadFile]:
        """Raises `SourceError` for a frame that cannot be read and for the name of no table."""
        for name, frame in self._frames.items():
            file, headed = file_of_frame(name, frame, self._lang)
            if not hints(file.sheets[0], self._tables):
                raise SourceError(self._unknown(name))
            if headed:
                self._labels[name] = [text for cell in file.sheets[0].rows[0] if (text := text_of(cell))]
            yield file

    def refuse_unread(self, sheets: Iterable[tuple[str, str, int | None, str]]) -> None:
        """Raises `SourceError` for the first (name, table or '', header row, reason) of which the columns were not
        recognised, or not by their labels though it has some.
        """
        for name, table, header_row, reason in sheets:
            if not table and reason and not reason.startswith(self._strange):
                raise SourceError(Note("frame_refused", {"name": name, "reason": reason}).text(self._lang))
            if not table or (header_row is None and name in self._labels):
                raise SourceError(self._unread(name))

    @property
    def _strange(self) -> tuple[str, ...]:
        """How the reasons begin for which hardly a column is known."""
        return Note("no_known_form").text(self._lang)[:-1], Note("no_header").text(self._lang)

    def _unread(self, name: str) -> str:
        meant = self._tables[min(hints(Sheet(name, name, []), self._tables))]
        known = ", ".join(field.name for field in meant.fields[:_LISTED])
        columns = ", ".join(self._labels.get(name, [])[:_LISTED]) or "–"
        words = {"name": name, "table": meant.name, "title": meant.title, "known": known, "columns": columns}
        return Note("frame_unread", words).text(self._lang)

    def _unknown(self, name: str) -> str:
        close = get_close_matches(name.casefold(), list(self._tables), n=3, cutoff=0.5)
        like = f"{_LIKE[self._lang]}{', '.join(close)}" if close else ""
        return Note("frame_unknown_table", {"name": name, "like": like}).text(self._lang)
