"""`docs/aturan-anggota.md`: which rules of members are asked of OpenSID's sheets too, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from tools.docs.markdown import table
from validator.pack.models import Derived, Pack, Rule
from validator.pack.stand_ins import base_table, variant

__all__ = ["REASONS", "Gap", "gaps", "lacking", "members", "render", "stand_ins"]

MEMBERS = "agtkeluarga"
_NOTHING = re.compile(r"\bNULL::\w+ AS (\w+)")
_LIST = "pilihan lembar ini adalah daftar OpenSID; jawaban di luarnya disebut GEN-020 atau GEN-020P"
REASONS = {
    ("DDK-001", "opensid_penduduk"): "SID-002 menanyakannya",
    ("DDK-006", "opensid_penduduk"): "SID-001 menanyakannya",
    ("DDK-017", "opensid_penduduk"): "SID-003 menanyakannya",
    ("FAM-009", "opensid_penduduk"): "SID-005 menanyakannya",
    ("DDK-037", "opensid_penduduk"): "Mengurus Rumah Tangga pada OpenSID boleh dipilih laki-laki",
    (
        "DDK-040",
        "opensid_penduduk",
    ): "isian bawaan itu milik aplikasi pengirim ke Prodeskel; pilihan Adik tidak ada pada OpenSID",
    ("DDK-041", "opensid_penduduk"): _LIST,
    ("DDK-042", "opensid_penduduk"): _LIST,
    ("DDK-043", "opensid_penduduk"): _LIST,
    ("DDK-044", "opensid_penduduk"): _LIST,
    ("DDK-045", "opensid_penduduk"): _LIST,
    ("SIG-11", "opensid_penduduk"): "suku tidak wajib pada lembar penduduk OpenSID",
}
"""Why a rule is not asked of a table that has its columns."""


class Gap(Struct, frozen=True):
    """A rule of members and another table: whether it is asked there, and if not, why."""

    rule: Rule
    table: str
    reason: str

    @property
    def asked(self) -> bool:
        return not self.reason


def members(pack: Pack) -> list[Rule]:
    """The rules that are about records of the member list."""
    return [rule for rule in pack.rules if base_table(pack.derived, rule.table) == MEMBERS and rule.status != "mati"]


def stand_ins(pack: Pack) -> list[Derived]:
    """The derived tables that read another table as the member list, in the order of tables."""
    found = [derived for derived in pack.derived.values() if derived.stands_for == MEMBERS]
    return sorted(found, key=lambda derived: list(pack.tables).index(derived.locates))


def gaps(pack: Pack) -> Iterator[Gap]:
    """Every rule of members with every table that can be read as the member list.

    Raises `ValueError` for a rule of which nobody has said why it is not asked.
    """
    for rule in members(pack):
        for stand in stand_ins(pack):
            yield Gap(rule, stand.locates, "" if stand.locates in rule.also else _reason(rule, stand, pack))


def _reason(rule: Rule, stand: Derived, pack: Pack) -> str:
    if absent := lacking(rule, stand):
        own = pack.tables[MEMBERS]
        return f"tidak ada kolom {', '.join(own.field(name).title.rstrip('.') for name in own.names if name in absent)}"
    if (rule.id, stand.locates) not in REASONS:
        raise ValueError(f"{rule.id} is not asked of {stand.locates}: name it in `also`, or say why not in REASONS")
    return REASONS[rule.id, stand.locates]


def lacking(rule: Rule, stand: Derived) -> set[str]:
    """The fields that a rule is about and that the other table does not have: marked cells, and cells of examples."""
    rows = [row for example in rule.examples if example.fails for row in example.rows]
    about = {*rule.blames, *rule.fields, *(name for row in rows for name in row if name[0] != "_")}
    return about & set(_NOTHING.findall(stand.sql))


def render(pack: Pack) -> str:
    """The page."""
    tables = [stand.locates for stand in stand_ins(pack)]
    heads = ("aturan", "keadaan yang benar", *(f"`{name}`" for name in tables))
    by_rule: dict[str, list[str]] = {}
    for gap in gaps(pack):
        by_rule.setdefault(gap.rule.id, []).append(_said(gap, pack))
    titles = {rule.id: rule.title for rule in pack.rules}
    rows = [(f"[{rule}](katalog-aturan.md#{rule.lower()})", titles[rule], *said) for rule, said in by_rule.items()]
    return _intro(pack) + table(heads, rows)


def _said(gap: Gap, pack: Pack) -> str:
    if not gap.asked:
        return f"tidak: {gap.reason}"
    found = variant(gap.rule, gap.table, pack)
    changed = {name: value for name, value in gap.rule.also_params.items() if name in found.parameters}
    said = [f"{name} = {value:g}" for name, value in changed.items()]
    if found.severity != gap.rule.severity:
        said.insert(0, f"tingkat {found.severity}")
    return f"ya ({', '.join(said)})" if said else "ya"


def _intro(pack: Pack) -> str:
    listed = "".join(
        f"- `{stand.locates}`: {pack.tables[stand.locates].title}, dibaca lewat `{stand.name}`.\n"
        for stand in stand_ins(pack)
    )
    return (
        "# Aturan anggota keluarga pada lembar OpenSID\n\n"
        "Halaman ini ditulis oleh `make docs`. Aturan untuk ekspor anggota (`agtkeluarga`) juga ditanyakan pada lembar "
        "lain yang memuat orang yang sama, dengan id yang sama, sejauh lembar itu mempunyai kolomnya:\n\n"
        f"{listed}\n"
        "Bagaimana sebuah aturan menyebut tabel lain: [aturan.md](aturan.md#tabel-lain-dengan-pertanyaan-yang-sama). "
        "Aturan untuk semua tabel (GEN) tidak disebut di sini, karena memang ditanyakan di mana-mana.\n\n"
    )
