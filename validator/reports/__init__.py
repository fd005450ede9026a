"""Reports: one module a format, each with `write(source, target, lang, options) -> paths written`.

Importing this package is cheap; a format's libraries are loaded when it is first written.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from msgspec import Struct

from validator.reports.errors import OutputError
from validator.reports.source import ReportSource
from validator.reports.targets import Options, Target

__all__ = ["FORMATS", "Format", "Options", "OutputError", "ReportSource", "Target", "Writer", "write"]


class Format(Struct, frozen=True):
    """Where a format's writer lives, and whether it fills a folder (a file a village) instead of one text.

    `ending` is that of a file with this format; `personal` formats may hold unmasked NIK, KK numbers and names.
    """

    module: str
    folder: bool = False
    ending: str = "txt"
    personal: bool = False

    def target(self, folder: Path) -> Path:
        """Where the format goes among others in a folder."""
        return folder if self.folder else folder / f"temuan.{self.ending}"


class Writer(Protocol):
    """Writes `source` to `target` in the language `lang` ("id" or "en") and returns the files written, in order.

    A stream as target returns no path. Raises OutputError where a file cannot be written.
    """

    def __call__(self, source: ReportSource, target: Target, lang: str, options: Options) -> list[Path]: ...


FORMATS: dict[str, Format] = {
    "terminal": Format("validator.reports.terminal"),
    "json": Format("validator.reports.json_report", ending="json"),
    "csv": Format("validator.reports.csv_report", ending="csv"),
    "xlsx": Format("validator.reports.xlsx_report", folder=True, personal=True),
    "whatsapp": Format("validator.reports.whatsapp", folder=True),
    "salinan": Format("validator.reports.annotated", folder=True, personal=True),
    "html": Format("validator.reports.html_report", folder=True),
    "junit": Format("validator.reports.junit", ending="junit.xml"),
    "sarif": Format("validator.reports.sarif", ending="sarif"),
    "github": Format("validator.reports.github", ending="github.txt"),
    "markdown": Format("validator.reports.markdown", ending="md"),
}


def write(
    name: str, source: ReportSource, target: Target, lang: str = "id", options: Options | None = None
) -> list[Path]:
    """Write one report. `name` is a key of FORMATS (KeyError); a folder format wants a path (TypeError).

    >>> from io import StringIO
    >>> from validator import check
    >>> text = StringIO()
    >>> write("csv", check("samples/2026", date="2026-11-24"), text, lang="en")
    []
    >>> text.getvalue().strip("\\ufeff").split(";")[:4]
    ['Finding id', 'Severity', 'Rule', 'Village code']
    """
    writer = cast(Writer, import_module(FORMATS[name].module).write)
    return writer(source, target, lang, options or Options())
