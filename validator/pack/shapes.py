"""The JSON Schemas of the YAML files, and what a file does not do as they say, in Indonesian and with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.messages.sentences import Sentence, Sentences, Worded, one_of
from validator.messages.sentences import sentence as _
from validator.pack.documents import Document, at, key_node
from validator.pack.problems import nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

SCHEMAS = Path(__file__).resolve().parent / "schemas"

_TYPES = {"string": _("teks"), "number": _("bilangan"), "integer": _("bilangan bulat"),
          "boolean": _("true atau false"), "array": _("daftar"), "object": _("pasangan kunci: nilai")}  # fmt: skip


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


def _pattern(_validator: Validator, wanted: str, found: object, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
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
                said = _("Kunci '{key}' tidak dikenal di sini.", key=name).then(nearest(name, known))
                document.report(key_node(node, name), "shape", said)
        return
    document.report(node, "shape", _message(error))


def _message(error: ValidationError) -> Worded:
    said = _MESSAGES.get(str(error.validator))
    return said(error.validator_value, error.instance) if said else Sentences((error.message,))


def _missing(required: list[str], instance: Mapping[str, Any]) -> Sentence:
    missing = ", ".join(name for name in required if name not in instance)
    if isinstance(instance.get("id"), str):
        return _("Kunci yang wajib belum ada di {id}: {keys}.", id=_short(instance["id"]), keys=missing)
    return _("Kunci yang wajib belum ada: {keys}.", keys=missing)


def _type(wanted: str | list[str], instance: object) -> Sentence:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    choices = one_of(_TYPES.get(kind, kind) for kind in kinds)
    return _("Harus {wanted}, bukan {found}.", wanted=choices, found=_short(instance))


def _names(wanted: list[Mapping[str, Any]]) -> str:
    """The keys that the alternatives ask for."""
    return ", ".join(name for one in wanted for name in one.get("required", ()))


def _short(instance: object) -> str:
    text = json.dumps(instance, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."


_MESSAGES: dict[str, Callable[[Any, Any], Sentence]] = {
    "required": _missing,
    "type": _type,
    "enum": lambda wanted, found: _(
        "{found} bukan pilihan yang ada: {choices}.", found=_short(found), choices=", ".join(map(str, wanted))
    ),
    "const": lambda wanted, found: _("Harus {wanted}, bukan {found}.", wanted=_short(wanted), found=_short(found)),
    "pattern": lambda wanted, found: _("{found} tidak berbentuk {wanted}.", found=_short(found), wanted=wanted),
    "minLength": lambda *given: _("Tidak boleh kosong."),
    "minItems": lambda wanted, found: _("Daftar ini paling sedikit berisi {least}.", least=wanted),
    "minProperties": lambda wanted, found: _("Paling sedikit {least} pasangan kunci: nilai.", least=wanted),
    "uniqueItems": lambda *given: _("Ada isi yang ditulis dua kali."),
    "minimum": lambda wanted, found: _("{found} lebih kecil daripada {least}.", found=found, least=wanted),
    "exclusiveMinimum": lambda wanted, found: _(
        "{found} harus lebih besar daripada {least}.", found=found, least=wanted
    ),
    "anyOf": lambda wanted, found: _("Paling sedikit salah satu kunci ini harus ada: {keys}.", keys=_names(wanted)),
    "not": lambda wanted, found: _(
        "Kunci ini tidak dipakai bersama: {keys}.", keys=", ".join(wanted.get("required", []))
    ),
}
