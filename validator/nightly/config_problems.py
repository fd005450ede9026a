"""What is wrong with a configuration: one Indonesian sentence a key, with its path and what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from validator.pack.problems import nearest
from validator.regions.table import Regions, plain_code

__all__ = ["SCHEMA", "problems"]

Error = Any
"""A `jsonschema.ValidationError`, whose attributes are typed too loosely to be used."""
SCHEMA = Path(__file__).parent / "config.schema.json"
PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@")
HARMLESS = re.compile(r"[\w .]{1,20}")
"""Too short and plain for a secret."""
_TYPES = {"string": "teks", "integer": "bilangan bulat", "number": "angka", "boolean": "true atau false",
          "array": "daftar [...]", "object": "tabel"}  # fmt: skip


def problems(content: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the content of a TOML file, in the order of its keys."""
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(dict(content))
    for error in sorted(found, key=lambda e: [str(p) for p in e.absolute_path]):
        yield f"{_place(error.absolute_path)}: {_said(error)}"
    yield from _formats(content.get("formats"))
    yield from _ledger(content)
    yield from _villages(content)


def _place(path: Sequence[str | int]) -> str:
    """`sources.1.url`: entries of a list count from 1."""
    return ".".join(f"{p + 1}" if isinstance(p, int) else p for p in path) or "berkas"


def _said(error: Error) -> str:
    known = _SAYINGS.get(str(error.validator))
    return known(error) if known else f"isi ini tidak sesuai ({error.validator})"


def _unknown(error: Error) -> str:
    known = list(error.schema["properties"])
    unknown = [k for k in error.instance if k not in known]
    return " ".join(f"kunci {k} tidak dikenal.{nearest(k, known)}" for k in unknown) + (
        f" Yang dikenal: {', '.join(known)}"
    )


def _required(error: Error) -> str:
    lacking = [k for k in error.validator_value if k not in error.instance]
    return f"kunci wajib belum ada: {', '.join(lacking)}"


def _type(error: Error) -> str:
    return f"seharusnya {_TYPES.get(error.validator_value, error.validator_value)}, bukan {_shown(error.instance)}"


def _enum(error: Error) -> str:
    return f"{_shown(error.instance)} tidak dikenal; pilih dari {', '.join(map(str, error.validator_value))}"


def _pattern(error: Error) -> str:
    hint = error.schema.get("description") or error.validator_value
    what = _shown(error.instance) if HARMLESS.fullmatch(error.instance) else "isi ini"
    return f"{what} tidak sesuai bentuknya. {hint}"


def _bound(words: str) -> Callable[[Error], str]:
    return lambda error: f"{_shown(error.instance)} di luar batas; {words} {error.validator_value}"


def _pair(error: Error) -> str:
    return "user_env dan password_env ditulis berdua"


_SAYINGS: Mapping[str, Callable[[Error], str]] = {
    "additionalProperties": _unknown,
    "required": _required,
    "oneOf": lambda _: "isi tepat satu: path, url, atau url_env",
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _bound("paling kecil"),
    "exclusiveMinimum": _bound("harus lebih besar dari"),
    "maximum": _bound("paling besar"),
    "minLength": lambda _: "jangan dikosongkan",
    "minItems": lambda _: "tulis paling sedikit satu",
    "dependentRequired": _pair,
    "propertyNames": lambda _: "kuncinya kode desa 10 angka, misalnya 63.11.03.2021",
}


def _shown(value: object) -> str:
    """A value as it may be printed: long texts could be secrets."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:20]}…"


def _formats(names: object) -> Iterator[str]:
    from validator.reports import FORMATS

    known = [name for name in FORMATS if name != "terminal"]
    for name in names if isinstance(names, list) else ():
        if isinstance(name, str) and name not in known:
            yield f"formats: bentuk {name} tidak dikenal; pilih dari {', '.join(known)}"


def _ledger(content: Mapping[str, Any]) -> Iterator[str]:
    if "ledger" in content and "ledger_env" in content:
        yield "ledger_env: tulis salah satu saja, ledger atau ledger_env"
    if PASSWORD.search(str(content.get("ledger", ""))):
        yield "ledger: sandi tidak boleh ditulis di sini; taruh URL-nya di variabel lingkungan dan tulis ledger_env"


def _villages(content: Mapping[str, Any]) -> Iterator[str]:
    """Codes and prefixes that are in no region table; a new village may not be there yet, so only `expected` counts.

    A pack may add regions, so where there is one the night itself looks.
    """
    said = content.get("expected")
    plain = plain_code(said) if isinstance(said, str) else ""
    if plain and not content.get("packs") and not Regions.load().villages_in(plain):
        yield f"expected: tidak ada desa dengan awalan {said}; periksa kodenya"
