"""Household questionnaires and population lists of other programs: sheets that hold several tables, or codes only.

`markers` tells such sheets from exports of Prodeskel, `blocks` cuts side-by-side tables apart, `choices` reads what a
workbook's own code sheet adds, and `reading` puts them together.
"""

from validator.forms.questionnaire.reading import CodeSheet, FoundTable, Questionnaires

__all__ = ["CodeSheet", "FoundTable", "Questionnaires"]
