"""A whole pack: every file is read, then tables, derived tables, rules, and rules against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from validator.pack.building import codelist_of, derived_of, field_of, macros_of, table_of
from validator.pack.layout import Kind, kind_of, surveyed
from validator.pack.lint.derived import check_derived, misspelt
from validator.pack.lint.duplicates import clashes
from validator.pack.lint.headings import lint_headings
from validator.pack.lint.nodes import Document, at, child, items, read_text, read_yaml, whole
from validator.pack.lint.problems import Problem
from validator.pack.lint.queries import lint_derived, lint_macros
from validator.pack.lint.regions import lint_regions
from validator.pack.lint.rules import Stated, lint_rule, read_rules
from validator.pack.lint.scopes import Columns, Names
from validator.pack.lint.shapes import report_shape
from validator.pack.lint.strangers import lint_strangers
from validator.pack.lint.tables import lint_table
from validator.pack.models import Derived, Field, Macro, Pack, Table
from validator.pack.sections import lists_of, tables_of
from validator.pack.vocabulary import Vocabulary

_UNSPOKEN = re.compile(r"[^\w+<>%]+|_+")

Contents = Mapping[Path, Any]
"""What the files of a pack hold: text of SQL, plain values of YAML."""


class _Packs:
    """What has been read so far, and the documents it was read from."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.names = Names()
        self.tables: dict[str, tuple[Document, Table]] = {}
        self.derived: dict[str, Document] = {}
        self.macros: list[Macro] = []
        self.further = False
        self.rules: dict[str, Stated] = {}
        self.rule_files: list[Document] = []
        self.headings: list[Document] = []
        self.strangers: list[Document] = []

    def begin(self, pack: Pack, common: Sequence[Field]) -> None:
        """Takes a pack that is known to be right for what it declares, without reading its files again."""
        self.further = True
        self.names.tables |= pack.tables
        self.names.codelists |= pack.codelists
        self.names.derived |= {name: one for name, one in pack.derived.items() if not one.copy_of}
        self.names.common = tuple(common)
        self.macros += pack.macros
        self.rules |= {rule.id: Stated(rule, Document(Path(rule.origin)), None) for rule in pack.rules}

    def read(self, root: Path) -> None:
        """Read the schemas and macros of a directory, and keep its rule files for later."""
        taken: set[str] = set()
        files, wrong = surveyed(root)
        for each in wrong:
            document = Document(each.path)
            document.report(None, "file", each.message)
            self.documents.append(document)
        for path in [] if wrong else files:
            document = read_text(path) if path.suffix == ".sql" else read_yaml(path)
            self.documents.append(document)
            if document.problems and document.root is None:
                continue
            try:
                self._declared(document, kind_of(path.relative_to(root), document.value), taken)
            except ValueError as error:
                document.report(document.root, "shape", f"{error}.")
        self.further = True

    def _declared(self, document: Document, kind: Kind, taken: set[str]) -> None:
        if kind == "macros":
            self.macros += lint_macros(document, macros_of(_text(document)), self.macros, self.further)
        elif kind == "derived":
            self._derived(document)
        elif kind == "rules":
            if report_shape(document, "rules") or isinstance(document.value, list):
                self.rule_files.append(document)
        elif report_shape(document, kind):
            self._schema(document, kind, taken)

    def _derived(self, document: Document) -> None:
        name = document.path.stem
        if name in self.names.all_tables:
            document.report(whole(document), "duplicate", f"Nama {name} sudah dipakai sebuah tabel.")
        for fault in misspelt(_text(document)):
            document.report(whole(document), fault.code, fault.message, fault.word)
        self.names.derived[name] = derived_of(name, _text(document))
        self.derived[name] = document

    def _schema(self, document: Document, kind: Kind, taken: set[str]) -> None:
        origin = str(document.path)
        if kind == "common":
            if self.names.common:
                document.report(document.root, "duplicate", "Kolom umum milik program; paket tidak mengubahnya.")
            else:
                self.names.common = tuple(field_of(entry) for entry in document.value["fields"])
        elif kind == "headings":
            self.headings.append(document)
        elif kind == "regions":
            lint_regions(document)
        elif kind == "strangers":
            self.strangers.append(document)
        elif kind == "codelist":
            _claim(document, f"list {document.value['name']}", taken)
            _lint_labels(document)
            declared = codelist_of(document.value, origin)
            self.names.codelists[declared.name] = declared
        elif kind == "section":
            self._section(document, taken)
        else:
            _claim(document, f"table {document.value['name']}", taken)
            self._table(document, table_of(document.value, origin))

    def _table(self, document: Document, table: Table) -> None:
        if table.name in self.names.all_tables:
            document.report(child(document.root, "name"), "duplicate", f"Tabel {table.name} sudah ada.")
        self.tables[table.name] = document, table

    def _section(self, document: Document, taken: set[str]) -> None:
        """Every table of a section as a document of its own, sharing the problems of the file."""
        declared = zip(
            tables_of(document.value, str(document.path)), items(child(document.root, "tables")), strict=True
        )
        for table, node in declared:
            own = replace(document, root=node)
            _claim(own, f"table {table.name}", taken)
            self._table(own, table)
        for codelist in lists_of(document.value, str(document.path)):
            _claim(document, f"list {codelist.name}", taken)
            self.names.codelists[codelist.name] = codelist

    def check(self, only: Path | None = None) -> None:
        """Everything that needs to know more than one file; of tables and rules those below `only`."""
        vocabulary = Vocabulary(self.macros)
        self._columns_of_others(vocabulary)
        for name, (_, table) in self.tables.items():
            own = set(table.names)
            extra = tuple(field for field in self.names.common if field.name not in own)
            self.names.tables[name] = replace(table, fields=table.fields + extra)
        for document, table in self.tables.values():
            if only and not document.path.is_relative_to(only):
                continue
            lint_table(document, self.names.tables[table.name], self.names, vocabulary)
        for document in self.headings:
            lint_headings(document, self.names)
        lint_strangers(self.strangers, self.names.tables)
        lint_derived(self.derived, self.names, vocabulary)
        for document in self.rule_files:
            read_rules(document, self.rules)
        for stated in self.rules.values():
            if stated.node is None or (only and not stated.document.path.is_relative_to(only)):
                continue
            lint_rule(stated, self.names, vocabulary)
        self._report_clashes(vocabulary)

    def _columns_of_others(self, vocabulary: Vocabulary) -> None:
        """The derived tables of a pack that was not read here are looked through when one is named."""
        for name in self.names.derived.keys() - self.derived.keys():
            table = self.names.derived[name]
            self.names.later[name] = partial(_columns_of, table, self.names, vocabulary)

    def _report_clashes(self, vocabulary: Vocabulary) -> None:
        words = {"identical": "sama dengan", "contradiction": "berlawanan dengan"}
        asked = {stated.rule.table for stated in self.rules.values() if stated.node is not None}
        beside = (stated.rule for stated in self.rules.values() if stated.rule.table in asked)
        for rule, earlier, kind in clashes(beside, vocabulary):
            stated = self.rules[rule.id]
            node = child(stated.node, "assert") or child(stated.node, "constraint")
            stated.document.report(node, kind, f"Kondisi {rule.id} {words[kind]} {earlier.id}.")

    @property
    def problems(self) -> list[Problem]:
        return sorted({problem for document in self.documents for problem in document.problems})


def lint_packs(directories: Sequence[Path], only: Path | None = None) -> list[Problem]:
    """See `validator.pack.lint.lint`."""
    packs = _Packs()
    for root in directories:
        packs.read(root)
    packs.check(only)
    return packs.problems


def lint_further(pack: Pack, common: Sequence[Field], directories: Sequence[Path]) -> tuple[list[Problem], Contents]:
    """What is wrong with packs that build on `pack`, which is right itself; and the content of their files, to be
    declared if nothing is.
    """
    packs = _Packs()
    packs.begin(pack, common)
    for root in directories:
        packs.read(root)
    packs.check()
    contents = {d.path: _text(d) if d.path.suffix == ".sql" else d.value for d in packs.documents}
    return packs.problems, contents


def _columns_of(table: Derived, names: Names, vocabulary: Vocabulary) -> Columns:
    return check_derived(table, names, vocabulary)[0]


def _text(document: Document) -> str:
    return "\n".join(document.lines) + "\n"


def _claim(document: Document, name: str, taken: set[str]) -> None:
    """Report a name that another file of the same pack already has."""
    if name in taken:
        document.report(child(document.root, "name"), "duplicate", f"Nama {name.split()[1]} sudah dipakai berkas lain.")
    taken.add(name)


def _lint_labels(document: Document) -> None:
    """Report a spelling that stands twice, or for two answers as they are compared: D-1 and d1 are the same."""
    seen: dict[str, tuple[int, str]] = {}
    for position, item in enumerate(items(child(document.root, "items"))):
        entry = document.value["items"][position]
        for text in map(str, (entry["label"], *entry.get("aliases", ()))):
            folded = _UNSPOKEN.sub("", text.casefold())
            other, known = seen.get(folded, (position, ""))
            seen.setdefault(folded, (position, text))
            if other != position or _plain(text) == _plain(known):
                where = at(item, ["label"]) if text == entry["label"] else at(item, ["aliases"])
                document.report(where, "duplicate", f"'{text}' sama dengan '{known}' yang sudah ada di daftar.")


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
