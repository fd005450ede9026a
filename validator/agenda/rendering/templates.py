"""Where templates come from: the folder of a kecamatan first, then the built-in ones."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

__all__ = ["BUILTIN", "TemplateError", "Templates"]

BUILTIN = Path(__file__).resolve().parents[1] / "templates"


class TemplateError(ValueError):
    """A template that cannot be used; the text names the file and what is wrong with it."""


class Templates(Struct, frozen=True):
    """`own`: a folder whose files take the place of the built-in ones of the same name."""

    own: Path | None = None

    def path(self, name: str) -> Path:
        """The file of that name."""
        mine = self.own / name if self.own else None
        return mine if mine and mine.is_file() else BUILTIN / name
