"""Whom would a rule hit? A rule file tried on exports before anybody else sees its findings."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from validator.checking import check_with
from validator.findings.models import Finding
from validator.intake import Settings
from validator.pack.loading import load_pack
from validator.pack.models import Rule
from validator.regions.added import refuse

__all__ = ["Impact", "impact"]


class Impact(Struct, frozen=True):
    """What one rule finds: its findings in the order of reports, and (asked, not checkable) over all villages."""

    rule: Rule
    findings: tuple[Finding, ...]
    villages: int
    not_checkable: int


def impact(file: Path, paths: Sequence[Path], packs: Sequence[Path], settings: Settings) -> list[Impact]:
    """The effect of the rules in `file` on the exports at `paths`; `packs` are further packs that it builds on.

    Raises `DeclarationError` if the file cannot be understood, `InputError` if a path does not exist.
    """
    with TemporaryDirectory() as folder:
        rules = Path(folder, "rules")
        rules.mkdir()
        shutil.copy(file, rules / file.name)
        pack = load_pack([*packs, Path(folder)])
        refuse(packs)
        new = [rule for rule in pack.rules if Path(rule.origin).is_relative_to(folder)]
    alone = replace(pack, rules=tuple(replace(rule, status="aktif") for rule in new))
    with check_with(alone, list(paths), settings) as result:
        found = list(result.iter_findings())
    open_ = [item for village in result.villages for item in village.not_checkable]
    return [
        Impact(
            rule,
            tuple(f for f in found if f.rule == rule.id),
            len({f.village for f in found if f.rule == rule.id}),
            sum(item.count for item in open_ if item.rule == rule.id),
        )
        for rule in new
    ]
