"""What is wrong with a configuration: one sentence a key, with its path and what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from validator.messages.texts import Translator, translator
from validator.regions.table import Regions, plain_code

__all__ = ["SCHEMA", "problems"]

Error = Any
"""A `jsonschema.ValidationError`, whose attributes are typed too loosely to be used."""
SCHEMA = Path(__file__).parent / "config.schema.json"
PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@")
HARMLESS = re.compile(r"[\w .]{1,20}")
"""Too short and plain for a secret."""


def problems(content: Mapping[str, Any], lang: str = "id") -> Iterator[str]:
    """What is wrong with the content of a TOML file, in the order of its keys."""
    from jsonschema import Draft202012Validator

    _ = translator(lang)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(dict(content))
    for error in sorted(found, key=lambda e: [str(p) for p in e.absolute_path]):
        yield f"{_place(error.absolute_path, _)}: {_said(error, _)}"
    yield from _formats(content.get("formats"), _)
    yield from _ledger(content, _)
    yield from _villages(content, _)


def _place(path: Sequence[str | int], _: Translator) -> str:
    """`sources.1.url`: entries of a list count from 1."""
    return ".".join(f"{p + 1}" if isinstance(p, int) else p for p in path) or _("berkas")


def _said(error: Error, _: Translator) -> str:
    known = _SAYINGS.get(str(error.validator))
    return known(error, _) if known else _("isi ini tidak sesuai ({kind})").format(kind=error.validator)


def _unknown(error: Error, _: Translator) -> str:
    known = list(error.schema["properties"])
    unknown = [k for k in error.instance if k not in known]
    said = [_("kunci {key} tidak dikenal.").format(key=key) + _nearest(key, known, _) for key in unknown]
    return " ".join([*said, _("Yang dikenal: {known}").format(known=", ".join(known))])


def _nearest(word: str, known: Sequence[str], _: Translator) -> str:
    """What word was probably meant by a mistyped one; '' for none."""
    near = get_close_matches(word, known, n=1)
    return " " + _("Mungkin maksudnya: {word}?").format(word=near[0]) if near else ""


def _required(error: Error, _: Translator) -> str:
    lacking = [k for k in error.validator_value if k not in error.instance]
    return _("kunci wajib belum ada: {keys}").format(keys=", ".join(lacking))


def _type(error: Error, _: Translator) -> str:
    names = {
        "string": _("teks"),
        "integer": _("bilangan bulat"),
        "number": _("angka"),
        "boolean": _("true atau false"),
        "array": _("daftar [...]"),
        "object": _("tabel"),
    }
    wanted = names.get(error.validator_value, error.validator_value)
    return _("seharusnya {wanted}, bukan {found}").format(wanted=wanted, found=_shown(error.instance))


def _enum(error: Error, _: Translator) -> str:
    known = ", ".join(map(str, error.validator_value))
    return _("{found} tidak dikenal; pilih dari {known}").format(found=_shown(error.instance), known=known)


def _pattern(error: Error, _: Translator) -> str:
    english = error.schema.get("description_en") if _.lang == "en" else ""
    hint = english or error.schema.get("description") or error.validator_value
    what = _shown(error.instance) if HARMLESS.fullmatch(error.instance) else _("isi ini")
    return _("{what} tidak sesuai bentuknya. {hint}").format(what=what, hint=hint)


def _minimum(error: Error, _: Translator) -> str:
    return _outside(error, _("{found} di luar batas; paling kecil {bound}"))


def _above(error: Error, _: Translator) -> str:
    return _outside(error, _("{found} di luar batas; harus lebih besar dari {bound}"))


def _maximum(error: Error, _: Translator) -> str:
    return _outside(error, _("{found} di luar batas; paling besar {bound}"))


def _outside(error: Error, sentence: str) -> str:
    return sentence.format(found=_shown(error.instance), bound=error.validator_value)


_SAYINGS: Mapping[str, Callable[[Error, Translator], str]] = {
    "additionalProperties": _unknown,
    "required": _required,
    "oneOf": lambda error, _: _("isi tepat satu: path, url, atau url_env"),
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _minimum,
    "exclusiveMinimum": _above,
    "maximum": _maximum,
    "minLength": lambda error, _: _("jangan dikosongkan"),
    "minItems": lambda error, _: _("tulis paling sedikit satu"),
    "dependentRequired": lambda error, _: _("user_env dan password_env ditulis berdua"),
    "propertyNames": lambda error, _: _("kuncinya kode desa 10 angka, misalnya 63.11.03.2021"),
}


def _shown(value: object) -> str:
    """A value as it may be printed: long texts could be secrets."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:20]}…"


def _formats(names: object, _: Translator) -> Iterator[str]:
    from validator.reports import FORMATS

    known = [name for name in FORMATS if name != "terminal"]
    for name in names if isinstance(names, list) else ():
        if isinstance(name, str) and name not in known:
            said = _("bentuk {name} tidak dikenal; pilih dari {known}")
            yield f"formats: {said.format(name=name, known=', '.join(known))}"


def _ledger(content: Mapping[str, Any], _: Translator) -> Iterator[str]:
    if "ledger" in content and "ledger_env" in content:
        yield "ledger_env: " + _("tulis salah satu saja, ledger atau ledger_env")
    if PASSWORD.search(str(content.get("ledger", ""))):
        said = _("sandi tidak boleh ditulis di sini; taruh URL-nya di variabel lingkungan dan tulis ledger_env")
        yield f"ledger: {said}"


def _villages(content: Mapping[str, Any], _: Translator) -> Iterator[str]:
    """Codes and prefixes that are in no region table; a new village may not be there yet, so only `expected` counts.

    A pack may add regions, so where there is one the night itself looks.
    """
    said = content.get("expected")
    plain = plain_code(said) if isinstance(said, str) else ""
    if plain and not content.get("packs") and not Regions.load().villages_in(plain):
        yield "expected: " + _("tidak ada desa dengan awalan {prefix}; periksa kodenya").format(prefix=said)
