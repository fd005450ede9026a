"""A result as a notebook and the Python prompt show it: villages, counts and the commonest rules, no value of anybody.

Notebooks are kept and passed on with their output, so nothing that a village wrote stands in it, masked or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from validator.findings.formatting import mask_long_numbers, number
from validator.findings.models import FileAccount, Share, Village
from validator.pack.models import Rule

__all__ = ["html_of", "line_of"]

VILLAGES, RULES, FILES = 20, 10, 5
_WORDS: Mapping[str, tuple[str, str]] = {
    "village": ("Desa", "Village"),
    "error": ("Galat", "Errors"),
    "warning": ("Peringatan", "Warnings"),
    "info": ("Info", "Info"),
    "complete": ("Kelengkapan", "Completeness"),
    "accurate": ("Akurasi", "Accuracy"),
    "rule": ("Aturan", "Rule"),
    "count": ("Temuan", "Findings"),
    "more": ("… dan {n} lagi", "… and {n} more"),
    "unread": ("Tidak terbaca: ", "Not read: "),
    "partly": ("Terbaca sebagian: ", "Read in part: "),
    "nothing": ("Tidak ada desa yang diperiksa.", "No village was checked."),
    "line": (
        "<Result: {v} desa, {error} galat, {warning} peringatan, {info} info; {lost} berkas tidak terbaca>",
        "<Result: {v} villages, {error} errors, {warning} warnings, {info} info; {lost} files not read>",
    ),
}


def line_of(villages: Sequence[Village], files: Sequence[FileAccount], lang: str) -> str:
    """What was found, in one line."""
    counts: Counter[str] = Counter()
    for village in villages:
        counts.update(village.counts)
    lost = sum(file.status == "rejected" for file in files)
    numbers = {name: counts[name] for name in ("error", "warning", "info")}
    return _word("line", lang).format(v=len(villages), lost=lost, **numbers)


def html_of(villages: Sequence[Village], files: Sequence[FileAccount], rules: Mapping[str, Rule], lang: str) -> str:
    """The same as a small page that asks no other host: villages, the commonest rules, files that were not read."""
    return "".join(_parts(villages, files, rules, lang))


def _parts(
    villages: Sequence[Village], files: Sequence[FileAccount], rules: Mapping[str, Rule], lang: str
) -> Iterator[str]:
    if villages:
        heads = ("village", "error", "warning", "info", "complete", "accurate")
        rows = (_village(village, lang) for village in villages[:VILLAGES])
        yield _table([_word(head, lang) for head in heads], rows)
        yield _more(len(villages) - VILLAGES, lang)
    else:
        yield f"<p>{_word('nothing', lang)}</p>"
    broken: Counter[str] = Counter()
    for village in villages:
        broken.update(village.rule_counts)
    common = sorted(broken.items(), key=lambda item: (-item[1], item[0]))
    if common:
        named = ((f"{id_} {_title(rules, id_, lang)}", str(count)) for id_, count in common[:RULES])
        yield _table([_word("rule", lang), _word("count", lang)], named)
        yield _more(len(common) - RULES, lang)
    for status, word in (("rejected", "unread"), ("partial", "partly")):
        paths = [mask_long_numbers(file.path) for file in files if file.status == status]
        if paths:
            yield f"<p>{_word(word, lang)}{escape(', '.join(paths[:FILES]))}</p>{_more(len(paths) - FILES, lang)}"


def _village(village: Village, lang: str) -> tuple[str, ...]:
    counts = (str(village.counts[s]) for s in ("error", "warning", "info"))
    shares = (_percent(share, lang) for share in (village.completeness, village.accuracy))
    return f"{village.name} ({village.code})", *counts, *shares


def _percent(share: Share, lang: str) -> str:
    return "–" if share.percent is None else f"{number(share.percent, lang == 'en')} %"


def _title(rules: Mapping[str, Rule], id_: str, lang: str) -> str:
    rule = rules.get(id_)
    return "" if rule is None else (rule.title_en or rule.title) if lang == "en" else rule.title


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _more(number: int, lang: str) -> str:
    return f"<p>{_word('more', lang).format(n=number)}</p>" if number > 0 else ""


def _word(key: str, lang: str) -> str:
    return _WORDS[key][lang == "en"]
