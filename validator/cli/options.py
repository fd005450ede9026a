"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["packs"]


def packs(help_: str = "Folder aturan tambahan. Boleh diulang.") -> Callable[..., Any]:
    """`--pack DIR`, as `packs`: folders with further rules."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--pack", "packs", multiple=True, metavar="DIR", type=folder, help=help_)
