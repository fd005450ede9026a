"""How findings speak: in Indonesian or English, of which form, row and document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from validator.findings.formatting import shown
from validator.findings.wording import Books, place
from validator.pack.models import Field, Pack, Table

__all__ = ["Speech", "is_year", "yearly"]

_YEARS = re.compile("tahun|year", re.IGNORECASE)


class Speech(Struct, frozen=True, dict=True):
    """What the texts of one check draw on."""

    pack: Pack
    english: bool

    def said(self, indonesian: str, english: str) -> str:
        """The text in the language of the findings, as far as there is one."""
        return english if self.english and english else indonesian

    @cached_property
    def books(self) -> Books:
        """From which documents forms are filled."""
        derived = self.pack.derived
        return Books(self.pack, lambda rule: derived[rule.table].locates if rule.table in derived else rule.table)

    @cached_property
    def shared_headings(self) -> frozenset[str]:
        """The headings that more than one form prints."""
        titles = Counter(f.title for table in self.pack.tables.values() for f in table.fields)
        return frozenset(title for title, forms in titles.items() if forms > 1)

    def place(self, table: Table, key: Sequence[object], field: Field | None = None) -> str:
        """Where in a form a cell stands: the name of its row, or the form if its heading does not tell that."""
        row = self.row_name(table, key, field)
        shared = field is not None and field.title in self.shared_headings and table.layout == "one_row"
        return place(table, row, shared, self.english)

    def row_name(self, table: Table, key: Sequence[object], field: Field | None = None) -> str:
        """What a form prints at the head of a row (its key), '' where that cannot be read or is the cell itself."""
        if table.layout != "rows" or (field and field.name in table.key):
            return ""
        return ", ".join(shown(value, self.english) for value in key if value is not None)

    def of_any_form(self, table: Table, key: Sequence[object], year: int) -> Mapping[str, str]:
        """What texts of rules that every form is asked may name."""
        row = self.row_name(table, key)
        said = (f"'{row}', " if row else "") + self.said(f"tahun {year}", f"year {year}")
        return {"formulir": table.title, "place": self.place(table, key), "kunci": said}


def is_year(field: Field | None, value: object) -> bool:
    """Whether a number is a year, which is written without a point."""
    if not isinstance(value, int) or field is None:
        return False
    return field.type == "year" or ("tahun" in field.name and 1900 <= value <= 2100)


def yearly(name: str, expression: str, value: object) -> bool:
    """Whether a shown number is a year: it could be one, and its name or expression speaks of years."""
    return isinstance(value, int) and 1900 <= value <= 2100 and bool(_YEARS.search(f"{name} {expression}"))
