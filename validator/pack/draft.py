"""What the files of one pack declare, each record with its place, and the `Pack` that comes of it.

`reader` fills a draft. Here names are claimed and what records refer to is resolved: headings, stand-ins, the order of
derived tables.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from msgspec.structs import replace

from validator.pack.documents import Declared, Document, child
from validator.pack.headings import taught
from validator.pack.lint.also import report_also
from validator.pack.models import CodeList, Derived, Field, Macro, NewRegion, Pack, Rule, Stranger, Table
from validator.pack.own_words import words_of
from validator.pack.stand_ins import with_copies

__all__ = ["EMPTY", "Draft"]

EMPTY = Pack({}, {}, {}, (), (), "")
_MODULES = ("DDK", "Potensi", "Perkembangan")
_OTHER_NAME = "milik paket sebelumnya dan tidak diganti di sini; pilih nama lain"


class Draft:
    """What one pack declares on top of `base`. Records of one name take each other's place, and the draft has an error.

    `judged`: whether shapes and SQL are to be judged.
    """

    def __init__(self, base: Pack, judged: bool) -> None:
        self.base, self.foreign, self.judged = base, base is not EMPTY, judged
        self.documents: list[Document] = []
        self.tables: dict[str, Declared[Table]] = {}
        self.codelists: dict[str, Declared[CodeList]] = {}
        self.derived: dict[str, Declared[Derived]] = {}
        self.macro_files: list[Document] = []
        self.macros: list[Declared[Macro]] = []
        self.strangers: list[Declared[Stranger]] = []
        self.regions: list[Declared[NewRegion]] = []
        self.headings: list[Document] = []
        self.common = self.base.common
        self.rules = {r.id: Declared(r, Document(Path(r.origin)), None) for r in self.base.rules}

    def add_table(self, table: Table, document: Document, node: yaml.Node | None) -> None:
        self._claim_table(table.name, document, child(node, "name"))
        self.tables[table.name] = Declared(table, document, node)

    def add_derived(self, table: Derived, document: Document, node: yaml.Node) -> None:
        self._claim_table(table.name, document, child(node, "name") or node)
        self.derived[table.name] = Declared(table, document, node)

    def add_codelist(
        self, codelist: CodeList, document: Document, name: yaml.Node | None, labels: yaml.Node | None
    ) -> None:
        """Adds a code list of that `name`, of which `labels` has the answers."""
        if codelist.name in self.base.codelists:
            message = f"Daftar pilihan {codelist.name} {_OTHER_NAME}, juga dalam codelist isian Anda."
            document.report(name, "duplicate", message)
        elif codelist.name in self.codelists:
            message = _twice(codelist.name, self.codelists[codelist.name].document)
            document.report(name, "duplicate", message)
        self.codelists[codelist.name] = Declared(codelist, document, labels)

    def _claim_table(self, name: str, document: Document, node: yaml.Node | None) -> None:
        """Tables and derived tables share their names, for rules and SELECTs name both."""
        earlier = self.tables.get(name) or self.derived.get(name)
        if name in self.base.tables:
            message = f"Tabel {name} {_OTHER_NAME}. Judul kolomnya dapat ditambah dalam schemas/judul_kolom.yml."
            document.report(node, "duplicate", message)
        elif name in self.base.derived:
            document.report(node, "duplicate", f"Tabel turunan {name} {_OTHER_NAME}.")
        elif earlier:
            document.report(node, "duplicate", _twice(name, earlier.document))

    def pack(self) -> Pack:
        """The pack, in the order of reports. What its parts refer to and is not there is reported."""
        base = self.base
        tables = self._all_tables()
        derived = self._derived_in_order()
        for declared in self.rules.values():
            report_also(declared, tables, derived)
        rules = tuple(self.rules[rule_id].record for rule_id in sorted(self.rules, key=_rule_order))
        regions = {region.code: region for region in (*base.regions, *(d.record for d in self.regions))}
        strangers = {stranger.name: stranger for stranger in (*base.strangers, *(d.record for d in self.strangers))}
        return Pack(
            tables=tables,
            codelists={**base.codelists, **{name: declared.record for name, declared in self.codelists.items()}},
            derived=self._with_copies(derived, rules),
            macros=(*base.macros, *(declared.record for declared in self.macros)),
            rules=rules,
            version=self._version(),
            regions=tuple(regions.values()),
            strangers=tuple(strangers.values()),
            extended=self.foreign,
            common=self.common,
            words=base.words or words_of(tables.values(), (d.record for d in self.codelists.values()), rules),
        )

    def _version(self) -> str:
        digest = hashlib.sha256(self.base.version.encode())
        for document in self.documents:
            digest.update(document.content)
        return digest.hexdigest()[:12]

    def _all_tables(self) -> dict[str, Table]:
        own = {name: _with_common(declared.record, self.common) for name, declared in self.tables.items()}
        tables = dict(sorted({**self.base.tables, **own}.items(), key=_table_order))
        for document in self.headings:
            tables |= taught(document, tables)
        return tables

    def _derived_in_order(self) -> dict[str, Derived]:
        """Derived tables so that each comes after those it needs."""
        known = {name: one for name, one in self.base.derived.items() if not one.copy_of}
        waiting = dict(sorted((known | {name: declared.record for name, declared in self.derived.items()}).items()))
        placed: dict[str, Derived] = {}
        while waiting:
            ready = [name for name, one in waiting.items() if waiting.keys().isdisjoint(one.needs)]
            for name in ready or list(waiting):
                placed[name] = waiting.pop(name)
                if not ready and name in self.derived:
                    message = f"Tabel turunan {name} membutuhkan dirinya sendiri."
                    self.derived[name].document.report(self.derived[name].node, "table", message, "needs")
        return placed

    def _with_copies(self, derived: Mapping[str, Derived], rules: Sequence[Rule]) -> dict[str, Derived]:
        found = with_copies(derived, rules)
        copies = {name for name, one in found.items() if one.copy_of} - self.base.derived.keys()
        for place in [(self.tables.get(name) or self.derived.get(name)) for name in sorted(copies)]:
            if place:
                message = "Nama ini dipakai program untuk salinan sebuah tabel turunan; pilih nama lain."
                place.report("name", "duplicate", message)
        return found


def _twice(name: str, document: Document) -> str:
    return f"Nama {name} sudah dipakai di {document.path.name}; pilih nama lain."


def _with_common(table: Table, common: Sequence[Field]) -> Table:
    names = set(table.names)
    return replace(table, fields=table.fields + tuple(field for field in common if field.name not in names))


def _table_order(item: tuple[str, Table]) -> tuple[bool, int, str]:
    """What Prodeskel exports comes first, then what is only known on paper or from other programs."""
    name, table = item
    module = _MODULES.index(table.module) if table.module in _MODULES else len(_MODULES)
    return table.status != "live", module, name


def _rule_order(rule_id: str) -> tuple[str, int, str]:
    match = re.fullmatch(r"([A-Za-z_]+)-?(\d*)(.*)", rule_id)
    return (match[1], int(match[2] or 0), match[3]) if match else (rule_id, 0, "")
