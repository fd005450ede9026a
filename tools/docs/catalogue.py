"""The catalogue of rules: each with what it says of an example, and those that no export known today can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import yaml

from tools.docs.markdown import line, sql, table
from validator.example_texts import ExampleFinding, example_texts
from validator.findings.formatting import fill
from validator.pack.loading import builtin_directory
from validator.pack.models import Pack, Rule

__all__ = ["render", "unanswered"]

SEVERITIES = {"error": "galat", "warning": "peringatan", "info": "info"}
CHAPTERS = {"umum": "Semua formulir", "silang": "Antarformulir", "ddk": "Data Dasar Keluarga", "lintas": "Keseluruhan"}
ABBREVIATIONS = {"apbdesa": "APB Desa", "ddk": "DDK", "kk": "KK", "nik": "NIK", "rt": "RT", "rw": "RW"}
HEAD = """# Katalog aturan

Dibuat dari berkas aturan; jangan diubah dengan tangan (`make docs`). Pesan tiap aturan ditulis dengan nilai dari contoh
aturan itu sendiri, dalam bahasa Indonesia dan Inggris. *Galat*: pasti salah. *Peringatan*: perlu dicek,
boleh jadi benar. *Info*: perlu diketahui. Cara membaca dan menulis aturan: [aturan.md](aturan.md); nama tabel dan
isian: [formulir.md](formulir.md).

"""


def render(pack: Pack) -> str:
    """Contents, all rules (a chapter a folder, a section a file of rules), then those that cannot be asked."""
    active = sorted((rule for rule in pack.rules if rule.status != "mati"), key=_file)
    missing = unanswered()
    counts = (
        f"{len(active)} aturan ditanyakan; {len(missing)} butir katalog "
        "[belum dapat ditanyakan](#belum-dapat-ditanyakan).\n\n"
    )
    said = {rule: findings[0] for rule, findings in example_texts(pack).items()}
    chapters = _chapters(active, pack, said)
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


def _chapters(rules: Sequence[Rule], pack: Pack, said: Mapping[str, ExampleFinding]) -> Iterator[str]:
    chapter = ""
    for (theme, name), group in groupby(rules, _file):
        if theme != chapter:
            chapter = theme
            yield f"## {_chapter(theme)}\n"
        anchor = f'<a id="{theme}-{name.replace("_", "-")}"></a>'
        yield f"### {anchor}{_words(name)}\n\n" + "\n".join(_rule(rule, pack, said.get(rule.id)) for rule in group)


def _rule(rule: Rule, pack: Pack, said: ExampleFinding | None) -> str:
    head = f'#### <a id="{rule.id.lower()}"></a>{rule.id} · {rule.title}'
    return "\n".join([head, "", _facts(rule, pack), "", *_messages(rule, said), *_points(rule, said), ""])


def _messages(rule: Rule, said: ExampleFinding | None) -> Iterator[str]:
    """What the rule says of its first failing example, in both languages."""
    message, english = (said.indonesian.message, said.english.message) if said else (rule.message, rule.message_en)
    yield f"- **Pesan**: {line(message)}"
    yield f"- **English**: *{line(rule.title_en)}.* {line(english)}"


def _facts(rule: Rule, pack: Pack) -> str:
    facts = [
        SEVERITIES[rule.severity],
        *(["uji coba"] if rule.status == "uji_coba" else []),
        _asked(rule.table, pack),
        *(f"juga {_asked(name, pack)}" for name in rule.also),
        *([f"petugas: {rule.role}"] if rule.role else []),
        f"kira-kira {rule.minutes:g} menit",
    ]
    return " · ".join(facts)


def _asked(name: str, pack: Pack) -> str:
    """Of what a rule is asked: a form, a table counted from forms, or all of them."""
    if name == "*":
        return "semua formulir"
    titled = pack.derived.get(name) or pack.tables[name]
    return f"[{line(titled.title)}](formulir.md#{name}) (`{name}`)"


def _points(rule: Rule, said: ExampleFinding | None) -> Iterator[str]:
    if rule.constraint:
        fields = f" pada {', '.join(f'`{f}`' for f in rule.fields)}" if rule.fields else ""
        yield f"- **Menyangkut**: sel bermasalah `{rule.constraint}`{fields}"
    if rule.when:
        yield f"- **Ditanyakan bila**: {sql(rule.when)}"
    if rule.assert_:
        yield f"- **Syarat**: {sql(rule.assert_)}"
    yield f"- **Mengapa**: {line(said.indonesian.why if said else rule.why)}"
    yield f"- **Perbaikan**: {line(said.indonesian.fix if said else rule.fix)}"
    if rule.documents:
        yield f"- **Dokumen**: {', '.join(rule.documents)}"
    if rule.parameters:
        yield f"- **Ambang** (dapat diubah): {', '.join(f'`{n}` = {v:g}' for n, v in rule.parameters.items())}"
    if rule.unanswered:
        known = {name: f"{value:g}" for name, value in rule.parameters.items()}
        yield f"- **Untuk dapat diperiksa**: {line(fill(rule.unanswered, known))}"
    if rule.basis:
        yield f"- **Dasar**: {line(rule.basis)}"


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
