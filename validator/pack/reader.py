"""The one reader of packs: files → documents with their lines → records, and what is wrong with them.

Loading a pack and linting it are two uses of it. Judging takes sqlglot and jsonschema, so the program's own pack, which
its tests judge, is loaded without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from validator.pack.building import (
    codelist_of,
    derived_of,
    field_of,
    macros_of,
    overridden,
    region_of,
    rule_of,
    stranger_of,
    table_of,
    total_of,
)
from validator.pack.documents import Declared, Document, child, items, key_node, read_text, read_yaml, whole
from validator.pack.draft import EMPTY, Draft
from validator.pack.layout import FileKind, file_kind, surveyed
from validator.pack.models import Pack, Rule, Table
from validator.pack.problems import Problem, nearest
from validator.pack.sections import tables_of
from validator.pack.shapes import misshapen

__all__ = ["read_packs"]


def read_packs(roots: Iterable[Path], base: Pack | None = None, judged: bool = True) -> tuple[Pack, list[Problem]]:
    """The packs in these folders, each on top of the one before, the first on top of `base`; and what is wrong in them.

    Not `judged`: shapes and SQL are taken to be right. Nothing is raised for a bad pack, but it may not be used.
    """
    pack, problems = base or EMPTY, list[Problem]()
    for root in roots:
        draft = Draft(pack, judged)
        _read(root, draft)
        pack = draft.pack()
        if judged:
            from validator.pack.lint.judging import judge

            judge(draft, pack)
        problems += sorted({problem for document in draft.documents for problem in document.problems})
    return pack, problems


def _read(root: Path, draft: Draft) -> None:
    """Reads every file of a pack; none if one of them can be no part of it."""
    files, wrong = surveyed(root)
    draft.documents += [Document(problem.path, problems=[problem]) for problem in wrong]
    for path in [] if wrong else files:
        document = read_text(path) if path.suffix == ".sql" else read_yaml(path, bounded=draft.judged)
        draft.documents.append(document)
        if document.root is not None or not document.problems:
            _declare(document, file_kind(path.relative_to(root), document.value), draft)


def _declare(document: Document, kind: FileKind, draft: Draft) -> None:
    """Adds what a file declares to the draft. Of a file of the wrong shape only sound rules are added."""
    wrong = misshapen(document, kind) if draft.judged and document.path.suffix != ".sql" else set()
    try:
        if kind == "rules":
            _declare_rules(document, wrong, draft)
        elif not wrong:
            _DECLARE[kind](document, draft)
    except ValueError as error:
        document.report(document.root, "shape", f"{error}.")
    except (AttributeError, KeyError, TypeError) as error:
        if not misshapen(document, kind):
            document.report(document.root, "shape", f"{type(error).__name__}: {error}.")


def _declare_macros(document: Document, draft: Draft) -> None:
    found = macros_of(document.text, draft.foreign)
    draft.macros += [Declared(macro, document, whole(document)) for macro in found]
    draft.macro_files.append(document)


def _declare_derived(document: Document, draft: Draft) -> None:
    derived = replace(derived_of(document.path.stem, document.text), foreign=draft.foreign)
    draft.add_derived(derived, document, whole(document))


def _declare_codelist(document: Document, draft: Draft) -> None:
    codelist = codelist_of(document.value, str(document.path))
    draft.add_codelist(codelist, document, child(document.root, "name"), child(document.root, "items"))


def _declare_strangers(document: Document, draft: Draft) -> None:
    for node, entry in zip(items(child(document.root, "strangers")), document.value["strangers"], strict=True):
        draft.strangers.append(Declared(stranger_of(entry, str(document.path)), document, node))


def _declare_common(document: Document, draft: Draft) -> None:
    if draft.common:
        document.report(document.root, "duplicate", "Kolom umum milik program; paket tidak mengubahnya.")
    else:
        draft.common = tuple(field_of(entry) for entry in document.value["fields"])


def _declare_regions(document: Document, draft: Draft) -> None:
    for node, entry in zip(items(child(document.root, "regions")), document.value["regions"], strict=True):
        region = replace(region_of(entry), origin=str(document.path), line=node.start_mark.line + 1)
        draft.regions.append(Declared(region, document, node))


def _declare_section(document: Document, draft: Draft) -> None:
    nodes = items(child(document.root, "tables"))
    found = tables_of(document.value, str(document.path))
    for (table, codelist), entry, node in zip(found, document.value["tables"], nodes, strict=True):
        _add_table(table, entry, document, node, draft)
        if codelist:
            draft.add_codelist(codelist, document, child(node, "name"), child(node, "rows"))


def _declare_table(document: Document, draft: Draft) -> None:
    _add_table(table_of(document.value, str(document.path)), document.value, document, document.root, draft)


def _add_table(
    table: Table, entry: Mapping[str, Any], document: Document, node: yaml.Node | None, draft: Draft
) -> None:
    draft.add_table(table, document, node)
    for inner, total in zip(items(child(node, "totals")), entry.get("totals", ()), strict=True):
        draft.add_derived(replace(total_of(total, table), foreign=draft.foreign), document, inner)


_DECLARE: Mapping[FileKind, Callable[[Document, Draft], None]] = {
    "macros": _declare_macros,
    "derived": _declare_derived,
    "codelist": _declare_codelist,
    "strangers": _declare_strangers,
    "common": _declare_common,
    "headings": lambda document, draft: draft.headings.append(document),
    "regions": _declare_regions,
    "section": _declare_section,
    "table": _declare_table,
}


def _declare_rules(document: Document, wrong: set[str | int], draft: Draft) -> None:
    """Adds rules to those read before, and applies changes; entries of the wrong shape are left out."""
    reasons: set[str] = set()
    entries = document.value if isinstance(document.value, list) else []
    for number, (node, entry) in enumerate(zip(items(document.root), entries, strict=True)):
        if number in wrong:
            continue
        known = draft.rules.get(entry["id"])
        if "title" in entry:
            _add_rule(entry, document, node, draft)
        elif "reason" in entry:
            if known or entry["id"] in reasons:
                document.report(child(node, "id"), "duplicate", f"{entry['id']} sudah ada.")
            reasons.add(entry["id"])
        elif known is None:
            message = f"Aturan {entry['id']} yang hendak diubah tidak ada.{nearest(entry['id'], draft.rules)}"
            document.report(child(node, "id"), "rule", message)
        else:
            _report_params(entry.get("params", {}), known.record, document, node)
            known.record = overridden(known.record, entry)


def _add_rule(entry: Mapping[str, Any], document: Document, node: yaml.Node, draft: Draft) -> None:
    rule_id = entry["id"]
    if rule_id in draft.rules:
        where = Path(draft.rules[rule_id].record.origin).name
        document.report(child(node, "id"), "duplicate", f"Id {rule_id} sudah dipakai di {where}.")
        return
    try:
        rule = replace(rule_of(entry, str(document.path)), foreign=draft.foreign)
    except (AttributeError, TypeError, ValueError) as error:
        document.report(child(node, "examples") or child(node, "id"), "example", f"{rule_id}: {error}.")
    else:
        draft.rules[rule_id] = Declared(rule, document, node)


def _report_params(given: Mapping[str, object], rule: Rule, document: Document, node: yaml.Node) -> None:
    for name in given:
        if name not in rule.parameters:
            message = f"Aturan {rule.id} tidak mempunyai ambang {name}.{nearest(name, rule.parameters)}"
            document.report(key_node(child(node, "params"), name), "params", message)
