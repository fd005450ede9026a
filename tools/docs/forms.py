"""The forms: every table with its fields, the answers to choose from, and the tables counted from others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.docs.markdown import line, table
from validator.pack.models import Code, CodeList, Derived, Field, Pack, Table

__all__ = ["render"]

LAYOUTS = {"one_row": "satu baris satu tanggal", "rows": "satu baris satu jenis", "records": "satu baris satu orang"}
TYPES = {"string": "teks", "integer": "bilangan bulat", "number": "bilangan", "date": "tanggal", "year": "tahun"}
HEADS = ("isian", "label", "kode", "jenis", "satuan", "keterangan")
HEAD = """# Formulir

Dibuat dari `schemas/`; jangan diubah dengan tangan (`make docs`). Nama tabel dan nama isian di sini adalah nama yang
dipakai dalam [aturan](aturan.md). *Label* adalah tulisan pada formulir dan judul kolom ekspornya; *kode* adalah kode
isian yang juga dikenal sebagai judul kolom.

"""


def render(pack: Pack) -> str:
    """Contents, a section a table in the order of reports, then derived tables and code lists."""
    tables = list(pack.tables.values())
    common = _common(tables)
    parts = [
        *(_section(t, common, pack) for t in tables),
        _shared(common, pack),
        *_derived(list(pack.derived.values())),
        *_lists(list(pack.codelists.values())),
    ]
    return HEAD + _contents(tables) + "\n" + "\n".join(parts)


def _contents(tables: Sequence[Table]) -> str:
    rows = [(t.module, f"[{t.name}](#{t.name})", t.title, t.menu) for t in tables]
    others = "- [Kolom umum](#kolom-umum)\n- [Tabel turunan](#tabel-turunan)\n- [Daftar pilihan](#daftar-pilihan)\n"
    return table(("instrumen", "tabel", "formulir", "menu Prodeskel"), rows) + "\n" + others


def _common(tables: Sequence[Table]) -> tuple[Field, ...]:
    """The columns that every export may carry: those that all tables declare alike."""
    first, *rest = tables
    return tuple(f for f in first.fields if not f.expected and all(f in t.fields for t in rest))


def _section(declared: Table, common: Sequence[Field], pack: Pack) -> str:
    facts = [f"Menu: {declared.menu}", LAYOUTS[declared.layout]]
    if declared.key:
        facts.append(f"dibedakan menurut {_names(declared.key)}")
    if declared.status == "paper":
        facts.append("hanya pada instrumen cetak")
    rows = table(HEADS, [_row(f, pack) for f in declared.fields if f not in common])
    return f'## <a id="{declared.name}"></a>{declared.name} · {line(declared.title)}\n\n{" · ".join(facts)}\n\n{rows}'


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _row(field: Field, pack: Pack) -> tuple[str, ...]:
    kind = TYPES[field.type]
    if field.codelist:
        kind = f"pilihan: [{pack.codelists[field.codelist].title}](#pilihan-{field.codelist.replace('_', '-')})"
    return f"`{field.name}`", field.title, field.code, kind, field.unit, ", ".join(_remarks(field))


def _remarks(field: Field) -> Iterator[str]:
    if field.group:
        yield f"kelompok {field.group}"
    if field.required:
        yield "wajib"
    if field.minimum is not None or field.maximum is not None:
        low = "" if field.minimum is None else f"{field.minimum:g}"
        high = "" if field.maximum is None else f"{field.maximum:g}"
        yield f"{low}…{high}"
    if field.computed:
        yield "dihitung aplikasi"
    if field.personal:
        yield "data pribadi"
    if field.applies_when:
        yield f"berlaku bila `{' '.join(field.applies_when.split())}`"
    if field.aliases:
        yield f"juga dikenal sebagai {', '.join(field.aliases)}"


def _shared(common: Sequence[Field], pack: Pack) -> str:
    intro = "Boleh ada dalam setiap ekspor. Desa tidak mengisinya, jadi tidak ikut dihitung dalam kelengkapan.\n\n"
    return "## Kolom umum\n\n" + intro + table(HEADS, [_row(f, pack) for f in common])


def _derived(derived: Sequence[Derived]) -> Iterator[str]:
    yield (
        "## Tabel turunan\n\nDihitung dari formulir per desa dan tahun, oleh `totals` formulirnya atau oleh "
        "`schemas/derived/<nama>.sql`. Aturan menyebutnya dalam "
        "`with`, atau memakainya sebagai `table` bila tabel itu menunjuk baris sebuah formulir.\n"
    )
    rows = []
    for one in (each for each in derived if not each.copy_of):
        name = f'<a id="{one.name}"></a>`{one.name}`'
        rows.append((name, line(one.title), _names(one.needs), _names(one.key), one.locates and f"`{one.locates}`"))
    yield _raw_table(("tabel", "isi", "dari", "kunci", "menunjuk baris"), rows)


def _raw_table(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    """A table whose cells hold anchors; they are made here, so nothing in them needs escaping."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def _lists(lists: Sequence[CodeList]) -> Iterator[str]:
    yield (
        "## Daftar pilihan\n\nYang dibandingkan adalah labelnya, tanpa memandang besar huruf, spasi dan tanda baca. "
        "Kode hanya keterangan: penomoran Prodeskel dan aplikasi lain saling bertentangan.\n"
    )
    for one in sorted(lists, key=lambda each: each.name):
        anchor = f'<a id="pilihan-{one.name.replace("_", "-")}"></a>'
        source = f" Sumber: {line(one.source)}." if one.source else ""
        yield f"### {anchor}{line(one.title)}\n\n`{one.name}`: {'; '.join(map(_code, one.items))}.{source}\n"


def _code(code: Code) -> str:
    return line(f"{code.label} (juga {', '.join(code.aliases)})" if code.aliases else code.label)
