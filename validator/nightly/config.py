"""The nightly run's TOML file as records. Secrets never stand in it: it names environment variables."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from validator.declarations.errors import DeclarationError
from validator.nightly.gate import Gate, Limits

__all__ = ["Config", "Notice", "SourceConfig", "load_config", "problems"]

SCHEMA = Path(__file__).parent / "config.schema.json"


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """Where exports come from: a `path`, or a `url` (with the variable that holds its token). Sizes in MiB."""

    path: str = ""
    url: str = ""
    token_env: str = ""
    timeout: float = 30
    retries: int = 4
    max_mb: int = 512


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told of what changed; see `nightly.notices`."""

    kind: str
    url_env: str = ""
    token_env: str = ""
    chat: str = ""
    host: str = "localhost"
    port: int = 25
    user_env: str = ""
    password_env: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """One nightly run. Relative paths are those of the folder in which the file stands."""

    sources: tuple[SourceConfig, ...]
    output: Path
    ledger: str
    gate: Gate
    packs: tuple[Path, ...] = ()
    formats: tuple[str, ...] = ("xlsx", "json")
    waivers: Path | None = None
    metrics: Path | None = None
    expected: str = ""
    notify: tuple[Notice, ...] = ()


def load_config(path: Path) -> Config:
    """Reads a configuration. Raises `DeclarationError` that names every key that is wrong, and how to mend it."""
    content = _content(path)
    if found := list(problems(content)):
        raise DeclarationError(f"{path}: " + "; ".join(found))
    return _config(content, path.resolve().parent)


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeclarationError(f"{path}: tidak dapat dibaca ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path}: bukan TOML yang utuh: {error}") from error


def problems(content: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a configuration, one sentence a key."""
    from jsonschema import Draft202012Validator

    from validator.reports import FORMATS

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = sorted(Draft202012Validator(schema).iter_errors(dict(content)), key=lambda e: list(map(str, e.path)))
    for error in errors:
        yield f"{_place(error.absolute_path)}: {_said(error)}"
    for name in content.get("formats", ()):
        if name not in FORMATS or name == "terminal":
            known = ", ".join(f for f in FORMATS if f != "terminal")
            yield f"formats: bentuk {name!r} tidak dikenal; pilih dari {known}"


def _place(path: Any) -> str:  # noqa: ANN401 - jsonschema's deque
    return ".".join(f"{p + 1}" if isinstance(p, int) else str(p) for p in path) or "berkas"


def _said(error: Any) -> str:  # noqa: ANN401 - a ValidationError
    if error.validator == "additionalProperties":
        known = ", ".join(error.schema["properties"])
        unknown = ", ".join(k for k in error.instance if k not in error.schema["properties"])
        return f"kunci {unknown} tidak dikenal; yang dikenal: {known}"
    if error.validator == "required":
        return f"kunci wajib belum ada: {', '.join(k for k in error.validator_value if k not in error.instance)}"
    if error.validator == "oneOf":
        return "isi salah satu: path atau url"
    if error.validator == "type":
        return f"seharusnya {error.validator_value}, bukan {error.instance!r}"
    return str(error.message)


def _config(content: Mapping[str, Any], home: Path) -> Config:
    output = home / content["output"]
    gate = content.get("gate", {})
    limits = Limits(gate.get("errors"), gate.get("new_errors"), gate.get("completeness"), gate.get("coverage"))
    return Config(
        sources=tuple(_source(s, home) for s in content["sources"]),
        output=output,
        ledger=_ledger(content.get("ledger", ""), home, output),
        gate=Gate(village=limits),
        packs=tuple(home / p for p in content.get("packs", ())),
        formats=tuple(content.get("formats", ("xlsx", "json"))),
        waivers=home / content["waivers"] if "waivers" in content else None,
        metrics=home / content["metrics"] if "metrics" in content else None,
        expected=_expected(content.get("expected", ""), home),
        notify=tuple(_notice(n) for n in content.get("notify", ())),
    )


def _source(entry: Mapping[str, Any], home: Path) -> SourceConfig:
    plain = dict(entry)
    if "path" in plain:
        plain["path"] = str(home / plain["path"])
    return SourceConfig(**plain)


def _ledger(said: str, home: Path, output: Path) -> str:
    if not said:
        return str(output / "buku-temuan.db")
    return said if "://" in said else str(home / said)


def _expected(said: str, home: Path) -> str:
    return str(home / said) if said and not said.replace(".", "").isdigit() else said


def _notice(entry: Mapping[str, Any]) -> Notice:
    plain = {("sender" if k == "from" else k): v for k, v in entry.items()}
    plain["to"] = tuple(plain.get("to", ()))
    return Notice(**plain)
