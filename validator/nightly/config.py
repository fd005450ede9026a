"""The nightly run's TOML file as records. Secrets never stand in it: it names environment variables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct

from validator.ledger.records import Renamed
from validator.messages.texts import Translator, translator
from validator.nightly.config_problems import problems
from validator.nightly.gate import Gate, Thresholds
from validator.pack.errors import DeclarationError

__all__ = ["Config", "Expectations", "Notice", "Renamed", "SourceConfig", "load_config"]


class SourceConfig(Struct, frozen=True):
    """Where exports come from: a `path`, a `url`, or the variable that holds a secret one. Seconds and MiB.

    `timeout` is how long a server may be silent, `deadline` how long the whole download may take.
    """

    path: str = ""
    url: str = ""
    url_env: str = ""
    token_env: str = ""
    timeout: float = 30
    deadline: float = 1800
    retries: int = 4
    max_mb: int = 512


class Notice(Struct, frozen=True):
    """Who is told of what changed; see `nightly.notices`."""

    kind: str
    url_env: str = ""
    token_env: str = ""
    chat: str = ""
    host: str = "localhost"
    port: int = 25
    security: str = ""
    user_env: str = ""
    password_env: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A digest of whom it reaches, the same wherever it stands in the file."""
        said = (self.kind, self.url_env, self.token_env, self.chat, self.host, self.to)
        return f"{self.kind}-{blake2b(repr(said).encode(), digest_size=6).hexdigest()}"


class Expectations(Struct, frozen=True):
    """Where Great Expectations writes, and how many runs stay."""

    folder: Path
    keep: int = 3


class Config(Struct, frozen=True):
    """One nightly run. Relative paths are those of the folder in which the file stands."""

    sources: tuple[SourceConfig, ...]
    output: Path
    ledger: str
    gate: Gate
    ledger_env: str = ""
    packs: tuple[Path, ...] = ()
    formats: tuple[str, ...] = ("xlsx", "json")
    site: Path | None = None
    waivers: Path | None = None
    metrics: Path | None = None
    expected: str = ""
    renamed: tuple[Renamed, ...] = ()
    jobs: int | None = None
    crosscheck: bool = False
    expectations: Expectations | None = None
    notify: tuple[Notice, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it names, in its order."""
        sources = [name for s in self.sources for name in (s.url_env, s.token_env)]
        notices = [name for n in self.notify for name in (n.url_env, n.token_env, n.user_env, n.password_env)]
        return tuple(dict.fromkeys(name for name in (self.ledger_env, *sources, *notices) if name))


def load_config(path: Path, lang: str = "id") -> Config:
    """Reads a configuration. Raises `DeclarationError` that names every key that is wrong, and how to mend it."""
    content = _content(path, translator(lang))
    if found := list(dict.fromkeys(problems(content, lang))):
        raise DeclarationError("\n".join([f"{path}:", *found]))
    return _config(content, path.resolve().parent)


def _content(path: Path, _: Translator) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        said = _("{path}: tidak dapat dibaca ({reason})").format(path=path, reason=error.strerror)
        raise DeclarationError(said) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(_("{path}: bukan TOML yang utuh: {error}").format(path=path, error=error)) from error


def _config(content: Mapping[str, Any], home: Path) -> Config:
    output = home / content["output"]
    site = content.get("site", str(output / "public"))
    return Config(
        sources=tuple(_source(s, home) for s in content["sources"]),
        output=output,
        ledger=_ledger(content.get("ledger", ""), home, output),
        ledger_env=content.get("ledger_env", ""),
        gate=_gate(content.get("gate", {})),
        packs=tuple(home / p for p in content.get("packs", ())),
        formats=tuple(dict.fromkeys(content.get("formats", ("xlsx", "json")))),
        site=home / site if site else None,
        waivers=home / content["waivers"] if "waivers" in content else None,
        metrics=home / content["metrics"] if "metrics" in content else None,
        expected=_expected(content.get("expected", ""), home),
        renamed=tuple(Renamed(_plain(r["from"]), tuple(map(_plain, r["to"]))) for r in content.get("renamed", ())),
        jobs=content.get("jobs"),
        crosscheck=content.get("crosscheck", False),
        expectations=_expectations(content.get("expectations"), home),
        notify=tuple(_notice(n) for n in content.get("notify", ())),
    )


def _plain(code: str) -> str:
    return code.replace(".", "")


def _gate(said: Mapping[str, Any]) -> Gate:
    return Gate(
        overall=_limits(said.get("overall", {})),
        village=_limits(said),
        villages={_plain(code): _limits(limits) for code, limits in said.get("villages", {}).items()},
        ratchet=said.get("ratchet", "off"),
        unchecked=said.get("unchecked", "fail"),
        max_missing=said.get("missing"),
    )


def _limits(said: Mapping[str, Any]) -> Thresholds:
    return Thresholds(said.get("errors"), said.get("new_errors"), said.get("completeness"), said.get("coverage"))


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


def _expectations(said: Mapping[str, Any] | None, home: Path) -> Expectations | None:
    return Expectations(home / said["folder"], said.get("keep", 3)) if said else None


def _notice(entry: Mapping[str, Any]) -> Notice:
    plain = {("sender" if k == "from" else k): v for k, v in entry.items()}
    plain["to"] = tuple(plain.get("to", ()))
    return Notice(**plain)
