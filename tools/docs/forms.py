"""The forms: every table with its fields as declared in `schemas/`."""

from __future__ import annotations

from collections.abc import Iterator

from tools.docs.markdown import table
from validator.declarations.models import Field, Pack, Table

__all__ = ["render"]

LAYOUTS = {"one_row": "satu baris satu tanggal", "rows": "satu baris satu jenis", "records": "satu baris satu orang"}
TYPES = {"string": "teks", "integer": "bilangan bulat", "number": "bilangan", "date": "tanggal", "year": "tahun"}
HEAD = """# Formulir

Dibuat dari `schemas/`; jangan diubah dengan tangan (`make docs`). Nama tabel dan nama isian di sini adalah nama yang
dipakai dalam aturan.

"""


def render(pack: Pack) -> str:
    """A section a table, in the order of reports."""
    tables = [t for t in pack.tables.values() if t.status == "live"]
    contents = "\n".join(f"- [{t.name}](#{t.name}): {t.title}" for t in tables)
    return HEAD + contents + "\n\n" + "\n".join(_section(t, pack) for t in tables)


def _section(declared: Table, pack: Pack) -> str:
    facts = [f"Menu: {declared.menu}", LAYOUTS[declared.layout]]
    if declared.key:
        facts.append(f"dibedakan menurut `{'`, `'.join(declared.key)}`")
    rows = table(("isian", "label", "kode", "jenis", "satuan", "keterangan"), _rows(declared, pack))
    return f'## <a id="{declared.name}"></a>{declared.name} · {declared.title}\n\n{" · ".join(facts)}\n\n{rows}'


def _rows(declared: Table, pack: Pack) -> Iterator[tuple[str, ...]]:
    for field in declared.fields:
        kind = f"pilihan: {pack.codelists[field.codelist].title}" if field.codelist else TYPES[field.type]
        yield f"`{field.name}`", field.title, field.code, kind, field.unit, ", ".join(_remarks(field))


def _remarks(field: Field) -> Iterator[str]:
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
        yield f"bila `{' '.join(field.applies_when.split())}`"
