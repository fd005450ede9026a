"""What each sheet of a file holds: an export of Prodeskel, tables of another program, or a form typed in from paper.

Exports of Prodeskel come first: what is known of other sources never changes how one of them is read. Only a sheet
whose name is the very title of a paper form, and that of no form of Prodeskel, is taken for that. A sheet that is
declared to be something else, whatever columns it shares with a form, is called what it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from validator.forms.column_parser import ColumnParser
from validator.forms.column_values import Suiting
from validator.forms.paper import PaperForms
from validator.forms.questionnaire import CodeSheet, FoundTable, Questionnaires
from validator.forms.recognition import Recognition, Unrecognised, hints, recognise
from validator.forms.shifting import untitled_first
from validator.forms.strangers import Strangers
from validator.pack.models import CodeList, Stranger, Table
from validator.readers.notes import Note
from validator.readers.sheets import Sheet
from validator.readers.texts import is_blank, text_of

__all__ = ["CodeSheet", "Forms", "FoundTable", "Passed"]

_FEW_LINES, _FEW_CELLS = 30, 2
_NUMBER = re.compile(r"^[\d.,]+$|\d{16}")
CHOICES = "Pilihan"
"""The hidden sheet of our own entry templates that holds the answers of their drop-down lists."""


class Passed(Struct, frozen=True):
    """A sheet that is no form and is known for what it is; `note` says what, and what to do."""

    sheet: Sheet
    note: Note


def _is_letterhead(part: FoundTable | CodeSheet | Passed, forms: Collection[str]) -> bool:
    """A few lines of text without columns beside a form: its title, cover or signatures.

    They may be told to be most like one of the `forms` that were found: the file is called so.
    """
    if not (isinstance(part, FoundTable) and isinstance(part.recognised, Unrecognised)):
        return False
    if part.recognised.likeliest not in ("", *forms) or part.recognised.reason not in ("no_header", "no_known_form"):
        return False
    sheet = part.sheet
    filled = [[cell for cell in row if not is_blank(cell)] for row in sheet.rows[: _FEW_LINES + 1]]
    texts = [text_of(cell) for row in filled for cell in row]
    short = len(sheet.rows) <= _FEW_LINES and all(len(row) <= _FEW_CELLS for row in filled)
    return short and sheet.dialect is None and not any(_NUMBER.search(text) for text in texts)


class Forms:
    """Recognises the sheets of one file after the other."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        codelists: Mapping[str, CodeList],
        strangers: Iterable[Stranger] = (),
        typist: ColumnParser | None = None,
    ) -> None:
        self._tables = tables
        self.live = {name: table for name, table in tables.items() if table.status == "live"}
        self._questionnaires = Questionnaires(tables, codelists)
        self._paper = PaperForms(tables, codelists)
        self._strangers = Strangers(strangers)
        self._typist = typist or ColumnParser(codelists)
        self._suiting = Suiting(codelists, self._typist)
        self._foreign: dict[str, Mapping[str, Table]] = {}

    def read(self, sheets: Sequence[Sheet]) -> list[FoundTable | CodeSheet | Passed]:
        """What was found on the sheets of a file, in their order; a sheet may hold several tables side by side."""
        others = self._questionnaires.read(sheets)
        first = [None if n in others else self._first_look(sheet) for n, sheet in enumerate(sheets)]
        if whole := next((one for one in first if isinstance(one, Stranger) and one.whole), None):
            return [Passed(sheet, Note("stranger", whole.words)) for sheet in sheets]
        found: list[FoundTable | CodeSheet | Passed] = []
        for number, (sheet, known) in enumerate(zip(sheets, first, strict=True)):
            parts: Sequence[FoundTable | CodeSheet | Passed] = others.get(number) or [self._part(sheet, known)]
            found += [self._suited(part) if isinstance(part, FoundTable) else part for part in parts]
        recognised = [part.recognised for part in found if isinstance(part, FoundTable)]
        forms = {one.table for one in recognised if isinstance(one, Recognition)}
        if not forms:
            return found
        return [CodeSheet(part.sheet, Note("letterhead")) if _is_letterhead(part, forms) else part for part in found]

    def _first_look(self, sheet: Sheet) -> Recognition | Unrecognised | Stranger:
        """The form of the sheet, or what it is declared to be. A sheet of which each column is a form's is that."""
        found = self._one(sheet)
        if isinstance(found, Recognition) and not found.unknown:
            return found
        return self._strangers.overruling(sheet) or found

    def _part(
        self, sheet: Sheet, known: Recognition | Unrecognised | Stranger | None
    ) -> FoundTable | CodeSheet | Passed:
        if known is None or (sheet.hidden and sheet.name == CHOICES):
            return CodeSheet(sheet)
        if isinstance(known, Stranger):
            return self._foreigner(sheet, known)
        if isinstance(known, Unrecognised):
            if resembling := self._strangers.resembling(sheet):
                return self._foreigner(sheet, resembling)
            return self._questionnaires.population(sheet) or FoundTable(sheet, known)
        better = self._questionnaires.population(sheet, len(known.columns)) if known.unknown else None
        return better or FoundTable(sheet, known)

    def _foreigner(self, sheet: Sheet, stranger: Stranger) -> FoundTable | CodeSheet | Passed:
        """Read as the table it carries all columns of, if it does; else named and passed over."""
        if stranger.reads_as not in self._tables:
            note = Note("stranger", stranger.words)
            return CodeSheet(sheet, note) if stranger.codes else Passed(sheet, note)
        name = stranger.reads_as
        found = recognise(sheet, self._foreign.setdefault(name, {name: self._tables[name]}))
        if isinstance(found, Recognition):
            found = replace(found, notes=(Note("known_source", stranger.words), *found.notes))
        return FoundTable(sheet, found)

    def _suited(self, found: FoundTable) -> FoundTable:
        """With titles above their columns, and columns compared with their values."""
        recognised = found.recognised
        if isinstance(recognised, Recognition):
            table = self._tables[recognised.table]
            placed = (
                untitled_first(found.sheet, recognised, table, self._typist) if found.sheet.delimiter else recognised
            )
            suited = self._suiting.suited(found.sheet, placed, table)
            return found if suited is recognised else replace(found, recognised=suited)
        if recognised.lacking and recognised.reason == "missing_key":
            table = self._tables[recognised.likeliest]
            return replace(found, recognised=self._suiting.suggested(found.sheet, recognised, table))
        return found

    def _one(self, sheet: Sheet) -> Recognition | Unrecognised:
        if sheet.named and sheet.name in self._tables:
            return recognise(sheet, self._foreign.setdefault(sheet.name, {sheet.name: self._tables[sheet.name]}))
        titled = self._paper.titled(sheet) and not hints(sheet, self.live)
        if titled and (found := self._paper.recognise(sheet)):
            return found
        recognised = recognise(sheet, self.live)
        if isinstance(recognised, Recognition) or titled or hints(sheet, self.live):
            return recognised
        return self._paper.recognise(sheet) or recognised
