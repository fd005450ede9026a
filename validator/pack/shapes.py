"""The JSON Schemas of the YAML files, and what a file does not do as they say, in Indonesian and with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.pack.documents import Document, at, key_node
from validator.pack.problems import nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

SCHEMAS = Path(__file__).resolve().parent / "schemas"

_TYPES = {"string": "teks", "number": "bilangan", "integer": "bilangan bulat", "boolean": "true atau false",
          "array": "daftar", "object": "pasangan kunci: nilai"}  # fmt: skip


def misshapen(document: Document, kind: str) -> set[str | int]:
    """Report what violates the JSON Schema of that kind of file; returns the keys or positions at the top of the file
    under which something does, '' for the file as a whole.
    """
    found: set[str | int] = set()
    for error in validator(kind).iter_errors(document.value):
        _report(document, error)
        found.add(next(iter(error.absolute_path), ""))
    return found


@cache
def validator(kind: str) -> Validator:
    """The compiled JSON Schema of that kind of file."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry, Resource

    shapes = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((name, Resource.from_contents(shape)) for name, shape in shapes.items())
    whole: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    compiled: Validator = whole(json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8")), registry=registry)
    return compiled


def _pattern(_: Validator, wanted: str, found: object, __: Any) -> Iterator[ValidationError]:  # noqa: ANN401
    """As JSON Schema has it: `$` is the end of the text, and not also the place before a last line break."""
    from jsonschema.exceptions import ValidationError

    if isinstance(found, str) and not re.search(re.sub(r"\$$", r"\\Z", wanted), found):
        yield ValidationError(f"{found!r} does not match {wanted!r}")


def _report(document: Document, error: ValidationError) -> None:
    node = at(document.root, list(error.absolute_path))
    if error.validator == "additionalProperties":
        known = error.schema["properties"] if isinstance(error.schema, Mapping) else {}
        given = error.instance if isinstance(error.instance, Mapping) else {}
        for name in given:
            if name not in known:
                message = f"Kunci '{name}' tidak dikenal di sini.{nearest(name, known)}"
                document.report(key_node(node, name), "shape", message)
        return
    document.report(node, "shape", _message(error))


def _message(error: ValidationError) -> str:
    said = _MESSAGES.get(str(error.validator))
    return said(error.validator_value, error.instance) if said else error.message


def _missing(required: list[str], instance: Mapping[str, Any]) -> str:
    missing = ", ".join(name for name in required if name not in instance)
    own = f" di {_short(instance['id'])}" if isinstance(instance.get("id"), str) else ""
    return f"Kunci yang wajib belum ada{own}: {missing}."


def _type(wanted: str | list[str], instance: object) -> str:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return f"Harus {' atau '.join(_TYPES.get(kind, kind) for kind in kinds)}, bukan {_short(instance)}."


def _names(wanted: list[Mapping[str, Any]]) -> str:
    """The keys that the alternatives ask for."""
    return ", ".join(name for one in wanted for name in one.get("required", ()))


def _short(instance: object) -> str:
    text = json.dumps(instance, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."


_MESSAGES: dict[str, Callable[[Any, Any], str]] = {
    "required": _missing,
    "type": _type,
    "enum": lambda wanted, found: f"{_short(found)} bukan pilihan yang ada: {', '.join(map(str, wanted))}.",
    "const": lambda wanted, found: f"Harus {_short(wanted)}, bukan {_short(found)}.",
    "pattern": lambda wanted, found: f"{_short(found)} tidak berbentuk {wanted}.",
    "minLength": lambda _, found: "Tidak boleh kosong.",
    "minItems": lambda wanted, _: f"Daftar ini paling sedikit berisi {wanted}.",
    "minProperties": lambda wanted, _: f"Paling sedikit {wanted} pasangan kunci: nilai.",
    "uniqueItems": lambda _, __: "Ada isi yang ditulis dua kali.",
    "minimum": lambda wanted, found: f"{found} lebih kecil daripada {wanted}.",
    "exclusiveMinimum": lambda wanted, found: f"{found} harus lebih besar daripada {wanted}.",
    "anyOf": lambda wanted, _: f"Paling sedikit salah satu kunci ini harus ada: {_names(wanted)}.",
    "not": lambda wanted, _: f"Kunci ini tidak dipakai bersama: {', '.join(wanted.get('required', []))}.",
}
