"""What is said of the headings of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from validator.forms.header_match import HeaderMatch
from validator.readers.notes import Note
from validator.readers.sheets import column_letter

__all__ = ["header_note", "header_notes", "same_headers"]


def same_headers(fit: HeaderMatch) -> Iterator[Note]:
    """Columns that have one heading."""
    for columns in fit.ordered:
        letters = ", ".join(map(column_letter, columns))
        yield Note("same_headers", {"columns": letters, "text": fit.labels[columns[0]].text})


def header_note(key: str, column: int, text: str, title: str = "") -> Note:
    """A note on one column."""
    return Note(key, _words(column, text, title))


def _words(column: int, text: str, title: str) -> Mapping[str, str]:
    return {"column": column_letter(column), "text": text, "title": title}


def header_notes(
    unknown: Sequence[tuple[int, str, str]],
    repeated: Sequence[tuple[int, str, str]],
    columns: Mapping[str, int],
    missing: Sequence[str],
) -> Iterator[Note]:
    """Columns that are not known or repeated, and those that are missing."""
    for column, text, title in unknown:
        yield header_note("unknown_header_like" if title else "unknown_header", column, text, title)
    for column, text, name in repeated:
        kept = column_letter(columns[name])
        yield Note("duplicate_header", {"column": column_letter(column), "text": text, "kept": kept})
    if missing:
        yield Note("missing_columns", {"titles": ", ".join(missing)})
