"""From YAML and SQL files to a `Pack`. The built-in pack and folders added with `--pack` are read the same way.

Reading them all takes longer than a village's check, so the pack is kept between runs (`keeping`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from validator.declarations.errors import DeclarationError
from validator.declarations.headings import HEADINGS, Headings, headings_of
from validator.declarations.keeping import kept, stamp_of, state, walked
from validator.declarations.models import CodeList, Derived, Field, Macro, NewRegion, Pack, Rule, Stranger, Table
from validator.declarations.records import (
    codelist_of,
    derived_of,
    field_of,
    macros_of,
    regions_of,
    rule_of,
    stranger_of,
    table_of,
)
from validator.declarations.sections import is_section, lists_of, tables_of
from validator.declarations.stand_ins import with_copies

STRANGERS = "asing"
"""The folder in `schemas/` of the sheets that resemble a form and are none."""
OVERRIDES = {"severity", "params", "status", "minutes", "role", "documents"}


def builtin_directory() -> Path:
    """The folder with the shipped `schemas/` and `rules/`: in the wheel, or the repository if installed editable."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_declared"
    return packed if packed.is_dir() else package.parent


def load_pack(extra: Sequence[Path] = (), examples: bool = True) -> Pack:
    """The built-in pack, with the tables and rules of each folder in `extra` added or overriding by id.

    A check needs no `examples` of rules, and without them it starts sooner. Raises `DeclarationError` naming file and
    cause if a file cannot be understood.
    """
    roots = [builtin_directory(), *extra]
    for root in extra:
        if not ((root / "schemas").is_dir() or (root / "rules").is_dir()):
            raise DeclarationError(f"{root}: paket aturan harus berisi folder schemas/ atau rules/")
    entries = [entry for root in roots for entry in _entries(root)]
    name = "pack-extended" if extra else "pack"
    stamp = stamp_of(state(entries))
    if examples:
        return kept(name, stamp, Pack, lambda: _read([Path(entry.path) for entry in entries]))
    return kept(f"{name}-rules", stamp, Pack, lambda: _without_examples(load_pack(extra)))


def _without_examples(pack: Pack) -> Pack:
    return replace(pack, rules=tuple(replace(rule, examples=()) for rule in pack.rules))


def declaration_files(root: Path) -> list[Path]:
    """Every file of a pack, in a fixed order."""
    return [Path(entry.path) for entry in _entries(root)]


def _entries(root: Path) -> list[os.DirEntry[str]]:
    schemas = walked(root / "schemas", (".yml", ".sql"))
    rules = walked(root / "rules", (".yml", "macros.sql"))
    found = [entry for entry in schemas if entry.name.endswith(".yml") or Path(entry.path).parent.name == "derived"]
    return sorted([*found, *rules], key=lambda entry: entry.path.replace(os.sep, "\0"))


def _read(files: Sequence[Path]) -> Pack:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return _assemble([(str(path), _parse(path)) for path in files], digest.hexdigest()[:12])


def _parse(path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
    text = path.read_text("utf-8")
    if path.suffix == ".sql":
        return text
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return json.loads(json.dumps(yaml.load(text, Loader=loader), default=str))
    except yaml.YAMLError as error:
        raise DeclarationError(f"{path}: YAML tidak dapat dibaca: {error}") from error


def _assemble(documents: list[tuple[str, Any]], version: str) -> Pack:
    tables: dict[str, Table] = {}
    lists: dict[str, CodeList] = {}
    derived: dict[str, Derived] = {}
    macros: tuple[Macro, ...] = ()
    rules: dict[str, Rule] = {}
    strangers: dict[str, Stranger] = {}
    common: tuple[Field, ...] = ()
    taught: list[tuple[str, Headings]] = []
    regions: dict[str, NewRegion] = {}
    for path, content in documents:
        parts = Path(path).parts
        try:
            if path.endswith("macros.sql"):
                macros += macros_of(content, foreign=_is_foreign(path))
            elif path.endswith(".sql"):
                declared = replace(derived_of(Path(path).stem, content), foreign=_is_foreign(path))
                derived[declared.name] = declared
            elif "rules" in parts and "schemas" not in parts[-3:]:
                _add_rules(rules, content, path)
            elif parts[-2] == "codelists":
                declared_list = codelist_of(content, path)
                lists[declared_list.name] = declared_list
            elif parts[-2] == STRANGERS:
                found = [stranger_of(entry, path) for entry in content["strangers"]]
                strangers |= {stranger.name: stranger for stranger in found}
            elif parts[-1] == "umum.yml":
                common = tuple(field_of(f) for f in content["fields"])
            elif parts[-1] == HEADINGS:
                taught.append((path, headings_of(content)))
            elif parts[-1] == "wilayah.yml":
                regions |= {region.code: region for region in regions_of(content)}
            elif is_section(content):
                tables |= {table.name: table for table in tables_of(content, path)}
                lists |= {declared.name: declared for declared in lists_of(content, path)}
            else:
                table = table_of(content, path)
                tables[table.name] = table
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DeclarationError(f"{path}: {type(error).__name__}: {error}") from error
    tables = {name: _with_common(table, common) for name, table in sorted(tables.items(), key=_table_order)}
    for path, headings in taught:
        tables |= _taught(tables, headings, path)
    ordered = tuple(rules[i] for i in sorted(rules, key=_rule_order))
    known = tuple(strangers.values())
    copied = with_copies(_in_order(derived), ordered)
    return Pack(tables, lists, copied, macros, ordered, version, tuple(regions.values()), known)


def _is_foreign(path: str) -> bool:
    """Whether a file is of a pack that is not the program's."""
    own = builtin_directory()
    return not any(Path(path).is_relative_to(own / folder) for folder in ("schemas", "rules"))


def _with_common(table: Table, common: tuple[Field, ...]) -> Table:
    own = set(table.names)
    return replace(table, fields=table.fields + tuple(f for f in common if f.name not in own))


def _taught(tables: Mapping[str, Table], headings: Headings, path: str) -> dict[str, Table]:
    """The tables of which some field is known by further headings."""
    if unknown := sorted(headings.keys() - tables.keys()):
        raise DeclarationError(f"{path}: tabel {unknown[0]} tidak dikenal")
    for name, fields in headings.items():
        if missing := sorted(fields.keys() - set(tables[name].names)):
            raise DeclarationError(f"{path}: isian {missing[0]} tidak ada di tabel {name}")
    return {name: tables[name].known_by(fields) for name, fields in headings.items()}


def _table_order(item: tuple[str, Table]) -> tuple[bool, int, str]:
    """What Prodeskel exports comes first, then what is only known on paper or from other programs."""
    modules = ["DDK", "Potensi", "Perkembangan"]
    name, table = item
    return table.status != "live", modules.index(table.module) if table.module in modules else len(modules), name


def _rule_order(rule_id: str) -> tuple[str, int, str]:
    match = re.fullmatch(r"([A-Za-z_]+)-?(\d*)(.*)", rule_id)
    return (match[1], int(match[2] or 0), match[3]) if match else (rule_id, 0, "")


def _in_order(derived: dict[str, Derived]) -> dict[str, Derived]:
    """Derived tables so that each comes after those it needs."""
    placed: dict[str, Derived] = {}
    while len(placed) < len(derived):
        ready = [
            n
            for n, d in sorted(derived.items())
            if n not in placed and not (set(d.needs) & (set(derived) - set(placed)))
        ]
        if not ready:
            raise DeclarationError(f"tabel turunan saling membutuhkan: {', '.join(sorted(set(derived) - set(placed)))}")
        placed.update({name: derived[name] for name in ready})
    return placed


def _add_rules(rules: dict[str, Rule], content: Any, path: str) -> None:  # noqa: ANN401
    for entry in content or []:
        if set(entry) == {"id", "reason"}:
            continue
        known = rules.get(entry["id"])
        if known is None:
            rules[entry["id"]] = replace(rule_of(entry, path), foreign=_is_foreign(path))
        elif set(entry) - {"id"} <= OVERRIDES:
            rules[known.id] = _overridden(known, entry)
        else:
            raise DeclarationError(f"{path}: aturan {known.id} sudah ada di {known.origin}")


def _overridden(rule: Rule, entry: dict[str, Any]) -> Rule:
    """A rule as a later pack wants it; its examples stay those of the parameters it came with."""
    changed = {key: value for key, value in entry.items() if key not in ("id", "params")}
    if "documents" in changed:
        changed["documents"] = tuple(changed["documents"] or ())
    if params := entry.get("params"):
        changed |= {"parameters": {**rule.parameters, **params}, "shipped": rule.shipped or rule.parameters}
    return replace(rule, **changed)
