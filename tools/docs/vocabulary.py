"""The table of SQL macros in `docs/aturan.md`, between its markers."""

from __future__ import annotations

from tools.docs.markdown import table
from validator.declarations.models import Macro, Pack

__all__ = ["render"]

BEGIN, END = "<!-- macros:begin -->", "<!-- macros:end -->"


def render(pack: Pack, page: str) -> str:
    """The page with the table of today's macros in it."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    rows = [(f"`{_call(macro)}`", macro.doc) for macro in pack.macros]
    return f"{before}{BEGIN}\n{table(('kata', 'arti'), rows)}{END}{after}"


def _call(macro: Macro) -> str:
    parameters = "a, b, …" if macro.variadic else ", ".join(macro.parameters)
    return f"{macro.name}({parameters})"
