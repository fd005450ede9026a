"""What every rendering of findings needs: connection, pack, where rows came from, and how values may be said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from validator.engine.running import Run
from validator.findings.everyday_words import ARTEFACTS
from validator.findings.formatting import EMPTIES, mask_long_numbers, masked, shown
from validator.findings.partners import Places
from validator.findings.plain_words import PlainWords, known_words
from validator.findings.speech import Speech, is_year
from validator.pack.models import Field, Pack, Table
from validator.plan.checks import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from validator.pack.lineage import Lineage
    from validator.workspace import Workspace

__all__ = ["Context", "Source"]

_ROUNDED = re.compile(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]+")


class Source(Struct, frozen=True):
    """Where rows came from: one recognised sheet. `columns` and `headers` are by field name."""

    file: str
    sheet: str
    table: str
    columns: Mapping[str, int]
    headers: Mapping[str, str]


class Context(Struct, frozen=True, dict=True):
    """What every rendering needs. `words` knows what cells may show; `show_personal` lifts the masks.

    `work` is the workspace that the connection is closed with.
    """

    connection: DuckDBPyConnection
    pack: Pack
    run: Run
    sources: Sequence[Source]
    words: PlainWords
    show_personal: bool = False
    lang: str = "id"
    work: Workspace | None = None

    @cached_property
    def personal(self) -> Mapping[str, Field]:
        """The personal fields of all tables by name."""
        return {f.name: f for t in self.pack.tables.values() for f in t.fields if f.personal}

    @cached_property
    def free(self) -> frozenset[str]:
        """The names of the fields of all tables into which people write what they like, and that are not personal."""
        fields = (f for table in self.pack.tables.values() for f in table.fields)
        return frozenset(f.name for f in fields if f.type == "string" and not (f.codelist or f.personal))

    @cached_property
    def lineage(self) -> Lineage:
        """Of which fields expressions are made."""
        from validator.pack.lineage import Lineage

        return Lineage(self.pack)

    @cached_property
    def places(self) -> Places:
        """Where rows stand, in words."""
        names = dict(self.connection.cursor().execute("SELECT code, name FROM _places").fetchall())
        return Places([(source.file, source.sheet) for source in self.sources], names)

    @property
    def english(self) -> bool:
        return self.lang == "en"

    @cached_property
    def plain(self) -> Context:
        """The same for the values that findings keep: written one way in every language."""
        return replace(self, lang="id")

    @cached_property
    def speech(self) -> Speech:
        """The words of the language that the findings are in."""
        return Speech(self.pack, self.english)

    def may_be_foreign(self, check: Check) -> bool:
        """Whether a rule, or a derived table that it reads, is not the program's: its masks have to be worked out."""
        derived = (self.pack.derived.get(name) for name in (check.source, *check.rule.with_))
        return check.rule.foreign or any(table.foreign for table in derived if table)

    def text(self, table: Table, field: Field, value: object) -> str:
        """A cell's value as it may be said; an answer of the field's list stays as it is."""
        plain = str(value) if is_year(field, value) else shown(value, self.english)
        if self.show_personal or (field.personal and plain in EMPTIES):
            return plain
        if field.personal or not isinstance(value, str) or field.codelist:
            return mask_long_numbers(masked(field, plain))
        return mask_long_numbers(self.words.said(table.name, field.name, plain))

    def found(self, table: Table, field: Field, problem: str, text: str) -> str:
        """A cell that could not be understood, as it may be said."""
        if self.show_personal:
            return text
        if problem == "digits_lost" and _ROUNDED.fullmatch(text.strip()):
            return mask_long_numbers(text)
        if problem == "artefact":
            return mask_long_numbers(known_words(text, ARTEFACTS))
        if field.personal:
            return mask_long_numbers(masked(field, text))
        return mask_long_numbers(self.words.said(table.name, field.name, text))
