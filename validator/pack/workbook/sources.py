"""The rules of packs as they stand in their files, before they become records: nothing is expanded or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from validator.messages.sentences import sentence as _
from validator.pack.documents import read_yaml
from validator.pack.errors import DeclarationError
from validator.pack.layout import declaration_files
from validator.pack.loading import OVERRIDES, builtin_directory, refusal

__all__ = ["Stated", "entries_of", "rule_files", "stated"]


class Stated(Struct, frozen=True):
    """A rule's entry with the changes of later packs; `origin` is '' for a built-in rule, else its file."""

    entry: Mapping[str, Any]
    origin: str = ""


def rule_files(root: Path) -> list[Path]:
    """The YAML files of rules of a pack."""
    found = declaration_files(root)
    return [path for path in found if path.suffix == ".yml" and path.relative_to(root).parts[0] == "rules"]


def entries_of(path: Path) -> list[dict[str, Any]]:
    """The entries of a rule file. Raises `DeclarationError` for a file that is no YAML, or not of rules."""
    document = read_yaml(path)
    if message := refusal(document.problems):
        raise DeclarationError(message)
    entries: list[dict[str, Any]] = document.value or []
    if not isinstance(entries, list) or not all(isinstance(e, dict) and "id" in e for e in entries):
        raise DeclarationError(
            _("{path}: berkas aturan harus berisi daftar aturan, masing-masing dengan id", path=path)
        )
    return entries


def stated(packs: Iterable[Path], leave_out: Path | None = None) -> dict[str, Stated]:
    """Every rule of the built-in pack and of `packs`, by id; the file `leave_out` is passed over."""
    found: dict[str, Stated] = {}
    for entry in _builtin():
        _add(found, entry, "")
    for path in (path for root in packs for path in rule_files(root) if path != leave_out):
        for entry in entries_of(path):
            _add(found, entry, str(path))
    return found


@cache
def _builtin() -> tuple[dict[str, Any], ...]:
    return tuple(entry for path in rule_files(builtin_directory()) for entry in entries_of(path))


def _add(found: dict[str, Stated], entry: dict[str, Any], origin: str) -> None:
    if "reason" in entry:
        return
    known = found.get(entry["id"])
    if known is None:
        found[entry["id"]] = Stated(entry, origin)
    elif set(entry) - {"id"} <= OVERRIDES:
        found[entry["id"]] = replace(known, entry=overridden(known.entry, entry))
    else:
        raise DeclarationError(_("{origin}: aturan {id} sudah ada", origin=origin, id=entry["id"]))


def overridden(known: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's entry with the changes of a pack; thresholds it does not name stay."""
    merged = {**known, **change}
    if "params" in change:
        merged["params"] = {**known.get("params", {}), **change["params"]}
    return merged
