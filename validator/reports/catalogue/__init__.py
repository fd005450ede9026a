"""The rules and forms of a pack as pages for a browser: an index to search in, a page a rule and a page a form."""

from validator.reports.catalogue.writing import write

__all__ = ["write"]
