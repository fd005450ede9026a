"""New regions of a pack: each code once, and none that replaces itself or a code of another level."""

from __future__ import annotations

from collections.abc import Iterable

from validator.pack.documents import Declared
from validator.pack.models import NewRegion

__all__ = ["lint_regions"]


def lint_regions(regions: Iterable[Declared[NewRegion]]) -> None:
    """Report regions that contradict themselves or each other."""
    seen: set[str] = set()
    for declared in regions:
        region = declared.record
        if region.code in seen:
            declared.report("code", "duplicate", f"Kode {region.code} sudah ditulis di atas.")
        seen.add(region.code)
        for old in region.replaces:
            if old == region.code or len(old) != len(region.code):
                message = f"Kode {old} tidak mungkin digantikan {region.code}: sama, atau bukan wilayah setingkat."
                declared.report("replaces", "region", message)
