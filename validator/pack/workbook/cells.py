"""A property of a rule as the text of a cell, and back.

Lists are written with `; `, pairs one a line as `name: value`. What these cannot hold (a list item with a semicolon, an
expression of several lines) is written as YAML in brackets, which is read back as well: nothing is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from validator.messages.sentences import Sentence
from validator.messages.sentences import sentence as _
from validator.pack.workbook.columns import Kind
from validator.pack.workbook.flow import flow

__all__ = ["LIMIT", "CellError", "example_of", "text_of", "value_of"]

LIMIT = 32767
"""How many characters a cell can hold."""
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PAIR = re.compile(r"\s*(\w+)\s*:\s*(.+?)\s*")
_EQUAL = re.compile(r"\s*(\w+)\s*=\s*([^=]*?)\s*")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


class CellError(ValueError):
    """What a cell says cannot be read; the message is a sentence with the cure."""


def text_of(value: Any, kind: Kind) -> str | float:  # noqa: ANN401 - a rule's properties are of several types
    """The content of the cell; a number stays one, so that Excel can sort and add it."""
    if kind == "number":
        return float(value)
    if kind == "list":
        return _listed(list(map(str, value)))
    if kind in ("expressions", "numbers"):
        return _paired(value)
    return str(value)


def _listed(items: list[str]) -> str:
    plain = all(re.fullmatch(r"[^;\n\s\[](?:[^;\n]*[^;\n\s])?", item) for item in items)
    return "; ".join(items) if plain else flow(items)


def _paired(pairs: Mapping[str, Any]) -> str:
    texts = {name: f"{value}" for name, value in pairs.items()}
    plain = all(text == " ".join(text.splitlines()).strip() and text for text in texts.values())
    return "\n".join(f"{name}: {text}" for name, text in texts.items()) if plain else flow(dict(pairs))


def value_of(cell: object, kind: Kind) -> Any:  # noqa: ANN401
    """The property that a cell which is not blank holds. Raises `CellError`."""
    if kind == "number":
        return _number(cell)
    if not isinstance(cell, str):
        said = _("berisi {cell}, seharusnya teks. Format selnya sebagai Teks, lalu ketik ulang isinya.")
        raise CellError(said.having(cell=_named(cell)))
    if kind == "list":
        return _items(cell)
    if kind == "expressions":
        return _pairs(cell)
    if kind == "numbers":
        return {name: _number(value) for name, value in _pairs(cell.replace(";", "\n")).items()}
    return cell


def _named(cell: object) -> Sentence:
    if isinstance(cell, bool):
        return _("BENAR/SALAH")
    if isinstance(cell, int | float):
        return _("angka {number}").having(number=f"{cell:g}")
    return _("tanggal {date}", date=str(cell))


def _number(cell: object) -> float | int:
    if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
        cell = float(cell.strip().replace(",", "."))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellError(_("berisi '{cell}', seharusnya angka, misalnya 10 atau 2.5.", cell=cell))
    return int(cell) if float(cell).is_integer() else float(cell)


def _items(text: str) -> list[str]:
    if text.startswith("["):
        return [str(item) for item in _yaml(text, list)]
    return [item.strip() for item in re.split(r"[;\n]", text) if item.strip()]


def _pairs(text: str) -> dict[str, Any]:
    if text.startswith("{"):
        return dict(_yaml(text, dict))
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _PAIR.fullmatch(line)
        if not match:
            said = _("'{text}' tidak berbentuk nama: nilai. Tulis satu baris satu, misalnya batas: 10.")
            raise CellError(said.having(text=line.strip()))
        if match[1] in found:
            raise CellError(_("nama {name} ditulis dua kali.", name=match[1]))
        found[match[1]] = match[2]
    return found


def example_of(text: str) -> dict[str, Any]:
    """The row (or rows) that an example's cell gives. Raises `CellError`.

    The outer braces may be left out, and `name = value` stands for `name: value`.
    """
    plain = _with_colons(text.strip())
    try:
        value = _yaml(plain, dict)
    except CellError:
        if plain.startswith("{") or ":" not in plain:
            raise
        value = _yaml(f"{{{plain}}}", dict)
    for key, given in value.items():
        if given is None and re.fullmatch(r"\d+", str(key)):
            raise CellError(_("tulis pecahan dengan titik (10.5), karena koma memisahkan isian."))
    return dict(value)


def _with_colons(text: str) -> str:
    """`a: 1, b: 2` for `a = 1; b = 2`; every other text as it is."""
    parts = re.split("[;\n]" if re.search("[;\n]", text) else ",", text)
    pairs = [_EQUAL.fullmatch(part) for part in parts if part.strip()]
    return ", ".join(f"{pair[1]}: {pair[2]}" for pair in pairs if pair) if all(pairs) else text


def _yaml(text: str, wanted: type[Any]) -> Any:  # noqa: ANN401
    """The plain value as the loader of packs reads it: dates are text."""
    try:
        value = json.loads(json.dumps(yaml.load(text, Loader=_LOADER), default=str))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        said = getattr(error, "problem", None) or _("susunannya keliru")
        wrong = _("tidak dapat dibaca sebagai YAML ({said}). Bandingkan dengan contoh di baris lain.", said=said)
        raise CellError(wrong) from error
    if not isinstance(value, wanted):
        shape = _("seharusnya berbentuk {{isian: nilai, isian: nilai}}.")
        raise CellError(shape if wanted is dict else _("bukan daftar."))
    return value
