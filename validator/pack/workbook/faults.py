"""What is wrong with a sheet, and in which cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

__all__ = ["SheetError", "SheetFault"]


class SheetFault(Struct, frozen=True):
    """A sentence about a cell (`C5`) of a sheet; both are '' for what concerns the whole file."""

    sheet: str
    cell: str
    message: str
    level: Literal["error", "warning"] = "error"

    def told(self, file: str) -> str:
        """File, sheet and cell, then what is wrong and the cure."""
        place = [file, self.sheet and f"lembar {self.sheet}", self.cell and f"sel {self.cell}"]
        word = "" if self.level == "error" else "peringatan: "
        return f"{', '.join(filter(None, place))}: {word}{self.message}"


class SheetError(Exception):
    """A sheet cannot be taken over; `faults` says why."""

    def __init__(self, faults: Iterable[SheetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))
