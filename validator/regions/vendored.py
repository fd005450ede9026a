"""The vendored table of regions, a member at a time. Source and licence stand in `data/NOTICE`."""

from __future__ import annotations

import zipfile
from pathlib import Path

__all__ = ["lines_of"]

_FILE = Path(__file__).parent / "data" / "regions.zip"


def lines_of(member: str) -> list[str]:
    """The lines of one member; `tools/build_regions.py` says how they are laid out."""
    with zipfile.ZipFile(_FILE) as archive:
        return archive.read(member).decode("utf-8").splitlines()
