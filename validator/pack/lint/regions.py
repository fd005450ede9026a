"""New regions of a pack: each code once, and none that replaces itself or a code of another level."""

from __future__ import annotations

from collections.abc import Iterable

from validator.messages.sentences import sentence as _
from validator.pack.documents import Declared
from validator.pack.models import NewRegion

__all__ = ["lint_regions"]


def lint_regions(regions: Iterable[Declared[NewRegion]]) -> None:
    """Report regions that contradict themselves or each other."""
    seen: set[str] = set()
    for declared in regions:
        region = declared.record
        if region.code in seen:
            declared.report("code", "duplicate", _("Kode {code} sudah ditulis di atas.", code=region.code))
        seen.add(region.code)
        for old in region.replaces:
            if old == region.code or len(old) != len(region.code):
                said = _(
                    "Kode {old} tidak mungkin digantikan {code}: sama, atau bukan wilayah setingkat.",
                    old=old,
                    code=region.code,
                )
                declared.report("replaces", "region", said)
