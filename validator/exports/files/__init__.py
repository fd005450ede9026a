"""Any file, whatever its name says, to sheets of raw cells: the first stretch of the road."""

from __future__ import annotations

from validator.exports.files.limits import LIMITS, Limits
from validator.exports.files.reading import holds_large_csv, list_inputs, read_file, read_paths
from validator.exports.files.rewriting import Survey, rewritten, row_count, survey, whole_sheet

__all__ = [
    "LIMITS",
    "Limits",
    "Survey",
    "holds_large_csv",
    "list_inputs",
    "read_file",
    "read_paths",
    "rewritten",
    "row_count",
    "survey",
    "whole_sheet",
]
