"""The exceptions of `validator.readers`: one tree, so that one `except` catches them all."""

from __future__ import annotations

__all__ = ["ExportError", "InputError", "Rejected", "SourceError", "UnevenLines"]


class ExportError(Exception):
    """Something is wrong with an export or with the path that should lead to one."""


class InputError(ExportError):
    """A path that was asked for does not exist or is neither a file nor a folder: wrong usage."""


class SourceError(InputError, ValueError, TypeError):
    """What `check` was given cannot be checked: no path and no frame, an unknown table, a date that is none.

    It is a `ValueError` and a `TypeError` too, so that callers who expect either of them catch it.
    """


class Rejected(ExportError):  # noqa: N818 - it names what befell the file
    """One file cannot be read. `reason` is a key of `readers.reasons.REASONS`, `detail` the technical specifics."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class UnevenLines(Exception):  # noqa: N818 - not an error: the file is written anew and taken again
    """The lines of a large CSV are not its rows, or may not be, so that nothing can be said of them yet."""
