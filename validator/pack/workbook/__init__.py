"""Rules as an Excel workbook: written for a rule keeper, read back as a rule pack."""

from validator.pack.workbook.importing import Outcome, import_sheet, save
from validator.pack.workbook.writing import write_sheet

__all__ = ["Outcome", "import_sheet", "save", "write_sheet"]
