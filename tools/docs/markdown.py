"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["cell", "line", "sql", "table"]


def line(text: object) -> str:
    """Text on one line, without HTML in it.

    >>> line("a <b>\\n c")
    'a &lt;b> c'
    """
    return " ".join(str(text).split()).replace("<", "&lt;")


def cell(text: object) -> str:
    """Text that stays within its cell.

    >>> cell("a | b")
    'a \\\\| b'
    """
    return line(text).replace("|", "\\|")


def sql(text: str) -> str:
    """A condition as code on one line.

    >>> sql("a\\n  < b")
    '`a < b`'
    """
    return f"`{' '.join(text.split())}`"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with one line a row."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(map(cell, row))} |" for row in rows]
    return "\n".join(lines) + "\n"
