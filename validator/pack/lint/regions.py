"""New regions of a pack: each code once, and none that replaces itself or a code of another level."""

from __future__ import annotations

from validator.pack.building import regions_of
from validator.pack.lint.nodes import Document, child, items

__all__ = ["lint_regions"]


def lint_regions(document: Document) -> None:
    """Report what contradicts itself in a `wilayah.yml` whose shape is right."""
    seen: set[str] = set()
    for region, node in zip(regions_of(document.value), items(child(document.root, "regions")), strict=True):
        if region.code in seen:
            document.report(child(node, "code"), "duplicate", f"Kode {region.code} sudah ditulis di atas.")
        seen.add(region.code)
        for old in region.replaces:
            if old == region.code or len(old) != len(region.code):
                message = f"Kode {old} tidak mungkin digantikan {region.code}: sama, atau bukan wilayah setingkat."
                document.report(child(node, "replaces"), "region", message)
