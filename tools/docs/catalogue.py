"""The catalogue of rules: every rule with its reason and cure, and those that no export known today can answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import yaml

from tools.docs.markdown import table
from validator.declarations.loading import builtin_directory
from validator.declarations.models import Pack, Rule

__all__ = ["render", "unanswered"]

SEVERITIES = {"error": "galat", "warning": "peringatan", "info": "info"}
HEAD = """# Katalog aturan

Dibuat dari berkas aturan; jangan diubah dengan tangan (`make docs`). *Galat*: pasti salah. *Peringatan*: perlu dicek,
boleh jadi benar. *Info*: perlu diketahui. Cara membaca dan menulis aturan: [aturan.md](aturan.md).

"""


def render(pack: Pack) -> str:
    """All rules, a section a file of rules, then those that cannot be asked."""
    active = [rule for rule in pack.rules if rule.status != "mati"]
    missing = unanswered()
    counts = (
        f"{len(active)} aturan ditanyakan; {len(missing)} aturan katalog belum dapat ditanyakan (di bagian akhir).\n\n"
    )
    return HEAD + counts + "\n".join([*_sections(active), _unanswered(missing)])


def _sections(rules: list[Rule]) -> Iterator[str]:
    ordered = sorted(rules, key=_file)
    for name, group in groupby(ordered, _file):
        yield f"## {name}\n\n" + "\n".join(map(_rule, group))


def _file(rule: Rule) -> str:
    """`ddk/nik` for a rule of rules/ddk/nik.yml."""
    path = Path(rule.origin)
    return f"{path.parent.name}/{path.stem}"


def _rule(rule: Rule) -> str:
    facts = [
        SEVERITIES[rule.severity],
        f"tabel `{rule.table}`",
        *([f"petugas: {rule.role}"] if rule.role else []),
        f"kira-kira {rule.minutes:g} menit",
    ]
    lines = [
        f'### <a id="{rule.id.lower()}"></a>{rule.id} · {rule.title}',
        "",
        " · ".join(facts),
        "",
        f"- **Mengapa**: {_line(rule.why)}",
        f"- **Perbaikan**: {_line(rule.fix)}",
    ]
    if rule.documents:
        lines.append(f"- **Dokumen**: {', '.join(rule.documents)}")
    if rule.parameters:
        lines.append(f"- **Ambang**: {', '.join(f'`{n}` = {v:g}' for n, v in rule.parameters.items())}")
    if rule.basis:
        lines.append(f"- **Dasar**: {_line(rule.basis)}")
    return "\n".join([*lines, ""])


def _line(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def unanswered() -> list[tuple[str, str]]:
    """(id, reason) of the catalogue's rules that no export known today can answer."""
    found = []
    for path in sorted((builtin_directory() / "rules").glob("tidak_terjawab*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        found += [(entry["id"], entry["reason"]) for entry in entries]
    return sorted(found)


def _unanswered(entries: list[tuple[str, str]]) -> str:
    return "## Belum dapat ditanyakan\n\n" + table(("aturan", "sebab"), entries)
