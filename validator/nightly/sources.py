"""Exports from folders and from the web: a source gives a path to check, or says in a sentence why it cannot."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import requests
from msgspec.structs import replace

from validator.nightly.config import SourceConfig
from validator.nightly.downloads import Download, Fetched, SourceError, shown

__all__ = ["Fetched", "SourceError", "fetch"]


def fetch(
    source: SourceConfig,
    cache: Path,
    *,
    session: requests.Session | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    environment: Mapping[str, str] = os.environ,
) -> Fetched:
    """The exports of one source; what is downloaded is kept under `cache`. Raises `SourceError`."""
    if source.path:
        path = Path(source.path)
        if not path.exists():
            raise SourceError(f"{path}: tidak ada folder atau berkas ini. Periksa [[sources]] path.")
        return Fetched(path)
    source = replace(source, url=source.url or _secret(source.url_env, environment, "[[sources]] url_env"))
    headers = {}
    if source.token_env:
        headers["Authorization"] = f"Bearer {_secret(source.token_env, environment, shown(source.url))}"
    with session or requests.Session() as opened:
        try:
            return Download(source, cache, opened, sleep, clock, headers).run()
        except OSError as error:
            raise SourceError(f"{cache}: unduhan tidak dapat disimpan ({error.strerror or error}).") from error


def _secret(name: str, environment: Mapping[str, str], place: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SourceError(f"{place}: variabel lingkungan {name} belum diisi.")
    return value
