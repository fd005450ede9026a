"""What a web page holds and no browser shows: elements with `hidden`, `display: none` or `visibility: hidden`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

__all__ = ["Concealment"]

_STYLE = re.compile(r"<style\b[^>]{0,500}>(.*?)(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_MEDIA = re.compile(r"@[^{};]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]{0,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"\s*[A-Za-z0-9]*([.#][\w-]+)\s*")
_UNSHOWN = re.compile(r"(?:^|;)\s*display\s*:\s*none|(?:^|;)\s*visibility\s*:\s*collapse", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.IGNORECASE)
_HINT = re.compile(r"hidden|display\s*:\s*none|visibility", re.IGNORECASE)
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
_CELLS = frozenset(("td", "th", "tr"))
_WITHIN = {"tr": _CELLS - {"tr"}, "thead": _CELLS, "tbody": _CELLS, "tfoot": _CELLS}
"""What stands in a row or a section: it neither begins nor ends after it."""
_EXCEL = "urn:schemas-microsoft-com:office:excel"

Attributes = Callable[[str], Mapping[str, str]]


class Concealment:
    """Follows tags and says whether what comes is shown. `possible` is False for a page that hides nothing.

    A hidden row of a page that Excel saved stays a row: Excel shows it again, and counts it.
    """

    def __init__(self, page: str, attributes: Attributes) -> None:
        self._attributes = attributes
        self.possible = bool(_HINT.search(page))
        self._names = _hidden_names(page)
        self._by_excel = _EXCEL in page[:8192]
        self._tag = ""
        self._depth = self._tables = 0
        self._in_cell = False

    @property
    def active(self) -> bool:
        """Whether text is hidden here."""
        return bool(self._tag)

    def may_hide(self, attributes: str) -> bool:
        """Whether an element of these attributes has to be looked at, or all that comes."""
        names = self._names
        hinted = _HINT.search(attributes) or (names and any(name[1:] in attributes for name in names))
        return bool(self._tag or hinted)

    def open(self, tag: str, attributes: str, in_table: bool) -> bool:
        """A tag begins. Returns whether the element is taken out, its place with it."""
        if self._tag and not self._ends_at(tag):
            self._depth += tag == self._tag
            self._tables += tag == "table"
            return True
        how = self._how(tag, attributes) if attributes else ""
        if how and tag == "table":
            how = "unshown"
        if how:
            self._tag, self._depth, self._tables, self._in_cell = tag, 1, 0, in_table and tag != "table"
        return how == "unshown"

    def close(self, tag: str) -> bool:
        """A tag ends. Returns whether it belongs to what is hidden."""
        if not self._tag:
            return False
        if tag == self._tag and not (self._in_cell and self._tables):
            self._depth -= 1
            if not self._depth:
                self._tag = ""
            return self._in_cell or tag == "table"
        ends = tag == "table" or tag in _CELLS - _WITHIN.get(self._tag, frozenset())
        if self._in_cell and not self._tables and ends:
            self._tag = ""
            return False
        self._tables -= tag == "table"
        return True

    def _ends_at(self, tag: str) -> bool:
        """Whether a tag closes the hidden cell or row that was left open, or the cell around it."""
        if not self._in_cell or self._tables or tag not in _CELLS - _WITHIN.get(self._tag, frozenset()):
            return False
        self._tag = ""
        return True

    def _how(self, tag: str, attributes: str) -> str:
        """`unshown`, `invisible` (its place stays blank) or '' of an element."""
        if tag in _VOID or (tag == "tr" and self._by_excel):
            return ""
        own = self._attributes(attributes)
        names = {f".{name}" for name in own.get("class", "").split()} | {f"#{own.get('id', '')}"}
        if "hidden" in own or _UNSHOWN.search(own.get("style", "")) or names & self._names:
            return "unshown"
        return "invisible" if _INVISIBLE.search(own.get("style", "")) else ""


def _hidden_names(page: str) -> frozenset[str]:
    """The classes and ids that the page's own styles do not show; styles for other media are none of them.

    >>> sorted(_hidden_names("<style>.a, td.b {color:red; display:none} @media print {.c {display:none}}</style>"))
    ['.a', '.b']
    """
    found = set()
    for block in _STYLE.findall(page):
        if "none" in block.lower():
            for selectors, body in _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", block))):
                if _UNSHOWN.search(body):
                    found |= {match[1] for each in selectors.split(",") if (match := _SELECTOR.fullmatch(each))}
    return frozenset(found)
