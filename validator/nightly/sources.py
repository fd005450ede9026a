"""Exports from folders and from the web, brought to disk: resumable, retried, bounded, and only if they changed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import requests

from validator.nightly.config import SourceConfig

__all__ = ["Fetched", "SourceError", "fetch"]

CHUNK = 1 << 14
"""Bytes: of a download that breaks off, at most so many are fetched again."""
REDIRECTS = 5
LONGEST_WAIT = 120.0
"""Seconds: a server that asks for more (Retry-After) is given up for tonight."""
RETRIED = {429, 500, 502, 503, 504}


class SourceError(Exception):
    """A source that could not be had; the text names it, what happened and what to do. No secrets are in it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a source gave: a path to check, and whether it is the same as last time."""

    path: Path
    unchanged: bool = False


def fetch(
    source: SourceConfig,
    cache: Path,
    *,
    session: requests.Session | None = None,
    sleep: Callable[[float], None] = time.sleep,
    environment: Mapping[str, str] = os.environ,
) -> Fetched:
    """The exports of one source. Raises `SourceError`."""
    if source.path:
        path = Path(source.path)
        if not path.exists():
            raise SourceError(f"{path}: tidak ada folder atau berkas ini. Periksa [[sources]] path.")
        return Fetched(path)
    headers = {}
    if source.token_env:
        token = environment.get(source.token_env, "")
        if not token:
            raise SourceError(f"{shown(source.url)}: variabel lingkungan {source.token_env} belum diisi.")
        headers["Authorization"] = f"Bearer {token}"
    with session or requests.Session() as opened:
        return _Download(source, cache, opened, sleep, headers).run()


def shown(url: str) -> str:
    """A URL as it may be printed: without query, user or password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


class _Download:
    """One file from the web. Beside it lies a note with what the server said of it, for the next night."""

    def __init__(
        self,
        source: SourceConfig,
        cache: Path,
        session: requests.Session,
        sleep: Callable[[float], None],
        headers: Mapping[str, str],
    ) -> None:
        self.source, self.session, self.sleep, self.headers = source, session, sleep, headers
        digest = hashlib.sha256(source.url.encode()).hexdigest()[:12]
        name = unquote(Path(urlsplit(source.url).path).name) or "ekspor"
        self.target = cache / f"{digest}" / name
        self.part = self.target.with_name(f".{name}.part")
        self.note = self.target.with_name(f".{name}.json")

    def run(self) -> Fetched:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)
        for attempt in range(self.source.retries + 1):
            try:
                return self._attempt()
            except _AgainError as again:
                if attempt == self.source.retries:
                    raise SourceError(
                        f"{shown(self.source.url)}: {again} setelah {attempt + 1} kali mencoba. Akan dicoba lagi nanti."
                    ) from again
                self._wait(attempt, again.after)
        raise AssertionError("unreachable")

    def _wait(self, attempt: int, after: float | None) -> None:
        if after is not None and after > LONGEST_WAIT:
            raise SourceError(
                f"{shown(self.source.url)}: server meminta menunggu {after:.0f} detik; dicoba lagi nanti."
            )
        backoff = min(2.0**attempt, 30.0)
        self.sleep(after if after is not None else backoff * (0.5 + random.random() / 2))

    def _attempt(self) -> Fetched:
        try:
            with self._open() as response:
                return self._take(response)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _AgainError(f"sambungan gagal ({type(error).__name__})") from error
        except requests.RequestException as error:
            raise SourceError(f"{shown(self.source.url)}: {type(error).__name__}. Periksa alamatnya.") from error

    def _open(self) -> requests.Response:
        """The answer after following redirects; credentials stay with the host they are for."""
        url, headers = self.source.url, {**self.headers, **self._conditions()}
        for _ in range(REDIRECTS + 1):
            response = self.session.get(
                url, headers=headers, stream=True, timeout=self.source.timeout, allow_redirects=False
            )
            if not response.is_redirect:
                return response
            target = urljoin(url, response.headers["Location"])
            response.close()
            if urlsplit(target).netloc != urlsplit(url).netloc and self.headers:
                raise SourceError(
                    f"{shown(url)}: dialihkan ke {shown(target)}; token tidak dikirim ke host lain. "
                    "Tulis alamat akhirnya di [[sources]] url."
                )
            url = target
        raise SourceError(f"{shown(self.source.url)}: terlalu banyak pengalihan. Periksa alamatnya.")

    def _conditions(self) -> dict[str, str]:
        if self.part.is_file() and self.part.stat().st_size:
            return {"Range": f"bytes={self.part.stat().st_size}-"}
        if not (self.target.is_file() and self.note.is_file()):
            return {}
        try:
            said = json.loads(self.note.read_text(encoding="utf-8"))
        except ValueError:
            return {}
        names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        return {names[k]: v for k, v in said.items() if k in names and v}

    def _take(self, response: requests.Response) -> Fetched:
        if response.status_code == requests.codes.not_modified:
            return Fetched(self.target, unchanged=True)
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            self.part.unlink(missing_ok=True)
            raise _AgainError("server tidak dapat melanjutkan unduhan")
        if response.status_code in RETRIED:
            raise _AgainError(f"server menjawab {response.status_code}", _retry_after(response))
        if response.status_code in (401, 403):
            raise SourceError(f"{shown(self.source.url)}: ditolak ({response.status_code}). Periksa tokennya.")
        if not response.ok:
            raise SourceError(f"{shown(self.source.url)}: server menjawab {response.status_code}. Periksa alamatnya.")
        self._save(response)
        said = {name: response.headers.get(name, "") for name in ("ETag", "Last-Modified")}
        self.part.replace(self.target)
        self.note.write_text(json.dumps(said), encoding="utf-8")
        return Fetched(self.target)

    def _save(self, response: requests.Response) -> None:
        """Streams the body to disk; what is cut off stays for the next attempt to go on from."""
        resumed = response.status_code == requests.codes.partial_content
        if resumed and not self.part.is_file():
            raise SourceError(f"{shown(self.source.url)}: server mengirim sebagian berkas tanpa diminta.")
        size = self.part.stat().st_size if resumed and self.part.is_file() else 0
        limit = self.source.max_mb * 1024 * 1024
        with self.part.open("ab" if resumed else "wb") as file:
            for chunk in response.iter_content(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise SourceError(f"{shown(self.source.url)}: lebih besar dari {self.source.max_mb} MiB (max_mb).")
                file.write(chunk)
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and not response.headers.get("Content-Encoding") and not resumed and size < int(length):
            raise _AgainError("unduhan terputus")


class _AgainError(Exception):
    """Worth another attempt, `after` seconds if the server said so."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


def _retry_after(response: requests.Response) -> float | None:
    said = response.headers.get("Retry-After", "")
    if said.isdigit():
        return float(said)
    try:
        return max(parsedate_to_datetime(said).timestamp() - time.time(), 0) if said else None
    except ValueError:
        return None
