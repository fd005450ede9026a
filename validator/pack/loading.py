"""From YAML and SQL files to a `Pack`. The built-in pack and folders added with `--pack` are read the same way.

Reading them all takes longer than a village's check, so the pack is kept between runs (`keeping`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from validator.pack.building import (
    codelist_of,
    derived_of,
    field_of,
    macros_of,
    overridden,
    regions_of,
    rule_of,
    stranger_of,
    table_of,
)
from validator.pack.cache import kept, stamp_of, state, walked
from validator.pack.errors import DeclarationError
from validator.pack.headings import Headings, headings_of
from validator.pack.layout import Kind, kind_of, printable, surveyed
from validator.pack.models import Derived, Field, Pack, Rule, Table
from validator.pack.sections import lists_of, tables_of
from validator.pack.stand_ins import with_copies

Declared = tuple[Path, Kind, Any]
"""A file of a pack, what it declares, and what it holds."""
OVERRIDES = {"severity", "params", "status", "minutes", "role", "documents"}
SHOWN = 12
"""So many problems of a pack are told when it is refused."""


def builtin_directory() -> Path:
    """The folder with the shipped `schemas/` and `rules/`: in the wheel, or the repository if installed editable."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_declared"
    return packed if packed.is_dir() else package.parent


def load_pack(extra: Sequence[Path] = (), examples: bool = True) -> Pack:
    """The built-in pack, with the tables and rules of each folder in `extra` added or overriding by id.

    A check needs no `examples` of rules, and without them it starts sooner. Raises `DeclarationError` naming file and
    cause for a pack that the linter refuses: it is foreign input, and no part of it is used then.

    >>> pack = load_pack()
    >>> pack.tables["t45"].title
    'Jumlah Sumber Daya Manusia'
    >>> next(rule.severity for rule in pack.rules if rule.id == "SDM-001")
    'error'
    """
    for root in extra:
        if not ((root / "schemas").is_dir() or (root / "rules").is_dir()):
            raise DeclarationError(f"{printable(root)}: paket aturan harus berisi folder schemas/ atau rules/")
    entries = _entries(builtin_directory())
    name = "pack-extended" if extra else "pack"
    stamp = stamp_of(state(entries), *_contents(extra))
    if not examples:
        return kept(f"{name}-rules", stamp, Pack, lambda: _without_examples(load_pack(extra)))
    if extra:
        return kept(name, stamp, Pack, lambda: _extended([Path(entry.path) for entry in entries], extra))
    files = [Path(entry.path) for entry in entries]
    return kept(name, stamp, Pack, lambda: _assemble(_read(files), _version(files)))


def _without_examples(pack: Pack) -> Pack:
    return replace(pack, rules=tuple(replace(rule, examples=()) for rule in pack.rules))


def _entries(root: Path) -> list[os.DirEntry[str]]:
    """The files of the program's own pack, which is as it was shipped."""
    schemas = walked(root / "schemas", (".yml", ".sql"))
    rules = walked(root / "rules", (".yml", "macros.sql"))
    return sorted([*schemas, *rules], key=lambda entry: entry.path.replace(os.sep, "\0"))


def _contents(packs: Iterable[Path]) -> Iterator[bytes]:
    """All that is read of these packs. What cannot be read is named by the linter; here it stands for itself."""
    for root in packs:
        files, wrong = surveyed(root)
        yield repr((root, [each.path for each in wrong])).encode(errors="replace")
        for path in [] if wrong else files:
            yield str(path).encode(errors="replace")
            with suppress(OSError):
                yield path.read_bytes()


def _read(files: Sequence[Path]) -> list[Declared]:
    own = builtin_directory()
    values = ((path, _parse(path)) for path in files)
    return [(path, kind_of(path.relative_to(own), value), value) for path, value in values]


def _parse(path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
    text = path.read_text("utf-8")
    if path.suffix == ".sql":
        return text
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return json.loads(json.dumps(yaml.load(text, Loader=loader), default=str))


def _extended(files: Sequence[Path], extra: Sequence[Path]) -> Pack:
    """The pack with further ones, after the linter has had its say on these."""
    from validator.pack.lint.packs import lint_further

    own, common = load_pack(), common_fields()
    problems, contents = lint_further(own, common, extra)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise DeclarationError(refusal(list(map(str, errors))))
    roots = {path: next(root for root in extra if path.is_relative_to(root)) for path in contents}
    further = [(path, kind_of(path.relative_to(roots[path]), value), value) for path, value in contents.items()]
    return _assemble(further, _version([*files, *contents]), common, own)


def common_fields() -> tuple[Field, ...]:
    """The columns that any export may carry."""
    return tuple(map(field_of, _parse(builtin_directory() / "schemas" / "umum.yml")["fields"]))


def refusal(problems: Sequence[str]) -> str:
    """What is wrong with a pack, one line a problem."""
    more = [f"… dan {len(problems) - SHOWN} lagi; lihat `prodeskel rules lint`"] if len(problems) > SHOWN else []
    return "\n".join(["Paket ditolak:", *problems[:SHOWN], *more])


def _assemble(
    documents: Sequence[Declared], version: str, common: tuple[Field, ...] = (), own: Pack | None = None
) -> Pack:
    """What these files declare; with `own`, the pack that they build on."""
    tables = {**own.tables} if own else {}
    lists = {**own.codelists} if own else {}
    derived = {name: one for name, one in own.derived.items() if not one.copy_of} if own else {}
    macros = own.macros if own else ()
    rules = {rule.id: rule for rule in own.rules} if own else {}
    strangers = {stranger.name: stranger for stranger in own.strangers} if own else {}
    taught: list[tuple[str, Headings]] = []
    regions = {region.code: region for region in own.regions} if own else {}
    theirs = own is not None
    for path, kind, content in documents:
        origin = str(path)
        try:
            if kind == "macros":
                macros += macros_of(content, foreign=theirs)
            elif kind == "derived":
                derived[path.stem] = replace(derived_of(path.stem, content), foreign=theirs)
            elif kind == "rules":
                _add_rules(rules, content, origin, theirs)
            elif kind == "codelist":
                declared_list = codelist_of(content, origin)
                lists[declared_list.name] = declared_list
            elif kind == "strangers":
                found = [stranger_of(entry, origin) for entry in content["strangers"]]
                strangers |= {stranger.name: stranger for stranger in found}
            elif kind == "common":
                common = tuple(field_of(f) for f in content["fields"])
            elif kind == "headings":
                taught.append((origin, headings_of(content)))
            elif kind == "regions":
                regions |= {region.code: region for region in regions_of(content)}
            elif kind == "section":
                tables |= {table.name: table for table in tables_of(content, origin)}
                lists |= {declared.name: declared for declared in lists_of(content, origin)}
            else:
                table = table_of(content, origin)
                tables[table.name] = table
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DeclarationError(f"{printable(path)}: {type(error).__name__}: {error}") from error
    tables = {name: _with_common(table, common) for name, table in sorted(tables.items(), key=_table_order)}
    for origin, headings in taught:
        tables |= _taught(tables, headings, origin)
    ordered = tuple(rules[i] for i in sorted(rules, key=_rule_order))
    known = tuple(strangers.values())
    copied = with_copies(_in_order(derived), ordered)
    return Pack(tables, lists, copied, macros, ordered, version, tuple(regions.values()), known, theirs)


def _version(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


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


def _add_rules(rules: dict[str, Rule], content: Any, path: str, foreign: bool) -> None:  # noqa: ANN401
    for entry in content or []:
        if "reason" in entry:
            continue
        known = rules.get(entry["id"])
        if known is None:
            rules[entry["id"]] = replace(rule_of(entry, path), foreign=foreign)
        elif set(entry) - {"id"} <= OVERRIDES:
            rules[known.id] = overridden(known, entry)
        else:
            raise DeclarationError(f"{path}: aturan {known.id} sudah ada di {known.origin}")
