"""What each sheet of a file holds: an export of Prodeskel, tables of another program, or a form typed in from paper.

Exports of Prodeskel come first: what is known of other sources never changes how one of them is read. Only a sheet
whose name is the very title of a paper form, and that of no form of Prodeskel, is taken for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from validator.declarations.models import CodeList, Table
from validator.exports.paper import PaperForms
from validator.exports.questionnaire import CodeSheet, Found, Questionnaires
from validator.exports.recognition import Recognition, Unrecognised, hints, recognise
from validator.exports.sheets import Sheet

__all__ = ["CodeSheet", "Forms", "Found"]

CHOICES = "Pilihan"
"""The hidden sheet of our own entry templates that holds the answers of their drop-down lists."""


class Forms:
    """Recognises the sheets of one file after the other."""

    def __init__(self, tables: Mapping[str, Table], codelists: Mapping[str, CodeList]) -> None:
        self.live = {name: table for name, table in tables.items() if table.status == "live"}
        self._questionnaires = Questionnaires(tables, codelists)
        self._paper = PaperForms(tables, codelists)

    def read(self, sheets: Sequence[Sheet]) -> list[Found | CodeSheet]:
        """What was found on the sheets of a file, in their order; a sheet may hold several tables side by side."""
        others = self._questionnaires.read(sheets)
        return [part for n, sheet in enumerate(sheets) for part in others.get(n) or [self._part(sheet)]]

    def _part(self, sheet: Sheet) -> Found | CodeSheet:
        return CodeSheet(sheet) if sheet.hidden and sheet.name == CHOICES else Found(sheet, self._one(sheet))

    def _one(self, sheet: Sheet) -> Recognition | Unrecognised:
        titled = self._paper.titled(sheet) and not hints(sheet, self.live)
        if titled and (found := self._paper.recognise(sheet)):
            return found
        recognised = recognise(sheet, self.live)
        if isinstance(recognised, Recognition) or titled or hints(sheet, self.live):
            return recognised
        return self._paper.recognise(sheet) or recognised
