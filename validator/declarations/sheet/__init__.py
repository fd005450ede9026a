"""Rules as an Excel workbook: written for a rule keeper, read back as a rule pack."""

from validator.declarations.sheet.importing import Outcome, import_sheet, save
from validator.declarations.sheet.writing import write_sheet

__all__ = ["Outcome", "import_sheet", "save", "write_sheet"]
