"""A whole pack: every file is read, then tables, derived tables, rules, and rules against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from validator.declarations.headings import HEADINGS
from validator.declarations.linting.duplicates import clashes
from validator.declarations.linting.headings import lint_headings
from validator.declarations.linting.nodes import Document, at, child, items, read_text, read_yaml, whole
from validator.declarations.linting.problems import Problem
from validator.declarations.linting.queries import lint_derived, lint_macros
from validator.declarations.linting.regions import lint_regions
from validator.declarations.linting.rules import Stated, lint_rule, read_rules
from validator.declarations.linting.scopes import Names
from validator.declarations.linting.shapes import report_shape
from validator.declarations.linting.strangers import lint_strangers
from validator.declarations.linting.tables import lint_table
from validator.declarations.loading import STRANGERS, declaration_files
from validator.declarations.models import Macro, Table
from validator.declarations.records import codelist_of, derived_of, field_of, macros_of, table_of
from validator.declarations.sections import is_section, lists_of, tables_of
from validator.declarations.vocabulary import Vocabulary

_UNSPOKEN = re.compile(r"[^\w+<>%]+|_+")


class _Packs:
    """What has been read so far, and the documents it was read from."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.names = Names()
        self.tables: dict[str, tuple[Document, Table]] = {}
        self.derived: dict[str, Document] = {}
        self.macros: list[Macro] = []
        self.rules: dict[str, Stated] = {}
        self.rule_files: list[Document] = []
        self.headings: list[Document] = []
        self.strangers: list[Document] = []

    def read(self, root: Path) -> None:
        """Read the schemas and macros of a directory, and keep its rule files for later."""
        taken: set[str] = set()
        for path in declaration_files(root):
            document = read_text(path) if path.suffix == ".sql" else read_yaml(path)
            self.documents.append(document)
            if document.problems and document.root is None:
                continue
            relative = path.relative_to(root)
            if relative.parts[0] == "rules":
                self._rules_or_macros(document)
            elif path.suffix == ".sql":
                self._derived(document)
            else:
                self._schema(document, relative, taken)

    def _rules_or_macros(self, document: Document) -> None:
        if document.path.suffix == ".sql":
            self.macros += lint_macros(document, macros_of(_text(document)), self.macros)
        elif report_shape(document, "rules") or isinstance(document.value, list):
            self.rule_files.append(document)

    def _derived(self, document: Document) -> None:
        name = document.path.stem
        if name in self.names.tables:
            document.report(whole(document), "duplicate", f"Nama {name} sudah dipakai sebuah tabel.")
        self.names.derived[name] = derived_of(name, _text(document))
        self.derived[name] = document

    def _schema(self, document: Document, relative: Path, taken: set[str]) -> None:
        if relative.name == "umum.yml":
            if report_shape(document, "common"):
                self.names.common = tuple(field_of(entry) for entry in document.value["fields"])
        elif relative.name == HEADINGS:
            if report_shape(document, "headings"):
                self.headings.append(document)
        elif relative.name == "wilayah.yml":
            if report_shape(document, "regions"):
                lint_regions(document)
        elif relative.parts[1] == "codelists":
            if report_shape(document, "codelist"):
                _claim(document, f"list {document.value['name']}", taken)
                _lint_labels(document)
                declared = codelist_of(document.value, str(document.path))
                self.names.codelists[declared.name] = declared
        elif relative.parts[1] == STRANGERS:
            if report_shape(document, "strangers"):
                self.strangers.append(document)
        elif is_section(document.value):
            if report_shape(document, "section"):
                self._section(document, taken)
        elif report_shape(document, "table"):
            _claim(document, f"table {document.value['name']}", taken)
            table = table_of(document.value, str(document.path))
            self.tables[table.name] = document, table

    def _section(self, document: Document, taken: set[str]) -> None:
        """Every table of a section as a document of its own, sharing the problems of the file."""
        declared = zip(
            tables_of(document.value, str(document.path)), items(child(document.root, "tables")), strict=True
        )
        for table, node in declared:
            own = replace(document, root=node)
            _claim(own, f"table {table.name}", taken)
            self.tables[table.name] = own, table
        for codelist in lists_of(document.value, str(document.path)):
            _claim(document, f"list {codelist.name}", taken)
            self.names.codelists[codelist.name] = codelist

    def check(self, only: Path | None = None) -> None:
        """Everything that needs to know more than one file; of tables and rules those below `only`."""
        vocabulary = Vocabulary(self.macros)
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
            if only and not stated.document.path.is_relative_to(only):
                continue
            lint_rule(stated, self.names, vocabulary)
        self._report_clashes(vocabulary)

    def _report_clashes(self, vocabulary: Vocabulary) -> None:
        words = {"identical": "sama dengan", "contradiction": "berlawanan dengan"}
        for rule, earlier, kind in clashes((stated.rule for stated in self.rules.values()), vocabulary):
            stated = self.rules[rule.id]
            node = child(stated.node, "assert") or child(stated.node, "constraint")
            stated.document.report(node, kind, f"Kondisi {rule.id} {words[kind]} {earlier.id}.")


def lint_packs(directories: Sequence[Path], only: Path | None = None) -> list[Problem]:
    """See `validator.declarations.linting.lint`."""
    packs = _Packs()
    for root in directories:
        packs.read(root)
    packs.check(only)
    return sorted({problem for document in packs.documents for problem in document.problems})


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
