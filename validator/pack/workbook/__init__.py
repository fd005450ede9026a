"""Rules as an Excel workbook: written for a rule keeper, read back as a rule pack."""

from validator.pack.workbook.importing import ImportOutcome, import_sheet, save
from validator.pack.workbook.writing import write_sheet

__all__ = ["ImportOutcome", "import_sheet", "save", "write_sheet"]
