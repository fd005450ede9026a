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
from validator.messages.sentences import Replaced, cause
from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.loading import load_pack
from validator.pack.models import Pack, Rule
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

    Raises `DeclarationError` if the file cannot be understood or holds no rule, `InputError` if a path does not exist.
    """
    with TemporaryDirectory() as folder:
        rules = Path(folder, "rules")
        rules.mkdir()
        copy = rules / f"{file.stem}.yml"
        shutil.copy(file, copy)
        pack = _read(packs, copy, file)
        refuse(pack.regions)
        new = [rule for rule in pack.rules if Path(rule.origin).is_relative_to(folder)]
    if not new:
        raise DeclarationError(_("{file}: tidak ada aturan baru di dalamnya.", file=file))
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


def _read(packs: Sequence[Path], copy: Path, file: Path) -> Pack:
    """The packs with the copy of a rule file on top; what is wrong is told of the file that was given."""
    try:
        return load_pack([*packs, copy.parents[1]])
    except DeclarationError as error:
        raise DeclarationError(Replaced(cause(error), str(copy), str(file))) from error
