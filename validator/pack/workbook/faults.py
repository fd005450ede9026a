"""What is wrong with a sheet, and in which cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from validator.messages.sentences import Sentences, Worded
from validator.messages.sentences import sentence as _

__all__ = ["SheetError", "SheetFault"]


class SheetFault(Struct, frozen=True):
    """A sentence about a cell (`C5`) of a sheet; both are '' for what concerns the whole file."""

    sheet: str
    cell: str
    said: Worded
    level: Literal["error", "warning"] = "error"

    @property
    def message(self) -> str:
        """What is wrong, in Indonesian."""
        return self.said.worded()

    def told(self, file: str) -> Worded:
        """File, sheet and cell, then what is wrong and the cure."""
        sheet = _("lembar {sheet}", sheet=self.sheet) if self.sheet else ""
        cell = _("sel {cell}", cell=self.cell) if self.cell else ""
        place = Sentences(tuple(filter(None, (file, sheet, cell))), ", ")
        warning = (_("peringatan"),) if self.level == "warning" else ()
        return Sentences((place, *warning, self.said), ": ")


class SheetError(Exception):
    """A sheet cannot be taken over; `faults` says why."""

    def __init__(self, faults: Iterable[SheetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(Sentences(tuple(fault.said for fault in self.faults), "; "))
