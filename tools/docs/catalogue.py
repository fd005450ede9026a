"""The catalogue of rules in Markdown: what its pages for a browser say (`validator.reports.catalogue`), without fields
and examples; and the rules that no export known today can answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from tools.docs.markdown import line, sql, table
from validator.example_texts import example_texts
from validator.findings.models import Finding
from validator.pack.loading import builtin_directory
from validator.pack.models import Pack, Rule
from validator.reports.catalogue.links import Links
from validator.reports.catalogue.rules import rule_content

__all__ = ["render", "unanswered"]

CHAPTERS = {"umum": "Semua formulir", "silang": "Antarformulir", "ddk": "Data Dasar Keluarga", "lintas": "Keseluruhan"}
ABBREVIATIONS = {"apbdesa": "APB Desa", "ddk": "DDK", "kk": "KK", "nik": "NIK", "rt": "RT", "rw": "RW"}
HEAD = """# Katalog aturan

Dibuat dari berkas aturan; jangan diubah dengan tangan (`make docs`). Pesan tiap aturan ditulis dengan nilai dari contoh
aturan itu sendiri, dalam bahasa Indonesia dan Inggris. Cara membaca dan menulis aturan: [aturan.md](aturan.md); nama
tabel dan isian: [formulir.md](formulir.md). Dengan contoh dan pencarian: `prodeskel rules catalogue --output katalog`.

"""


def render(pack: Pack) -> str:
    """Contents, all rules (a chapter a folder, a section a file of rules), then those that cannot be asked."""
    active = sorted((rule for rule in pack.rules if rule.status != "mati"), key=_file)
    missing = unanswered()
    counts = (
        f"{len(active)} aturan ditanyakan; {len(missing)} butir katalog "
        "[belum dapat ditanyakan](#belum-dapat-ditanyakan).\n\n"
    )
    said = {rule: found[0] for rule, found in example_texts(pack).items()}
    chapters = _chapters(active, Links(pack), said)
    return HEAD + counts + _contents(active) + "\n" + "\n".join([*chapters, _unanswered(missing)])


def _file(rule: Rule) -> tuple[str, str]:
    """`("ddk", "nik")` for a rule of rules/ddk/nik.yml."""
    path = Path(rule.origin)
    return path.parent.name, path.stem


def _words(name: str) -> str:
    """`isi_nik` as people write it: Isi NIK."""
    words = [ABBREVIATIONS.get(word, word) for word in name.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _chapter(theme: str) -> str:
    return CHAPTERS.get(theme, _words(theme))


def _contents(rules: Sequence[Rule]) -> str:
    rows = []
    for (theme, name), group in groupby(rules, _file):
        ids = ", ".join(f"[{r.id}](#{r.id.lower()})" for r in group)
        rows.append((_chapter(theme), f"[{_words(name)}](#{theme}-{name.replace('_', '-')})", ids))
    return table(("bagian", "tema", "aturan"), rows)


def _chapters(rules: Sequence[Rule], links: Links, said: Mapping[str, tuple[Finding, Finding]]) -> Iterator[str]:
    chapter = ""
    for (theme, name), group in groupby(rules, _file):
        if theme != chapter:
            chapter = theme
            yield f"## {_chapter(theme)}\n"
        anchor = f'<a id="{theme}-{name.replace("_", "-")}"></a>'
        yield f"### {anchor}{_words(name)}\n\n" + "\n".join(_rule(rule, links, said.get(rule.id)) for rule in group)


def _rule(rule: Rule, links: Links, said: tuple[Finding, Finding] | None) -> str:
    content = rule_content(rule, links, said)
    head = f'#### <a id="{rule.id.lower()}"></a>{rule.id} · {rule.title}'
    kind = (f"{content['severity']}: {content['meaning']}", content["dimension"], content["status"])
    return "\n".join(
        [head, "", f"*{line(rule.title_en)}*", "", " · ".join(filter(None, kind)), "", *_points(content), ""]
    )


def _points(content: Mapping[str, Any]) -> Iterator[str]:
    yield f"- **Formulir**: {_form(content['form']) if content['form'] else 'semua formulir'}"
    if content["others"]:
        yield f"- **Formulir lain yang dilihat**: {'; '.join(map(_form, content['others']))}"
    for label, condition in content["conditions"]:
        yield f"- **{label}**: {sql(condition)}"
    for name, title in content["derived"]:
        yield f"- **Tabel hitungan**: [{line(title)}](formulir.md#{name}) (`{name}`)"
    for label, text in content["facts"]:
        yield f"- **{label}**: {line(text)}"


def _form(form: Mapping[str, str]) -> str:
    return f"[{line(form['title'])}](formulir.md#{form['name']}) (`{form['name']}`)"


def unanswered() -> list[tuple[str, str, str]]:
    """(id, reason, reason in English) of the catalogue's rules that no export known today can answer."""
    found = []
    for path in sorted((builtin_directory() / "rules").glob("tidak_terjawab*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        found += [(entry["id"], entry["reason"], entry.get("reason_en", "")) for entry in entries]
    return sorted(found)


def _unanswered(entries: list[tuple[str, str, str]]) -> str:
    intro = (
        "Butir-butir ini tetap dicatat, supaya jelas apa yang tidak diperiksa dan mengapa. Begitu ada ekspor yang "
        "memuatnya, aturannya ditulis dengan nomor yang sama.\n\n"
    )
    return "## Belum dapat ditanyakan\n\n" + intro + table(("aturan", "sebab", "in English"), entries)
