"""Code lists: every spelling means one answer, as spellings are compared."""

from __future__ import annotations

import re

from validator.messages.sentences import sentence as _
from validator.pack.documents import Declared, at, items
from validator.pack.models import CodeList

_UNSPOKEN = re.compile(r"[^\w+<>%]+|_+")


def lint_codelist(declared: Declared[CodeList]) -> None:
    """Report a spelling that stands twice, or for two answers as they are compared: D-1 and d1 are the same."""
    seen: dict[str, tuple[int, str]] = {}
    for position, (node, code) in enumerate(zip(items(declared.node), declared.record.items, strict=True)):
        for text in (code.label, *code.aliases):
            folded = _UNSPOKEN.sub("", text.casefold())
            other, known = seen.get(folded, (position, ""))
            seen.setdefault(folded, (position, text))
            if other != position or _plain(text) == _plain(known):
                where = at(node, ["label" if text == code.label else "aliases"])
                said = _("'{text}' sama dengan '{known}' yang sudah ada di daftar.", text=text, known=known)
                declared.document.report(where, "duplicate", said)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
