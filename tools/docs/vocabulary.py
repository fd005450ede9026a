"""The tables that stand between markers in `docs/aturan.md`: SQL macros, and the problems that the linter names."""

from __future__ import annotations

from tools.docs.markdown import table
from validator.pack.models import Macro, Pack
from validator.pack.problems import CODES

__all__ = ["render"]


def render(pack: Pack, page: str) -> str:
    """The page with today's tables in it. ValueError if the page lacks a marker."""
    macros = table(("kata", "arti"), [(f"`{_call(macro)}`", macro.doc) for macro in pack.macros])
    codes = table(("kode", "artinya"), [(f"`{code}`", text) for code, text in CODES.items()])
    return _between(_between(page, "macros", macros), "codes", codes)


def _between(page: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the page lacks {begin} … {end}")
    return f"{before}{begin}\n{content}{end}{after}"


def _call(macro: Macro) -> str:
    parameters = "a, b, …" if macro.variadic else ", ".join(macro.parameters)
    return f"{macro.name}({parameters})"
