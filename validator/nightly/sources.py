"""Exports from folders and from the web: a source gives a path to check, or says in a sentence why it cannot."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from validator.messages.sentences import sentence as _
from validator.nightly.answers import shown
from validator.nightly.config import SourceConfig
from validator.nightly.downloads import Download, DownloadError, Fetched

__all__ = ["DownloadError", "Fetched", "fetch"]


def fetch(
    source: SourceConfig,
    cache: Path,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    environment: Mapping[str, str] = os.environ,
) -> Fetched:
    """The exports of one source; what is downloaded is kept under `cache`. Raises `DownloadError`."""
    if source.path:
        return Fetched(_local(Path(source.path)))
    source = replace(source, url=source.url or _secret(source.url_env, environment, "[[sources]] url_env"))
    headers = {}
    if source.token_env:
        place = shown(source.url, secret=bool(source.url_env))
        headers["Authorization"] = f"Bearer {_secret(source.token_env, environment, place)}"
    try:
        return Download(source, cache, sleep, clock, headers).run()
    except DownloadError:
        raise
    except OSError as error:
        raise DownloadError(
            _("{cache}: unduhan tidak dapat disimpan ({reason}).", cache=cache, reason=error.strerror or error)
        ) from error
    except Exception as error:
        place = shown(source.url, secret=bool(source.url_env))
        raise DownloadError(
            _("{place}: tidak dapat diambil ({kind}). Periksa alamatnya.", place=place, kind=type(error).__name__)
        ) from error


def _local(path: Path) -> Path:
    """A folder or file that is there and can be read. Raises `DownloadError`."""
    try:
        there, plain = path.exists(), path.is_file() or path.is_dir()
    except OSError as error:
        raise DownloadError(
            _("{path}: tidak dapat dibaca ({reason}). Periksa haknya.", path=path, reason=error.strerror)
        ) from error
    if not there:
        raise DownloadError(_("{path}: tidak ada folder atau berkas ini. Periksa [[sources]] path.", path=path))
    if not plain:
        raise DownloadError(_("{path}: bukan folder dan bukan berkas. Periksa [[sources]] path.", path=path))
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise DownloadError(_("{path}: tidak boleh dibaca oleh pengguna ini. Periksa hak foldernya.", path=path))
    return path


def _secret(name: str, environment: Mapping[str, str], place: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise DownloadError(_("{place}: variabel lingkungan {name} belum diisi.", place=place, name=name))
    return value
