"""Any file, whatever its name says, to sheets of raw cells: the first stretch of the road."""

from __future__ import annotations

from validator.readers.limits import LIMITS, Limits
from validator.readers.reading import holds_large_csv, list_inputs, read_file, read_paths

__all__ = [
    "LIMITS",
    "Limits",
    "holds_large_csv",
    "list_inputs",
    "read_file",
    "read_paths",
]
