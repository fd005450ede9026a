"""Any file, whatever its name says, to sheets of raw cells: the first stretch of the road."""

from __future__ import annotations

from validator.exports.files.limits import LIMITS, Limits
from validator.exports.files.reading import list_inputs, read_file, read_paths
from validator.exports.files.rewriting import line_count, rewritten, row_count, whole_sheet

__all__ = [
    "LIMITS",
    "Limits",
    "line_count",
    "list_inputs",
    "read_file",
    "read_paths",
    "rewritten",
    "row_count",
    "whole_sheet",
]
